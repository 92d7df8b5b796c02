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
  /// A line end (a space in one-line output) between records.
  void line(bool broken) { buffer_.push_back(broken ? '\n' : ' '); }

 private:
  void comma();
  void append(std::string_view text) { buffer_.append(text.data(), text.data() + text.size()); }

  fmt::basic_memory_buffer<char, 65536> buffer_;
  bool first_ = true;
};

}  // namespace tiaoli
