#include "model/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace tiaoli {

std::string column_letters(std::uint16_t column) {
  std::string letters;
  for (unsigned left = column; left > 0; left = (left - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

std::string to_string(Place const& place) {
  auto const& n = place.numbers;
  switch (place.kind) {
    case Place::Kind::none: break;
    case Place::Kind::paragraph: return fmt::format("paragraph {}", n[0]);
    case Place::Kind::table: return fmt::format("table {}, row {}, cell {}", n[0], n[1], n[2]);
    case Place::Kind::sheet: return fmt::format("sheet {}, {}{}", n[0], column_letters(n[2]), n[1]);
    case Place::Kind::page: return fmt::format("page {} ({}, {}, {}, {})", n[0], n[1], n[2], n[3], n[4]);
  }
  return {};
}

Source::Source(std::string name, std::string format, std::string text, std::size_t bytes, std::string sha256,
               std::size_t skipped, std::vector<Anchor> anchors)
    : name_(std::move(name)),
      format_(std::move(format)),
      text_(std::move(text)),
      sha256_(std::move(sha256)),
      bytes_(bytes),
      skipped_(static_cast<std::uint32_t>(skipped)),
      anchors_(std::move(anchors)) {
  line_starts_.push_back(0);
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* at = begin;
  while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
    ++at;
    line_starts_.push_back(static_cast<std::uint32_t>(at - begin));
    if (at == end) break;
  }
}

Span Source::span(std::string_view part) const {
  return {static_cast<std::uint32_t>(part.data() - text_.data()), static_cast<std::uint32_t>(part.size())};
}

Position Source::position(Span span) const {
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), span.offset);
  const auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
  const std::uint32_t start = *(next - 1);
  const auto characters = std::count_if(text_.begin() + start, text_.begin() + span.offset, [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // every byte that starts a character
  });
  Position found{line, static_cast<std::uint32_t>(characters) + 1, span.offset + skipped_, span.length, {}};
  if (anchors_.empty()) return found;
  const auto behind = std::upper_bound(anchors_.begin(), anchors_.end(), span.offset, [](std::uint32_t offset, Anchor const& anchor) { return offset < anchor.text; });
  const Anchor anchor = behind == anchors_.begin() ? Anchor{} : behind[-1];
  found.offset = anchor.offset;
  found.length = anchor.length;
  found.place = anchor.place;
  return found;
}

std::string_view Source::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t start = line_starts_[number - 1];
  const std::size_t end = number < line_starts_.size() ? line_starts_[number] : text_.size();
  std::string_view line = std::string_view(text_).substr(start, end - start);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

}  // namespace tiaoli
