#pragma once
// Where the labels and figures of a printed table stand, and which places they span.
#include <vector>

#include "converters/writers/form.hpp"

namespace tiaoli {

/// The printed table `layout` of `edition`, with one figure for each cell of the edition. A row under heading rows
/// stands to the right of them, and these span it; with a column of units the labels are indented instead.
FormTable lay_table(LayoutTable const& layout, Edition const& edition, std::vector<Figure> const& figures);

}  // namespace tiaoli
