#pragma once
// How a cell is called in messages.
#include <cstdint>
#include <string>

#include "mappings/registry.hpp"

namespace tiaoli {

/// The label of a cell as the form prints it: its row and, in a table of several columns, its column.
std::string cell_label(Edition const& edition, std::uint16_t cell);
inline std::string cell_label(CellId cell, Registry const& registry) { return cell_label(registry.editions()[cell.edition], cell.index); }

}  // namespace tiaoli
