#pragma once
// Which printed row is which row of the form.
#include <cstdint>
#include <optional>
#include <vector>

#include "converters/binding/labels.hpp"
#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli::binding {

/// How a printed row was recognised.
enum class How : std::uint8_t { label, misspelt, position };

/// A printed row that is a row of the form.
struct BoundRow {
  std::uint32_t row = 0;        ///< into Document::rows
  std::uint16_t form_row = 0;   ///< into Edition::rows
  How how = How::label;
  bool torn = false;            ///< its label cells are not where labels of a whole row stand
  std::uint32_t continued = 0;  ///< rows of the same line behind it that hold the rest of its values
  bool unfilled = false;        ///< its label stands in front of another one, with nothing printed for it
  std::uint16_t label_cell = 0; ///< the cell of the row that has the label
  std::vector<std::uint32_t> heads;  ///< the rows above it that name columns, and itself if it does
};

struct RowBinding {
  std::vector<BoundRow> rows;            ///< in printed order
  std::vector<std::uint32_t> leftovers;  ///< rows of the statistics tables that the form does not have
  std::vector<std::uint32_t> headings_with_values;
  std::vector<bool> statistics;  ///< for each block of the document, whether it is part of the form
};

/// Binds the rows of the document's statistics tables to the rows of `edition`: by label; a misspelt
/// or torn label by its likeness; a row without its label by its place between its neighbours.
/// Every row that is guessed, unknown, lost or printed twice is a diagnostic.
RowBinding bind_rows(ast::Document const& document, Source const& source, LabelHits const& hits, Registry const& registry,
                     std::uint8_t edition, Diagnostics& diagnostics);

}  // namespace tiaoli::binding
