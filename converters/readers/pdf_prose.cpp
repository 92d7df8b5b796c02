#include "converters/readers/pdf_prose.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace tiaoli {
namespace {

/// Of lines whose words are spread to both margins, in sizes of type.
constexpr double widest_space = 1.2;

/// Lines of text that go on in another are not narrower, in sizes of type.
constexpr double narrowest = 12;

struct Margins {
  double left = 0, right = 0;
};

/// The edges that most lines of a page keep to, found among the lines of prose alone.
Margins margins_of(std::span<PageLine const> lines) {
  Margins found{lines.front().box().left, lines.front().box().right};
  for (PageLine const& line : lines) {
    const PageBox box = line.box();
    found.left = std::min(found.left, box.left);
    found.right = std::max(found.right, box.right);
  }
  return found;
}

/// Whether `next` goes on with the paragraph that `line` is in.
bool goes_on(PageLine const& line, PageLine const& next, Margins const& margins, Margins const& next_margins) {
  const PageBox box = line.box(), next_box = next.box();
  if (std::abs(line.em - next.em) > 0.12 * std::max(line.em, next.em)) return false;
  if (box.right < margins.right - 1.8 * line.em || box.width() < narrowest * line.em) return false;  // it ends before the margin
  if (next_box.left > next_margins.left + 1.2 * next.em) return false;  // the next is indented
  return next.page != line.page || next.middle - line.middle < 3 * line.em;
}

}  // namespace

void write_prose(std::span<PageLine const> lines, TextMaker& text) {
  std::string paragraph;
  Anchor at;
  PageBox box;
  Margins margins;
  PageLine const* last = nullptr;
  const auto flush = [&] {
    if (last == nullptr) return;
    text.paragraph(paragraph, at);
    paragraph.clear();
  };
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i;
    while (end < lines.size() && lines[end].page == lines[i].page) ++end;
    const Margins here = margins_of(lines.subspan(i, end - i));
    for (; i < end; ++i) {
      PageLine const& line = lines[i];
      if (last == nullptr || !goes_on(*last, line, margins, here)) {
        flush();
        box = line.box();
        at.place = place_of(line.page, box);
      } else if (last->page == line.page) {
        box.add(line.box());
        at.place = place_of(line.page, box);
      }
      LinePart const* before = nullptr;
      for (LinePart const& part : line.parts) {
        if (before != nullptr && part.box.left - before->box.right > widest_space * part.em) paragraph += ' ';
        paragraph = join_text(std::move(paragraph), part.text);
        before = &part;
      }
      last = &line;
      margins = here;
    }
  }
  flush();
}

}  // namespace tiaoli
