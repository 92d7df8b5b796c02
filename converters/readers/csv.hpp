#pragma once
// The program's own tables of cells (convert --format csv) as input.
#include <string_view>

#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// Whether a text starts with the head line of such a table.
bool is_own_csv(std::string_view text);

/// The conversion that the table holds: estimates, and what the table takes from its own edition as reported. A table
/// does not say whose report it is. What is wrong with it is R106, and the report then has no edition.
Report read_csv(Source const& source, Registry const& registry, Diagnostics& diagnostics);

}  // namespace tiaoli
