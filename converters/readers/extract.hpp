#pragma once
// The text that readers make of documents: prose a paragraph a line, tables a row a line with TABs between the cells.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/source.hpp"

namespace tiaoli {

/// What a reader makes of one document.
struct Extract {
  std::string text;
  std::vector<Anchor> anchors;  ///< in the order of the text
};

/// One cell as a document holds it.
struct TableCell {
  std::string text;
  std::size_t columns = 1, rows = 1;  ///< of the grid that it spans
  Anchor at{};                        ///< the way back; `text` is set when it is written
};

/// Collects paragraphs and tables. White space inside a piece of text becomes one space, so that it stays in its line.
class TextMaker {
 public:
  /// Prose as a line of its own; nothing when it is only space.
  void paragraph(std::string_view text, Anchor at);
  /// Cells as one line, as they are.
  void row(std::vector<TableCell> const& cells);
  /// A blank line, which ends a table.
  void gap();

  std::size_t size() const { return made_.text.size(); }
  Extract take() { return std::move(made_); }

 private:
  void append(std::string_view text, Anchor at);
  Extract made_;
};

/// One table of a document, row by row. Its cells are written side by side without the places that a spanned label leaves
/// empty: published pages span the same column differently from row to row, so that only the cells themselves can be
/// counted. In a row without a number, an empty cell that spans columns stands for as many as the row lacks beside most around
/// it; a cell that is no label and spans rows leaves empty cells below it.
class TableMaker {
 public:
  void start_row();
  void cell(TableCell cell);
  bool empty() const { return rows_.empty(); }
  void write(TextMaker& text) const;

  /// More cells than this belong to no report; what comes after them is left out.
  static constexpr std::size_t most_cells = 200'000;
  static constexpr std::size_t most_columns = 256;
  bool is_cut() const { return is_cut_; }

 private:
  std::vector<std::vector<TableCell>> rows_;
  std::size_t cells_ = 0;
  bool is_cut_ = false;
};

}  // namespace tiaoli
