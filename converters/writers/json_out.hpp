#pragma once
// Appending JSON to a buffer. nlohmann's serializer wants a tree of nodes first, which costs more than
// reading the report did (bench/ has the ratio); records of a known shape are formatted straight away.
#include <fmt/format.h>

#include <string_view>

#include "model/decimal.hpp"

namespace tiaoli {

/// Writes objects and arrays to a buffer and sets the commas.
class JsonOut {
 public:
  std::string take() { return fmt::to_string(buffer_); }

  JsonOut& open(char bracket);
  JsonOut& close(char bracket);
  /// The name of the next value.
  JsonOut& key(std::string_view name);
  JsonOut& string(std::string_view text);
  JsonOut& number(std::int64_t value);
  JsonOut& number(Decimal value);
  JsonOut& boolean(bool value);
  JsonOut& null();
  /// The next value starts on a line of its own.
  void break_line() { break_ = true; }
  void end_line() { buffer_.push_back('\n'); }

 private:
  void comma();
  void append(std::string_view text) { buffer_.append(text.data(), text.data() + text.size()); }

  fmt::basic_memory_buffer<char, 65536> buffer_;
  bool first_ = true;
  bool break_ = false;
};

}  // namespace tiaoli
