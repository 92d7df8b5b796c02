#pragma once
// The rows of a table of a PDF.
#include <vector>

#include "converters/readers/extract.hpp"
#include "converters/readers/pdf_lines.hpp"
#include "converters/readers/pdf_regions.hpp"

namespace tiaoli {

/// Writes a table, a row a line: the labels, then one cell for each column of numbers, empty where nothing is printed. Where the
/// columns cannot be told, what stands right of the labels in reading order.
void write_table(std::vector<PageLine> const& lines, TableRegion const& region, TextMaker& text);

}  // namespace tiaoli
