#pragma once
// The values of bound rows.
#include <vector>

#include "converters/binding/columns.hpp"
#include "converters/binding/rows.hpp"
#include "model/diagnostic.hpp"
#include "model/sheet.hpp"
#include "model/source.hpp"

namespace tiaoli::binding {

/// The cells of `edition` in form order, read from the bound rows. A row that prints as many values as
/// the form has columns is read from left to right. In a row with fewer, the place of each value is the
/// one that the width of the table gives, or the only one that breaks no identity of the form;
/// where several are possible the cells they differ in stay missing. All of that is said in diagnostics.
std::vector<Cell> read_values(ast::Document const& document, Source const& source, LabelHits const& hits, RowBinding const& rows,
                              Registry const& registry, std::uint8_t edition, Diagnostics& diagnostics);

}  // namespace tiaoli::binding
