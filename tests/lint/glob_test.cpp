#include "lint/glob.hpp"

#include <string>

#include "tests/catch.hpp"

using namespace tiaoli;

TEST_CASE("a pattern without a slash means a file of that name in any folder") {
  CHECK(glob_matches("report.txt", "report.txt"));
  CHECK(glob_matches("report.txt", "a/b/report.txt"));
  CHECK(glob_matches("*.txt", "a/b/report.txt"));
  CHECK_FALSE(glob_matches("report.txt", "a/old-report.txt"));
  CHECK_FALSE(glob_matches("report.txt", "report.txt/inner"));
}

TEST_CASE("a star stays in its part of the path, two stars go on") {
  CHECK(glob_matches("drafts/*.txt", "drafts/a.txt"));
  CHECK_FALSE(glob_matches("drafts/*.txt", "drafts/2017/a.txt"));
  CHECK(glob_matches("drafts/**", "drafts/2017/a.txt"));
  CHECK_FALSE(glob_matches("drafts/**", "final/a.txt"));
  CHECK_FALSE(glob_matches("drafts/**", "old/drafts/a.txt"));
  CHECK(glob_matches("**/drafts/**", "old/drafts/a.txt"));
  CHECK(glob_matches("a/**/b", "a/b"));
  CHECK(glob_matches("a/**/b", "a/x/y/b"));
  CHECK_FALSE(glob_matches("a/**/b", "a/xb"));
  CHECK(glob_matches("**", "any/thing"));
  CHECK(glob_matches("**/**/b", "a/b"));
}

TEST_CASE("a question mark is one character, of however many bytes") {
  CHECK(glob_matches("201?/宁?.txt", "2017/宁夏.txt"));
  CHECK_FALSE(glob_matches("宁?", "宁"));
  CHECK_FALSE(glob_matches("宁?", "宁夏回"));
  CHECK_FALSE(glob_matches("a?b", "a/b"));
  CHECK_FALSE(glob_matches("?", ""));
}

TEST_CASE("everything else stands for itself") {
  CHECK(glob_matches("a/[b].txt", "a/[b].txt"));
  CHECK_FALSE(glob_matches("a/[b].txt", "a/b.txt"));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK_FALSE(glob_matches("a/b", "../a/b"));
}

TEST_CASE("a pattern of many stars takes no time that grows with their number of ways") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "**a";
  CHECK_FALSE(glob_matches(pattern, std::string(2000, 'a') + "b"));
}
