#include "converters/writers/json_out.hpp"

#include <array>

namespace tiaoli {

void JsonOut::comma() {
  if (!first_) buffer_.push_back(',');
  if (break_ || !first_) buffer_.push_back(break_ ? '\n' : ' ');
  first_ = break_ = false;
}

JsonOut& JsonOut::open(char bracket) {
  comma();
  buffer_.push_back(bracket);
  first_ = true;
  return *this;
}

JsonOut& JsonOut::close(char bracket) {
  buffer_.push_back(bracket);
  first_ = false;
  return *this;
}

JsonOut& JsonOut::key(std::string_view name) {
  comma();
  buffer_.push_back('"');
  append(name);
  append("\": ");
  first_ = true;
  return *this;
}

JsonOut& JsonOut::string(std::string_view text) {
  static constexpr auto must_escape = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
    table[static_cast<unsigned char>('"')] = table[static_cast<unsigned char>('\\')] = true;
    return table;
  }();
  comma();
  buffer_.push_back('"');
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!must_escape[static_cast<unsigned char>(text[at])]) continue;
    append(text.substr(plain, at - plain));
    plain = at + 1;
    switch (text[at]) {
      case '"': append("\\\""); break;
      case '\\': append("\\\\"); break;
      case '\n': append("\\n"); break;
      case '\t': append("\\t"); break;
      case '\r': append("\\r"); break;
      default: fmt::format_to(std::back_inserter(buffer_), "\\u{:04x}", static_cast<unsigned>(text[at]));
    }
  }
  append(text.substr(plain));
  buffer_.push_back('"');
  return *this;
}

JsonOut& JsonOut::number(std::int64_t value) {
  comma();
  const fmt::format_int digits(value);
  append({digits.data(), digits.size()});
  return *this;
}

JsonOut& JsonOut::number(Decimal value) {
  if (value.is_integer()) return number(value.millionths() / Decimal::scale);
  comma();
  append(value.to_string());
  return *this;
}

JsonOut& JsonOut::boolean(bool value) {
  comma();
  append(value ? "true" : "false");
  return *this;
}

JsonOut& JsonOut::null() {
  comma();
  append("null");
  return *this;
}

}  // namespace tiaoli
