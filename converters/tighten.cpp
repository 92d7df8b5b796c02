// The tightest bounds. Propagation alone finds them where the equations form a tree. Where two equations share several
// unknowns in the same way (已主动公开 and 同意公开, in the sum of all answers and in 予以公开), their sum is taken for one more
// unknown, which makes a tree of most forms; else a bound counts only when a solution reaches it.
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "converters/narrowing.hpp"
#include "converters/system.hpp"

namespace tiaoli {
namespace {

/// Looks for solutions of a few equations in their unknowns, which it numbers from 0. The search is exact; it stops after a
/// number of tries, and before numbers that no report holds.
class Search {
 public:
  Search(Registry const& registry, std::vector<std::uint16_t> const& equations, std::vector<std::uint16_t> const& unknown, Box const& all) {
    for (const std::uint16_t q : unknown) {
      box_.low.push_back(all.low[q]);
      box_.high.push_back(all.high[q]);
      const bool is_money = registry.indicators()[registry.quantities()[q].indicator].kind == Kind::decimal;
      steps_.push_back(is_money ? 1 : Decimal::scale);
    }
    for (const std::uint16_t e : equations) {
      Row row{registry.equations()[e].relation, {}};
      std::int64_t constant = 0;
      for (Term const& term : registry.equations()[e].terms) {
        const auto place = std::find(unknown.begin(), unknown.end(), term.quantity);
        if (place != unknown.end()) {
          row.terms.push_back({static_cast<std::uint16_t>(place - unknown.begin()), term.sign});
        } else {
          constant += term.sign * all.low[term.quantity];
        }
      }
      row.terms.push_back({static_cast<std::uint16_t>(box_.low.size()), 1});  // what is known, as one more quantity
      box_.low.push_back(constant);
      box_.high.push_back(constant);
      rows_.push_back(std::move(row));
    }
    join_twins();
  }

  /// Whether no two equations are connected in more than one way.
  bool is_tree() const {
    std::size_t unknowns = 0, incidences = 0;
    for (std::size_t u = 0; u < box_.low.size(); ++u) unknowns += box_.low[u] == box_.high[u] ? 0U : 1U;
    for (Row const& row : rows_) {
      incidences += static_cast<std::size_t>(std::count_if(row.terms.begin(), row.terms.end(), [&](Term const& term) { return !box_.is_fixed(term.quantity); }));
    }
    return incidences + 1 == rows_.size() + unknowns;
  }

  bool is_exhausted() const { return tries_ == 0; }

  /// The bounds of the unknowns, and after them what is known.
  Box const& box() const { return box_; }

  /// A solution within `box`, as a box of single points.
  std::optional<Box> solution(Box box) {
    for (;;) {
      if (tries_ == 0) return std::nullopt;
      --tries_;
      if (!narrow(box)) return std::nullopt;
      const auto open = most_narrow(box);
      if (!open) return box;
      std::int64_t& low = box.low[*open];
      if (low == Box::no_low) {  // a sign of its own: one value is tried only
        low = box.high[*open] = box.high[*open] != Box::no_high ? box.high[*open] : 0;
        continue;
      }
      if (low > largest) {
        tries_ = 0;
        return std::nullopt;
      }
      // Try the lower half, then everything above it.
      Box half = box;
      half.high[*open] = middle(box, *open);
      const std::int64_t above = half.high[*open] + steps_[*open];
      if (auto found = solution(std::move(half))) return found;
      low = above;
      if (low > box.high[*open]) return std::nullopt;
    }
  }

  /// The difference between neighbouring values: one for counts, a millionth for money.
  std::int64_t step(std::size_t unknown) const { return steps_[unknown]; }

  /// Narrows `box` by all equations. Answers false when they have no solution in it.
  bool narrow(Box& box) const {
    constexpr int most_rounds = 64;
    bool changed = true;
    for (int round = 0; changed && round < most_rounds; ++round) {
      changed = false;
      for (Row const& row : rows_) {
        const bool holds = narrow_once(row.relation, row.terms, box, [&](std::uint16_t unknown, bool high, std::int64_t millionths, bool) {
          std::int64_t& end = high ? box.high[unknown] : box.low[unknown];
          if (high ? millionths >= end : millionths <= end) return;
          end = millionths;
          changed = true;
        });
        if (!holds) return false;
      }
    }
    for (std::size_t u = 0; u < steps_.size(); ++u) {
      if (box.low[u] > box.high[u]) return false;
    }
    return true;
  }

 private:
  static constexpr std::int64_t largest = std::int64_t{1} << 60;

  struct Row {
    Relation relation = Relation::equal;
    std::vector<Term> terms;
  };

