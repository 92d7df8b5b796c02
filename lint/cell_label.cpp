#include "lint/cell_label.hpp"

namespace tiaoli {

std::string cell_label(Edition const& edition, std::uint16_t number) {
  EditionCell const& cell = edition.cells[number];
  EditionRow const& row = edition.rows[cell.row];
  EditionColumn const& column = edition.columns[cell.column];
  std::string label = row.label.empty() ? column.group : row.number + row.label;
  if (edition.tables[column.table].column_count > 1) label += (label.empty() ? "" : " ") + column.label;
  return label;
}

}  // namespace tiaoli
