#pragma once
// The program's own JSON as input.
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// Reads the canonical JSON of one report, or the JSON of a conversion: then the facts hold its values and
/// bounds as estimates, with their fidelity, and none of them is a printed number. Positions are those of
/// the file the report was first read from. What is wrong with the JSON is a diagnostic R105, and the report
/// then has no edition and no facts.
Report read_json(Source const& source, Registry const& registry, Diagnostics& diagnostics);

}  // namespace tiaoli
