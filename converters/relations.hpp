#pragma once
// What is known of one relation of a form.
#include <cstdint>

#include "mappings/registry.hpp"

namespace tiaoli {

/// The two sides of a relation added up over the cells that are known, and what the others can do to it.
struct RelationState {
  std::int64_t left = 0, right = 0;   ///< in millionths
  std::size_t unknown = 0;            ///< cells without a number
  bool can_grow = false, can_shrink = false;  ///< left − right, by a number from zero in an unknown cell

  /// Whether no number in the unknown cells makes the relation hold.
  bool is_broken(Relation relation) const {
    const bool too_small = left < right && !can_grow;
    const bool too_great = left > right && !can_shrink;
    switch (relation) {
      case Relation::equal: return too_small || too_great;
      case Relation::at_most: return too_great;
      case Relation::at_least: return too_small;
    }
    return false;
  }
};

/// `number(cell)` answers the number of a cell as std::optional<Decimal>.
template <typename Number>
RelationState state_of(CellRelation const& relation, Edition const& edition, Number const& number) {
  RelationState state;
  for (std::size_t i = 0; i < relation.terms.size(); ++i) {
    auto const& term = relation.terms[i];
    const bool on_left = i < relation.left_count;
    if (const auto known = number(term.cell)) {
      (on_left ? state.left : state.right) += (on_left ? term.sign : -term.sign) * known->millionths();
      continue;
    }
    const bool any_sign = edition.cells[term.cell].kind == Kind::signed_count;
    ++state.unknown;
    state.can_grow = state.can_grow || term.sign > 0 || any_sign;
    state.can_shrink = state.can_shrink || term.sign < 0 || any_sign;
  }
  return state;
}

}  // namespace tiaoli
