#pragma once
// XLSX files: the sheets of a workbook as tables.
#include <cstddef>
#include <optional>
#include <string_view>

#include "converters/readers/extract.hpp"
#include "converters/readers/failure.hpp"

namespace tiaoli {

/// The text of an XLSX file, and what of the file is not in it.
struct XlsxText {
  Extract extract;  ///< places are sheet, row and column, hidden ones counted
  std::size_t cut_sheets = 0;  ///< sheets with more cells or columns than TableMaker takes
  std::size_t hidden_sheets = 0, hidden_rows = 0, hidden_columns = 0;  ///< that hold something
};

/// Reads an XLSX file: its visible sheets in their order, formulas by the values stored for them. Fails with broken,
/// missing, too_large, too_deep, has_doctype or encrypted.
std::optional<XlsxText> read_xlsx(std::string_view bytes, ReadFailure& failure);

}  // namespace tiaoli
