// The formats of findings: kept results of small reports, and what must hold for any text.
#include <map>

#include "lint/formats/github.hpp"
#include "lint/formats/page.hpp"
#include "lint/formats/reckoning.hpp"
#include "lint/formats/sarif.hpp"
#include "tests/catch.hpp"
#include "tests/kept.hpp"
#include "tests/lint/linted.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A report whose title, rows and figures try to be markup and workflow commands.
LintedFile hostile() {
  std::string text = content(repository() / "fixtures/rules/L401/fires.txt");
  text += "\n<script>alert(1)</script> \"quoted\" ::error::x %0A\n<td>\t</td>\t&amp;\n";
  return linted("a b%,:x/报告<1>.txt", text);
}

}  // namespace

TEST_CASE("the formats of findings are kept") {
  const auto folder = repository() / "fixtures/rules/L401";
  for (const Language language : {Language::en, Language::zh}) {
    const std::string code = language == Language::zh ? "zh" : "en";
    const auto files = linted_file("fixtures/rules/L401/fires.txt", language);
    check_kept(folder / ("lint." + code + ".html"), write_page(files, format_setting(language)));
    check_kept(folder / ("lint." + code + ".sarif"), write_sarif(files, format_setting(language)));
    check_kept(folder / ("lint." + code + ".github.txt"), write_github(files, format_setting(language)));
  }
  check_kept(repository() / "fixtures/rules/B203/lint.en.html", write_page(linted_file("fixtures/rules/B203/fires.txt"), format_setting()));
}

TEST_CASE("a path becomes a reference of a URI") {
  CHECK(uri_of("fixtures/2014/xiji/input.txt") == "fixtures/2014/xiji/input.txt");
  CHECK(uri_of("./a b.txt") == "a%20b.txt");
  CHECK(uri_of("报.txt") == "%E6%8A%A5.txt");
  CHECK(uri_of("100%:x?#.txt") == "100%25%3Ax%3F%23.txt");
  CHECK(uri_of("/tmp/a\\b.txt") == "file:///tmp/a%5Cb.txt");
}

TEST_CASE("a workflow command cannot be broken by a report or by the name of its file") {
  std::vector<LintedFile> files;
  files.push_back(hostile());
  REQUIRE(!files[0].diagnostics.empty());
  files[0].diagnostics[0].message = "50% of\r\n::error::x";
  const std::string text = write_github(files, format_setting());
  CHECK(has(text, "::error file=a b%25%2C%3Ax/报告<1>.txt,line="));
  CHECK(has(text, "50%25 of%0D%0A::error::x"));
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; ++at) ++lines;
  CHECK(lines == files[0].diagnostics.size() + 1);
}

TEST_CASE("the page of findings escapes the report and needs nothing else") {
  std::vector<LintedFile> files;
  files.push_back(hostile());
  files.push_back(linted("empty.txt", ""));
  const std::string page = write_page(files, format_setting());
  CHECK(!has(page, "<script"));
  CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot;"));
  CHECK(has(page, "&lt;td&gt;"));
  for (std::string_view outside : {"http:", "https:", "src=", "url(", "@import", "<link"}) CHECK(!has(page, outside));
  // Every link leads somewhere, and no id stands twice.
  std::map<std::string, int> ids;
  for (std::size_t at = 0; (at = page.find(" id=\"", at)) != std::string::npos;) {
    at += 5;
    CHECK(++ids[page.substr(at, page.find('"', at) - at)] == 1);
  }
  for (std::size_t at = 0; (at = page.find("href=\"#", at)) != std::string::npos;) {
    at += 7;
    CHECK(ids.contains(page.substr(at, page.find('"', at) - at)));
  }
}

TEST_CASE("every finding stands on the page once, with its place or without") {
  for (std::string const name : {"fixtures/2014/xiji/input.txt", "fixtures/2019/zhongning/input.txt", "fixtures/2014/pingluo/input.txt"}) {
    const auto files = linted_file(name);
    const std::string page = write_page(files, format_setting());
    for (std::size_t i = 1; i <= files[0].diagnostics.size(); ++i) CHECK(has(page, "id=\"finding-1-" + std::to_string(i) + "\""));
  }
}

TEST_CASE("the sum of a finding is written out") {
  const auto files = linted_file("fixtures/2014/xiji/input.txt");
  std::vector<std::string> sums;
  for (Diagnostic const& found : files[0].diagnostics) {
    if (found.code == "L401") sums.push_back(reckoning(found, files[0].report, Registry::embedded()));
  }
  REQUIRE(!sums.empty());
  CHECK(sums[0] == "4 + 4 = 8 ≠ 4");
  Diagnostic other{.code = "L401", .cells = {"2014:C1", "2014:E1"}};
  CHECK(reckoning(other, files[0].report, Registry::embedded()).empty());
}

TEST_CASE("SARIF names the rules that fired and no others, and shows places only where a file has them") {
  const auto files = linted_file("fixtures/rules/L401/fires.txt");
  const std::string log = write_sarif(files, format_setting());
  CHECK(has(log, R"("id": "L401")"));
  CHECK(!has(log, R"("id": "L402")"));
  CHECK(has(log, R"("startLine": )"));
  std::vector<LintedFile> packed;
  packed.push_back(linted("report.txt", content(repository() / "fixtures/rules/L401/fires.txt")));
  packed[0].report.origin.format = "docx";
  for (Diagnostic& found : packed[0].diagnostics) found.at.place = {Place::Kind::table, {3, 2, 4}};
  for (Fact& fact : packed[0].report.facts) fact.at.place = {Place::Kind::table, {3, 2, 5}};
  const std::string other = write_sarif(packed, format_setting());
  CHECK(!has(other, R"("region")"));
  CHECK(has(other, "table 3, row 2, cell 4"));
}
