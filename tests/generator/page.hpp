#pragma once
// The text of a report in the making, and the layouts of its tables.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/generator/random.hpp"
#include "tests/generator/table.hpp"

namespace tiaoli::generator {

/// Lines as they are written, and the number of the next one.
class Page {
 public:
  explicit Page(std::string line_end) : line_end_(std::move(line_end)) {}

  void line(std::string_view text = "") {
    text_.append(text).append(line_end_);
    ++next_line_;
  }
  void blank_lines(std::int64_t count) {
    while (count-- > 0) line();
  }
  /// The number of the line that is written next, counted from 1.
  std::uint32_t next_line() const { return next_line_; }
  std::string const& text() const { return text_; }

 private:
  std::string line_end_, text_;
  std::uint32_t next_line_ = 1;
};

/// Writes `table` in the layout of `traits` and notes in `expected` the lines its cells come to stand in.
void print_table(Page& page, PrintedTable const& table, Traits const& traits, Random& random,
                 std::vector<ExpectedCell>& expected);

}  // namespace tiaoli::generator
