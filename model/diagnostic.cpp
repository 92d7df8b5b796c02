#include "model/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tiaoli {
namespace {

/// The longest part of a source line that a terminal can show, in columns.
constexpr std::size_t line_columns = 110;

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};

/// The character at `at`; a broken sequence counts as single bytes.
Character decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0x80 || lead < 0xC0 || at + length > text.size()) return {lead, 1};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (byte(i) & 0x3FU);
  return {code, length};
}

/// The wide ranges of Unicode's East Asian Width that occur in these reports, and the marks that
/// take no room.
std::size_t width(char32_t c) {
  if (c == 0x200B || c == 0xFEFF || (c >= 0x0300 && c <= 0x036F)) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

/// The byte at which character number `column` (from 1) starts.
std::size_t byte_of_column(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < column && at < line.size(); ++i) at += decode(line, at).bytes;
  return at;
}

struct Excerpt {
  std::string text;
  std::size_t caret = 0;
  std::size_t caret_width = 1;
};

/// The part of the line around the place, short enough for a terminal, with the caret's column.
Excerpt excerpt(std::string_view line, Position at) {
  const std::size_t place = byte_of_column(line, at.column);
  const std::size_t place_end = std::min(line.size(), place + at.length);
  std::size_t begin = 0;
  if (display_width(line.substr(0, place)) > line_columns / 2) {
    begin = place;
    for (std::size_t shown = 0; begin > 0 && shown < line_columns / 3; ++shown) {
      do --begin;
      while (begin > 0 && (static_cast<unsigned char>(line[begin]) & 0xC0U) == 0x80U);
    }
  }
  std::size_t end = begin;
  std::size_t columns = 0;
  while (end < line.size()) {
    const Character c = decode(line, end);
    if (columns + width(c.code) > line_columns) break;
    columns += width(c.code);
    end += c.bytes;
  }
  Excerpt made;
  const std::string_view before = begin > 0 ? "…" : "";
  made.text = fmt::format("{}{}{}", before, line.substr(begin, end - begin), end < line.size() ? "…" : "");
  for (char& c : made.text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  made.caret = (begin > 0 ? 1 : 0) + display_width(line.substr(begin, place - begin));
  made.caret_width = std::max<std::size_t>(1, display_width(line.substr(place, std::min(place_end, end) - std::min(place, end))));
  return made;
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: break;
  }
  return "error";
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    columns += width(c.code);
    at += c.bytes;
  }
  return columns;
}

std::string render(Diagnostic const& diagnostic, Source const& source, RenderWords const& words, std::string_view origin) {
  fmt::memory_buffer out;
  const auto to = std::back_inserter(out);
  const bool elsewhere = diagnostic.at.line != 0 && !origin.empty() && origin != source.name();
  const std::string place = diagnostic.at.line == 0 ? "" : fmt::format("{}:{}:", diagnostic.at.line, diagnostic.at.column);
  fmt::format_to(to, "{}:{}", source.name(), elsewhere ? fmt::format(" {}:{}", origin, place) : place);
  const std::string_view severity = diagnostic.severity == Severity::error     ? words.error
                                    : diagnostic.severity == Severity::warning ? words.warning
                                                                               : words.info;
  if (diagnostic.at.place.kind != Place::Kind::none) fmt::format_to(to, " ({})", to_string(diagnostic.at.place));
  fmt::format_to(to, " {}[{} {}]: {}\n", severity, diagnostic.code, diagnostic.name, diagnostic.message);
  if (diagnostic.at.line != 0 && !elsewhere) {
    const Excerpt shown = excerpt(source.line(diagnostic.at.line), diagnostic.at);
    const std::string number = fmt::format("{}", diagnostic.at.line);
    fmt::format_to(to, "{} | {}\n", number, shown.text);
    fmt::format_to(to, "{:>{}} | {:>{}}{:~<{}}\n", "", number.size(), "", shown.caret, "^", shown.caret_width);
  }
  for (std::string const& note : diagnostic.notes) fmt::format_to(to, "{}: {}\n", words.note, note);
  if (!diagnostic.basis.empty()) fmt::format_to(to, "{}: {}\n", words.basis, diagnostic.basis);
  return fmt::to_string(out);
}

}  // namespace tiaoli
