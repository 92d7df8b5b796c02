// Invented forms without a contradiction give no error; one with a single typing error does, and says which cell was wrong.
// TIAOLI_SEED and TIAOLI_FORMS set the first seed and the number of forms of each edition.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "converters/claims.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/generator/form.hpp"

namespace {

using namespace tiaoli;
using generator::Form;
using generator::Random;

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

Report report_of(Form const& form) {
  Report report;
  report.edition = form.edition;
  for (std::size_t i = 0; i < form.values.size(); ++i) {
    Fact fact{{form.edition, static_cast<std::uint16_t>(i)}, {State::reported, form.values[i], form.values[i].to_string()}, {}, {}};
    report.facts.push_back(std::move(fact));
  }
  return report;
}

Diagnostics findings(Report const& report) {
  Diagnostics diagnostics;
  lint(report, Registry::embedded(), diagnostics);
  describe(diagnostics, Language::en);
  return diagnostics;
}

bool has_errors(Diagnostics const& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](Diagnostic const& found) { return found.severity == Severity::error; });
}

/// A typing error in one cell: a digit, two digits swapped, a digit dropped, a digit too many, the number of the column beside
/// it, the first half of a number that was split. No value when it would change nothing.
std::optional<Decimal> mistyped(Form const& form, Edition const& edition, std::uint16_t cell, Random& random) {
  std::string print = form.values[cell].to_string();
  const auto at = static_cast<std::size_t>(random.below(print.size()));
  switch (random.below(6)) {
    case 0: {
      const char digit = static_cast<char>('0' + random.below(10));
      print[at] = digit;
      break;
    }
    case 1:
      if (at + 1 >= print.size()) return std::nullopt;
      std::swap(print[at], print[at + 1]);
      break;
    case 2:
      if (print.size() < 2) return std::nullopt;
      print.erase(at, 1);
      break;
    case 3: print.insert(at, 1, print[at]); break;
    case 4: {
      EditionCell const& here = edition.cells[cell];
      const auto beside = std::find_if(edition.cells.begin(), edition.cells.end(), [&](EditionCell const& other) { return other.row == here.row && other.column == here.column + 1; });
      if (beside == edition.cells.end()) return std::nullopt;
      print = form.values[static_cast<std::size_t>(beside - edition.cells.begin())].to_string();
      break;
    }
    default:
      if (print.size() < 3) return std::nullopt;
      print = print.substr(0, print.size() / 2);
  }
  if (print.size() > 1 && print.front() == '0') return std::nullopt;  // nobody prints 05
  const auto value = Decimal::parse(print);
  if (!value || *value == form.values[cell]) return std::nullopt;
  return value;
}

/// A cell that an identity of equality covers.
bool is_covered(Edition const& edition, std::uint16_t cell) {
  auto const& all = edition.relations_of_cell[cell];
  return edition.cells[cell].kind == Kind::count &&
         std::any_of(all.begin(), all.end(), [&](std::uint16_t r) { return edition.relations[r].relation == Relation::equal; });
}

struct Tally {
  std::size_t errors = 0, reported = 0, blamed = 0, offered = 0, suggested = 0, wrong_suggestions = 0;
};

void judge(Diagnostics const& diagnostics, std::string const& cell, Decimal right, Tally& tally) {
  ++tally.errors;
  if (has_errors(diagnostics)) ++tally.reported;
  bool blamed = false, offered = false, suggested = false, wrong = false;
  for (Diagnostic const& found : diagnostics) {
    constexpr std::size_t first_few = 3;
    for (std::size_t i = 0; i < std::min(first_few, found.culprits.size()); ++i) {
      for (Correctable const& one : found.culprits[i]) {
        blamed = blamed || one.cell == cell;
        offered = offered || (one.cell == cell && one.value == right);
      }
    }
    for (Suggestion const& suggestion : found.suggestions) {
      suggested = suggested || (suggestion.cell == cell && suggestion.value == right);
      wrong = wrong || suggestion.cell != cell || suggestion.value != right;
    }
  }
  tally.blamed += blamed ? 1 : 0;
  tally.offered += offered ? 1 : 0;
  tally.suggested += suggested ? 1 : 0;
  tally.wrong_suggestions += wrong ? 1 : 0;
}

}  // namespace

TEST_CASE("consistent forms have no error, and a typing error is found and blamed on its cell") {
  Registry const& registry = Registry::embedded();
  const std::uint64_t seed = from_environment("TIAOLI_SEED", 20'260'101);
  const std::uint64_t forms = from_environment("TIAOLI_FORMS", 2000);
  Tally all;
  for (std::uint8_t e = 0; e < registry.editions().size(); ++e) {
    Edition const& edition = registry.editions()[e];
    std::vector<std::uint16_t> covered;
    for (std::uint16_t cell = 0; cell < edition.cells.size(); ++cell) {
      if (is_covered(edition, cell)) covered.push_back(cell);
    }
    Tally here;
    for (std::uint64_t i = 0; i < forms; ++i) {
      Random random(seed + i * registry.editions().size() + e);
      Form form = generator::make_form(registry, e, true, random);
      Report report = report_of(form);
      const Diagnostics clean = findings(report);
      if (has_errors(clean)) FAIL_CHECK("seed " << seed + i * registry.editions().size() + e << " of " << edition.id << ": a consistent form has the error " << clean.front().code);
      const std::uint16_t cell = covered[random.below(covered.size())];
      std::optional<Decimal> wrong;
      for (int tries = 0; tries < 20 && !wrong; ++tries) wrong = mistyped(form, edition, cell, random);
      if (!wrong) continue;
      report.facts[cell].value.number = *wrong;
      judge(findings(report), edition.cells[cell].id, form.values[cell], here);
    }
    const auto share = [&](std::size_t count) { return fmt::format("{:.1f}%", 100.0 * static_cast<double>(count) / static_cast<double>(here.errors)); };
    WARN(edition.id << ": " << here.errors << " typing errors, reported " << share(here.reported) << ", blamed on the cell " << share(here.blamed) << ", right value offered "
                    << share(here.offered) << ", suggested " << share(here.suggested) << ", wrongly " << share(here.wrong_suggestions));
    CHECK(here.reported == here.errors);
    all.errors += here.errors;
    all.blamed += here.blamed;
    all.offered += here.offered;
    all.wrong_suggestions += here.wrong_suggestions;
  }
  CHECK(all.errors >= forms);
  CHECK(all.blamed * 100 >= all.errors * 95);
  CHECK(all.offered * 100 >= all.errors * 90);
}
