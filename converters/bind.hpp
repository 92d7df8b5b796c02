#pragma once
// From shape to meaning: which edition, which row, which column, which value.
#include "grammar/ast.hpp"
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/sheet.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// Recognises the edition from the labels that are printed, binds each row and column to cells and
/// reads the values. Labels decide first, then position, then the identities of the form; whatever
/// was guessed, lost, left over or unreadable is a diagnostic. Without a statistics table the sheet
/// has no edition and no cells, and a diagnostic says so.
Sheet bind(ast::Document const& document, Source const& source, Registry const& registry, Diagnostics& diagnostics);

}  // namespace tiaoli
