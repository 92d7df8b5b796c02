// L6xx and L7xx: several reports against each other, of the same publisher on several years, and of a whole and its parts.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "lint/families.hpp"

namespace tiaoli {
namespace {

/// The fact of a report that states a quantity, or nullptr.
Fact const* fact_of(Report const& report, std::uint16_t quantity, Registry const& registry) {
  const auto found = std::find_if(report.facts.begin(), report.facts.end(), [&](Fact const& fact) { return registry.cell(fact.cell).quantity == quantity; });
  return found == report.facts.end() ? nullptr : &*found;
}

/// One side of an equation between two years.
struct YearSide {
  std::int64_t sum = 0;
  std::vector<Fact const*> facts;
  std::string text;
};

std::optional<YearSide> side(Report const& report, std::vector<Term> const& terms, Registry const& registry) {
  YearSide made;
  for (Term const& term : terms) {
    Fact const* const fact = fact_of(report, term.quantity, registry);
    if (fact == nullptr || !fact->value.number) return std::nullopt;
    made.sum += term.sign * fact->value.number->millionths();
    made.facts.push_back(fact);
    made.text += fmt::format("{}{} {}", made.text.empty() ? (term.sign < 0 ? "-" : "") : (term.sign < 0 ? " - " : " + "),
                             cell_label(registry.editions()[fact->cell.edition], fact->cell.index), fact->value.number->to_string());
  }
  return made;
}

bool holds_for(YearEquation const& equation, Report const& report) {
  return report.edition && std::find(equation.editions.begin(), equation.editions.end(), *report.edition) != equation.editions.end();
}

void compare_years(Report const& before, Report const& after, Registry const& registry, Diagnostics& diagnostics) {
  for (YearEquation const& equation : registry.across_years()) {
    if (!holds_for(equation, before) || !holds_for(equation, after)) continue;
    const auto now = side(after, equation.this_year, registry);
    const auto then = side(before, equation.last_year, registry);
    if (!now || !then || now->sum == then->sum) continue;
    Diagnostic found{.code = equation.strength == Strength::identity ? "L601" : "L602", .at = now->facts.front()->at};
    for (Fact const* const fact : now->facts) found.cells.push_back(registry.cell(fact->cell).id);
    found.arguments = {{"year", std::to_string(*after.outline.year)}, {"before", std::to_string(*before.outline.year)},
                       {"now", Decimal::from_millionths(now->sum).to_string()}, {"then", Decimal::from_millionths(then->sum).to_string()}};
    found.notes = {fmt::format("{}: {}", *after.outline.year, now->text), fmt::format("{}: {} ({}:{})", *before.outline.year, then->text, before.origin.name, then->facts.front()->at.line)};
    found.basis = fmt::format("{} ({})", equation.basis, equation.id);
    diagnostics.push_back(std::move(found));
  }
}

/// Whether a total may count a thing once that several parts count each: the form says so of it with an inequality.
bool counts_once(std::uint16_t quantity, Registry const& registry) {
  const auto equations = registry.equations_of(quantity);
  return std::any_of(equations.begin(), equations.end(), [&](std::uint16_t number) {
    Equation const& equation = registry.equations()[number];
    return equation.relation == Relation::at_most && (equation.covers ? equation.terms.back().quantity : equation.terms.front().quantity) == quantity &&
           (equation.covers || equation.left_count == 1);
  });
}

}  // namespace

void lint_years(std::span<Report const* const> reports, Registry const& registry, std::span<Diagnostics* const> diagnostics) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (reports[i]->outline.year && !reports[i]->outline.publisher.empty()) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    Outline const& first = reports[a]->outline;
    Outline const& second = reports[b]->outline;
    return first.publisher != second.publisher ? first.publisher < second.publisher : *first.year < *second.year;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    Report const& before = *reports[order[i - 1]];
    Report const& after = *reports[order[i]];
    if (before.outline.publisher != after.outline.publisher) continue;
    if (*after.outline.year == *before.outline.year) {
      diagnostics[order[i]]->push_back({.code = "L603", .arguments = {{"publisher", after.outline.publisher}, {"year", std::to_string(*after.outline.year)}, {"other", before.origin.name}}});
    } else if (*after.outline.year == *before.outline.year + 1) {
      compare_years(before, after, registry, *diagnostics[order[i]]);
    }
  }
}

void lint_parts(Report const& whole, std::span<Report const* const> parts, Registry const& registry, Diagnostics& diagnostics) {
  for (Fact const& fact : whole.facts) {
    if (!fact.value.number) continue;
    const std::uint16_t quantity = registry.cell(fact.cell).quantity;
    std::int64_t sum = 0;
    std::string terms;
    bool complete = !parts.empty();
    for (Report const* const part : parts) {
      Fact const* const of_part = fact_of(*part, quantity, registry);
      if (of_part == nullptr || !of_part->value.number) {
        complete = false;
        break;
      }
      sum += of_part->value.number->millionths();
      terms += fmt::format("{}{} {}", terms.empty() ? "" : " + ", part->outline.publisher.empty() ? part->origin.name : part->outline.publisher, of_part->value.number->to_string());
    }
    const std::int64_t printed = fact.value.number->millionths();
    if (!complete || printed == sum || (printed < sum && counts_once(quantity, registry))) continue;
    const std::string label = cell_label(registry.editions()[fact.cell.edition], fact.cell.index);
    Diagnostic found{.code = "L701", .at = fact.at, .cells = {registry.cell(fact.cell).id}};
    found.arguments = {{"cell", label}, {"printed", fact.value.number->to_string()}, {"sum", Decimal::from_millionths(sum).to_string()}};
    found.notes.push_back(fmt::format("{} = {}", terms, Decimal::from_millionths(sum).to_string()));
    diagnostics.push_back(std::move(found));
  }
}

}  // namespace tiaoli
