#pragma once
// DOCX files: paragraphs and tables as Word shows them.
#include <cstddef>
#include <optional>
#include <string_view>

#include "converters/readers/extract.hpp"
#include "converters/readers/failure.hpp"

namespace tiaoli {

/// The text of a DOCX file, and what of the file is not in it.
struct DocxText {
  Extract extract;             ///< places are paragraphs (those outside of tables are counted) or table, row and cell
  std::size_t cut_tables = 0;  ///< tables with more cells than TableMaker takes
  std::size_t hidden_runs = 0; ///< pieces of text that are formatted as hidden
  std::size_t foreign_parts = 0;  ///< whole documents of other formats that are embedded and not read (`altChunk`)
  std::size_t pictures = 0;    ///< in which text could stand
};

/// Reads a DOCX file: text that is not deleted, with the numbers that Word sets before numbered paragraphs, tables, and
/// text boxes after the paragraph that holds them. Headers, footers, notes and comments are left out. Fails with broken,
/// missing, too_large, too_deep, has_doctype or encrypted.
std::optional<DocxText> read_docx(std::string_view bytes, ReadFailure& failure);

}  // namespace tiaoli
