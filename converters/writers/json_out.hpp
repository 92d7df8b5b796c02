#pragma once
// Appending JSON to a buffer. nlohmann's serializer wants a tree of nodes first, which costs more than
// reading the report did (bench/ has the ratio); records of a known shape are formatted straight away.
#include <string>
#include <string_view>
#include <utility>

#include "model/decimal.hpp"

namespace tiaoli {

/// Writes objects and arrays to a buffer and sets the commas.
class JsonOut {
 public:
  /// Everything written so far; then it starts anew.
  std::string take() {
    buffer_.resize(std::exchange(size_, 0));
    first_ = true;
    return std::exchange(buffer_, {});
  }

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
  void end_line();

 private:
  /// Where to write the next bytes, at most `most` of them; end() takes the place behind the last.
  char* begin(std::size_t most);
  void end(char const* at) { size_ = static_cast<std::size_t>(at - buffer_.data()); }
  char* comma(char* at);
  void word(std::string_view text);

  std::string buffer_;    ///< longer than what is written
  std::size_t size_ = 0;  ///< what is written
  bool first_ = true;
  bool break_ = false;
};

}  // namespace tiaoli
