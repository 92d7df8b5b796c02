#pragma once
// Who reports on which year, and the sections of the report.
#include "converters/binding/labels.hpp"
#include "grammar/ast.hpp"
#include "model/diagnostic.hpp"
#include "model/sheet.hpp"
#include "model/source.hpp"

namespace tiaoli::binding {

/// Title, publisher and year as the document prints them. Says in diagnostics when they cannot be told.
Outline read_outline(ast::Document const& document, Source const& source, Diagnostics& diagnostics);

/// The sections with their whole text but for the blocks marked in `statistics`. What stands before the
/// first heading is a section of level 0 without number and title. Where tables are printed one cell a line, the titles
/// between them are headings too.
std::vector<Section> read_sections(ast::Document const& document, Source const& source, LabelHits const& hits, std::vector<bool> const& statistics);

}  // namespace tiaoli::binding
