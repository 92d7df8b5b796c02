#include "mappings/label_key.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace tiaoli {
namespace {

constexpr std::uint32_t first_han = 0x2E80;
constexpr std::uint32_t last_han = 0xFAFF;

/// Radicals, the two main blocks, and compatibility forms.
bool is_han(std::uint32_t code) {
  return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0x2E80 && code <= 0x2FDF) || (code >= 0xF900 && code <= 0xFAFF);
}

std::uint32_t decode_three(const char* at) {
  const auto byte = [at](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i])); };
  return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
}

std::optional<std::uint32_t> han_character(std::string_view text) {
  if (text.size() != 3 || (static_cast<unsigned char>(text[0]) & 0xF0U) != 0xE0U) return std::nullopt;
  const std::uint32_t code = decode_three(text.data());
  return is_han(code) ? std::optional(code) : std::nullopt;
}

}  // namespace

LabelKey::LabelKey() : folded_(last_han - first_han + 1) {
  for (std::size_t i = 0; i < folded_.size(); ++i) folded_[i] = static_cast<char16_t>(first_han + i);
}

bool LabelKey::add_variant(std::string_view variant, std::string_view character) {
  const auto from = han_character(variant);
  const auto to = han_character(character);
  if (!from || !to) return false;
  folded_[*from - first_han] = static_cast<char16_t>(*to);
  return true;
}

void LabelKey::append(std::string& key, std::string_view label) const {
  for (std::size_t at = 0; at < label.size();) {
    const auto lead = static_cast<unsigned char>(label[at]);
    if (lead < 0x80) {
      if (lead >= '0' && lead <= '9') key.push_back(static_cast<char>(lead));
      ++at;
    } else if ((lead & 0xF0U) == 0xE0U && at + 3 <= label.size()) {
      const std::uint32_t code = decode_three(label.data() + at);
      if (is_han(code)) {
        const std::uint32_t folded = folded_[code - first_han];
        const char bytes[] = {static_cast<char>(0xE0U | (folded >> 12U)), static_cast<char>(0x80U | ((folded >> 6U) & 0x3FU)),
                              static_cast<char>(0x80U | (folded & 0x3FU))};
        key.append(bytes, sizeof bytes);
      } else if (code >= 0xFF10 && code <= 0xFF19) {
        key.push_back(static_cast<char>('0' + (code - 0xFF10)));
      }
      at += 3;
    } else {
      ++at;  // the rest of other characters: nothing a label is made of
    }
  }
}

}  // namespace tiaoli
