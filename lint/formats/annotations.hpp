#pragma once
// Findings as remarks in the document itself.
#include <vector>

#include "converters/writers/annotate.hpp"
#include "lint/formats/linted_file.hpp"

namespace tiaoli {

/// A remark for each finding, with its message, sum, notes, basis and how to mend it, and one without words for each other cell that
/// a warning or an error is about.
std::vector<Annotation> annotations_of(LintedFile const& file, FormatSetting const& setting);

}  // namespace tiaoli
