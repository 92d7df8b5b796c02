#pragma once
// XLSX files: the sheets of a workbook as tables.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/readers/extract.hpp"
#include "converters/readers/failure.hpp"
#include "converters/readers/package.hpp"

namespace tiaoli {

/// The text of an XLSX file, and what of the file is not in it.
struct XlsxText {
  Extract extract;  ///< places are sheet, row and column, hidden ones counted
  std::size_t cut_sheets = 0;  ///< sheets with more cells or columns than TableMaker takes
  std::size_t hidden_sheets = 0, hidden_rows = 0, hidden_columns = 0;  ///< that hold something
};

/// A worksheet of a workbook.
struct WorkbookSheet {
  std::size_t number = 0;  ///< its place among all sheets, charts too, from 1
  std::string part;
  bool is_hidden = false;
};

/// The worksheets of a workbook, in their order; `part` is the workbook. Fails with broken, missing or too_large.
std::optional<std::vector<WorkbookSheet>> sheets_of(Package& package, std::string const& part, ReadFailure& failure);

/// Reads an XLSX file: its visible sheets in their order, formulas by the values stored for them. Fails with broken,
/// missing, too_large, too_deep, has_doctype or encrypted.
std::optional<XlsxText> read_xlsx(std::string_view bytes, ReadFailure& failure);

}  // namespace tiaoli
