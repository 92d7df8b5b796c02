#include "converters/writers/html_text.hpp"

namespace tiaoli {

std::string escaped_html(std::string_view text) {
  std::string made;
  for (const char c : text) {
    switch (c) {
      case '&': made += "&amp;"; break;
      case '<': made += "&lt;"; break;
      case '>': made += "&gt;"; break;
      case '"': made += "&quot;"; break;
      default:
        if ((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\t') made += c;
    }
  }
  return made;
}

}  // namespace tiaoli
