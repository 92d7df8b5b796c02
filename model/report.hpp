#pragma once
// The canonical report: facts about indicators, whatever the edition they were printed in.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/claim.hpp"
#include "model/sheet.hpp"

namespace tiaoli {

/// A number that equations of the form determine for a cell that printed none.
struct Derived {
  Decimal value;
  /// The equations that give the value directly; the registry owns their ids.
  std::vector<std::string_view> by;
  /// All equations used on the way, in order; the last is one of `by`.
  std::vector<std::string_view> chain;
};

/// How a converted cell was obtained, best first. The weakest link decides.
enum class Fidelity : std::uint8_t {
  exact,    ///< the same quantity, as printed
  sum,      ///< arithmetic over such quantities
  close,    ///< a relation of practice
  bounded,  ///< an interval
  none      ///< nothing in the source speaks of it
};
std::string_view to_string(Fidelity fidelity);

/// What an earlier conversion put into a cell: a value or an interval, never a printed number.
struct Estimate {
  Fidelity fidelity = Fidelity::none;
  std::optional<Decimal> value, min, max;
};

/// One cell of the edition as a statement about an indicator. The registry knows the indicator,
/// breakdown and unit of `cell`.
struct Fact {
  CellId cell;
  Value value;
  std::optional<Derived> derived;
  Position at;
  std::optional<Estimate> estimate{};

  /// What is known of the quantity: the printed number, else the derived one, else the converted one.
  std::optional<Decimal> known() const {
    if (value.number) return value.number;
    if (derived) return derived->value;
    if (estimate) return estimate->value;
    return std::nullopt;
  }
};

/// The file a report came from; the fields are those of Source.
struct Origin {
  std::string name;
  std::string format;
  std::size_t bytes = 0;
  std::string sha256;
};

/// One report in canonical form. `facts` has one entry for every cell of `edition`, in form order,
/// and is empty when the report has no statistics table.
struct Report {
  Outline outline;
  std::optional<std::uint8_t> edition;
  Origin origin;
  std::vector<Fact> facts;
  std::vector<Claim> claims;
  std::vector<Extra> extras;
  /// The report that this one was converted from, when the conversion carried it along.
  std::shared_ptr<Report const> original{};

  /// The report that conversions start from: the original where it is known, since every conversion loses something.
  Report const& start() const { return original ? *original : *this; }
};

}  // namespace tiaoli
