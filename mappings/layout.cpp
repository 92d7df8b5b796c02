#include "mappings/layout.hpp"

#include <algorithm>

namespace tiaoli {

LayoutOutline const* DocumentLayout::outline_of(std::string_view edition) const {
  const auto found = std::find_if(outlines.begin(), outlines.end(), [edition](LayoutOutline const& outline) {
    return std::find(outline.editions.begin(), outline.editions.end(), edition) != outline.editions.end();
  });
  return found == outlines.end() ? nullptr : &*found;
}

std::string fill(std::string_view words, std::vector<std::pair<std::string_view, std::string>> const& names) {
  std::string made;
  for (;;) {
    const std::size_t open = words.find('{');
    made += words.substr(0, open);
    if (open == std::string_view::npos) return made;
    words.remove_prefix(open + 1);
    const std::size_t close = words.find('}');
    const std::string_view name = words.substr(0, close);
    const auto found = std::find_if(names.begin(), names.end(), [name](auto const& pair) { return pair.first == name; });
    if (found != names.end()) made += found->second;
    words.remove_prefix(close == std::string_view::npos ? words.size() : close + 1);
  }
}

}  // namespace tiaoli
