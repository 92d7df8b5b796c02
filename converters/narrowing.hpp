#pragma once
// One step of bounds propagation: what an equation says of each of its quantities.
#include <algorithm>
#include <cstdint>
#include <optional>

#include "converters/system.hpp"

namespace tiaoli {

/// How small or large the sum of an equation's terms can be; infinite ends are only counted.
struct Activity {
  std::int64_t sum = 0;
  std::size_t infinite = 0;

  void add(std::int64_t end, int sign) {
    if (end == Box::no_low || end == Box::no_high) {
      ++infinite;
    } else {
      sum += sign * end;
    }
  }
  /// The sum without one term; nothing when another one is infinite.
  std::optional<std::int64_t> without(std::int64_t end, int sign) const {
    const bool is_infinite = end == Box::no_low || end == Box::no_high;
    if (infinite > (is_infinite ? 1U : 0U)) return std::nullopt;
    return is_infinite ? sum : sum - sign * end;
  }
};

/// The end of a quantity that makes its term small (or large).
inline std::int64_t end_of(Box const& box, Term const& term, bool large) {
  return (term.sign > 0) == large ? box.high[term.quantity] : box.low[term.quantity];
}

/// How sure a bound is that `equation` gives from inputs of this fidelity.
inline Fidelity weakened(Fidelity inputs, Equation const& equation) {
  const bool between_concepts = equation.strength == Strength::close || equation.strength == Strength::bounded;
  const bool renames = equation.strength == Strength::exact && equation.terms.size() == 2;
  return std::max(inputs, between_concepts ? Fidelity::close : renames ? Fidelity::exact : Fidelity::sum);
}

/// Calls offer(quantity, high, millionths, lowest_of_others) for each bound that the equation Σ terms (relation) 0 gives;
/// it narrows the box if it wants to, and answers whether it did. Answers false when nothing within the box satisfies
/// the equation.
template <typename Offer>
bool narrow_once(Relation relation, std::vector<Term> const& terms, Box const& box, Offer const& offer) {
  Activity smallest, largest;
  bool all_fixed = true;
  for (Term const& term : terms) {
    all_fixed = all_fixed && box.is_fixed(term.quantity);
    smallest.add(end_of(box, term, false), term.sign);
    largest.add(end_of(box, term, true), term.sign);
  }
  const bool at_most = relation != Relation::at_least;  // the sum may not be above zero
  const bool at_least = relation != Relation::at_most;  // nor below
  if (at_most && smallest.infinite == 0 && smallest.sum > 0) return false;
  if (at_least && largest.infinite == 0 && largest.sum < 0) return false;
  if (all_fixed) return true;
  for (Term const& term : terms) {
    if (box.is_fixed(term.quantity)) continue;
    const auto others_at_least = at_most ? smallest.without(end_of(box, term, false), term.sign) : std::nullopt;
    const auto others_at_most = at_least ? largest.without(end_of(box, term, true), term.sign) : std::nullopt;
    if (others_at_least) offer(term.quantity, term.sign > 0, -term.sign * *others_at_least, true);
    if (others_at_most) offer(term.quantity, term.sign < 0, -term.sign * *others_at_most, false);
  }
  return true;
}

}  // namespace tiaoli
