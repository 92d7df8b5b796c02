#pragma once
// The parts of a Word document beside its text: styles, fonts, settings, and what binds the parts together.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/layout.hpp"

namespace tiaoli {

/// All parts but word/document.xml, by name. `title` is that of the document.
std::vector<std::pair<std::string, std::string>> docx_parts(LayoutFonts const& fonts, std::string const& title);

/// `text` for XML: escaped, and without the characters that XML cannot hold.
std::string xml_text(std::string_view text);

}  // namespace tiaoli
