#pragma once
// What all writers print behind the form, and text that must not look like a table row.
#include <string>
#include <string_view>
#include <vector>

#include "converters/writers/form.hpp"

namespace tiaoli {

/// Lines of text under a heading.
struct PlainList {
  std::string heading;
  std::vector<std::string> lines;
};

/// The legend with the footnotes, the losses, and the rows outside the national form; those that are not empty.
std::vector<PlainList> lists_of(Form const& form, LayoutWords const& words);

/// `text` in one line and without the characters that divide cells, so that no reader takes it for a row of figures.
std::string in_a_row(std::string_view text);

}  // namespace tiaoli
