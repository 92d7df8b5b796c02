#pragma once
// The grammar of titles and of the sentences that say who reports on which year; used by outline.cpp.
#include <optional>
#include <string>
#include <string_view>

#include "grammar/ast.hpp"

namespace tiaoli::grammar {

/// Reads `line` as the title of a report or of its statistics table.
struct AnyTitle {
  ast::Title title;
  bool of_table = false;
};
std::optional<AnyTitle> parse_title(std::string_view line);

/// The authority that a printed publisher is: a place stands for its people's government.
std::string authority_of(std::string_view publisher);

/// The year of 统计期限为 2017 年 1 月 1 日至…
std::optional<int> parse_period(std::string_view paragraph);
/// The authority of 本报告由 … 编制; empty when the paragraph does not say so.
std::string_view parse_compiler(std::string_view paragraph);

}  // namespace tiaoli::grammar
