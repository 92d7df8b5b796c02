#include "converters/system.hpp"

#include <algorithm>
#include <utility>

namespace tiaoli {
namespace {

template <typename Item>
void add_new(std::vector<Item>& to, Item const& item) {
  if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(item);
}

/// The end of a term's contribution sign × quantity that makes it small or large.
Bound const& end_of(Interval const& interval, int sign, bool large) { return (sign > 0) == large ? interval.high : interval.low; }

Fidelity weakened(Fidelity inputs, Equation const& equation) {
  const bool between_concepts = equation.strength == Strength::close || equation.strength == Strength::bounded;
  const bool renames = equation.strength == Strength::exact && equation.terms.size() == 2;
  return std::max(inputs, between_concepts ? Fidelity::close : renames ? Fidelity::exact : Fidelity::sum);
}

}  // namespace

/// How small and how large the sum of an equation's terms can be; an infinite end is only counted.
struct System::Activity {
  std::int64_t sum = 0;
  std::size_t infinite = 0;

  void add(Bound const& bound, int sign) {
    if (bound.finite) {
      sum += sign * bound.millionths;
    } else {
      ++infinite;
    }
  }
  /// The same without one term; false when another one is infinite.
  bool without(Bound const& bound, int sign, std::int64_t& rest) const {
    if (infinite > (bound.finite ? 0U : 1U)) return false;
    rest = sum - (bound.finite ? sign * bound.millionths : 0);
    return true;
  }
};

System::System(Registry const& registry, std::vector<std::vector<std::uint16_t>> forbidden) : System(registry) {
  between_editions_ = true;
  forbidden_ = std::move(forbidden);
}

System::System(Registry const& registry)
    : registry_(registry), forbidden_(registry.quantities().size()), intervals_(registry.quantities().size()) {
  for (std::size_t q = 0; q < intervals_.size(); ++q) {
    intervals_[q].low.finite = registry_.indicators()[registry_.quantities()[q].indicator].kind != Kind::signed_count;
  }
}

void System::state(std::uint16_t quantity, Decimal value, std::uint16_t cell, Derived const* derived) {
  Interval& interval = intervals_[quantity];
  interval.cell = cell;
  for (Bound* const bound : {&interval.low, &interval.high}) {
    bound->finite = true;
    bound->millionths = value.millionths();
    bound->fidelity = derived != nullptr ? Fidelity::sum : Fidelity::exact;
    if (derived != nullptr) bound->via = derived->chain;
  }
}

void System::add_grounds(std::uint16_t quantity, Bound const& bound, std::vector<std::uint16_t>& from, std::vector<std::string_view>& via) const {
  Interval const& interval = intervals_[quantity];
  for (const std::string_view id : bound.via) add_new(via, id);
  if (interval.cell) {
    add_new(from, *interval.cell);
    Equation const* const same = between_editions_ ? registry_.sameness(quantity) : nullptr;
    if (same != nullptr) add_new(via, std::string_view(same->id));
  }
  for (const std::uint16_t cell : bound.from) add_new(from, cell);
}

void System::narrow(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts) {
  std::vector<bool> active(registry_.equations().size()), waiting(active.size());
  std::vector<std::uint16_t> queue;
  const auto wait = [&](std::uint16_t e) {
    if (!active[e] || waiting[e]) return;
    waiting[e] = true;
    queue.push_back(e);
  };
  for (const std::uint16_t e : equations) active[e] = true;
  for (const std::uint16_t e : equations) wait(e);
  // Contradictions without an upper bound would push each other up for ever.
  constexpr std::size_t most_steps = 20'000;
  std::vector<std::uint16_t> changed;
  for (std::size_t step = 0; step < queue.size() && step < most_steps; ++step) {
    const std::uint16_t e = queue[step];
    waiting[e] = false;
    Equation const& equation = registry_.equations()[e];
    changed.clear();
    if (!narrow(equation, changed)) {
      active[e] = false;
      Conflict conflict{&equation, {}};
      std::vector<std::string_view> via;
      for (Term const& term : equation.terms) {
        add_grounds(term.quantity, intervals_[term.quantity].low, conflict.cells, via);
        add_grounds(term.quantity, intervals_[term.quantity].high, conflict.cells, via);
      }
      std::sort(conflict.cells.begin(), conflict.cells.end());
      conflicts.push_back(std::move(conflict));
      continue;
    }
    for (const std::uint16_t quantity : changed) {
      for (const std::uint16_t other : registry_.equations_of(quantity)) {
        if (other != e) wait(other);
      }
    }
  }
}

bool System::narrow(Equation const& equation, std::vector<std::uint16_t>& changed) {
  Activity smallest, largest;
  bool all_fixed = true;
  for (Term const& term : equation.terms) {
    Interval const& interval = intervals_[term.quantity];
    all_fixed = all_fixed && interval.is_fixed();
    smallest.add(end_of(interval, term.sign, false), term.sign);
    largest.add(end_of(interval, term.sign, true), term.sign);
  }
  const bool at_most = equation.relation != Relation::at_least;   // the sum may not be above zero
  const bool at_least = equation.relation != Relation::at_most;   // nor below
  if (at_most && smallest.infinite == 0 && smallest.sum > 0) return false;
  if (at_least && largest.infinite == 0 && largest.sum < 0) return false;
  if (all_fixed) return true;
  const auto offer_to = [&](Term const& term) {
    Interval const& interval = intervals_[term.quantity];
    std::int64_t above = 0, below = 0;  // what the other terms leave at most, and at least
    const bool has_above = at_most && smallest.without(end_of(interval, term.sign, false), term.sign, above);
    const bool has_below = at_least && largest.without(end_of(interval, term.sign, true), term.sign, below);
    const bool narrowed_above = has_above && offer(term.quantity, term.sign > 0, -term.sign * above, equation, true);
    const bool narrowed_below = has_below && offer(term.quantity, term.sign < 0, -term.sign * below, equation, false);
    return narrowed_above || narrowed_below;
  };
  for (Term const& term : equation.terms) {
    if (!intervals_[term.quantity].is_fixed() && offer_to(term)) changed.push_back(term.quantity);
  }
  return true;
}

/// Takes a tighter bound together with what it rests on: the ends of the other terms that made their sum
/// smallest (or largest).
bool System::offer(std::uint16_t quantity, bool high, std::int64_t millionths, Equation const& equation, bool lowest_of_others) {
  Interval& interval = intervals_[quantity];
  Bound& bound = high ? interval.high : interval.low;
  if (bound.finite && (high ? millionths >= bound.millionths : millionths <= bound.millionths)) return false;
  Bound made{true, millionths, Fidelity::exact, {}, {}};
  for (Term const& term : equation.terms) {
    if (term.quantity == quantity) continue;
    Bound const& end = end_of(intervals_[term.quantity], term.sign, !lowest_of_others);
    made.fidelity = std::max(made.fidelity, end.fidelity);
    add_grounds(term.quantity, end, made.from, made.via);
  }
  made.fidelity = weakened(made.fidelity, equation);
  add_new(made.via, std::string_view(equation.id));
  const bool forbidden = std::any_of(made.from.begin(), made.from.end(), [&](std::uint16_t cell) {
    return std::find(forbidden_[quantity].begin(), forbidden_[quantity].end(), cell) != forbidden_[quantity].end();
  });
  if (forbidden) return false;
  bound = std::move(made);
  return true;
}

}  // namespace tiaoli
