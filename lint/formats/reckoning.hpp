#pragma once
// The sum behind a finding, written out.
#include <string>

#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The printed figures of the relation that `found` is about, as `0 + 0 + 0 + 1 = 1 ≠ 0`; empty when its cells are those of no
/// relation of the form.
std::string reckoning(Diagnostic const& found, Report const& report, Registry const& registry);

}  // namespace tiaoli
