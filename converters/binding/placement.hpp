#pragma once
// Which value of a printed row stands in which column, when the row does not print one for each.
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "converters/binding/columns.hpp"

namespace tiaoli::binding {

/// A bound row's values and the cells of the form that they are for, column by column as printed.
struct PrintedRow {
  std::span<ast::Cell const> values;
  std::vector<std::optional<std::uint16_t>> cells;
  ColumnOrder const* order = nullptr;
  bool torn = false;                  ///< the width of the table says nothing about this row
  bool line_is_row = true;            ///< false in a table printed one cell a line, where a row may run into the next
  bool has_unit = false;
  bool is_exception = false;          ///< nearly all other rows of the table are full
  bool may_miss_column = false;       ///< no row of the table is full though it prints zeros: a column may be lost from all
  std::size_t first_line_column = 0;  ///< of the first value, counted in cells of the printed line
};

/// For each column the value that stands in it, as an index into PrintedRow::values, or none.
using Placement = std::vector<std::optional<std::size_t>>;

/// How many of the values are more than an empty place.
std::size_t count_printed(PrintedRow const& row);

/// The placement of a row that leaves no doubt.
std::optional<Placement> certain_placement(PrintedRow const& row);

struct Choice {
  Placement placement;
  bool sure = false;
  /// Columns in which placements that are equally good differ; they have no value in `placement`.
  std::vector<std::size_t> open;
};

/// Places a row with too few values. `first_value_columns` are the places of the first value in comparable
/// rows, nearest first; `violations` counts what a placement would break.
Choice choose_placement(PrintedRow const& row, std::vector<std::size_t> const& first_value_columns,
                        std::function<std::size_t(Placement const&)> const& violations);

}  // namespace tiaoli::binding
