#include "converters/readers/xlsx_values.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>

#include "converters/readers/package.hpp"

namespace tiaoli {
namespace {

std::optional<double> number_in(std::string_view stored) {
  double number = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  if (error != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string fixed(double number) {
  std::array<char, 400> buffer{};  // 309 digits of the largest, or the zeros of the smallest
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return error == std::errc{} ? std::string(buffer.data(), end) : fmt::format("{}", number);
}

std::size_t significant_digits(std::string_view decimal) {
  std::size_t digits = 0;
  for (const char c : decimal) digits += (c >= '1' && c <= '9') || (c == '0' && digits > 0) ? 1U : 0U;
  return digits;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The letters of a format that stand for something: without literals, colours and conditions, and of positive numbers.
std::string letters_of(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    if (code[i] == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (code[i] == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) letters += inside;  // time that has passed
      i = end;
    } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else if ((code[i] >= 'a' && code[i] <= 'z') || (code[i] >= 'A' && code[i] <= 'Z')) {
      letters += static_cast<char>(code[i] | 0x20);
    }
  }
  return letters;
}

struct Range {
  std::size_t first, last;
};
template <std::size_t size>
bool is_in(std::size_t id, std::array<Range, size> const& ranges) {
  for (Range const& range : ranges) {
    if (id >= range.first && id <= range.last) return true;
  }
  return false;
}

/// The character of four hexadecimal digits in `_x000D_`; 0 when `text` does not start with one.
wchar_t escaped(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return 0;
  unsigned int code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  const bool is_character = error == std::errc{} && end == text.data() + 6 && (code < 0xD800 || code > 0xDFFF);
  return is_character ? static_cast<wchar_t>(code) : L'\0';
}

std::string unescaped(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const wchar_t character = escaped(text.substr(i));
    if (character == 0) {
      made += text[i];
    } else {
      made += pugi::as_utf8(std::wstring(1, character));
      i += 6;
    }
  }
  return made;
}

}  // namespace

std::string shown_number(std::string_view stored) {
  stored = trimmed(stored);
  const auto number = number_in(stored);
  if (!number) return std::string(stored);
  constexpr std::size_t most_digits = 15;
  std::string text = fixed(*number);
  if (significant_digits(text) > most_digits) text = fixed(number_in(fmt::format("{:.15g}", *number)).value_or(*number));
  return text == "-0" ? "0" : text;
}

NumberKind kind_of_format(std::size_t id, std::string_view code) {
  // Formats that are in no file, those of Chinese programs too.
  static constexpr std::array<Range, 6> dates{{{14, 17}, {27, 31}, {36, 36}, {50, 54}, {57, 57}, {58, 58}}};
  static constexpr std::array<Range, 4> times{{{18, 21}, {32, 35}, {45, 47}, {55, 56}}};
  if (code.empty()) {
    if (id == 22) return NumberKind::date_and_time;
    return is_in(id, dates) ? NumberKind::date : is_in(id, times) ? NumberKind::time : NumberKind::number;
  }
  const std::string letters = letters_of(code);
  if (letters == "general") return NumberKind::number;
  const auto has = [&](char letter) { return letters.find(letter) != std::string::npos; };
  const bool time = has('h') || has('s'), date = has('y') || has('d') || (has('m') && !time);
  if (date) return time ? NumberKind::date_and_time : NumberKind::date;
  return time ? NumberKind::time : NumberKind::number;
}

std::string shown_date(std::string_view stored, NumberKind kind, bool from_1904) {
  using namespace std::chrono;
  constexpr double last = 2'958'465;  // 9999-12-31
  constexpr int seconds_of_day = 86400, leap_day_that_was_not = 60;
  const auto number = number_in(trimmed(stored));
  if (kind == NumberKind::number || !number || *number < 0 || *number > last) return shown_number(stored);
  const auto seconds = static_cast<std::int64_t>(std::llround(*number * seconds_of_day));
  auto day = static_cast<int>(seconds / seconds_of_day);
  const auto second = static_cast<int>(seconds % seconds_of_day);
  const std::string time = fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (kind == NumberKind::time) return day == 0 ? time : shown_number(stored);
  const year_month_day first = from_1904 ? year{1904} / 1 / 1 : year{1899} / 12 / 31;
  if (!from_1904 && day >= leap_day_that_was_not) --day;
  const year_month_day date(sys_days(first) + days(day));
  const std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return kind == NumberKind::date_and_time && second != 0 ? text + ' ' + time : text;
}

std::string string_of(pugi::xml_node item) {
  std::string text;
  for (pugi::xml_node child : item.children()) {
    if (local_name(child) == "t") text += text_of(child);
    if (local_name(child) == "r") text += text_of(child_of(child, "t"));
  }
  return unescaped(text);
}

void CellContext::read_strings(pugi::xml_document const& document) {
  for (pugi::xml_node item : document.document_element().children()) {
    if (local_name(item) == "si") strings.push_back(string_of(item));
  }
}

void CellContext::read_styles(pugi::xml_document const& document) {
  const pugi::xml_node root = document.document_element();
  std::map<std::size_t, std::string> codes;
  for (pugi::xml_node format : child_of(root, "numFmts").children()) {
    codes[number_of(attribute_of(format, "numFmtId"), 0)] = attribute_of(format, "formatCode");
  }
  for (pugi::xml_node style : child_of(root, "cellXfs").children()) {
    if (local_name(style) != "xf") continue;
    const std::size_t id = number_of(attribute_of(style, "numFmtId"), 0);
    const auto code = codes.find(id);
    kinds.push_back(kind_of_format(id, code == codes.end() ? std::string_view{} : code->second));
  }
}

bool CellContext::text_of_cell(pugi::xml_node cell, std::string& text) const {
  const std::string_view type = attribute_of(cell, "t");
  text.clear();
  if (type == "inlineStr") {
    text = string_of(child_of(cell, "is"));
    return true;
  }
  const std::string stored = text_of(child_of(cell, "v"));
  if (stored.empty()) return true;
  if (type == "s") {
    const std::size_t which = number_of(trimmed(stored), strings.size());
    if (which >= strings.size()) return false;
    text = strings[which];
  } else if (type == "b") {
    text = trimmed(stored) == "0" ? "FALSE" : "TRUE";
  } else if (!type.empty() && type != "n") {  // the text of a formula, an error, a date in ISO 8601
    text = unescaped(stored);
  } else {
    const std::size_t style = number_of(attribute_of(cell, "s"), 0);
    text = shown_date(stored, style < kinds.size() ? kinds[style] : NumberKind::number, from_1904);
  }
  return true;
}

}  // namespace tiaoli
