#pragma once
// The cell formats of a workbook that is being changed.
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "converters/writers/package_edit.hpp"

namespace tiaoli {

/// Adds fills to the formats of cells. A format that is there is copied and never changed: other cells have it too.
class WorkbookStyles {
 public:
  /// `workbook` is the part of the workbook. Without a part of styles one is made when it is needed.
  WorkbookStyles(PackageEdit& edit, std::string workbook) : edit_(edit), workbook_(std::move(workbook)) {}

  /// The number of the format that is `format` with a fill of this colour, six hexadecimal digits.
  std::size_t filled(std::size_t format, std::string_view colour);

 private:
  void open();
  std::size_t fill(std::string_view colour);

  PackageEdit& edit_;
  std::string workbook_;
  pugi::xml_node root_, formats_;
  std::map<std::string, std::size_t, std::less<>> fills_;                  ///< by colour
  std::map<std::pair<std::size_t, std::string>, std::size_t> made_;  ///< by format and colour
};

}  // namespace tiaoli
