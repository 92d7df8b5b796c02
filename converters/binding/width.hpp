#pragma once
// What the rows of a table show of its width.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "converters/binding/rows.hpp"

namespace tiaoli::binding {

/// How many columns the rows under a head show.
struct PrintedWidth {
  std::size_t most_values = 0;  ///< the most that one row prints, empty places left out
  std::size_t widest = 0;       ///< the most places from the first printed value of a row to its last
  bool prints_zeros = false;    ///< rows print zeros and leave no gaps between their values
};

/// The values of a bound row, with those that the grammar took for rows of their own.
std::span<ast::Cell const> values_of(ast::Document const& document, BoundRow const& bound);

/// Of the rows of `table` that stand under `heads`.
PrintedWidth printed_width(ast::Document const& document, RowBinding const& rows, Edition const& edition, std::uint16_t table,
                           std::vector<std::uint32_t> const& heads);

}  // namespace tiaoli::binding
