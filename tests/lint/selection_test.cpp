#include "lint/selection.hpp"

#include "lint/formats/sarif.hpp"
#include "tests/catch.hpp"
#include "tests/kept.hpp"
#include "tests/lint/linted.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

Diagnostic finding(std::string code, std::vector<std::string> cells = {}, std::string fingerprint = "0123456789abcdef") {
  Rule const& rule = *find_rule(code);
  return {.code = code, .cells = std::move(cells), .name = rule.name, .severity = rule.severity, .message = "said", .fingerprint = std::move(fingerprint)};
}

LintedFile file_with(Diagnostics diagnostics) {
  LintedFile file;
  file.name = "drafts/a.txt";
  file.diagnostics = std::move(diagnostics);
  return file;
}

std::vector<std::string> codes(Diagnostics const& diagnostics) {
  std::vector<std::string> all;
  for (Diagnostic const& found : diagnostics) all.push_back(found.code);
  return all;
}

using Codes = std::vector<std::string>;

/// What is left of some findings after a choice.
LintedFile chosen(RuleChoice const& choice) {
  LintedFile file = file_with({finding("L401"), finding("L302"), finding("B201"), finding("R101")});
  apply(choice, {}, "a.txt", "2026-01-01", file, {});
  return file;
}

Suppression suppression(std::string rule, std::string until = "2026-12-31") {
  return {.rule = std::move(rule), .file = {}, .cells = {}, .fingerprint = {}, .reason = "known", .until = std::move(until)};
}

/// The findings that are left of `found` on a day, and what is said of the suppression.
struct Answered {
  LintedFile file;
  Diagnostics said;
};
Answered answered(Suppression const& one, Diagnostics found, std::string const& today = "2026-06-01") {
  const LintSettings settings{{}, {}, {one}};
  std::vector<SuppressionUse> uses(1);
  Answered made{file_with(std::move(found)), {}};
  apply({}, settings, "drafts/a.txt", today, made.file, uses);
  lint_suppressions(settings, uses, today, made.said);
  return made;
}

}  // namespace

TEST_CASE("rules are chosen by code, name or the start of codes, and ignore wins") {
  CHECK(codes(chosen({}).diagnostics) == Codes{"L401", "L302", "B201", "R101"});
  CHECK(codes(chosen({{"L"}, {}, {}}).diagnostics) == Codes{"L401", "L302"});
  CHECK(codes(chosen({{"L401", "label_misspelt"}, {}, {}}).diagnostics) == Codes{"L401", "B201"});
  CHECK(codes(chosen({{}, {"L3", "R101"}, {}}).diagnostics) == Codes{"L401", "B201"});
  CHECK(codes(chosen({{"L"}, {"L401"}, {}}).diagnostics) == Codes{"L302"});
  CHECK(chosen({{"L"}, {}, {}}).not_selected == 2);
  CHECK(verdict({}, Language::en) == "reports: 0, errors: 0, warnings: 0, infos: 0");
  std::vector<LintedFile> one;
  one.push_back(chosen({{"L"}, {}, {}}));
  CHECK(verdict(one, Language::en) == "reports: 1, errors: 1, warnings: 1, infos: 0, not selected: 2");
}

TEST_CASE("a selector has to name a rule") {
  for (std::string_view const good : {"L", "L4", "L401", "total_mismatch", "B2"}) CHECK(is_selector(good));
  for (std::string_view const bad : {"", "X", "L999", "l401", "total", "L4011"}) CHECK_FALSE(is_selector(bad));
}

TEST_CASE("a severity is set anew, by the last selector that fits") {
  const LintedFile file = chosen({{}, {}, {{"L", Severity::info}, {"L302", Severity::error}}});
  CHECK(file.diagnostics[0].severity == Severity::info);
  CHECK(file.diagnostics[1].severity == Severity::error);
  CHECK(file.diagnostics[2].severity == Severity::warning);
}

