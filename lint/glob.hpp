#pragma once
// Patterns over the names of files.
#include <string_view>

namespace tiaoli {

/// Whether `pattern` means `path`, whose parts are divided by slashes. `*` stands for any characters of one part, `?` for one of
/// them, `**` for any characters and whole parts (`a/**/b` means `a/b` too). Everything else stands for itself. A pattern without a
/// slash means a file of that name in any folder. Takes time in proportion to the product of both lengths, whatever they are.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace tiaoli
