#pragma once
// Checking UTF-8.
#include <cstddef>
#include <string_view>

namespace tiaoli {

/// The offset of the first byte that is not part of valid UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing past U+10FFFF), or npos. Debian 12 has no library for this at the speed that
/// reading needs.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace tiaoli
