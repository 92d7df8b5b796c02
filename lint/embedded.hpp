#pragma once
// The table of lint rules that the program was built with.
#include <span>
#include <string_view>
#include <utility>

namespace tiaoli {

/// The files of lint/rules/, lint/texts.json and the pages docs/no_rule*.md: name relative to lint/ (`rules/L401.json`)
/// and content. Defined in a source that cmake/embed.cmake writes at build time.
std::span<std::pair<std::string_view, std::string_view> const> embedded_rules();

}  // namespace tiaoli
