#pragma once
// Which lines of a label column are the label of which row.
#include <cstddef>
#include <optional>
#include <vector>

#include "converters/readers/pdf_lines.hpp"

namespace tiaoli {

/// One line of a label.
struct LabelLine {
  LinePart part;
  double middle = 0;
};

/// Consecutive lines that are one label.
struct Label {
  std::size_t first = 0, end = 0;        ///< into the lines that were given
  std::optional<std::size_t> row;        ///< nothing when no numbers stand beside it
};

/// Divides `lines`, which stand in the order of their heights, among rows whose numbers stand at the heights `rows`. Numbers stand at
/// the middle, the top or the bottom of their label, the same in the whole table. Every line is in one label.
std::vector<Label> assign_labels(std::vector<LabelLine> const& lines, std::vector<double> const& rows);

/// Takes from `lines` those of labels that span rows, which stand in a column of their own left of the labels of the rows.
std::vector<LabelLine> take_spanning(std::vector<LabelLine>& lines);

}  // namespace tiaoli
