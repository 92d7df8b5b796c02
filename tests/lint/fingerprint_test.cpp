#include "lint/fingerprint.hpp"

#include <set>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/kept.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

Diagnostics found_in(std::string text, std::string const& name = "report.txt", Language language = Language::en) {
  Registry const& registry = Registry::embedded();
  Diagnostics diagnostics;
  const auto source = read_bytes(name, std::move(text), diagnostics);
  const Report report = read_report(*source, registry, diagnostics);
  lint(report, registry, diagnostics);
  describe(diagnostics, language);
  add_fingerprints(diagnostics, report, registry);
  return diagnostics;
}

std::multiset<std::string> fingerprints(Diagnostics const& diagnostics) {
  std::multiset<std::string> all;
  for (Diagnostic const& found : diagnostics) all.insert(found.fingerprint);
  return all;
}

std::string of_one(Diagnostic found, int year = 2019) {
  Report report;
  report.outline.publisher = "西吉县人民政府";
  report.outline.year = year;
  Diagnostics one{std::move(found)};
  add_fingerprints(one, report, Registry::embedded());
  return one.front().fingerprint;
}

std::string report_text() { return content(repository() / "fixtures/2014/xiji/input.txt"); }

}  // namespace

TEST_CASE("a fingerprint is sixteen digits that never change") {
  CHECK(of_one({.code = "L401", .cells = {"2014:C2"}, .arguments = {{"left", "4"}, {"right", "8"}}}) == "bdef9c2062b33a01");
  for (Diagnostic const& found : found_in(report_text())) {
    CHECK(found.fingerprint.substr(0, 16).find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK((found.fingerprint.size() == 16 || found.fingerprint[16] == ':'));
  }
}

TEST_CASE("a fingerprint does not depend on place, file name, language or wording") {
  const auto plain = fingerprints(found_in(report_text()));
  REQUIRE(plain.size() >= 3);
  CHECK(fingerprints(found_in("\n\n\n" + report_text())) == plain);
  CHECK(fingerprints(found_in(report_text(), "renamed.txt", Language::zh)) == plain);
  const Diagnostic named{.code = "L401", .cells = {"2014:C2.1", "2014:C2"}, .arguments = {{"whole", "申请办结数"}, {"left", "4"}}};
  Diagnostic other = named;
  other.at = {7, 3, 20, 1, {}};
  other.arguments[0].second = "（二）申请办结数";
  std::swap(other.cells[0], other.cells[1]);
  CHECK(of_one(other) == of_one(named));
  const Diagnostic twice{.code = "L603", .arguments = {{"year", "2019"}, {"other", "a.txt"}}};
  other = twice;
  other.arguments[1].second = "b.txt";
  CHECK(of_one(other) == of_one(twice));
}

TEST_CASE("a fingerprint depends on what makes the finding what it is") {
  const Diagnostic found{.code = "L401", .cells = {"2014:C2"}, .arguments = {{"left", "4"}, {"right", "8"}}};
  std::set<std::string> all{of_one(found), of_one(found, 2018)};
  Diagnostic other = found;
  other.code = "L402";
  all.insert(of_one(other));
  other = found;
  other.cells[0] = "2014:C3";
  all.insert(of_one(other));
  other = found;
  other.arguments[0].second = "5";
  all.insert(of_one(other));
  CHECK(all.size() == 5);
}

TEST_CASE("a finding without a cell is told by the words that it quotes, and equal ones are counted") {
  const Diagnostic found{.code = "B204", .arguments = {{"printed", "小计 一"}, {"line", "3"}}};
  Diagnostic same = found, other = found;
  same.arguments = {{"printed", "小计　一"}, {"line", "4"}};
  other.arguments[0].second = "小计 二";
  CHECK(of_one(same) == of_one(found));
  CHECK(of_one(other) != of_one(found));
  Diagnostics three{found, other, same};
  add_fingerprints(three, {}, Registry::embedded());
  CHECK(three[0].fingerprint.size() == 16);
  CHECK(three[1].fingerprint.size() == 16);
  CHECK(three[2].fingerprint == three[0].fingerprint + ":2");
}
