#pragma once
// Findings that were there before, so that only new ones count.
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/formats/linted_file.hpp"

namespace tiaoli {

/// How many findings there are for each fingerprint. Two reports that are alike share fingerprints, hence the number.
using Baseline = std::map<std::string, std::size_t, std::less<>>;

/// Reads what write_baseline wrote. Throws MappingError with `file` and the place for anything else.
Baseline read_baseline(std::string const& file, std::string_view text);

/// The findings of reports as JSON: one a line, by file, code and fingerprint, with the messages for people.
std::string write_baseline(std::vector<LintedFile> const& files);

/// Takes the findings that stand in the baseline out of the reports and counts them in LintedFile::known. Answers how many of
/// the baseline's findings are no longer there.
std::size_t take_known(Baseline baseline, std::vector<LintedFile>& files);

}  // namespace tiaoli
