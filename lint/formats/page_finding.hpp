#pragma once
// One finding as a block of the page of findings.
#include <set>
#include <string>
#include <string_view>

#include "lint/formats/linted_file.hpp"
#include "lint/formats/page_words.hpp"

namespace tiaoli {

/// What the parts of a page know of it.
struct PageContext {
  FormatSetting const& setting;
  PageTexts const& words;
  std::set<std::string> explained{};  ///< codes whose rule was opened on the page already
};

/// The name of a finding in the page, for links: both numbers count from 1.
std::string finding_id(std::size_t file, std::size_t finding);

/// The finding at `index` of `file`, the `number`th of the page: what it says, the sum, the notes, what would be right, the basis,
/// and the rule, which is open where it comes first.
std::string finding_block(LintedFile const& file, std::size_t number, std::size_t index, PageContext& context);

}  // namespace tiaoli
