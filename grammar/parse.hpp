#pragma once
// From text to shape. The grammars are written with Boost.Spirit X3, which stays behind this function.
#include "grammar/ast.hpp"
#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// Reads outline, tables and prose of `source`. It cannot fail: what it does not know is a block or a
/// cell of its own kind, and a diagnostic where that matters. Time is linear in the text.
ast::Document parse(Source const& source, Diagnostics& diagnostics);

/// Reads the sentences of a document's prose and the numbers in them. A paragraph that breaks off in the middle of a
/// sentence goes on in the next one. Time is linear in the text, however deep its brackets nest.
ast::Prose parse_prose(ast::Document const& document);

}  // namespace tiaoli
