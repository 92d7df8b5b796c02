#pragma once
// Where tables stand among the lines of a document.
#include <cstddef>
#include <vector>

#include "converters/readers/pdf_lines.hpp"

namespace tiaoli {

/// The lines of one table, or of a part of one with columns of its own. It may go on over several pages.
struct TableRegion {
  std::size_t head = 0;        ///< the first line of its head
  std::size_t body = 0;        ///< the first line behind the head
  std::size_t end = 0;         ///< the first line behind the table
  double left_of_values = 0;   ///< where the first column of numbers begins
  bool has_labels = false;     ///< left of the numbers
};

/// All tables of a document, from the top of its first page to the bottom of its last.
std::vector<TableRegion> find_tables(std::vector<PageLine> const& lines);

}  // namespace tiaoli
