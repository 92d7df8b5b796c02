#include "converters/readers/pdf_words.hpp"

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>

namespace tiaoli {
namespace {

/// No page is wider; what stands further out is no place.
constexpr double most_points = 65'000;

double number_of(pugi::xml_node node, char const* name) {
  const double number = node.attribute(name).as_double();
  return std::isfinite(number) ? std::clamp(number, 0.0, most_points) : 0.0;
}

/// The words below `node`, which flows, blocks and lines hold. Their grouping is not used: it mixes the columns of tables.
void add_words(pugi::xml_node node, std::vector<PageWord>& words) {
  for (pugi::xml_node const child : node.children()) {
    if (std::string_view(child.name()) != "word") {
      add_words(child, words);
      continue;
    }
    PageWord word{{number_of(child, "xMin"), number_of(child, "yMin"), number_of(child, "xMax"), number_of(child, "yMax")}, child.text().get()};
    if (word.text.find_first_not_of(" \t\r\n") == std::string::npos || word.box.right < word.box.left || word.box.bottom < word.box.top) continue;
    words.push_back(std::move(word));
  }
}

}  // namespace

void PageBox::add(PageBox const& other) {
  left = std::min(left, other.left);
  top = std::min(top, other.top);
  right = std::max(right, other.right);
  bottom = std::max(bottom, other.bottom);
}

std::optional<std::vector<PageWords>> read_page_words(std::string_view xhtml) {
  // Characters that XML cannot hold are printed as they are in the PDF.
  std::string text(xhtml);
  std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; }, ' ');
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) return std::nullopt;
  const pugi::xml_node pages = document.child("html").child("body").child("doc");
  if (!pages) return std::nullopt;
  std::vector<PageWords> all;
  for (pugi::xml_node const page : pages.children("page")) {
    PageWords& words = all.emplace_back();
    words.width = number_of(page, "width");
    words.height = number_of(page, "height");
    add_words(page, words.words);
  }
  return all;
}

}  // namespace tiaoli
