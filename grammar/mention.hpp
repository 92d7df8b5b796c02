#pragma once
// The grammar of a number in prose; used by narrative.cpp.
#include "grammar/ast.hpp"

namespace tiaoli::grammar {

/// Reads the mention that begins at `at` and moves `at` behind it; false, and nothing moved, when none does. `begin` is where the
/// prose begins: what stands before a figure can make it a part of something else (第3次, 9-15).
bool parse_mention(char const*& at, char const* end, char const* begin, ast::Mention& made);

}  // namespace tiaoli::grammar
