#pragma once
// One sheet of a workbook as tables and lines.
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/readers/extract.hpp"
#include "converters/readers/failure.hpp"
#include "converters/readers/xlsx_values.hpp"

namespace tiaoli {

/// A cell of a sheet. A row or column of 0 is missing in the text that named it, or no sheet has it.
struct SheetAddress {
  std::size_t row = 0, column = 0;
};
/// `B4` as row 4, column 2.
SheetAddress address_of(std::string_view text);

/// The visible cells of one sheet. Only what is stored costs time and memory, whatever the size of the sheet.
class SheetReader {
 public:
  /// `number` is the sheet's place in the workbook, from 1.
  SheetReader(std::size_t number, CellContext const& context) : number_(number), context_(context) {}

  /// Reads the root element of a sheet. Fails with broken when a cell refers to what is not there, and with too_large when the
  /// texts of the cells, which can share one, are too much together.
  ReadFailure::Why read(pugi::xml_node root);
  /// Writes rows as tables, which empty rows divide. A row with one cell and nothing beside it is a line of prose before and after
  /// the rows of a table, and wherever it is long.
  void write(TextMaker& text);

  bool is_empty() const { return hidden_rows_ == 0 && hidden_columns_ == 0 && text_size_ == 0; }
  /// Rows and columns that are hidden and hold something.
  std::size_t hidden_rows() const { return hidden_rows_; }
  std::size_t hidden_columns() const { return hidden_columns_; }
  bool is_cut() const { return is_cut_; }

 private:
  struct Cell {
    std::size_t column;
    std::string text;
  };
  struct Row {
    std::size_t number;
    std::size_t last = 0;      ///< the last column that is stored, with text or without
    std::size_t stored = 0;    ///< how many are
    std::vector<Cell> cells;   ///< those with text, by column
  };
  /// Cells that are one, by the visible columns.
  struct Merge {
    std::size_t top, left, bottom, right;
  };
  /// Rows that follow each other, and the columns in which they have text.
  struct Block {
    std::size_t begin, end;
    std::size_t first_column, last_column;
  };

  void read_columns(pugi::xml_node columns);
  void read_merges(pugi::xml_node merges);
  ReadFailure::Why read_row(pugi::xml_node node, std::size_t number, std::vector<std::size_t>& hidden);
  std::vector<Block> blocks() const;
  void write_block(Block const& block, TextMaker& text);
  std::vector<TableCell> cells_of(Row const& row, Block const& block);
  Merge const* merge_at(std::size_t row, std::size_t column);
  Anchor anchor(std::size_t row, std::size_t column) const;

  std::size_t number_;
  CellContext const& context_;
  std::vector<Row> rows_;
  std::vector<bool> is_hidden_;             ///< columns, from 1
  std::vector<std::size_t> visible_from_;   ///< the first visible column from each on
  std::vector<Merge> merges_;    ///< by their first row
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> moved_;  ///< row and hidden column of a merge's text → its first visible column
  std::map<std::size_t, Merge> open_;  ///< merges that the row being written may be in, by column
  std::size_t next_merge_ = 0, hidden_rows_ = 0, hidden_columns_ = 0;
  std::size_t text_size_ = 0, written_ = 0;  ///< bytes of the cells with text, and cells
  bool is_cut_ = false;
};

}  // namespace tiaoli