TEST_CASE("choices for some files come on top of the general one") {
  LintSettings settings;
  settings.choice = {{"L"}, {"L3"}, {}};
  settings.files = {{{"drafts/**"}, {{"B"}, {"B201"}, {{"B", Severity::info}}}}};
  const RuleChoice there = choice_for(settings, "drafts/a.txt"), elsewhere = choice_for(settings, "a.txt");
  CHECK(there.select == Codes{"B"});
  CHECK(there.ignore == Codes{"L3", "B201"});
  CHECK(there.severities.size() == 1);
  CHECK(elsewhere.select == Codes{"L"});
  CHECK(elsewhere.severities.empty());
  CHECK(with(there, {{"R"}, {}, {}}).select == Codes{"R"});
}

TEST_CASE("a suppression hides what it means, up to its day") {
  const Answered hidden = answered(suppression("L401"), {finding("L401"), finding("L302")});
  CHECK(codes(hidden.file.diagnostics) == Codes{"L302"});
  REQUIRE(hidden.file.suppressed.size() == 1);
  CHECK(hidden.file.suppressed[0].reason == "known");
  CHECK(hidden.file.suppressed[0].until == "2026-12-31");
  CHECK(hidden.said.empty());
  CHECK(answered(suppression("total_mismatch"), {finding("L401")}).file.diagnostics.empty());
  CHECK(answered(suppression("L401"), {finding("L401")}, "2026-12-31").file.diagnostics.empty());
}

TEST_CASE("a suppression that has expired hides nothing, and says so") {
  Answered expired = answered(suppression("L401"), {finding("L401"), finding("L401")}, "2027-01-01");
  CHECK(expired.file.diagnostics.size() == 2);
  CHECK(expired.file.suppressed.empty());
  REQUIRE(codes(expired.said) == Codes{"L901"});
  describe(expired.said, Language::en);
  CHECK(expired.said[0].severity == Severity::warning);
  CHECK(expired.said[0].message == "the suppression of L401 ended on 2026-12-31; findings that it means and that count again: 2");
}

TEST_CASE("a suppression that hid nothing is told, unless it speaks of other files") {
  CHECK(codes(answered(suppression("L402"), {finding("L401")}).said) == Codes{"L902"});
  Suppression elsewhere = suppression("L402");
  elsewhere.file = "final/**";
  CHECK(answered(elsewhere, {finding("L401")}).said.empty());
  elsewhere.rule = "L401";
  CHECK(answered(elsewhere, {finding("L401")}).file.diagnostics.size() == 1);
}

TEST_CASE("a suppression may name cells and a fingerprint, and means only findings that have all of them") {
  Suppression one = suppression("L401");
  one.cells = {"2014:C2"};
  CHECK(answered(one, {finding("L401", {"2014:C2", "2014:C2.1"})}).file.diagnostics.empty());
  one.cells.push_back("2014:C3");
  CHECK(answered(one, {finding("L401", {"2014:C2", "2014:C2.1"})}).file.diagnostics.size() == 1);
  one.cells.clear();
  one.fingerprint = "0123456789abcdef";
  CHECK(answered(one, {finding("L401"), finding("L401", {}, "1123456789abcdef")}).file.diagnostics.size() == 1);
}

TEST_CASE("a suppression of a rule that is not selected is in use all the same") {
  const LintSettings settings{{}, {}, {suppression("L401")}};
  std::vector<SuppressionUse> uses(1);
  LintedFile file = file_with({finding("L401")});
  apply({{}, {"L401"}, {}}, settings, "a.txt", "2026-01-01", file, uses);
  CHECK(file.not_selected == 1);
  CHECK(uses[0].hits == 1);
}

TEST_CASE("suppressed findings stand in SARIF with their reason, and count in no verdict") {
  std::vector<LintedFile> files = linted_file("fixtures/2014/xiji/input.txt");
  const std::size_t before = files[0].diagnostics.size();
  const LintSettings settings{{}, {}, {suppression("L401")}};
  std::vector<SuppressionUse> uses(1);
  apply({}, settings, files[0].name, "2026-01-01", files[0], uses);
  REQUIRE(files[0].suppressed.size() >= 1);
  CHECK(files[0].diagnostics.size() + files[0].suppressed.size() == before);
  const std::string log = write_sarif(files, format_setting());
  CHECK(log.find(R"("suppressions": [{"kind": "external", "status": "accepted", "justification": "known", "properties": {"until": "2026-12-31"}}])") != std::string::npos);
  CHECK(verdict(files, Language::en).ends_with(", suppressed: " + std::to_string(files[0].suppressed.size())));
}
