#include "converters/writers/plain.hpp"

namespace tiaoli {

std::vector<PlainList> lists_of(Form const& form, LayoutWords const& words) {
  std::vector<PlainList> lists{{words.notes_heading, form.legend}};
  for (FormNote const& note : form.notes) lists.back().lines.push_back(in_a_row(note.text));
  if (!form.losses.empty()) {
    lists.push_back({words.losses_heading, {}});
    for (std::string const& line : form.loss_lines) lists.back().lines.push_back(in_a_row(line));
  }
  if (!form.extras.empty()) {
    lists.push_back({words.extras_heading, {}});
    for (std::string const& extra : form.extras) lists.back().lines.push_back(in_a_row(extra));
  }
  return lists;
}

std::string in_a_row(std::string_view text) {
  constexpr std::string_view gap = "\u3000";
  std::string made;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\t' || c == '|' || c == '\n') {
      made += gap;
    } else {
      made += c;
    }
  }
  while (made.ends_with(gap)) made.resize(made.size() - gap.size());
  return made;
}

}  // namespace tiaoli
