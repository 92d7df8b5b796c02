#include "lint/formats/reckoning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tiaoli {
namespace {

/// One side of a relation: its terms, and what they add up to when all are printed.
struct Side {
  std::string terms;
  std::size_t count = 0;
  std::optional<Decimal> sum;
};

Side side_of(CellRelation const& relation, bool left, Report const& report) {
  Side side;
  std::int64_t sum = 0;
  bool complete = true;
  for (std::size_t i = left ? 0 : relation.left_count; i < (left ? relation.left_count : relation.terms.size()); ++i) {
    const int sign = left ? relation.terms[i].sign : -relation.terms[i].sign;
    auto const& number = report.facts[relation.terms[i].cell].value.number;
    side.terms += side.terms.empty() ? (sign < 0 ? "-" : "") : (sign < 0 ? " - " : " + ");
    side.terms += number ? number->to_string() : "?";
    complete = complete && number;
    if (number) sum += sign * number->millionths();
    ++side.count;
  }
  if (complete) side.sum = Decimal::from_millionths(sum);
  return side;
}

bool is_about(CellRelation const& relation, Edition const& edition, std::vector<std::string> const& sorted_cells) {
  if (relation.terms.size() != sorted_cells.size()) return false;
  return std::all_of(relation.terms.begin(), relation.terms.end(), [&](auto const& term) {
    return std::binary_search(sorted_cells.begin(), sorted_cells.end(), edition.cells[term.cell].id);
  });
}

std::string written(CellRelation const& relation, Report const& report) {
  const Side left = side_of(relation, true, report), right = side_of(relation, false, report);
  // A total stands last, behind its parts: 4 + 4 = 8 ≠ 4.
  const bool turned = relation.relation == Relation::equal && left.count == 1;
  Side const& first = turned ? right : left;
  Side const& last = turned ? left : right;
  std::string text = first.count == 1 || !first.sum ? first.terms : fmt::format("{} = {}", first.terms, first.sum->to_string());
  if (!last.sum && last.count == 1) return first.count == 1 ? std::string() : text;  // the total is not printed
  std::string_view sign = "≠";
  if (first.sum && last.sum) sign = *first.sum == *last.sum ? "=" : relation.relation == Relation::equal ? "≠" : *first.sum > *last.sum ? ">" : "<";
  text += fmt::format(" {} {}", sign, last.sum ? last.sum->to_string() : last.terms);
  if (last.sum && last.count > 1) text += fmt::format(" = {}", last.terms);
  return text;
}

}  // namespace

std::string reckoning(Diagnostic const& found, Report const& report, Registry const& registry) {
  if (!report.edition || report.facts.empty() || !found.code.starts_with('L')) return {};
  Edition const& edition = registry.editions()[*report.edition];
  std::vector<std::string> cells = found.cells;
  std::sort(cells.begin(), cells.end());
  for (CellRelation const& relation : edition.relations) {
    if (is_about(relation, edition, cells)) return written(relation, report);
  }
  return {};
}

}  // namespace tiaoli
