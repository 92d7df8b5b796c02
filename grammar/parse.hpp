#pragma once
// From text to shape. The grammars are written with Boost.Spirit X3, which stays behind this function.
#include "grammar/ast.hpp"
#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// Reads outline, tables and prose of `source`. It cannot fail: what it does not know is a block or a
/// cell of its own kind, and a diagnostic where that matters. Time is linear in the text.
ast::Document parse(Source const& source, Diagnostics& diagnostics);

}  // namespace tiaoli
