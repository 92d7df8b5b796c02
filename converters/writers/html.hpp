#pragma once
// A conversion as one self-contained page.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The report of the target edition as HTML5 without scripts or other files. It prints on A4 and fits a telephone; tables span rows
/// and columns as the order prescribes, and figures link to their footnotes.
std::string write_html(Report const& report, Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
