// The identities of a form: what they determine stands beside the print, and a contradiction is never repaired.
#include <algorithm>
#include <string>

#include "converters/solve.hpp"
#include "tests/catch.hpp"
#include "tests/form_text.hpp"
#include "tests/generator/form.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

std::string joined(std::vector<std::string_view> const& ids) {
  std::string text;
  for (const std::string_view id : ids) text += (text.empty() ? "" : " ") + std::string(id);
  return text;
}

/// A form with its zeros left blank.
FormText blank_zeros(std::string_view edition) {
  FormText form(edition);
  for (EditionCell const& cell : Registry::embedded().editions()[*Registry::embedded().find_edition(edition)].cells) form.set(cell.id, "");
  return form;
}

bool violates(Reading const& reading, std::string_view equation) {
  const auto found = violations(reading.report, Registry::embedded());
  return std::any_of(found.begin(), found.end(), [&](Violation const& v) { return Registry::embedded().equations()[v.relation->equation].id == equation; });
}

}  // namespace

TEST_CASE("one unknown of a sum is determined") {
  FormText form("2014");
  form.set("2014:C1", "").set("2014:C1.1", "3").set("2014:C1.3", "4");
  const Reading reading = read_form(form);
  Fact const& total = reading.fact("2014:C1");
  CHECK(total.value.state == State::blank);
  CHECK_FALSE(total.value.number);
  REQUIRE(total.derived);
  CHECK(total.derived->value == Decimal::of(7));
  CHECK(joined(total.derived->by) == "I1");
  CHECK(joined(total.derived->chain) == "I1");
  CHECK(reading.diagnostics.empty());
}

TEST_CASE("a part is what the total leaves over") {
  FormText form("2014");
  form.set("2014:C1", "10").set("2014:C1.1", "3").set("2014:C1.2", "").set("2014:C1.3", "4");
  CHECK(read_form(form).derived("2014:C1.2") == "3");
}

TEST_CASE("two unknowns of a sum are not determined, unless nothing is left for them") {
  FormText two("2014");
  two.set("2014:C1", "10").set("2014:C1.1", "").set("2014:C1.2", "");
  const Reading undetermined = read_form(two);
  CHECK(undetermined.derived("2014:C1.1").empty());
  CHECK(undetermined.derived("2014:C1.2").empty());
  FormText none("2014");
  none.set("2014:C1", "4").set("2014:C1.1", "").set("2014:C1.2", "").set("2014:C1.3", "4");
  const Reading zeros = read_form(none);
  CHECK(zeros.derived("2014:C1.1") == "0");
  CHECK(zeros.derived("2014:C1.2") == "0");
}

TEST_CASE("a chain names its equations in the order of their use") {
  FormText form("2021");
  form.set("2021:R1/nat", "5").set("2021:R1/sum", "5").set("2021:R3.1/nat", "").set("2021:R3.1/sum", "").set("2021:R3.7/nat", "").set("2021:R3.7/sum", "5");
  const Reading reading = read_form(form);
  CHECK(reading.derived("2021:R3.7/nat") == "5");
  CHECK(reading.derived("2021:R3.1/nat") == "5");
  CHECK(reading.derived("2021:R3.1/sum") == "5");
  for (const char* const cell : {"2021:R3.7/nat", "2021:R3.1/nat", "2021:R3.1/sum"}) {
    CAPTURE(cell);
    auto const& derived = reading.fact(cell).derived;
    REQUIRE(derived);
    REQUIRE_FALSE(derived->chain.empty());
    REQUIRE_FALSE(derived->by.empty());
    CHECK(std::count(derived->by.begin(), derived->by.end(), derived->chain.back()) == 1);
    for (const std::string_view id : derived->chain) CHECK(std::count(derived->chain.begin(), derived->chain.end(), id) == 1);
  }
  // The total of the row is known directly, the part in its column only through the total of the column.
  CHECK(reading.fact("2021:R3.7/nat").derived->chain.size() == 1);
}

TEST_CASE("blanks stay blank; the zeros they stand for stand beside them") {
  FormText form = blank_zeros("2019");
  for (const char* const row : {"R1", "R3.1", "R3.7"}) form.set(std::string("2019:") + row + "/nat", "4").set(std::string("2019:") + row + "/sum", "4");
  const Reading reading = read_form(form);
  for (const char* const cell : {"2019:R1/biz", "2019:R3.7/oth", "2019:R3.2/nat", "2019:R3.2/sum"}) {
    CAPTURE(cell);
    CHECK(reading.value(cell) == "blank");
    CHECK(reading.derived(cell) == "0");
  }
  CHECK(reading.value("2019:R1/nat") == "4");
  CHECK(reading.derived("2019:R1/nat").empty());
  // Nothing says that no rule was made: a blank without an identity stays unknown.
  CHECK(reading.value("2019:P1.rule/made") == "blank");
  CHECK(reading.derived("2019:P1.rule/made").empty());
}

