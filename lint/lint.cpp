#include "lint/lint.hpp"

#include "lint/families.hpp"

namespace tiaoli {

void lint(LintContext const& context, Diagnostics& diagnostics) {
  lint_outline(context, diagnostics);
  lint_identities(context, diagnostics);
  lint_claims(context, diagnostics);
  lint_sentences(context, diagnostics);
  lint_law(context, diagnostics);
}

std::string cell_label(Edition const& edition, std::uint16_t cell) {
  EditionCell const& meant = edition.cells[cell];
  EditionRow const& row = edition.rows[meant.row];
  EditionColumn const& column = edition.columns[meant.column];
  if (edition.tables[column.table].column_count == 1) return row.number + row.label;
  return (row.label.empty() ? column.group : row.number + row.label) + " " + column.label;
}

}  // namespace tiaoli
