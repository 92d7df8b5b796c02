#include "converters/readers/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace tiaoli {
namespace {

bool continues(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// The length of the character at `at`, or 0 when it is none.
std::size_t character_length(const unsigned char* at, std::size_t left) {
  const unsigned char lead = at[0];
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return left >= 2 && continues(at[1]) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (left < 3 || !continues(at[1]) || !continues(at[2])) return 0;
    const bool overlong = lead == 0xE0 && at[1] < 0xA0;
    const bool surrogate = lead == 0xED && at[1] > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (left < 4 || !continues(at[1]) || !continues(at[2]) || !continues(at[3])) return 0;
    const bool overlong = lead == 0xF0 && at[1] < 0x90;
    const bool too_far = lead == 0xF4 && at[1] > 0x8F;
    return overlong || too_far ? 0 : 4;
  }
  return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = begin + text.size();
  for (const auto* at = begin; at < end;) {
    if (end - at >= 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, at, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t length = character_length(at, static_cast<std::size_t>(end - at));
    if (length == 0) return static_cast<std::size_t>(at - begin);
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace tiaoli
