#include "converters/system.hpp"

#include <algorithm>
#include <utility>

#include "converters/narrowing.hpp"

namespace tiaoli {
namespace {

template <typename Item>
void add_new(std::vector<Item>& to, Item const& item) {
  if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(item);
}

}  // namespace

System::System(Registry const& registry)
    : registry_(registry),
      forbidden_(registry.quantities().size()),
      ends_(registry.quantities().size()),
      cells_(registry.quantities().size()),
      closed_(registry.quantities().size()),
      dropped_(registry.equations().size()) {
  box_.low.assign(registry.quantities().size(), 0);
  box_.high.assign(registry.quantities().size(), Box::no_high);
  for (std::size_t q = 0; q < box_.low.size(); ++q) {
    const Kind kind = registry_.indicators()[registry_.quantities()[q].indicator].kind;
    if (kind == Kind::signed_count) box_.low[q] = Box::no_low;
  }
}

System::System(Registry const& registry, std::uint8_t target, std::vector<std::vector<std::uint16_t>> forbidden) : System(registry) {
  target_ = target;
  forbidden_ = std::move(forbidden);
}

void System::state(Fact const& fact) {
  const std::uint16_t quantity = registry_.cell(fact.cell).quantity;
  Ends& ends = ends_[quantity];
  const auto value = fact.known();
  if (value) {
    box_.low[quantity] = box_.high[quantity] = value->millionths();
    if (!fact.value.number && fact.derived) {
      ends.low.fidelity = ends.high.fidelity = Fidelity::sum;
      ends.low.via = ends.high.via = fact.derived->chain;
    }
  }
  if (!fact.value.number && !fact.derived && fact.estimate) {
    if (fact.estimate->min) box_.low[quantity] = fact.estimate->min->millionths();
    if (fact.estimate->max) box_.high[quantity] = fact.estimate->max->millionths();
    ends.low.fidelity = ends.high.fidelity = fact.estimate->fidelity;
    if (!value && !fact.estimate->min && !fact.estimate->max) return;
  } else if (!value) {
    return;
  }
  cells_[quantity] = fact.cell.index;
}

void System::add_grounds(std::uint16_t quantity, bool high, Grounds& to) const {
  Grounds const& end = high ? ends_[quantity].high : ends_[quantity].low;
  to.fidelity = std::max(to.fidelity, end.fidelity);
  for (const std::string_view id : end.via) add_new(to.via, id);
  if (cells_[quantity]) {
    add_new(to.from, *cells_[quantity]);
    Equation const* const same = target_ ? registry_.sameness(quantity) : nullptr;
    if (same != nullptr && std::count(same->editions.begin(), same->editions.end(), *target_) > 0) add_new(to.via, std::string_view(same->id));
  }
  for (const std::uint16_t cell : end.from) add_new(to.from, cell);
}

Grounds System::grounds(std::uint16_t quantity) const {
  Grounds both;
  add_grounds(quantity, false, both);
  add_grounds(quantity, true, both);
  return both;
}

bool System::is_known_of(std::uint16_t quantity) const {
  return cells_[quantity].has_value() || box_.high[quantity] != Box::no_high || !ends_[quantity].low.from.empty();
}

bool System::may_rest_on(std::uint16_t quantity, std::vector<std::uint16_t> const& cells) const {
  auto const& forbidden = forbidden_[quantity];
  return std::none_of(cells.begin(), cells.end(),
                      [&](std::uint16_t cell) { return std::find(forbidden.begin(), forbidden.end(), cell) != forbidden.end(); });
}

void System::narrow(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts) {
  for (;;) {
    trail_.clear();
    const auto diverging = narrow_until_steady(equations, conflicts);
    if (!diverging) return;
    // The bounds found so far are worth nothing: what pushes them is left out, and everything is done again.
    conflicts.push_back(conflict_of({*diverging}));
    dropped_[*diverging] = true;
    for (; !trail_.empty(); trail_.pop_back()) {
      Change& change = trail_.back();
      (change.high ? box_.high : box_.low)[change.quantity] = change.end;
      (change.high ? ends_[change.quantity].high : ends_[change.quantity].low) = std::move(change.grounds);
    }
  }
}

/// Answers nothing when no equation has anything more to say. Contradictions without an upper bound push each other up
/// for ever: then the answer is the weakest equation that takes part.
std::optional<std::uint16_t> System::narrow_until_steady(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts) {
  constexpr std::uint16_t most_bounds = 500;  // far more than a form without a contradiction needs
  std::vector<bool> active(registry_.equations().size()), waiting(active.size());
  std::vector<std::uint16_t> bounds_given(active.size());
  std::vector<std::uint16_t> queue;
  const auto wait = [&](std::uint16_t e) {
    if (!active[e] || waiting[e]) return;
    waiting[e] = true;
    queue.push_back(e);
  };
  for (const std::uint16_t e : equations) active[e] = !dropped_[e];
  for (const std::uint16_t e : equations) wait(e);
  for (std::size_t step = 0; step < queue.size(); ++step) {
    const std::uint16_t e = queue[step];
    waiting[e] = false;
    Equation const& equation = registry_.equations()[e];
    const bool holds = narrow_once(equation.relation, equation.terms, box_, [&](std::uint16_t quantity, bool high, std::int64_t millionths, bool lowest_of_others) {
      if (!offer(equation, quantity, high, millionths, lowest_of_others)) return;
      ++bounds_given[e];
      for (const std::uint16_t other : registry_.equations_of(quantity)) {
        if (other != e) wait(other);
      }
    });
    if (bounds_given[e] > most_bounds) {
      const auto takes_part = [&](std::uint16_t other) { return active[other] && bounds_given[other] > most_bounds / 2; };
      std::uint16_t weakest = e;
      for (const std::uint16_t other : equations) {
        if (takes_part(other) && registry_.equations()[other].strength > registry_.equations()[weakest].strength) weakest = other;
      }
      return weakest;
    }
    if (holds) continue;
    active[e] = false;
    dropped_[e] = true;
    conflicts.push_back(conflict_of({e}));
  }
  return std::nullopt;
}

Conflict System::conflict_of(std::vector<std::uint16_t> const& equations) const {
  Grounds all;
  for (const std::uint16_t e : equations) {
    for (Term const& term : registry_.equations()[e].terms) {
      add_grounds(term.quantity, false, all);
      add_grounds(term.quantity, true, all);
    }
  }
  std::sort(all.from.begin(), all.from.end());
  return {&registry_.equations()[equations.front()], std::move(all.from), std::move(all.via)};
}

/// Takes a tighter bound together with what it rests on: the ends of the other terms that made their sum
/// smallest (or largest).
bool System::offer(Equation const& equation, std::uint16_t quantity, bool high, std::int64_t millionths, bool lowest_of_others) {
  std::int64_t& end = high ? box_.high[quantity] : box_.low[quantity];
  if (high ? millionths >= end : millionths <= end) return false;
  Grounds made;
  for (Term const& term : equation.terms) {
    if (term.quantity != quantity) add_grounds(term.quantity, (term.sign > 0) != lowest_of_others, made);
  }
  if (!may_rest_on(quantity, made.from)) {
    closed_[quantity] = true;
    return false;
  }
  made.fidelity = weakened(made.fidelity, equation);
  add_new(made.via, std::string_view(equation.id));
  Grounds& grounds = high ? ends_[quantity].high : ends_[quantity].low;
  trail_.push_back({quantity, high, end, std::move(grounds)});
  end = millionths;
  grounds = std::move(made);
  return true;
}

}  // namespace tiaoli
