#pragma once
// The columns of a table, from where its numbers stand.
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "converters/readers/pdf_lines.hpp"

namespace tiaoli {

/// From left to right; no two of them share a place.
class TableColumns {
 public:
  /// Makes the column at this place wider, or a new one; columns that it joins become one.
  void add(double left, double right);
  /// The column that shares a place with this stretch; nothing when none does, or several.
  std::optional<std::size_t> find(double left, double right) const;
  /// How many columns share a place with this stretch.
  std::size_t count(double left, double right) const;

  std::size_t size() const { return columns_.size(); }
  double left(std::size_t column) const { return columns_[column].left; }
  double right(std::size_t column) const { return columns_[column].right; }

 private:
  struct Stretch {
    double left, right;
  };
  std::vector<Stretch> columns_;
};

/// The values at the end of a line that a table row could be, by their places in its parts; empty for any other line. A number that
/// text stands right behind or right before is part of a sentence.
std::vector<std::size_t> row_values(PageLine const& line);

}  // namespace tiaoli
