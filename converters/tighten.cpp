// The tightest bounds. Propagation alone finds them where the equations form a tree; where two equations share
// more than one unknown, a bound counts only when a solution reaches it.
#include <algorithm>
#include <numeric>
#include <utility>

#include "converters/narrowing.hpp"
#include "converters/system.hpp"

namespace tiaoli {
namespace {

/// Looks for solutions of a few equations within a box. The search is exact; it stops after a number of tries.
class Search {
 public:
  Search(Registry const& registry, std::vector<std::uint16_t> const& equations, std::vector<std::uint16_t> const& unknown)
      : registry_(registry), equations_(equations), unknown_(unknown) {}

  bool is_exhausted() const { return tries_ == 0; }

  /// A solution within `box`, as a box of single points.
  std::optional<Box> solution(Box box) {
    for (;;) {
      if (tries_ == 0) return std::nullopt;
      --tries_;
      if (!narrow(box)) return std::nullopt;
      const auto open = std::find_if(unknown_.begin(), unknown_.end(), [&](std::uint16_t q) { return !box.is_fixed(q); });
      if (open == unknown_.end()) return box;
      // Try its smallest value, then everything above.
      const std::uint16_t quantity = *open;
      const std::int64_t start = box.low[quantity] != Box::no_low ? box.low[quantity] : box.high[quantity] != Box::no_high ? box.high[quantity] : 0;
      Box tried = box;
      tried.low[quantity] = tried.high[quantity] = start;
      if (auto found = solution(std::move(tried))) return found;
      if (box.low[quantity] == Box::no_low) return std::nullopt;  // a sign of its own: one value is tried only
      box.low[quantity] = start + step(quantity);
      if (box.low[quantity] > box.high[quantity]) return std::nullopt;
    }
  }

  /// The difference between neighbouring values: one for counts, a millionth for money.
  std::int64_t step(std::uint16_t quantity) const {
    return registry_.indicators()[registry_.quantities()[quantity].indicator].kind == Kind::decimal ? 1 : Decimal::scale;
  }

 private:
  bool narrow(Box& box) const {
    constexpr int most_rounds = 64;
    bool changed = true;
    for (int round = 0; changed && round < most_rounds; ++round) {
      changed = false;
      for (const std::uint16_t e : equations_) {
        const bool holds = narrow_once(registry_.equations()[e], box, [&](std::uint16_t quantity, bool high, std::int64_t millionths, bool) {
          std::int64_t& end = high ? box.high[quantity] : box.low[quantity];
          if (high ? millionths >= end : millionths <= end) return;
          end = millionths;
          changed = true;
        });
        if (!holds) return false;
      }
    }
    return std::all_of(unknown_.begin(), unknown_.end(), [&](std::uint16_t q) { return box.low[q] <= box.high[q]; });
  }

  Registry const& registry_;
  std::vector<std::uint16_t> const& equations_;
  std::vector<std::uint16_t> const& unknown_;
  std::size_t tries_ = 20'000;
};

/// Whether the equalities among `equations` contradict each other whatever the unknowns are: by elimination over
/// whole numbers, which no search over values could show as fast.
bool is_contradiction(Registry const& registry, std::vector<std::uint16_t> const& equations, std::vector<std::uint16_t> const& unknown, Box const& box) {
  using Row = std::vector<std::int64_t>;  // a coefficient for each unknown, then the constant
  std::vector<Row> rows;
  for (const std::uint16_t e : equations) {
    Equation const& equation = registry.equations()[e];
    if (equation.relation != Relation::equal) continue;
    Row row(unknown.size() + 1);
    for (Term const& term : equation.terms) {
      const auto place = std::find(unknown.begin(), unknown.end(), term.quantity);
      if (place != unknown.end()) {
        row[static_cast<std::size_t>(place - unknown.begin())] += term.sign;
      } else {
        row.back() += term.sign * box.low[term.quantity];
      }
    }
    rows.push_back(std::move(row));
  }
  std::size_t done = 0;
  for (std::size_t column = 0; column < unknown.size() && done < rows.size(); ++column) {
    const auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(done), rows.end(), [&](Row const& row) { return row[column] != 0; });
    if (pivot == rows.end()) continue;
    std::swap(rows[done], *pivot);
    for (std::size_t r = done + 1; r < rows.size(); ++r) {
      const std::int64_t mine = rows[r][column];
      const std::int64_t its = rows[done][column];
      if (mine == 0) continue;
      std::int64_t common = 0;
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        std::int64_t left = 0, right = 0;
        if (__builtin_mul_overflow(rows[r][c], its, &left) || __builtin_mul_overflow(rows[done][c], mine, &right) ||
            __builtin_sub_overflow(left, right, &rows[r][c])) {
          return false;  // too large to tell
        }
        common = std::gcd(common, rows[r][c]);
      }
      for (std::int64_t& value : rows[r]) value /= std::max<std::int64_t>(common, 1);
    }
    ++done;
  }
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(done), rows.end(), [](Row const& row) { return row.back() != 0; });
}

}  // namespace

