#pragma once
// The lines of pages, put together from words by where these stand.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converters/readers/pdf_words.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// Words of one line without a gap between them: a stretch of prose, or the line of a cell.
struct LinePart {
  PageBox box;
  std::string text;
  double em = 0;            ///< the size of its type in points
  bool is_value = false;    ///< a number, perhaps with its unit, or a mark that stands for one
};

struct PageLine {
  std::uint16_t page = 1;
  double middle = 0;             ///< of its height
  double em = 0;                 ///< of its largest part
  std::vector<LinePart> parts;   ///< from left to right

  PageBox box() const;
};

/// The lines of all pages from top to bottom, without running heads and page numbers.
std::vector<PageLine> make_lines(std::vector<PageWords> const& pages);

/// `second` behind `first`: with a space only where both sides are written with letters or digits.
std::string join_text(std::string first, std::string_view second);
/// Whether a label or paragraph begins with a number such as (1), 1. or one in Han numerals with a comma.
bool starts_numbered(std::string_view text);
/// How many characters `text` has.
std::size_t count_characters(std::string_view text);
/// Where a box stands, in whole points.
Place place_of(std::uint16_t page, PageBox const& box);

}  // namespace tiaoli
