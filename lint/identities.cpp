#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "converters/culprits.hpp"
#include "converters/solve.hpp"
#include "lint/families.hpp"

namespace tiaoli {
namespace {

/// A relation of the form and the words to speak of it.
class RelationReport {
 public:
  RelationReport(CellRelation const& relation, Report const& report, Registry const& registry)
      : relation_(relation), report_(report), registry_(registry), edition_(registry.editions()[*report.edition]) {}

  /// 结果维持 0 + 结果纠正 0 + … = 1
  std::string sum(bool left, Decimal total) const {
    std::string text;
    for_side(left, [&](CellRelation::CellTerm const& term, int sign) {
      const auto number = report_.facts[term.cell].known();
      text += fmt::format("{}{} {}", text.empty() ? (sign < 0 ? "-" : "") : (sign < 0 ? " - " : " + "), cell_label(edition_, term.cell),
                          number ? number->to_string() : "?");
    });
    return fmt::format("{} = {}", text, total.to_string());
  }

  std::string labels(bool left) const {
    std::string text;
    for_side(left, [&](CellRelation::CellTerm const& term, int sign) {
      text += fmt::format("{}{}", text.empty() ? "" : (sign < 0 ? " - " : " + "), cell_label(edition_, term.cell));
    });
    return text;
  }

  std::uint16_t first(bool left) const {
    return relation_.terms[left ? 0 : relation_.left_count].cell;
  }

  std::size_t count(bool left) const { return left ? relation_.left_count : relation_.terms.size() - relation_.left_count; }

  void fill(Diagnostic& found) const {
    found.at = report_.facts[first(true)].at;
    for (auto const& term : relation_.terms) found.cells.push_back(edition_.cells[term.cell].id);
    Equation const& equation = registry_.equations()[relation_.equation];
    found.basis = fmt::format("{} ({})", equation.basis, equation.id);
  }

 private:
  template <typename Visit>
  void for_side(bool left, Visit const& visit) const {
    const std::size_t begin = left ? 0 : relation_.left_count;
    const std::size_t end = left ? relation_.left_count : relation_.terms.size();
    for (std::size_t i = begin; i < end; ++i) visit(relation_.terms[i], left ? relation_.terms[i].sign : -relation_.terms[i].sign);
  }

  CellRelation const& relation_;
  Report const& report_;
  Registry const& registry_;
  Edition const& edition_;
};

Diagnostic describe_violation(Violation const& violation, Report const& report, Registry const& registry) {
  const RelationReport about(*violation.relation, report, registry);
  Edition const& edition = registry.editions()[*report.edition];
  Diagnostic found;
  about.fill(found);
  const bool equality = violation.relation->relation == Relation::equal;
  const auto argument = [&](std::string_view name, std::string value) { found.arguments.emplace_back(name, std::move(value)); };
  argument("left", violation.left.to_string());
  argument("right", violation.right.to_string());
  if (violation.relation->strength == Strength::soft) {
    const bool nothing = registry.equations()[violation.relation->equation].covers && violation.right == Decimal{};
    found.code = nothing ? "L502" : "L501";
    const bool left_is_greater = violation.relation->relation == Relation::at_most;
    argument("left_labels", about.labels(left_is_greater));
    argument("right_labels", about.labels(!left_is_greater));
    if (!left_is_greater) std::swap(found.arguments[0].second, found.arguments[1].second);
  } else if (equality && about.count(true) == 1) {
    found.code = "L401";
    argument("whole", cell_label(edition, about.first(true)));
    found.notes.push_back(about.sum(false, violation.right));
  } else if (equality) {
    found.code = "L404";
    argument("left_labels", about.labels(true));
    argument("right_labels", about.labels(false));
    found.notes.push_back(about.sum(true, violation.left));
    found.notes.push_back(about.sum(false, violation.right));
  } else {
    found.code = "L402";
    argument("part", about.labels(true));
    argument("whole", about.labels(false));
    found.notes.push_back(about.sum(false, violation.right));
  }
  return found;
}

/// Says which cells could be wrong, and which number to print where one of them stands out.
void blame(Breach const& breach, Edition const& edition, Report const& report, Diagnostic& found) {
  constexpr std::size_t most = 3;  // what a reader looks at; labels cost more than the search
  for (Culprit const& culprit : breach.culprits) {
    if (found.culprits.size() == most) break;
    std::vector<Correctable> cells;
    for (Correction const& correction : culprit.corrections) {
      cells.push_back({edition.cells[correction.cell].id, cell_label(edition, correction.cell), *report.facts[correction.cell].value.number, correction.value});
    }
    found.culprits.push_back(std::move(cells));
  }
  found.culprits_complete = breach.complete;
  if (!breach.stands_out) return;
  for (Correctable const& cell : found.culprits.front()) found.suggestions.push_back({cell.cell, cell.value});
}

/// A total that was left blank although everything it adds up is printed.
void find_blank_totals(Report const& report, Registry const& registry, Diagnostics& diagnostics) {
  Edition const& edition = registry.editions()[*report.edition];
  for (CellRelation const& relation : edition.relations) {
    const bool total = relation.strength == Strength::identity && relation.relation == Relation::equal && relation.left_count == 1;
    if (!total || report.facts[relation.terms.front().cell].value.state != State::blank) continue;
    const bool parts_printed = std::all_of(relation.terms.begin() + 1, relation.terms.end(), [&](auto const& term) {
      return report.facts[term.cell].value.number.has_value();
    });
    if (!parts_printed) continue;
    const RelationReport about(relation, report, registry);
    std::int64_t sum = 0;
    for (auto at = relation.terms.begin() + 1; at != relation.terms.end(); ++at) {
      sum -= at->sign * report.facts[at->cell].value.number->millionths();
    }
    Diagnostic found{.code = "L403"};
    about.fill(found);
    found.arguments = {{"whole", cell_label(edition, about.first(true))}, {"right", Decimal::from_millionths(sum).to_string()}};
    diagnostics.push_back(std::move(found));
  }
}

}  // namespace

void lint_identities(LintContext const& context, Diagnostics& diagnostics) {
  Report const& report = context.report;
  if (!report.edition) return;
  const std::vector<Violation> broken = violations(report, context.registry);
  const std::vector<Breach> breaches = broken.empty() ? std::vector<Breach>{} : find_culprits(report, context.registry);
  for (Violation const& violation : broken) {
    Diagnostic found = describe_violation(violation, report, context.registry);
    for (Breach const& breach : breaches) {
      const bool here = std::find(breach.relations.begin(), breach.relations.end(), violation.relation) != breach.relations.end();
      if (here) blame(breach, context.registry.editions()[*report.edition], report, found);
    }
    diagnostics.push_back(std::move(found));
  }
  find_blank_totals(report, context.registry, diagnostics);
}

}  // namespace tiaoli
