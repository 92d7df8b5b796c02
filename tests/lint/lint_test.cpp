// Each rule of lint fires where it should and is silent where it should be; the table of rules is whole.
#include <algorithm>
#include <set>
#include <string>

#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/form_text.hpp"
#include "tests/generator/form.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

/// The findings of lint proper: code, first cell and equation, sorted.
std::string findings(Reading const& reading) {
  std::vector<std::string> found;
  for (Diagnostic const& diagnostic : reading.diagnostics) {
    if (diagnostic.code.front() != 'L') continue;
    const std::size_t open = diagnostic.basis.rfind('(');
    found.push_back(std::string(diagnostic.code) + " " + diagnostic.cells.front() + " " + (open == std::string::npos ? "?" : diagnostic.basis.substr(open)));
  }
  std::sort(found.begin(), found.end());
  std::string joined;
  for (std::string const& one : found) joined += (joined.empty() ? "" : "; ") + one;
  return joined;
}

std::string findings(FormText const& form) { return findings(lint_form(form)); }

bool has_han(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9; });
}

}  // namespace

TEST_CASE("L401: a total that is not the sum of its parts") {
  FormText form("2014");
  form.set("2014:C1", "35").set("2014:C1.1", "7").set("2014:C1.3", "10").set("2014:C1.4", "17");
  const Reading reading = lint_form(form);
  CHECK(findings(reading) == "L401 2014:C1 (I1)");
  Diagnostic const& found = reading.first("L401");
  CHECK(found.severity == Severity::error);
  CHECK(found.name == "total_mismatch");
  CHECK(found.message.find("35") != std::string::npos);
  CHECK(found.message.find("34") != std::string::npos);
  CHECK(found.at.line == form.line_number("C1"));
  CHECK(found.cells.size() == 5);
  REQUIRE(found.notes.size() == 2);  // the sum, and who could be wrong
  CHECK(found.notes.front().find("= 34") != std::string::npos);
  CHECK(found.notes.front().find("10") != std::string::npos);
  CHECK(findings(form.set("2014:C1", "34")) == "");
}

TEST_CASE("L401: rows, columns and the blocks of table 4") {
  FormText form("2021");
  form.set("2021:V.rev.open", "1");
  CHECK(findings(form) == "L401 2021:V.rev.sum (N4.rev)");
  CHECK(findings(form.set("2021:V.rev.sum", "1")) == "");
  FormText row("2021");
  row.set("2021:R3.1/nat", "1").set("2021:R3.7/nat", "1").set("2021:R1/nat", "1").set("2021:R1/sum", "1").set("2021:R3.7/sum", "1");
  CHECK(findings(row) == "L401 2021:R3.1/sum (N1.R3.1); L401 2021:R3.7/sum (N2.sum)");
  CHECK(findings(row.set("2021:R3.1/sum", "1")) == "");
}

TEST_CASE("L401: a part that is not printed may hold what is left over, but no less than zero") {
  FormText form("2014");
  form.set("2014:C1", "10").set("2014:C1.1", "").set("2014:C1.3", "4");
  CHECK(findings(form) == "");
  CHECK(findings(form.set("2014:C1.3", "14")) == "L401 2014:C1 (I1)");
}

TEST_CASE("L402: a part that is more than the whole") {
  FormText form("2014");
  form.set("2014:B2.1", "2").set("2014:B2.1a", "3");
  const Reading reading = lint_form(form);
  CHECK(findings(reading) == "L402 2014:B2.1a (I8b)");
  CHECK(reading.first("L402").severity == Severity::error);
  CHECK(reading.first("L402").at.line == form.line_number("B2.1a"));
  CHECK(findings(form.set("2014:B2.1", "3")) == "");
  CHECK(findings(form.set("2014:B2.1", "")) == "");
}

TEST_CASE("L403: a blank total beside its parts") {
  FormText form("2014");
  form.set("2014:C3", "");
  const Reading reading = lint_form(form);
  CHECK(findings(reading) == "L403 2014:C3 (I3)");
  CHECK(reading.first("L403").severity == Severity::error);
  CHECK(reading.first("L403").message.find('0') != std::string::npos);
  CHECK(findings(form.set("2014:C3.5", "")) == "");  // not all of them are printed
  FormText mark("2014");
  CHECK(findings(mark.set("2014:C3", "——")) == "");  // a placeholder was not forgotten
  FormText missing("2014");
  CHECK(findings(missing.erase("C3")) == "");        // said by binding already
}

TEST_CASE("L404: the relation printed above the table") {
  FormText form("2021");
  form.set("2021:R1/nat", "5").set("2021:R1/sum", "5");
  const Reading reading = lint_form(form);
  CHECK(findings(reading) == "L404 2021:R1/nat (N3.nat); L404 2021:R1/sum (N3.sum)");
  CHECK(reading.first("L404").notes.size() == 3);  // both sums, and who could be wrong
  CHECK(reading.first("L404").severity == Severity::error);
  CHECK(findings(form.set("2021:R4/nat", "5").set("2021:R4/sum", "5")) == "");
}

