#pragma once
// A conversion as plain text for a terminal, which the program can read again.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The report of the target edition. A table row is one line of cells divided by TABs and padded so that they align where a TAB
/// stop is eight columns; each label has a line of its own level. Footnotes and losses follow.
std::string write_text(Report const& report, Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
