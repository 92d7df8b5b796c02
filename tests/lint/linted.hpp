#pragma once
// A file taken through lint, as the program does.
#include <string>
#include <vector>

#include "lint/formats/linted_file.hpp"

namespace tiaoli::testing {

/// The report in `bytes`, linted and described.
LintedFile linted(std::string const& name, std::string bytes, Language language = Language::en);
/// One file of the repository.
std::vector<LintedFile> linted_file(std::string const& name, Language language = Language::en);
/// What a format is written with: version 1.2.3, exit code 1.
FormatSetting format_setting(Language language = Language::en);

}  // namespace tiaoli::testing
