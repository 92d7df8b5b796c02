#include "converters/binding/width.hpp"

#include <algorithm>

namespace tiaoli::binding {

using ast::CellKind;

std::span<ast::Cell const> values_of(ast::Document const& document, BoundRow const& bound) {
  ast::Row const& row = document.rows[bound.row];
  std::size_t count = row.value_count;
  for (std::uint32_t r = 1; r <= bound.continued; ++r) count += document.rows[bound.row + r].cell_count();
  return std::span(document.cells).subspan(row.first_value(), count);
}

PrintedWidth printed_width(ast::Document const& document, RowBinding const& rows, Edition const& edition, std::uint16_t table,
                           std::vector<std::uint32_t> const& heads) {
  const auto is_printed = [](ast::Cell const& cell) { return cell.kind != CellKind::blank; };
  const auto is_zero = [](ast::Cell const& cell) { return cell.kind == CellKind::number && cell.value.digits == 0; };
  PrintedWidth width;
  bool zeros = false, gaps = false;
  for (BoundRow const& bound : rows.rows) {
    if (edition.rows[bound.form_row].table != table || bound.heads != heads || bound.unfilled) continue;
    const auto values = values_of(document, bound);
    const auto first = std::find_if(values.begin(), values.end(), is_printed);
    if (first == values.end()) continue;
    const auto last = std::find_if(values.rbegin(), values.rend(), is_printed).base();
    const auto printed = static_cast<std::size_t>(std::count_if(first, last, is_printed));
    const auto places = static_cast<std::size_t>(last - first);
    width.most_values = std::max(width.most_values, printed);
    width.widest = std::max(width.widest, places);
    gaps = gaps || printed < places;
    zeros = zeros || std::any_of(first, last, is_zero);
  }
  width.prints_zeros = zeros && !gaps;
  return width;
}

}  // namespace tiaoli::binding
