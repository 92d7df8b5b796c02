#pragma once
// Bounds on quantities from linear equations: exact, over whole numbers and exact decimals.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// One end of an interval and what it rests on.
struct Bound {
  bool finite = false;
  std::int64_t millionths = 0;
  Fidelity fidelity = Fidelity::exact;
  std::vector<std::uint16_t> from;    ///< cells of the source edition
  std::vector<std::string_view> via;  ///< equations, in the order of their use
};

struct Interval {
  Bound low, high;
  std::optional<std::uint16_t> cell;  ///< the source cell that states the quantity itself
  bool is_fixed() const { return low.finite && high.finite && low.millionths == high.millionths; }
};

/// An equation that no numbers within the bounds satisfy, and the source cells that cannot all be right.
struct Conflict {
  Equation const* equation = nullptr;
  std::vector<std::uint16_t> cells;
};

/// The quantities of the registry, each with an interval that equations narrow. A count starts at zero.
class System {
 public:
  /// The quantities of one edition.
  explicit System(Registry const& registry);
  /// Quantities on the way between editions; `forbidden` names for each of them the source cells that must
  /// never bear on it.
  System(Registry const& registry, std::vector<std::vector<std::uint16_t>> forbidden);

  /// A quantity that a cell of the source states: printed, or `derived` from printed ones.
  void state(std::uint16_t quantity, Decimal value, std::uint16_t cell, Derived const* derived);

  /// Narrows all intervals by `equations` until nothing changes, after what earlier calls left. An equation
  /// that contradicts the bounds is dropped and reported.
  void narrow(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts);

  Interval const& operator[](std::uint16_t quantity) const { return intervals_[quantity]; }
  /// Adds what one end of a quantity's interval rests on to `from` and `via`, each item once.
  void add_grounds(std::uint16_t quantity, Bound const& bound, std::vector<std::uint16_t>& from, std::vector<std::string_view>& via) const;

 private:
  struct Activity;
  bool narrow(Equation const& equation, std::vector<std::uint16_t>& changed);
  bool offer(std::uint16_t quantity, bool high, std::int64_t millionths, Equation const& equation, bool lowest_of_others);

  Registry const& registry_;
  bool between_editions_ = false;
  std::vector<std::vector<std::uint16_t>> forbidden_;
  std::vector<Interval> intervals_;
};

}  // namespace tiaoli
