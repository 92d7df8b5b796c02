#include "mappings/registry.hpp"

#include <algorithm>

namespace tiaoli {

std::string_view to_string(Strength strength) {
  switch (strength) {
    case Strength::identity: return "identity";
    case Strength::exact: return "exact";
    case Strength::close: return "close";
    case Strength::bounded: return "bounded";
    case Strength::soft: break;
  }
  return "soft";
}

std::optional<std::uint16_t> Edition::cell_at(std::uint16_t row, std::uint16_t column) const {
  const std::int32_t found = grid[row][column];
  return found < 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(found));
}

std::optional<std::uint8_t> Registry::find_edition(std::string_view id) const {
  const auto found = std::find_if(editions_.begin(), editions_.end(), [id](Edition const& e) { return e.id == id; });
  if (found == editions_.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - editions_.begin());
}

std::optional<std::uint8_t> Registry::edition_of_year(int year) const {
  const auto found = std::find_if(editions_.begin(), editions_.end(), [year](Edition const& e) {
    return year >= e.first_year && (!e.last_year || year <= *e.last_year);
  });
  if (found == editions_.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - editions_.begin());
}

std::optional<CellId> Registry::find_cell(std::string_view id) const {
  const auto found = cell_ids_.find(id);
  return found == cell_ids_.end() ? std::nullopt : std::optional(found->second);
}

Indicator const* Registry::find_indicator(std::string_view id) const {
  const auto found =
      std::find_if(indicators_.begin(), indicators_.end(), [id](Indicator const& i) { return i.id == id; });
  return found == indicators_.end() ? nullptr : &*found;
}

Equation const* Registry::sameness(std::uint16_t quantity) const {
  for (const std::uint16_t e : equations_of_[quantity]) {
    if (equations_[e].terms.size() == 1) return &equations_[e];
  }
  return nullptr;
}

std::span<LabelUse const> Registry::uses(std::string_view key) const {
  const auto found = uses_.find(key);
  return found == uses_.end() ? std::span<LabelUse const>{} : std::span<LabelUse const>(found->second);
}

}  // namespace tiaoli
