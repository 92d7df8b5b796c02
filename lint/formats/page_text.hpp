#pragma once
// The text of a report as it was read, with its findings in place.
#include <string>
#include <vector>

#include "lint/formats/page_finding.hpp"

namespace tiaoli {

/// The whole text, line by line: rows with TABs or pipes as tables, the cells of findings marked, and each finding as a block
/// below the line it stands in. `number` is that of the file in the page.
std::string report_text(LintedFile const& file, std::size_t number, PageContext& context);

/// Whether a finding stands in the text that was read.
bool stands_in_text(LintedFile const& file, Diagnostic const& found);

}  // namespace tiaoli
