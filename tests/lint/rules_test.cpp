// The table of rules as files, and for each rule a pair of reports: one in which it fires, one like it in which it is silent.
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "converters/canonical.hpp"
#include "converters/convert.hpp"
#include "converters/readers/read.hpp"
#include "lint/embedded.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/kept.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;
namespace fs = std::filesystem;

namespace {

/// The pair of a rule: `fires` and `silent`, each a report with some ending or a folder of reports.
class RulePair {
 public:
  explicit RulePair(std::string_view code) : folder_(repository() / "fixtures/rules" / code) {}

  bool exists() const { return fs::exists(folder_); }
  fs::path const& folder() const { return folder_; }

  /// The reports of one side, by name; none when it is missing.
  std::vector<fs::path> reports(std::string_view side) const {
    std::vector<fs::path> found;
    for (auto const& entry : fs::directory_iterator(folder_)) {
      if (entry.path().stem() != side) continue;
      if (!entry.is_directory()) found.push_back(entry.path());
      for (auto const& file : entry.is_directory() ? fs::directory_iterator(entry.path()) : fs::directory_iterator()) found.push_back(file.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  fs::path folder_;
};

struct Told {
  std::vector<std::string> codes;
  std::string text;  ///< as the program prints it
};

/// A report of a pair, linted.
struct Linted {
  fs::path path;
  std::unique_ptr<Source> source;
  Report report;
  Diagnostics diagnostics;
};

/// A report read, parsed, bound, made canonical and linted, and for rules of conversion converted to every edition.
Linted linted(fs::path const& path, bool convert_too) {
  Registry const& registry = Registry::embedded();
  Linted made{path, {}, {}, {}};
  made.source = read_bytes(path.lexically_relative(repository()).generic_string(), content(path), made.diagnostics);
  ast::Prose prose;
  made.report = read_report(*made.source, registry, made.diagnostics, prose);
  lint({made.report, registry, &prose, made.source.get()}, made.diagnostics);
  for (std::uint8_t target = 0; convert_too && made.report.edition && target < registry.editions().size(); ++target) convert(made.report, target, registry, made.diagnostics);
  return made;
}

/// All that the program says of the reports of one side. Several are compared with each other; one that is called `whole`
/// consists of the others.
Told tell(RulePair const& pair, std::string_view side, bool convert_too) {
  std::vector<Linted> all;
  for (fs::path const& path : pair.reports(side)) all.push_back(linted(path, convert_too));
  std::vector<Report const*> reports, parts;
  std::vector<Diagnostics*> diagnostics;
  Linted* whole = nullptr;
  for (Linted& one : all) {
    reports.push_back(&one.report);
    diagnostics.push_back(&one.diagnostics);
    if (one.path.stem() == "whole") whole = &one;
    else parts.push_back(&one.report);
  }
  lint_years(reports, Registry::embedded(), diagnostics);
  if (whole != nullptr) lint_parts(whole->report, parts, Registry::embedded(), whole->diagnostics);
  Told told;
  for (Linted& one : all) {
    describe(one.diagnostics, Language::en);
    for (Diagnostic const& found : one.diagnostics) {
      told.codes.push_back(found.code);
      told.text += render(found, *one.source);
    }
  }
  return told;
}

using Files = std::map<std::string, std::string>;

Files embedded() {
  Files files;
  for (auto const& [name, text] : embedded_rules()) files.emplace(name, text);
  return files;
}

/// What read_rules says of the files, empty when all is well.
std::string error_of(Files const& files) {
  std::vector<std::pair<std::string_view, std::string_view>> views(files.begin(), files.end());
  try {
    read_rules(views);
  } catch (MappingError const& error) {
    return error.what();
  }
  return "";
}

/// And after one replacement in one of them.
std::string error_of(std::string const& file, std::string_view what, std::string_view by) {
  Files files = embedded();
  std::string& text = files.at(file);
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  text.replace(at, what.size(), by);
  return error_of(files);
}

bool says(std::string const& error, std::vector<std::string> const& parts) {
  return std::all_of(parts.begin(), parts.end(), [&](std::string const& part) {
    if (error.find(part) == std::string::npos) UNSCOPED_INFO("\"" << error << "\" does not say " << part);
    return error.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("every rule has a report in which it fires and one in which it is silent") {
  for (Rule const& rule : rules()) {
    const RulePair pair(rule.code);
    const bool by_hand = rule.code.front() == 'R' || rule.code.front() == 'C';  // not all of these show in a file of text
    if (by_hand && !pair.exists()) continue;
    if (!pair.exists()) {
      FAIL_CHECK(rule.code << " " << rule.name << " has no pair: add fixtures/rules/" << rule.code << "/fires.txt and silent.txt");
      continue;
    }
    if (pair.reports("fires").empty() || pair.reports("silent").empty()) {
      FAIL_CHECK("fixtures/rules/" << rule.code << " has no " << (pair.reports("fires").empty() ? "fires" : "silent") << ".* beside the other");
      continue;
    }
    const bool convert_too = rule.code.front() == 'C';
    const Told fires = tell(pair, "fires", convert_too), silent = tell(pair, "silent", convert_too);
    const auto has = [&](Told const& told) { return std::count(told.codes.begin(), told.codes.end(), rule.code) > 0; };
    if (!has(fires)) FAIL_CHECK(rule.code << " does not fire in fixtures/rules/" << rule.code << "/fires");
    if (has(silent)) FAIL_CHECK(rule.code << " is not silent in fixtures/rules/" << rule.code << "/silent:\n" << silent.text);
    check_kept(pair.folder() / "diagnostics.txt", fires.text);
  }
}

TEST_CASE("every pair is that of a rule") {
  for (auto const& entry : fs::directory_iterator(repository() / "fixtures/rules")) {
    const std::string code = entry.path().filename().string();
    Rule const* const rule = find_rule(code);
    if (rule == nullptr || rule->code != code) FAIL_CHECK("fixtures/rules/" << code << " is the pair of no rule");
  }
}

TEST_CASE("the rules are read as they are on disk, family by family") {
  std::size_t files = 0;
  for (auto const& entry : fs::directory_iterator(repository() / "lint/rules")) {
    ++files;
    CHECK(find_rule(entry.path().stem().string()) != nullptr);
  }
  CHECK(files == rules().size());
  CHECK(error_of(embedded()).empty());
  CHECK(std::is_sorted(rules().begin(), rules().end(), [](Rule const& a, Rule const& b) { return a.family < b.family || (a.family == b.family && a.code < b.code); }));
  for (std::size_t family = 0; family < rule_texts().families.size(); ++family) {
    CAPTURE(rule_texts().families[family].prefix);
    CHECK(std::any_of(rules().begin(), rules().end(), [&](Rule const& rule) { return rule.family == family; }));
  }
}

TEST_CASE("a broken file of a rule is refused, with its name and what is wrong") {
  const std::string file = "rules/L401.json";
  CHECK(says(error_of(file, R"("code": "L401")", R"("code": "L402")"), {file, "L402", "file of that name"}));
  CHECK(says(error_of(file, R"("why_en")", R"("reason_en")"), {file, "why_en"}));
  CHECK(says(error_of(file, R"("severity": "error")", R"("severity": "error", "colour": "red")"), {file, "colour"}));
  CHECK(says(error_of(file, R"("severity": "error")", R"("severity": "fatal")"), {file, "severity"}));
  CHECK(says(error_of(file, R"("severity": "error")", R"("severity": "error", "severity": "info")"), {file, "severity"}));
  CHECK(says(error_of(file, R"("name": "total_mismatch")", R"("name": "sides_differ")"), {"rules/L404.json", "sides_differ"}));
  CHECK(says(error_of(file, R"("mend_zh": )", R"("mend_zh": "", "mend_old": )"), {file, "mend"}));
  CHECK(says(error_of("texts.json", R"("prefix": "L5")", R"("prefix": "L6")"), {"rules/L501.json", "L501", "family"}));
  CHECK(says(error_of("texts.json", R"("verdict_en": )", R"("verdict": )"), {"texts.json", "verdict_en"}));
  Files missing = embedded();
  missing.erase("texts.json");
  CHECK(says(error_of(missing), {"texts.json"}));
}

TEST_CASE("the page of the rules") {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string page = rules_page(language);
    for (Rule const& rule : rules()) {
      CAPTURE(rule.code);
      CHECK(page.find("\n### " + rule.code + " " + rule.name + " (" + word(rule.severity, language) + ")\n") != std::string::npos);
      CHECK(page.find(rule.basis) != std::string::npos);
    }
    for (RuleFamily const& family : rule_texts().families) CHECK(page.find("\n## " + family.prefix + ": " + in(language, family.title) + "\n") != std::string::npos);
    CHECK(page.find(" <") == std::string::npos);  // nothing that Markdown would take for HTML
    CHECK(page.ends_with(in(language, rule_texts().no_rule)));
  }
}
