#pragma once
// The characters of words of a PDF.
#include <string>
#include <string_view>

namespace tiaoli {

inline std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) {
      if (!characters.empty()) characters.back() = (characters.back() << 6U) | (byte & 0x3FU);
    } else {
      characters.push_back(byte < 0x80U ? byte : byte < 0xE0U ? byte & 0x1FU : byte < 0xF0U ? byte & 0x0FU : byte & 0x07U);
    }
  }
  return characters;
}

inline bool is_han(char32_t c) { return (c >= 0x2E80 && c < 0x3000) || (c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000; }
inline bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'\uFF10' && c <= U'\uFF19'); }

}  // namespace tiaoli