  /// Unknowns that stand in the same two or more equations, always with the same or always with opposite signs, are
  /// joined: in those equations their sum takes their place.
  void join_twins() {
    using Place = std::pair<std::size_t, int>;  // an equation, and the sign there
    std::map<std::vector<Place>, std::vector<Term>> twins;
    for (std::size_t u = 0; u < steps_.size(); ++u) {
      std::vector<Place> places;
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        for (Term const& term : rows_[r].terms) {
          if (term.quantity == u) places.emplace_back(r, term.sign);
        }
      }
      if (places.size() < 2) continue;
      const int sign = places.front().second;
      for (Place& place : places) place.second *= sign;
      twins[std::move(places)].push_back({static_cast<std::uint16_t>(u), sign});
    }
    for (auto const& twin : twins) {
      std::vector<Place> const& places = twin.first;
      std::vector<Term> const& members = twin.second;
      if (members.size() < 2) continue;
      const auto sum = static_cast<std::uint16_t>(box_.low.size());
      box_.low.push_back(Box::no_low);
      box_.high.push_back(Box::no_high);
      const auto is_member = [&](Term const& term) {
        return std::any_of(members.begin(), members.end(), [&](Term const& member) { return member.quantity == term.quantity; });
      };
      for (auto const& [row, sign] : places) {
        std::erase_if(rows_[row].terms, is_member);
        rows_[row].terms.push_back({sum, sign});
      }
      Row definition{Relation::equal, {members.begin(), members.end()}};
      definition.terms.push_back({sum, -1});
      rows_.push_back(std::move(definition));
    }
  }

  /// The unknown with the fewest values left, the first of several.
  std::optional<std::size_t> most_narrow(Box const& box) const {
    std::optional<std::size_t> found;
    std::uint64_t fewest = 0;
    for (std::size_t u = 0; u < steps_.size(); ++u) {
      if (box.low[u] == box.high[u]) continue;
      const bool infinite = box.low[u] == Box::no_low || box.high[u] == Box::no_high;
      const std::uint64_t values = infinite ? std::numeric_limits<std::uint64_t>::max() : static_cast<std::uint64_t>((box.high[u] - box.low[u]) / steps_[u]);
      if (found && values >= fewest) continue;
      found = u;
      fewest = values;
    }
    return found;
  }

  /// Where to cut an interval in two; one without an upper end at twice its lower end.
  std::int64_t middle(Box const& box, std::size_t unknown) const {
    const std::int64_t low = box.low[unknown], high = box.high[unknown];
    if (high != Box::no_high) return low + (high - low) / steps_[unknown] / 2 * steps_[unknown];
    return low > 0 ? 2 * low : low;
  }

  std::vector<std::int64_t> steps_;  ///< of each unknown
  std::vector<Row> rows_;
  Box box_;
  std::size_t tries_ = 2'000;
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
  Search search(registry_, equations, unknown, box_);
  if (is_contradiction(registry_, equations, unknown, box_)) {
    conflicts.push_back(conflict_of(equations));
    return;
  }
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
  const auto take = [&](std::uint16_t quantity, bool high, std::int64_t millionths) {
    std::int64_t& end = high ? box_.high[quantity] : box_.low[quantity];
    if (end == millionths || !may_rest_on(quantity, together.from)) return;
    end = millionths;
    (high ? ends_[quantity].high : ends_[quantity].low) = together;
  };
  if (search.is_tree()) {
    Box bounds = search.box();
    if (!search.narrow(bounds)) {
      conflicts.push_back(conflict_of(equations));
      return;
    }
    for (std::size_t u = 0; u < unknown.size(); ++u) {
      take(unknown[u], false, bounds.low[u]);
      take(unknown[u], true, bounds.high[u]);
    }
    return;
  }
  // The ends that some solution is known to reach.
  const auto first = search.solution(search.box());
  if (!first) {  // none at all, or none found in time: then the bounds stay as they are
    if (!search.is_exhausted()) conflicts.push_back(conflict_of(equations));
    return;
  }
  Box reached = *first;
  const auto note = [&](Box const& solution) {
    for (std::size_t u = 0; u < unknown.size(); ++u) {
      reached.low[u] = std::min(reached.low[u], solution.low[u]);
      reached.high[u] = std::max(reached.high[u], solution.high[u]);
    }
  };
  Box bounds = search.box();
  for (std::size_t u = 0; u < unknown.size(); ++u) {
    const std::uint16_t q = unknown[u];
    if (!may_rest_on(q, together.from)) continue;
    for (const bool high : {false, true}) {
      const std::int64_t end = high ? bounds.high[u] : bounds.low[u];
      if (end == Box::no_low || end == Box::no_high) continue;
      // The nearest end that a solution reaches, by halving what lies between the bound and a solution.
      std::int64_t outside = end;
      std::int64_t inside = high ? reached.high[u] : reached.low[u];
      while (outside != inside && !search.is_exhausted()) {
        const std::int64_t steps = (inside - outside) / search.step(u);
        const std::int64_t middle = outside + (steps / 2) * search.step(u);  // outside itself when one step is left
        Box half = bounds;
        (high ? half.low[u] : half.high[u]) = middle;
        if (const auto solution = search.solution(std::move(half))) {
          note(*solution);
          inside = high ? reached.high[u] : reached.low[u];
        } else if (!search.is_exhausted()) {
          outside = middle + (high ? -search.step(u) : search.step(u));
        }
      }
      if (outside == end || search.is_exhausted()) continue;
      (high ? bounds.high[u] : bounds.low[u]) = outside;
      take(q, high, outside);
    }
  }
}

}  // namespace tiaoli
