#pragma once
// A conversion as a Word document.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The report of the target edition on A4, in the typefaces of official documents, with the tables as the order prescribes. The same input
/// gives the same bytes. Throws std::runtime_error when the file cannot be made.
std::string write_docx(Report const& report, Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