TEST_CASE("marks are blanks that say so") {
  FormText form("2021");
  for (const char* const part : {"keep", "fix", "oth", "open"}) form.set(std::string("2021:V.rev.") + part, "-");
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:V.rev.keep") == "mark");
  CHECK(reading.derived("2021:V.rev.keep") == "0");
}

TEST_CASE("printed numbers are never touched, however wrong") {
  FormText form("2014");
  form.set("2014:C2", "4").set("2014:C2.1", "4").set("2014:C2.2", "4");
  const Reading reading = read_form(form);
  CHECK(reading.value("2014:C2") == "4");
  CHECK(reading.value("2014:C2.2") == "4");
  for (Fact const& fact : reading.report.facts) CHECK_FALSE((fact.value.number && fact.derived));
  CHECK(violates(reading, "I2"));
}

TEST_CASE("a number that would be negative is not derived") {
  FormText form("2014");
  form.set("2014:C1", "2").set("2014:C1.1", "3").set("2014:C1.2", "");
  const Reading reading = read_form(form);
  CHECK(reading.derived("2014:C1.2").empty());
  CHECK(violates(reading, "I1"));
}

TEST_CASE("equations that disagree derive nothing, and that is said") {
  FormText form("2021");
  // The row says 3, the column says 5.
  form.set("2021:R3.1/biz", "").set("2021:R3.1/sum", "3").set("2021:R3.7/biz", "5").set("2021:R3.7/sum", "5").set("2021:R1/biz", "5").set("2021:R1/sum", "5");
  const Reading reading = read_form(form);
  CHECK_FALSE(reading.fact("2021:R3.1/biz").value.number);
  CHECK(reading.derived("2021:R3.1/biz").empty());
  const bool said = reading.count("B301") > 0 || !violations(reading.report, Registry::embedded()).empty();
  CHECK(said);
}

TEST_CASE("a fraction is derived for money only") {
  FormText form("2014");
  form.set("2014:H3", "2.5").set("2014:H3.1", "").set("2014:H3.2", "1");
  CHECK(read_form(form).derived("2014:H3.1").empty());
}

TEST_CASE("an inequality determines nothing but is checked") {
  FormText form("2014");
  form.set("2014:B2.1", "1").set("2014:B2.1a", "3");
  CHECK(violates(read_form(form), "I8b"));
  FormText blank("2014");
  blank.set("2014:B2.1", "").set("2014:B2.1a", "3");
  const Reading reading = read_form(blank);
  CHECK_FALSE(violates(reading, "I8b"));
  CHECK(reading.derived("2014:B2.1").empty());
}

TEST_CASE("an unknown cell may hold anything from zero") {
  FormText low("2014");
  low.set("2014:C1", "10").set("2014:C1.1", "").set("2014:C1.3", "4");
  CHECK_FALSE(violates(read_form(low), "I1"));
  FormText high("2014");
  high.set("2014:C1", "3").set("2014:C1.1", "").set("2014:C1.3", "4");
  CHECK(violates(read_form(high), "I1"));
}

// What is derived is true: cells of consistent forms are blanked at random, in every edition.
TEST_CASE("a derived number is the one that was there") {
  Registry const& registry = Registry::embedded();
  std::size_t derived = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    generator::Random random(seed);
    const auto edition = static_cast<std::uint8_t>(seed % registry.editions().size());
    Edition const& form = registry.editions()[edition];
    const generator::Form truth = generator::make_form(registry, edition, true, random);
    Report report;
    report.edition = edition;
    for (std::size_t i = 0; i < form.cells.size(); ++i) {
      Fact fact;
      fact.cell = {edition, static_cast<std::uint16_t>(i)};
      if (random.percent(25)) {
        fact.value.state = State::blank;
      } else {
        fact.value = {State::reported, truth.values[i], truth.values[i].to_string()};
      }
      report.facts.push_back(std::move(fact));
    }
    Diagnostics diagnostics;
    derive(report, registry, diagnostics);
    CHECK(diagnostics.empty());
    for (std::size_t i = 0; i < form.cells.size(); ++i) {
      Fact const& fact = report.facts[i];
      if (!fact.derived) continue;
      ++derived;
      CHECK_FALSE(fact.value.number);
      if (fact.derived->value != truth.values[i]) {
        FAIL_CHECK("seed " << seed << ", " << form.cells[i].id << " is " << truth.values[i].to_string() << ", derived as " << fact.derived->value.to_string());
      }
    }
  }
  CHECK(derived > 200);
}

TEST_CASE("a report without a table has nothing to derive or violate") {
  Report report;
  Diagnostics diagnostics;
  derive(report, Registry::embedded(), diagnostics);
  CHECK(diagnostics.empty());
  CHECK(violations(report, Registry::embedded()).empty());
}
