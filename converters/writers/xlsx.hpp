#pragma once
// A conversion as an Excel workbook.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// One sheet for each printed table, with merged cells and numbers as numbers, one with the notes and one with the losses. The
/// same input gives the same bytes. Throws std::runtime_error when the workbook cannot be made.
std::string write_xlsx(Report const& report, Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
