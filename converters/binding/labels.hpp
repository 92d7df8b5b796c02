#pragma once
// What the words of a table row can mean.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/ast.hpp"
#include "mappings/registry.hpp"

namespace tiaoli::binding {

/// A place of the forms whose label stands in a cell of the row.
struct Hit {
  LabelUse use;
  std::uint16_t cell = 0;  ///< counted from the first cell of the row
  bool glued = false;      ///< a neighbour's text stands in front of the label, or the label was torn
};

/// All hits of every row of a document, over all editions.
class LabelHits {
 public:
  LabelHits(ast::Document const& document, Registry const& registry);
  std::span<Hit const> of_row(std::size_t row) const {
    return {hits_.data() + starts_[row], starts_[row + 1] - starts_[row]};
  }

 private:
  std::vector<Hit> hits_;
  std::vector<std::uint32_t> starts_;
};

/// The words of a row without its values, from its cell `first`, as one key.
std::string label_key(ast::Document const& document, ast::Row const& row, Registry const& registry, std::uint16_t first);

/// A text in which labels are looked for.
class Likeness {
 public:
  /// `text` is a key.
  explicit Likeness(std::string_view text);
  /// How much of the label with key `label` stands somewhere in the text: 1 for all of it, 0 for nothing. Counts
  /// characters by edit distance; at most the first 64 characters of the label.
  double of(std::string_view label);

 private:
  std::unordered_map<char32_t, std::uint32_t> alphabet_;  ///< the characters of the text, numbered
  std::vector<std::uint32_t> text_;                       ///< as these numbers
  std::vector<std::uint64_t> places_;                     ///< by number: where in the label the character stands
};

}  // namespace tiaoli::binding