TEST_CASE("L501: what is implausible is a warning") {
  FormText form("2014");
  form.set("2014:B2.5", "78").set("2014:B1", "12");
  const Reading reading = lint_form(form);
  CHECK(findings(reading) == "L501 2014:B2.5 (I9b)");
  CHECK(reading.first("L501").severity == Severity::warning);
  CHECK(findings(form.set("2014:B1", "78")) == "");
  FormText lawsuits("2014");
  lawsuits.set("2014:E", "60").set("2014:E1", "60").set("2014:C1", "6").set("2014:C1.3", "6");
  CHECK(findings(lawsuits) == "L501 2014:E (I12)");
}

TEST_CASE("L502: a part of nothing") {
  FormText form("2014");
  form.set("2014:B2.5", "78");
  const Reading reading = lint_form(form);
  CHECK(findings(reading) == "L502 2014:B2.5 (I9b)");
  CHECK(reading.first("L502").severity == Severity::error);
  FormText older("2014");  // documents of earlier years may be published where none was made
  CHECK(findings(older.set("2014:A1a", "3").set("2014:A1", "3").set("2014:A2.2", "3")) == "L501 2014:A1a (I10)");
}

TEST_CASE("a blank form and a form of marks break no rule") {
  for (const char* const print : {"", "/"}) {
    for (Edition const& edition : Registry::embedded().editions()) {
      CAPTURE(print, edition.id);
      FormText form(edition.id);
      for (EditionCell const& cell : edition.cells) form.set(cell.id, print);
      CHECK(findings(form) == "");
    }
  }
}

TEST_CASE("consistent forms are clean, and one changed number is found") {
  Registry const& registry = Registry::embedded();
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    generator::Random random(seed);
    const auto edition = static_cast<std::uint8_t>(seed % registry.editions().size());
    const generator::Form truth = generator::make_form(registry, edition, true, random);
    FormText form(registry.editions()[edition].id);
    auto const& cells = registry.editions()[edition].cells;
    for (std::size_t i = 0; i < cells.size(); ++i) form.set(cells[i].id, truth.values[i].to_string());
    CHECK(findings(form) == "");
    for (int tries = 0; tries < 10; ++tries) {
      const std::size_t changed = random.index(cells.size());
      const bool in_equality = std::any_of(registry.editions()[edition].relations.begin(), registry.editions()[edition].relations.end(), [&](CellRelation const& relation) {
        return relation.strength == Strength::identity && relation.relation == Relation::equal &&
               std::any_of(relation.terms.begin(), relation.terms.end(), [&](auto const& term) { return term.cell == changed; });
      });
      if (!in_equality) continue;
      FormText wrong = form;
      wrong.set(cells[changed].id, Decimal::from_millionths(truth.values[changed].millionths() + Decimal::scale).to_string());
      CAPTURE(seed, cells[changed].id);
      CHECK(findings(wrong).find("L40") != std::string::npos);
    }
  }
}

TEST_CASE("findings come in the order of their places") {
  FormText form("2014");
  form.set("2014:E", "5").set("2014:C2", "4").set("2014:H3", "9").set("2014:F", "3?");
  const Reading reading = lint_form(form);
  CHECK(std::is_sorted(reading.diagnostics.begin(), reading.diagnostics.end(), [](Diagnostic const& a, Diagnostic const& b) { return a.at.offset < b.at.offset; }));
  CHECK(findings(reading) == "L401 2014:C2 (I2); L401 2014:E (I5s); L401 2014:H3 (I6); L501 2014:C2 (I11); L501 2014:E (I12)");
}

TEST_CASE("a report without a table has nothing to lint") {
  Diagnostics diagnostics;
  lint(Report{}, Registry::embedded(), diagnostics);
  CHECK(diagnostics.empty());
}

TEST_CASE("the table of rules") {
  std::set<std::string> codes, names;
  for (Rule const& rule : rules()) {
    CAPTURE(rule.code);
    CHECK(codes.insert(rule.code).second);
    CHECK(names.insert(rule.name).second);
    CHECK(rule.code.size() == 4);
    CHECK(std::string("RGBCL").find(rule.code.front()) != std::string::npos);
    CHECK(rule.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos);
    CHECK(has_han(rule.message.zh));
    CHECK(has_han(rule.why.zh));
    CHECK_FALSE(has_han(rule.message.en));
    CHECK_FALSE(has_han(rule.why.en));
    CHECK_FALSE(rule.message.en.empty());
    CHECK(find_rule(rule.code) == &rule);
    CHECK(find_rule(rule.name) == &rule);
    // Both languages tell the same: every argument of one is in the other.
    const auto arguments = [](std::string const& text) {
      std::set<std::string> found;
      for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) found.insert(text.substr(at, text.find('}', at) - at));
      return found;
    };
    CHECK(arguments(rule.message.zh) == arguments(rule.message.en));
  }
  CHECK(find_rule("L999") == nullptr);
  CHECK(find_rule("") == nullptr);
}

TEST_CASE("a finding is told in the reader's language") {
  FormText form("2014");
  Reading reading = read_form(form.set("2014:F", "3?"));
  describe(reading.diagnostics, Language::zh);
  CHECK(reading.first("B217").message.find("无法读成数字") != std::string::npos);
  describe(reading.diagnostics, Language::en);
  CHECK(reading.first("B217").message.find("is not a number") != std::string::npos);
  CHECK(words(Language::en).error == "error");
  CHECK(words(Language::zh).error == "错误");
  CHECK(in(Language::zh, {"甲", "a"}) == "甲");
  CHECK(in(Language::en, {"甲", "a"}) == "a");
  CHECK_FALSE(rule_texts().verdict.en.empty());
}
