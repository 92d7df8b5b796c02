#pragma once
// The rows of a table of a PDF and their labels.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "converters/readers/pdf_columns.hpp"
#include "converters/readers/pdf_labels.hpp"
#include "converters/readers/pdf_lines.hpp"

namespace tiaoli {

/// A part of a line that stands right of the labels.
struct RowPiece {
  LinePart part;
  double middle = 0;
};

/// One row of a page: its numbers, and its label when one was found.
struct TableRow {
  std::uint16_t page = 1;
  double middle = 0;
  std::vector<RowPiece> pieces;
  std::optional<LinePart> label{};
  std::vector<LinePart> spanning{};  ///< labels that span rows from this one on
  bool is_shifted = false;           ///< its numbers begin where other rows have labels
};

/// The part and what stands under or right of it as one.
LinePart joined(LinePart first, LinePart const& next);
/// Parts of labels at the same height as one line each, from top to bottom.
std::vector<LabelLine> label_lines(std::vector<LabelLine> parts);
/// Lines of labels that span rows, put together: those under each other without a gap. Column by column, from top to bottom.
std::vector<LabelLine> spanning_labels(std::vector<LabelLine> lines);
/// Puts a line of digits to the row that it goes on with: numbers too wide for their cells are broken over lines. Where both lines hold
/// digits of a column, the number is theirs together or nobody's.
void join_broken(std::vector<TableRow>& rows, TableColumns const& columns);
/// Makes those of `labels` that stand at the height of a row without a label the labels of these rows. Returns the others.
std::vector<LabelLine> label_bare_rows(std::vector<LabelLine> labels, std::vector<TableRow>& rows);
/// Gives every label that spans rows to the first of them. It stands at the middle of its rows, and those of one column fill it.
void place_spanning(std::vector<LabelLine> const& labels, std::vector<TableRow>& rows);
/// Puts the labels of rows that a page break divides together again. Their numbers stand on one of the pages.
void join_over_pages(std::vector<TableRow>& rows);

}  // namespace tiaoli
