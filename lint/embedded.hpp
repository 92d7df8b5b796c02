#pragma once
// The table of lint rules that the program was built with.
#include <string_view>

namespace tiaoli {

/// The content of lint/rules.json. Defined in a source that cmake/embed.cmake writes at build time.
std::string_view embedded_rules();

}  // namespace tiaoli
