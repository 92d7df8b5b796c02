#pragma once
// What the cells of a workbook show: numbers, dates, strings.
#include <cstddef>
#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tiaoli {

/// A stored number as the shortest decimal that is the same number, without exponent and with at most the 15 digits that
/// workbooks show: 45996.820000000003 is 45996.82. What is no number stays as it is.
std::string shown_number(std::string_view stored);

/// What a number is shown as.
enum class NumberKind : std::uint8_t { number, date, time, date_and_time };
NumberKind kind_of_format(std::size_t id, std::string_view code);
/// A stored number as `2021-01-31`, `08:30:00` or both; as a number when no calendar has it. Days count from 1900, as if that
/// had been a leap year, or from 1904.
std::string shown_date(std::string_view stored, NumberKind kind, bool from_1904);

/// The text of a string item, runs joined and readings (`rPh`) left out; `_x000D_` is the character of that number.
std::string string_of(pugi::xml_node item);

/// What the cells of a workbook refer to.
struct CellContext {
  std::vector<std::string> strings;
  std::vector<NumberKind> kinds;  ///< by style
  bool from_1904 = false;

  void read_strings(pugi::xml_document const& document);
  void read_styles(pugi::xml_document const& document);
  /// The text of a cell (`c`). False when it refers to a string that is not there.
  bool text_of_cell(pugi::xml_node cell, std::string& text) const;
};

}  // namespace tiaoli
