#pragma once
// The grammar of a table row, over cells as its letters; used by outline.cpp.
#include <string_view>

#include "grammar/ast.hpp"

namespace tiaoli::grammar {

/// Divides the cells from `first_cell` to the end of document.cells, which are one printed line or
/// one table printed a cell a line, into rows of label, unit and values, appended to document.rows.
/// With `one_cell_a_line` a run of three blank cells is the values of a row, elsewhere it may lie within a label.
void parse_rows(ast::Document& document, std::uint32_t first_cell, std::string_view line, bool one_cell_a_line = false);

}  // namespace tiaoli::grammar
