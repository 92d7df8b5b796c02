#include "converters/binding/units.hpp"

#include <algorithm>
#include <vector>

namespace tiaoli::binding {
namespace {

/// The unit that a line without values states. That of a column's name is not the table's, and a title's holds for
/// its own table only.
ast::Unit unit_of_line(ast::Document const& document, LabelHits const& hits, std::uint32_t row, bool of_this_table) {
  ast::Row const& printed = document.rows[row];
  const auto known = hits.of_row(row);
  for (std::uint16_t i = 0; i < printed.label_count; ++i) {
    ast::Cell const& cell = document.cells[printed.first_cell + i];
    const auto names_column = [i](Hit const& hit) { return hit.cell == i && hit.use.what == LabelUse::What::column; };
    if (cell.unit.money && (of_this_table || cell.body.empty()) && std::none_of(known.begin(), known.end(), names_column)) return cell.unit;
  }
  return {};
}

}  // namespace

ast::Unit unit_above(ast::Document const& document, LabelHits const& hits, RowBinding const& rows, Edition const& edition, std::uint16_t table) {
  std::vector<bool> is_bound(document.rows.size());
  std::uint32_t end = 0;  // the first row of the table
  for (BoundRow const& bound : rows.rows) {
    is_bound[bound.row] = true;
    const bool of_table = edition.rows[bound.form_row].table == table;
    if (of_table && (end == 0 || bound.row < end)) end = bound.row;
  }
  const auto starts_behind = [](std::uint32_t row, ast::Block const& block) { return row < block.first_row; };
  auto block = std::upper_bound(document.blocks.begin(), document.blocks.end(), end, starts_behind);
  bool of_this_table = true;
  while (block != document.blocks.begin()) {
    --block;
    if (block->unit.money && (of_this_table || block->only_unit)) return block->unit;
    if (block->kind == ast::BlockKind::heading && block->level == 1) break;
    if (block->kind != ast::BlockKind::table) continue;
    for (std::uint32_t row = std::min(end, block->first_row + block->row_count); row-- > block->first_row;) {
      of_this_table = of_this_table && !is_bound[row];
      if (is_bound[row]) continue;
      if (const ast::Unit unit = unit_of_line(document, hits, row, of_this_table); unit.money) return unit;
    }
  }
  return {};
}

}  // namespace tiaoli::binding
