#pragma once
// Bounds on quantities from linear equations: exact, over whole numbers and exact decimals.
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// An interval for every quantity of the registry, in millionths.
struct Box {
  static constexpr std::int64_t no_low = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t no_high = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> low, high;

  bool is_fixed(std::uint16_t quantity) const { return low[quantity] == high[quantity]; }
};

/// What one end of an interval rests on.
struct Grounds {
  Fidelity fidelity = Fidelity::exact;
  std::vector<std::uint16_t> from;    ///< cells of the source edition
  std::vector<std::string_view> via;  ///< equations, in the order of their use
};

/// An equation that no numbers within the bounds satisfy, and the source cells that cannot all be right.
struct Conflict {
  Equation const* equation = nullptr;
  std::vector<std::uint16_t> cells;
  std::vector<std::string_view> via;  ///< the equations that made the bounds
};

/// The quantities of the registry, each with an interval that equations narrow. A count starts at zero.
class System {
 public:
  /// The quantities of one edition.
  explicit System(Registry const& registry);
  /// Quantities on the way to the edition `target`; `forbidden` names for each of them the source cells that must
  /// never bear on it.
  System(Registry const& registry, std::uint8_t target, std::vector<std::vector<std::uint16_t>> forbidden);

  /// What a cell of the source states: a printed number, a derived one, or the bounds of an earlier conversion.
  /// Nothing when the fact knows nothing.
  void state(Fact const& fact);

  /// Narrows all intervals by `equations` until nothing changes, after what earlier calls left. An equation
  /// that contradicts the bounds is dropped and reported.
  void narrow(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts);
  /// Makes the bounds that `equations` leave the tightest ones: both ends of each interval belong to a
  /// solution. Needed where equations share more than one unknown; stops at a number of tries, with bounds that hold.
  /// Equations that have no solution together are reported, each component by one of them.
  void tighten(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts);

  Box const& box() const { return box_; }
  bool is_stated(std::uint16_t quantity) const { return cells_[quantity].has_value(); }
  /// Whether anything but the zero of a count speaks of the quantity.
  bool is_known_of(std::uint16_t quantity) const;
  /// What the interval of a quantity rests on, both ends together.
  Grounds grounds(std::uint16_t quantity) const;

 private:
  struct Ends {
    Grounds low, high;
  };

  std::optional<std::uint16_t> narrow_until_steady(std::vector<std::uint16_t> const& equations, std::vector<Conflict>& conflicts);
  /// A bound and its grounds as they were before a tighter one took their place.
  struct Change {
    std::uint16_t quantity = 0;
    bool high = false;
    std::int64_t end = 0;
    Grounds grounds;
  };

  void add_grounds(std::uint16_t quantity, bool high, Grounds& to) const;
  bool offer(Equation const& equation, std::uint16_t quantity, bool high, std::int64_t millionths, bool lowest_of_others);
  bool may_rest_on(std::uint16_t quantity, std::vector<std::uint16_t> const& cells) const;
  Conflict conflict_of(std::vector<std::uint16_t> const& equations) const;
  void tighten_component(std::vector<std::uint16_t> const& equations, std::vector<std::uint16_t> const& unknown, std::vector<Conflict>& conflicts);

  Registry const& registry_;
  std::optional<std::uint8_t> target_;  ///< the edition that quantities are on the way to
  std::vector<std::vector<std::uint16_t>> forbidden_;
  Box box_;
  std::vector<Ends> ends_;
  std::vector<std::optional<std::uint16_t>> cells_;  ///< the source cell that states a quantity itself
  std::vector<bool> closed_;                         ///< quantities that forbidden cells would have narrowed
  std::vector<bool> dropped_;                        ///< equations in conflict
  std::vector<Change> trail_;                        ///< of the narrowing under way
};

}  // namespace tiaoli
