#pragma once
// The grammar of one table cell; used by outline.cpp.
#include <string_view>

#include "grammar/ast.hpp"

namespace tiaoli::grammar {

/// What is printed in a cell.
ast::Cell parse_cell(std::string_view print);

}  // namespace tiaoli::grammar
