#pragma once
// Findings as SARIF 2.1.0, the format that code scanners and their viewers share.
#include <string>

#include "lint/formats/linted_file.hpp"

namespace tiaoli {

/// One run with the rules that fired and the files that were read. A place is a region (line and column in characters, and bytes)
/// where the file has one; in packed files the message of the location says where to look. Each cell of a finding is
/// a logical location, and a related location where it is printed. Suggested values are properties and no fixes: nothing should
/// change a figure by one click.
std::string write_sarif(std::vector<LintedFile> const& files, FormatSetting const& setting);

/// `path` as a reference by which a URI finds it: relative as it is, percent-encoded, absolute as file:///…
std::string uri_of(std::string_view path);

}  // namespace tiaoli
