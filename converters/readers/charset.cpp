#include "converters/readers/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "converters/readers/utf8.hpp"

namespace tiaoli {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// Decodes strictly: nothing when a byte does not belong to the character set. `common` counts the characters that
/// Chinese text is made of, which tells apart sets in which the same bytes are valid.
std::optional<Decoded> decode_as(std::string_view bytes, char const* charset, std::size_t* common = nullptr) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset, &error));
  if (U_FAILURE(error) != 0) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  Decoded made;
  made.charset = charset;
  made.text.reserve(bytes.size() * 3 / 2);
  char const* at = bytes.data();
  char const* const end = at + bytes.size();
  while (at < end) {
    const auto start = static_cast<std::uint32_t>(at - bytes.data());
    const UChar32 character = ucnv_getNextUChar(converter.get(), &at, end, &error);
    if (U_FAILURE(error) != 0 || character == 0 || character == 0xFFFD) return std::nullopt;
    made.starts.emplace_back(static_cast<std::uint32_t>(made.text.size()), start);
    std::array<std::uint8_t, U8_MAX_LENGTH> utf8{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(utf8.data(), length, character);
    made.text.append(reinterpret_cast<char const*>(utf8.data()), static_cast<std::size_t>(length));
    // The first 3755 characters of GB 2312 and the first 5401 of Big5 stand for nearly all text; both lie here.
    if (common != nullptr && (character < 0x80 || (character >= 0x4E00 && character <= 0x9FA5) || (character >= 0x3000 && character <= 0x303F) || (character >= 0xFF00 && character <= 0xFF5E))) ++*common;
  }
  return made;
}

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return made;
}

/// The set that a declared name means, as far as it is one of those that reports are written in.
char const* charset_named(std::string_view declared) {
  const std::string name = lower(declared);
  if (name == "gb2312" || name == "gbk" || name == "gb18030" || name == "gb_2312-80" || name == "x-gbk" || name == "cp936" || name == "hz-gb-2312") return "GB18030";
  if (name == "big5" || name == "big5-hkscs" || name == "cp950") return "Big5";
  return nullptr;
}

/// Whether a text is UTF-8 of which a few bytes were lost or overwritten: most of its longer characters are whole.
bool is_broken_utf8(std::string_view text) {
  constexpr std::size_t looked_at = std::size_t{1} << 16U, enough = 8;
  text = text.substr(0, std::max(looked_at, find_invalid_utf8(text) + 64));
  std::size_t whole = 0, broken = 0;
  while (!text.empty()) {
    const std::size_t invalid = std::min(find_invalid_utf8(text), text.size());
    whole += static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(invalid), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; }));
    broken += invalid < text.size() ? 1U : 0U;
    text.remove_prefix(std::min(invalid + 1, text.size()));
  }
  return whole >= enough && whole > 4 * broken;
}

/// Whether nearly all characters are such as Chinese text is made of, and enough of them to tell.
bool reads_like_text(Decoded const& decoded, std::size_t common) {
  constexpr std::size_t enough = 4;
  return common >= enough && common * 100 >= decoded.starts.size() * 95;
}

bool means_utf8(std::string_view declared) {
  const std::string name = lower(declared);
  return name == "utf-8" || name == "utf8";
}

}  // namespace

std::uint32_t Decoded::original(std::size_t offset) const {
  if (starts.empty()) return static_cast<std::uint32_t>(offset + skipped);
  const auto behind = std::upper_bound(starts.begin(), starts.end(), offset, [](std::size_t o, auto const& start) { return o < start.first; });
  return behind == starts.begin() ? 0 : behind[-1].second + static_cast<std::uint32_t>(skipped);
}

std::optional<Decoded> decode(std::string bytes, std::string_view declared) {
  constexpr std::string_view utf8_mark = "\xEF\xBB\xBF", little_mark = "\xFF\xFE", big_mark = "\xFE\xFF";
  const bool small = bytes.size() <= largest_decoded;
  for (auto const& [mark, charset] : {std::pair{little_mark, "UTF-16LE"}, std::pair{big_mark, "UTF-16BE"}}) {
    if (!bytes.starts_with(mark) || !small) continue;
    auto made = decode_as(std::string_view(bytes).substr(mark.size()), charset);
    if (made) made->skipped = mark.size();
    if (made) return made;
  }
  const std::size_t skipped = bytes.starts_with(utf8_mark) ? utf8_mark.size() : 0;
  const std::string_view text = std::string_view(bytes).substr(skipped);
  if (find_invalid_utf8(text) == std::string_view::npos) {
    if (text.find('\0') != std::string_view::npos) return std::nullopt;
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    bytes.erase(0, skipped);
    return Decoded{std::move(bytes), "UTF-8", !declared.empty() && !means_utf8(declared) && !ascii, skipped, {}};
  }
  if (!small || is_broken_utf8(text)) return std::nullopt;
  std::size_t gb_common = 0, big5_common = 0;
  auto gb = decode_as(text, "GB18030", &gb_common);
  auto big5 = decode_as(text, "Big5", &big5_common);
  if (gb && !reads_like_text(*gb, gb_common)) gb.reset();
  if (big5 && !reads_like_text(*big5, big5_common)) big5.reset();
  char const* const named = charset_named(declared);
  if (named != nullptr && gb && big5) {  // both are possible: the declaration decides, unless the other reads far better
    const bool says_gb = std::string_view(named) == "GB18030";
    const bool gb_better = gb_common * big5->starts.size() > big5_common * gb->starts.size() * 11 / 10;
    const bool big5_better = big5_common * gb->starts.size() > gb_common * big5->starts.size() * 11 / 10;
    const bool take_gb = says_gb ? !big5_better : gb_better;
    auto& taken = take_gb ? gb : big5;
    taken->declared_wrong = take_gb != says_gb;
    taken->skipped = skipped;
    return taken;
  }
  const bool big5_fits_better = big5 && (!gb || big5_common * gb->starts.size() > gb_common * big5->starts.size());
  auto& taken = big5_fits_better ? big5 : gb;
  if (!taken) return std::nullopt;
  taken->declared_wrong = !declared.empty() && (named == nullptr || taken->charset != named);
  taken->skipped = skipped;
  return taken;
}

std::string declared_charset(std::string_view html) {
  constexpr std::size_t looked_at = 4096;
  const std::string head = lower(html.substr(0, looked_at));
  for (std::string_view const key : {std::string_view("charset"), std::string_view("encoding")}) {
    for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
      std::size_t from = head.find_first_not_of(" \t\r\n", at + key.size());
      if (from == std::string::npos || head[from] != '=') continue;
      from = head.find_first_not_of(" \t\r\n\"'", from + 1);
      if (from == std::string::npos) continue;
      const std::size_t to = std::min(head.find_first_of(" \t\r\n\"'>;/?", from), head.size());
      if (to > from) return head.substr(from, to - from);
    }
  }
  return {};
}

}  // namespace tiaoli
