#pragma once
// Web pages: the article with its tables, found among navigation and scripts.
#include <optional>
#include <string_view>

#include "converters/readers/extract.hpp"

namespace tiaoli {

/// The article of a page in UTF-8 as text. Anchors count bytes of `html`. Nothing when its elements are nested deeper than
/// `deepest_html`, or have attributes without end.
std::optional<Extract> read_html(std::string_view html);

constexpr std::size_t deepest_html = 1500;

}  // namespace tiaoli
