#include "lint/baseline.hpp"

#include "mappings/registry.hpp"
#include "tests/catch.hpp"
#include "tests/lint/linted.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

std::vector<LintedFile> reports() {
  std::vector<LintedFile> files = linted_file("fixtures/2014/xiji/input.txt");
  for (LintedFile& file : linted_file("fixtures/2019/zhongning/input.txt")) files.push_back(std::move(file));
  return files;
}

std::string error_of(std::string_view text) {
  try {
    read_baseline("base.json", text);
  } catch (MappingError const& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("what stands in the baseline does not count, and what is new does") {
  std::vector<LintedFile> files = reports();
  const std::string text = write_baseline(files);
  CHECK(text == write_baseline(reports()));
  const FindingCount before = count_findings(files);
  REQUIRE(before.errors > 0);
  CHECK(take_known(read_baseline("base.json", text), files) == 0);
  const FindingCount after = count_findings(files);
  CHECK(after.errors + after.warnings + after.infos == 0);
  CHECK(after.known == before.errors + before.warnings + before.infos);
  CHECK(verdict(files, Language::en).ends_with(", in the baseline: " + std::to_string(after.known)));

  files = reports();
  Diagnostic added = files[0].diagnostics[0];
  added.fingerprint = "0000000000000000";
  files[0].diagnostics.push_back(added);
  take_known(read_baseline("base.json", text), files);
  CHECK(files[0].diagnostics.size() == 1);
}

TEST_CASE("a second report that is alike does not hide behind the first one") {
  std::vector<LintedFile> twice = linted_file("fixtures/2014/xiji/input.txt");
  const std::string text = write_baseline(twice);
  for (LintedFile& file : linted_file("fixtures/2014/xiji/input.txt")) twice.push_back(std::move(file));
  const std::size_t findings = twice[1].diagnostics.size();
  take_known(read_baseline("base.json", text), twice);
  CHECK(twice[0].diagnostics.empty());
  CHECK(twice[1].diagnostics.size() == findings);
}

TEST_CASE("findings that are gone are counted, and settings have no part in a baseline") {
  std::vector<LintedFile> files = reports();
  const std::string text = write_baseline(files);
  const std::size_t findings = files[1].diagnostics.size();
  files.pop_back();
  CHECK(take_known(read_baseline("base.json", text), files) == findings);
  files = reports();
  files[1].is_report = false;
  CHECK(write_baseline(files).size() < text.size());
  take_known(read_baseline("base.json", text), files);
  CHECK(files[1].diagnostics.size() == findings);
}

TEST_CASE("a broken baseline is refused with its name and what is wrong") {
  CHECK(error_of(R"({"tiaoli_baseline": 1, "findings": []})").empty());
  for (std::string_view const broken : {"", "{", "[]", R"({"findings": []})", R"({"tiaoli_baseline": 2, "findings": []})", R"({"tiaoli_baseline": 1})",
                                        R"({"tiaoli_baseline": 1, "findings": [{"fingerprint": "0123456789abcdef"}]})",
                                        R"({"tiaoli_baseline": 1, "findings": [{"fingerprint": "xyz", "code": "L401", "file": "a", "message": "b"}]})",
                                        R"({"tiaoli_baseline": 1, "findings": [], "more": 1})"}) {
    CAPTURE(broken);
    CHECK(error_of(broken).find("base.json") != std::string::npos);
  }
}
