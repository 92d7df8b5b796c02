#pragma once
// The comments of one sheet that is being changed, as Excel calls notes.
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "converters/writers/package_edit.hpp"

namespace tiaoli {

/// Adds comments to a sheet: to its part of comments and to the drawing in which they are boxes; both are made where missing.
class SheetNotes {
 public:
  SheetNotes(PackageEdit& edit, std::string sheet) : edit_(edit), sheet_(std::move(sheet)) {}

  /// A comment at row and column, which count from 1. What an older comment there says stays, before it.
  void add(std::size_t row, std::size_t column, std::string_view text);
  /// Writes the drawing; after the last comment.
  void finish();

 private:
  void open();
  void open_drawing();
  void draw(std::size_t row, std::size_t column, std::string_view text);

  PackageEdit& edit_;
  std::string sheet_, drawing_, shapes_, prefix_;
  pugi::xml_node list_;
  std::map<std::string, pugi::xml_node> there_;  ///< comments by address
  std::size_t author_ = 0, next_shape_ = 1025;
};

}  // namespace tiaoli
