#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "converters/readers/xlsx.hpp"
#include "converters/readers/xlsx_sheet.hpp"
#include "converters/writers/annotate.hpp"
#include "converters/writers/package_edit.hpp"
#include "converters/writers/sheet_notes.hpp"
#include "converters/writers/workbook_styles.hpp"

namespace tiaoli {
namespace {

using pugi::xml_node;

/// The remarks of one sheet by row and column; a text without a fill is one without a place.
struct CellRemark {
  std::string text, colour;
};
using SheetRemarks = std::map<std::pair<std::size_t, std::size_t>, CellRemark>;

void set_reference(xml_node node, std::string const& reference) {
  if (!node.attribute("r")) node.prepend_attribute("r") = reference.c_str();
}

/// Finds cells of a sheet, in the order of rows and columns, and makes those that are not stored.
class SheetCells {
 public:
  explicit SheetCells(xml_node root) : data_(child_of(root, "sheetData")), prefix_(prefix_of(root)) {
    std::size_t number = 0;  // as the reader counts; what was only counted is written, so that new rows move nothing
    for (xml_node row : data_.children()) {
      if (local_name(row) != "row") continue;
      number = number_of(attribute_of(row, "r"), number + 1);
      set_reference(row, std::to_string(number));
      rows_.emplace(number, row);
    }
  }

  xml_node at(std::size_t row, std::size_t column) {
    xml_node line = rows_.contains(row) ? rows_[row] : new_row(row);
    if (row != last_row_) read_cells(row, line);
    if (const auto found = cells_.find(column); found != cells_.end()) return found->second;
    const auto behind = cells_.upper_bound(column);
    const std::string name = prefix_ + "c";
    xml_node made = behind == cells_.end() ? line.append_child(name.c_str()) : line.insert_child_before(name.c_str(), behind->second);
    set_reference(made, column_letters(static_cast<std::uint16_t>(column)) + std::to_string(row));
    if (const pugi::xml_attribute style = line.attribute("s")) made.append_attribute("s") = style.value();
    cells_.emplace(column, made);
    return made;
  }

 private:
  xml_node new_row(std::size_t number) {
    const auto behind = rows_.upper_bound(number);
    const std::string name = prefix_ + "row";
    xml_node made = behind == rows_.end() ? data_.append_child(name.c_str()) : data_.insert_child_before(name.c_str(), behind->second);
    set_reference(made, std::to_string(number));
    rows_.emplace(number, made);
    return made;
  }

  void read_cells(std::size_t number, xml_node row) {
    last_row_ = number;
    cells_.clear();
    std::size_t column = 0;
    for (xml_node cell : row.children()) {
      if (local_name(cell) != "c") continue;
      const std::size_t named = address_of(attribute_of(cell, "r")).column;
      column = named != 0 ? named : column + 1;
      set_reference(cell, column_letters(static_cast<std::uint16_t>(column)) + std::to_string(number));
      cells_.emplace(column, cell);
    }
    row.remove_attribute("spans");  // only a hint, and no longer true when cells are added
  }

  xml_node data_;
  std::string prefix_;
  std::map<std::size_t, xml_node> rows_, cells_;
  std::size_t last_row_ = 0;
};

void annotate_sheet(PackageEdit& edit, WorkbookSheet const& sheet, SheetRemarks const& remarks, WorkbookStyles& styles) {
  const xml_node root = edit.part(sheet.part);
  SheetCells cells(root);
  SheetNotes notes(edit, sheet.part);
  for (auto const& [place, remark] : remarks) {
    const auto [row, column] = place;
    if (!remark.colour.empty()) {
      xml_node cell = cells.at(row, column);
      pugi::xml_attribute style = cell.attribute("s");
      const std::size_t format = number_of(style.value(), 0);
      if (!style) style = cell.append_attribute("s");
      style = std::to_string(styles.filled(format, remark.colour)).c_str();
    }
    if (!remark.text.empty()) notes.add(row, column, remark.text);
  }
  notes.finish();
}

}  // namespace

std::string annotate_xlsx(std::string_view bytes, std::vector<Annotation> const& annotations) {
  if (annotations.empty()) return std::string(bytes);
  PackageEdit edit(bytes);
  const std::string workbook = edit.package().main_part("xl/workbook.xml");
  ReadFailure failure;
  const auto sheets = sheets_of(edit.package(), workbook, failure);
  if (!sheets || sheets->empty()) throw std::runtime_error(fmt::format("the workbook cannot be changed: {}", failure.detail));
  const auto visible = std::find_if(sheets->begin(), sheets->end(), [](WorkbookSheet const& sheet) { return !sheet.is_hidden; });
  WorkbookSheet const& first = visible == sheets->end() ? sheets->front() : *visible;
  std::map<std::size_t, SheetRemarks> by_sheet;
  for (PlaceRemark const& remark : by_place(annotations)) {
    auto const& n = remark.place.numbers;
    const bool is_placed = remark.place.kind == Place::Kind::sheet && n[1] > 0 && n[2] > 0;
    CellRemark& cell = is_placed ? by_sheet[n[0]][{n[1], n[2]}] : by_sheet[first.number][{1, 1}];
    if (is_placed) cell.colour = colour_of(remark);
    if (!remark.text.empty()) cell.text += (cell.text.empty() ? "" : "\n\n") + remark.text;
  }
  WorkbookStyles styles(edit, workbook);
  for (WorkbookSheet const& sheet : *sheets) {
    if (const auto remarks = by_sheet.find(sheet.number); remarks != by_sheet.end()) annotate_sheet(edit, sheet, remarks->second, styles);
  }
  return edit.finish();
}

}  // namespace tiaoli
