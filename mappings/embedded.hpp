#pragma once
// The mapping data that the program was built with.
#include <span>
#include <string_view>
#include <utility>

namespace tiaoli {

/// The name of every embedded file, relative to mappings/ and with `/` (`editions/2014.json`), and its content,
/// sorted by name. Defined in a source that cmake/embed.cmake writes at build time.
std::span<std::pair<std::string_view, std::string_view> const> embedded_files();

}  // namespace tiaoli
