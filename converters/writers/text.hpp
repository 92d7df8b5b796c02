#pragma once
// A conversion as tables to read in a terminal.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The tables of the target edition, one line a row. A figure that is not exact carries a sign: `=` for a
/// sum, `~` for a close relation; `.` stands where nothing is known. The losses follow.
std::string write_text(Report const& report, Conversion const& conversion, Registry const& registry, bool chinese);

}  // namespace tiaoli