void System::tighten(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts) {
  // Equations with unknowns in common belong together.
  std::vector<std::uint16_t> open;
  for (const std::uint16_t e : equations) {
    auto const& terms = registry_.equations()[e].terms;
    const bool any_unknown = std::any_of(terms.begin(), terms.end(), [&](Term const& t) { return !box_.is_fixed(t.quantity); });
    const bool any_closed = std::any_of(terms.begin(), terms.end(), [&](Term const& t) { return !box_.is_fixed(t.quantity) && closed_[t.quantity]; });
    if (any_unknown && !any_closed && !dropped_[e]) open.push_back(e);
  }
  std::vector<std::size_t> component(open.size());
  std::iota(component.begin(), component.end(), 0U);
  std::vector<std::optional<std::size_t>> of_quantity(registry_.quantities().size());
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (Term const& term : registry_.equations()[open[i]].terms) {
      if (box_.is_fixed(term.quantity)) continue;
      if (const auto other = of_quantity[term.quantity]) {
        const std::size_t from = component[*other], to = component[i];  // by value: replace() takes references
        std::replace(component.begin(), component.end(), from, to);
      }
      of_quantity[term.quantity] = i;
    }
  }
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (std::find(component.begin(), component.begin() + static_cast<std::ptrdiff_t>(i), component[i]) != component.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    std::vector<std::uint16_t> together, unknown;
    std::size_t incidences = 0;
    for (std::size_t j = i; j < open.size(); ++j) {
      if (component[j] != component[i]) continue;
      together.push_back(open[j]);
      for (Term const& term : registry_.equations()[open[j]].terms) {
        if (box_.is_fixed(term.quantity)) continue;
        ++incidences;
        if (std::find(unknown.begin(), unknown.end(), term.quantity) == unknown.end()) unknown.push_back(term.quantity);
      }
    }
    const bool is_tree = incidences + 1 == together.size() + unknown.size();
    if (!is_tree) tighten_component(together, unknown, conflicts);
  }
}

void System::tighten_component(std::vector<std::uint16_t> const& equations, std::vector<std::uint16_t> const& unknown,
                               std::vector<Conflict>& conflicts) {
  Search search(registry_, equations, unknown);
  if (is_contradiction(registry_, equations, unknown, box_)) {
    conflicts.push_back(conflict_of(equations));
    return;
  }
  // The ends that some solution is known to reach.
  const auto first = search.solution(box_);
  if (!first) {  // none at all, or none found in time: then the bounds stay as they are
    if (!search.is_exhausted()) conflicts.push_back(conflict_of(equations));
    return;
  }
  Box reached = *first;
  const auto note = [&](Box const& solution) {
    for (const std::uint16_t q : unknown) {
      reached.low[q] = std::min(reached.low[q], solution.low[q]);
      reached.high[q] = std::max(reached.high[q], solution.high[q]);
    }
  };
  Grounds together;
  for (const std::uint16_t e : equations) {
    Equation const& equation = registry_.equations()[e];
    for (Term const& term : equation.terms) {
      add_grounds(term.quantity, false, together);
      add_grounds(term.quantity, true, together);
    }
    together.fidelity = weakened(together.fidelity, equation);
    if (std::find(together.via.begin(), together.via.end(), equation.id) == together.via.end()) together.via.push_back(equation.id);
  }
  for (const std::uint16_t q : unknown) {
    if (!may_rest_on(q, together.from)) continue;
    for (const bool high : {false, true}) {
      const std::int64_t end = high ? box_.high[q] : box_.low[q];
      if (end == Box::no_low || end == Box::no_high) continue;
      // The nearest end that a solution reaches, by halving what lies between the bound and a solution.
      std::int64_t outside = end;
      std::int64_t inside = high ? reached.high[q] : reached.low[q];
      while (outside != inside && !search.is_exhausted()) {
        const std::int64_t steps = (inside - outside) / search.step(q);
        const std::int64_t middle = outside + (steps / 2) * search.step(q);  // outside itself when one step is left
        Box half = box_;
        (high ? half.low[q] : half.high[q]) = middle;
        if (const auto solution = search.solution(std::move(half))) {
          note(*solution);
          inside = high ? reached.high[q] : reached.low[q];
        } else if (!search.is_exhausted()) {
          outside = middle + (high ? -search.step(q) : search.step(q));
        }
      }
      if (outside == end || search.is_exhausted()) continue;
      (high ? box_.high[q] : box_.low[q]) = outside;
      (high ? ends_[q].high : ends_[q].low) = together;
    }
  }
}

}  // namespace tiaoli
