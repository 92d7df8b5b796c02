#pragma once
// The canonical report: facts about indicators, whatever the edition they were printed in.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// One cell of the edition as a statement about an indicator. The registry knows the indicator,
/// breakdown and unit of `cell`.
struct Fact {
  CellId cell;
  Value value;
  std::optional<Derived> derived;
  Position at;

  /// What is known of the quantity: the printed number, else the derived one.
  std::optional<Decimal> known() const {
    if (value.number) return value.number;
    if (derived) return derived->value;
    return std::nullopt;
  }
};

/// A statement of the prose, weaker than a fact.
struct Claim {
  std::string indicator;
  Decimal value;
  bool approximate = false;
  std::string scope;
  std::string text;
  Position at;
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
};

}  // namespace tiaoli
