#pragma once
// What is wrong in a report, beyond what reading and binding already said.
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// Checks the identities and soft relations of the report's form over the printed numbers.
void lint(Report const& report, Registry const& registry, Diagnostics& diagnostics);

}  // namespace tiaoli
