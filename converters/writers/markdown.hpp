#pragma once
// A conversion as GitHub Markdown, which the program can read again.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The report of the target edition. Tables are pipe tables with an empty place for each place that a cell spans.
std::string write_markdown(Report const& report, Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
