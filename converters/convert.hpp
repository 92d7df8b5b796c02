#pragma once
// From one edition to another, through the canonical indicators.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

struct ConvertedCell {
  CellId cell;
  Fidelity fidelity = Fidelity::none;
  std::optional<Decimal> value;
  std::optional<Decimal> min, max;     ///< of a bounded cell
  std::vector<CellId> from;            ///< the source cells it came from
  std::vector<std::string_view> via;   ///< the equations used, in order
  std::optional<Value> printed{};      ///< what the cell itself printed, when source and target are one edition
  Position at{};                       ///< and where
};

/// A printed number of the source that no target cell carries, and why.
struct Loss {
  CellId cell;
  Decimal value;
  Text why;
};

/// A report in another edition: one record for every cell of `edition`, in form order.
struct Conversion {
  std::uint8_t edition = 0;
  std::vector<ConvertedCell> cells;
  std::vector<Loss> losses;
};

/// Every target cell that the source determines through the equations of the registry. `report` must
/// have an edition. When it was itself converted and carries its original along, that one is converted.
Conversion convert(Report const& report, std::uint8_t edition, Registry const& registry, Diagnostics& diagnostics);

}  // namespace tiaoli
