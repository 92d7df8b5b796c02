#include "converters/binding/labels.hpp"

#include <algorithm>

namespace tiaoli::binding {
namespace {

using ast::CellKind;

/// Calls `visit` with each character of a key, which has nothing but digits and three-byte characters.
template <typename Visit>
void for_each_character(std::string_view key, Visit const& visit) {
  for (std::size_t at = 0; at < key.size();) {
    const auto lead = static_cast<unsigned char>(key[at]);
    if (lead < 0x80 || at + 3 > key.size()) {
      visit(char32_t{lead});
      ++at;
    } else {
      visit((static_cast<char32_t>(lead & 0x0FU) << 12U) | (static_cast<char32_t>(key[at + 1] & 0x3F) << 6U) |
            static_cast<char32_t>(key[at + 2] & 0x3F));
      at += 3;
    }
  }
}

bool any_row(std::span<Hit const> hits) {
  return std::any_of(hits.begin(), hits.end(), [](Hit const& hit) { return hit.use.what == LabelUse::What::row; });
}

}  // namespace

LabelHits::LabelHits(ast::Document const& document, Registry const& registry) {
  starts_.reserve(document.rows.size() + 1);
  std::string key;
  const auto look_up = [&](std::uint16_t cell, bool glued) {
    const auto uses = registry.uses(key);
    for (LabelUse const& use : uses) hits_.push_back({use, cell, glued});
    return !uses.empty();
  };
  const auto try_text = [&](std::uint16_t cell, bool glued, auto... parts) {
    key.clear();
    (registry.key().append(key, parts), ...);
    return look_up(cell, glued);
  };
  for (ast::Row const& row : document.rows) {
    starts_.push_back(static_cast<std::uint32_t>(hits_.size()));
    std::size_t words = 0;
    for (std::uint16_t i = 0; i < row.label_count; ++i) {
      ast::Cell const& cell = document.cells[row.first_cell + i];
      if (cell.kind != CellKind::words) continue;
      ++words;
      const bool glued = !cell.head.empty();
      (void)((!glued && try_text(i, false, cell.text)) || try_text(i, glued, cell.number, cell.body) || try_text(i, glued, cell.body) ||
             try_text(i, glued, cell.body, cell.note) || (glued && try_text(i, false, cell.text)));
    }
    // A label torn over cells: the last two, three … of them together.
    const std::size_t start = starts_.back();
    if (words < 2 || any_row({hits_.data() + start, hits_.size() - start})) continue;
    constexpr std::uint16_t most_pieces = 6;
    for (std::uint16_t pieces = 2; pieces <= std::min(row.label_count, most_pieces); ++pieces) {
      key.clear();
      for (std::uint16_t i = static_cast<std::uint16_t>(row.label_count - pieces); i < row.label_count; ++i) {
        ast::Cell const& cell = document.cells[row.first_cell + i];
        const bool first = i == row.label_count - pieces;
        registry.key().append(key, first ? cell.body : cell.text);
      }
      if (look_up(static_cast<std::uint16_t>(row.label_count - 1), true)) break;
    }
  }
  starts_.push_back(static_cast<std::uint32_t>(hits_.size()));
}

std::string label_key(ast::Document const& document, ast::Row const& row, Registry const& registry, std::uint16_t first) {
  std::string key;
  for (std::uint16_t i = first; i < row.label_count; ++i) {
    ast::Cell const& cell = document.cells[row.first_cell + i];
    if (cell.kind == CellKind::words) registry.key().append(key, cell.text);
  }
  return key;
}

Likeness::Likeness(std::string_view text) {
  for_each_character(text, [&](char32_t c) {
    const auto [place, fresh] = alphabet_.emplace(c, static_cast<std::uint32_t>(alphabet_.size()));
    text_.push_back(place->second);
  });
  places_.resize(alphabet_.size());
}

// Myers' bit-parallel search (1999): the smallest edit distance of the label to any stretch of the text.
double Likeness::of(std::string_view label) {
  constexpr std::size_t word_bits = 64;
  std::fill(places_.begin(), places_.end(), 0);
  std::size_t length = 0;
  for_each_character(label, [&](char32_t c) {
    if (length == word_bits) return;
    if (const auto found = alphabet_.find(c); found != alphabet_.end()) places_[found->second] |= std::uint64_t{1} << length;
    ++length;
  });
  if (length == 0) return 0;
  std::uint64_t up = ~std::uint64_t{0};
  std::uint64_t down = 0;
  std::size_t distance = length;
  std::size_t best = length;
  const std::uint64_t last = std::uint64_t{1} << (length - 1);
  for (const std::uint32_t c : text_) {
    const std::uint64_t match = places_[c];
    const std::uint64_t diagonal = (((match & up) + up) ^ up) | match | down;
    std::uint64_t right = down | ~(diagonal | up);
    std::uint64_t left = up & diagonal;
    if ((right & last) != 0) ++distance;
    if ((left & last) != 0) --distance;
    right <<= 1U;
    left <<= 1U;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    best = std::min(best, distance);
  }
  return 1.0 - static_cast<double>(best) / static_cast<double>(length);
}

}  // namespace tiaoli::binding
