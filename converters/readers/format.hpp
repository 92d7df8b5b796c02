#pragma once
// What a file is, told from its bytes and never from its name.
#include <cstdint>
#include <string_view>

namespace tiaoli {

enum class Format : std::uint8_t {
  text,     ///< also JSON and CSV, and anything else
  html,
  pdf,
  office,   ///< of a word processor or a workbook; office_format() says which
  archive   ///< a ZIP of other files
};

Format recognise(std::string_view bytes);

}  // namespace tiaoli
