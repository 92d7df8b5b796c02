#pragma once
// The figures of a conversion and their footnotes.
#include <optional>
#include <string>
#include <vector>

#include "converters/writers/form.hpp"

namespace tiaoli {

/// One figure for every cell of the edition, in form order, and the footnotes they refer to.
struct Figures {
  std::vector<Figure> of_cell;
  std::vector<FormNote> notes;
};

Figures figures_of(Report const& report, Conversion const& conversion, Registry const& registry);

/// A list of cells with their figures, in which a row is named once: `（一）予以公开 / 自然人 3；总计 5`.
class CellList {
 public:
  explicit CellList(Registry const& registry) : registry_(registry) {}
  void add(CellId cell, std::string const& figure);
  std::string const& text() const { return text_; }

 private:
  Registry const& registry_;
  std::optional<CellId> last_;
  std::string text_;
};

/// The row of a cell, below those above it where its label alone is not enough, and its column where the table has
/// several: `（一）予以公开 / 总计`.
std::string name_of(CellId cell, Registry const& registry);
/// All labels from the top of the table down to the row; the label of the table for a row without one.
std::string row_path(CellId cell, Registry const& registry);
/// The column's label behind those above it.
std::string column_path(CellId cell, Registry const& registry);

}  // namespace tiaoli
