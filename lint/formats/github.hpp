#pragma once
// Findings as the workflow commands that GitHub Actions makes annotations of.
#include <string>

#include "lint/formats/linted_file.hpp"

namespace tiaoli {

/// One command a line: `::error file=…,line=…,col=…,title=L401 total_mismatch::message`, and the verdict. Lines are named only
/// where the file has them; otherwise the message says the place.
std::string write_github(std::vector<LintedFile> const& files, FormatSetting const& setting);

}  // namespace tiaoli
