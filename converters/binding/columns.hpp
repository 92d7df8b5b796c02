#pragma once
// Which printed column is which column of the form.
#include <cstdint>
#include <optional>
#include <vector>

#include "converters/binding/labels.hpp"
#include "converters/binding/width.hpp"
#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli::binding {

/// The columns of one table as a report prints them.
struct ColumnOrder {
  std::vector<std::uint16_t> columns;        ///< from left to right, into Edition::columns
  std::vector<ast::Unit> units;              ///< the money unit that the head of each names, if any
  bool clear = true;                         ///< false when the head contradicts every order
  /// Where in the line the first column stands, when one head row names all of them side by side.
  std::optional<std::size_t> first_line_column;
};

/// The order that the head rows give for `table`. A head that was lost, or read in part without
/// contradiction, means the order of the form; another order, columns left out and an unclear head are diagnostics.
ColumnOrder column_order(ast::Document const& document, Source const& source, std::vector<std::uint32_t> const& heads,
                         LabelHits const& hits, Registry const& registry, std::uint8_t edition, std::uint16_t table,
                         PrintedWidth const& width, Diagnostics& diagnostics);

}  // namespace tiaoli::binding
