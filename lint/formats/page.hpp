#pragma once
// Findings as one web page that needs nothing else.
#include <string>

#include "lint/formats/linted_file.hpp"

namespace tiaoli {

/// The page: each report with its head, the list of its findings, and its own text with the findings in place. It has no script
/// and loads nothing.
std::string write_page(std::vector<LintedFile> const& files, FormatSetting const& setting);

}  // namespace tiaoli
