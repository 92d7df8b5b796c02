#pragma once
// Text inside a web page.
#include <string>
#include <string_view>

namespace tiaoli {

/// `text` as content of an element or value of a quoted attribute: nothing in it is markup, and control characters, which no
/// page may have, are left out.
std::string escaped_html(std::string_view text);

}  // namespace tiaoli
