#include "converters/writers/json_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace tiaoli {
namespace {

constexpr auto must_escape = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table[static_cast<unsigned char>('"')] = table[static_cast<unsigned char>('\\')] = true;
  return table;
}();

constexpr std::size_t longest_escape = 6;
constexpr std::size_t around = 4;  ///< a comma, a space and two quotes

bool is_plain(char c) { return !must_escape[static_cast<unsigned char>(c)]; }

char* copy(char* at, std::string_view text) { return std::copy(text.begin(), text.end(), at); }

char* escape(char* at, char c) {
  switch (c) {
    case '"': return copy(at, "\\\"");
    case '\\': return copy(at, "\\\\");
    case '\n': return copy(at, "\\n");
    case '\t': return copy(at, "\\t");
    case '\r': return copy(at, "\\r");
    default: return fmt::format_to(at, "\\u{:04x}", static_cast<unsigned>(c));
  }
}

}  // namespace

char* JsonOut::begin(std::size_t most) {
  constexpr std::size_t least = 4096;
  if (buffer_.size() - size_ < most) buffer_.resize(std::max({least, 2 * buffer_.size(), size_ + most}));
  return buffer_.data() + size_;
}

char* JsonOut::comma(char* at) {
  if (!first_) *at++ = ',';
  if (break_ || !first_) *at++ = break_ ? '\n' : ' ';
  first_ = break_ = false;
  return at;
}

JsonOut& JsonOut::open(char bracket) {
  char* at = comma(begin(around));
  *at++ = bracket;
  end(at);
  first_ = true;
  return *this;
}

JsonOut& JsonOut::close(char bracket) {
  char* at = begin(1);
  *at++ = bracket;
  end(at);
  first_ = false;
  return *this;
}

void JsonOut::end_line() {
  char* at = begin(1);
  *at++ = '\n';
  end(at);
}

JsonOut& JsonOut::key(std::string_view name) {
  constexpr std::string_view behind = "\": ";
  char* at = comma(begin(name.size() + around + behind.size()));
  *at++ = '"';
  end(copy(copy(at, name), behind));
  first_ = true;
  return *this;
}

JsonOut& JsonOut::string(std::string_view text) {
  char* at = comma(begin(text.size() + around));
  *at++ = '"';
  while (!text.empty()) {
    const auto stop = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto plain = static_cast<std::size_t>(stop - text.begin());
    at = copy(at, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    end(at);  // an escape is longer than its character
    at = escape(begin(longest_escape + text.size() + around), text.front());
    text.remove_prefix(1);
  }
  *at++ = '"';
  end(at);
  return *this;
}

JsonOut& JsonOut::number(std::int64_t value) {
  const fmt::format_int digits(value);
  word({digits.data(), digits.size()});
  return *this;
}

JsonOut& JsonOut::number(Decimal value) {
  if (value.is_integer()) return number(value.millionths() / Decimal::scale);
  word(value.to_string());
  return *this;
}

JsonOut& JsonOut::boolean(bool value) {
  word(value ? "true" : "false");
  return *this;
}

JsonOut& JsonOut::null() {
  word("null");
  return *this;
}

void JsonOut::word(std::string_view text) { end(copy(comma(begin(text.size() + around)), text)); }

}  // namespace tiaoli
