#include "converters/readers/pdf_lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "converters/readers/pdf_characters.hpp"
#include "converters/readers/pdf_fonts.hpp"

namespace tiaoli {
namespace {

constexpr char32_t ideographic_comma = U'\u3001', full_stop_wide = U'\uFF0E', bracket_wide = U'\uFF08';

/// Hyphens, dashes and minus signs of all widths.
bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0x2500 || c == 0x2501 || c == 0xFE58 || c == 0xFE63;
}
bool is_sign(char32_t c) {
  return is_dash(c) || c == U'+' || c == U'/' || c == U'\\' || c == U'.' || c == U',' || c == U'%' || c == U'*' || c == 0x2026 || c == 0xFF0B ||
         c == 0xFF0C || c == 0xFF0E || c == 0xFF0F || c == 0xFF05 || c == 0x2248 || c == U'=' || c == 0x00B1;
}

/// Digits and signs alone, or a mark.
bool is_bare_value(std::u32string const& text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char32_t c) { return is_digit(c) || is_sign(c); })) return false;
  const char32_t last = text.back();
  const bool leads = std::count(text.begin(), text.end(), U'.') > 2 || text.find(char32_t{0x2026}) != std::u32string::npos;  // to a page, in a list of contents
  if (leads && std::any_of(text.begin(), text.end(), is_digit)) return false;
  return !(std::any_of(text.begin(), text.end(), is_digit) && (last == U'.' || last == full_stop_wide));
}

/// A number, perhaps with up to three characters of unit or something in brackets behind it, or a mark.
bool is_value(std::u32string text) {
  const char32_t last = text.empty() ? U' ' : text.back();
  const std::size_t bracket = text.find_first_of(std::u32string{U'(', bracket_wide});
  if (bracket != std::u32string::npos && bracket > 0 && (last == U')' || last == bracket_wide + 1)) text.erase(bracket);
  while (!text.empty() && text.back() == U' ') text.pop_back();
  if (is_bare_value(text)) return true;
  std::size_t digits = 0, end = 0;
  while (end < text.size() && (is_digit(text[end]) || (is_sign(text[end]) && text[end] != U'/'))) digits += is_digit(text[end++]) ? 1U : 0U;
  const bool numbered = end > 0 && (text[end - 1] == U'.' || text[end - 1] == full_stop_wide || text[end - 1] == 0xFF0C || text[end - 1] == U',');
  return digits > 0 && !numbered && text.size() - end <= 3 && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), is_han);
}


double median(std::vector<double> values, double without) {
  if (values.empty()) return without;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// How the height of a word's box relates to the size of its type, which fonts differ in.
double height_of_em(std::vector<PageWords> const& pages) {
  std::vector<double> ratios;
  for (PageWords const& page : pages) {
    for (PageWord const& word : page.words) {
      const auto text = characters_of(word.text);
      if (text.size() < 2 || !std::all_of(text.begin(), text.end(), is_han) || word.box.width() <= 0) continue;
      ratios.push_back((word.box.bottom - word.box.top) / (word.box.width() / static_cast<double>(text.size())));
    }
  }
  return std::clamp(median(std::move(ratios), 1.2), 0.7, 4.0);
}

struct Word {
  PageBox box;
  std::string text;
  double em;
  bool bare;
  double middle;
  bool is_raised = false;  ///< a mark of a footnote behind another word
};

/// Puts marks of footnotes at the height of the words that they stand behind.
void lower_marks(std::vector<Word>& words) {
  constexpr double smaller = 0.78, farthest = 0.9;  // in sizes of type
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word& mark = words[i];
    const auto look = [&](std::size_t j) {
      Word const& word = words[j];
      const double gap = mark.box.left - word.box.right;
      if (mark.em > smaller * word.em || word.is_raised || gap < -0.3 * word.em || gap > 0.25 * word.em) return false;
      if (std::abs(word.box.middle() - mark.box.middle()) > 0.6 * word.em) return false;
      mark.middle = word.middle;
      mark.is_raised = true;
      return true;
    };
    bool found = false;
    for (std::size_t j = i; !found && j-- > 0 && mark.middle - words[j].middle < farthest * 2 * mark.em;) found = look(j);
    for (std::size_t j = i + 1; !found && j < words.size() && words[j].middle - mark.middle < farthest * 2 * mark.em; ++j) found = look(j);
  }
}

std::vector<LinePart> parts_of(std::vector<Word>& words) {
  std::sort(words.begin(), words.end(), [](Word const& a, Word const& b) { return a.box.left < b.box.left; });
  std::vector<LinePart> parts;
  bool last_bare = false;
  for (Word const& word : words) {
    const double em = parts.empty() ? word.em : std::min(parts.back().em, word.em);
    const double gap = parts.empty() ? 0 : word.box.left - parts.back().box.right;
    // A unit and its number, at the end of a row whose columns stand close. Right of a number no unit stands, but a word such as "less".
    const bool unit_before = word.bare && &word == &words.back() && !parts.empty() && parts.back().box.width() < 2.3 * em && gap > 0.1 * em &&
                             (parts.size() == 1 || (parts.back().box.left - parts[parts.size() - 2].box.right > em && !is_value(characters_of(parts[parts.size() - 2].text))));
    const bool near = !unit_before && (word.is_raised || (gap < 0.35 * em && !(last_bare && word.bare)));
    if (!parts.empty() && near) {
      LinePart& part = parts.back();
      part.text = word.is_raised ? std::move(part.text) + ' ' + word.text : gap > 0.15 * em ? join_text(std::move(part.text), word.text) : std::move(part.text) + word.text;
      part.box.add(word.box);
      part.em = std::max(part.em, word.em);
    } else {
      parts.push_back({word.box, word.text, word.em, false});
    }
    last_bare = word.bare;
  }
  for (LinePart& part : parts) part.is_value = is_value(characters_of(part.text));
  return parts;
}

/// A number that goes on below its decimal point is a value, and no number of a heading.
void mark_broken(std::vector<PageLine>& lines) {
  constexpr double longest_step = 1.9;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    LinePart& upper = lines[i].parts.back();
    const auto text = characters_of(upper.text);
    if (upper.is_value || text.size() < 2 || !is_digit(text.front()) || (text.back() != U'.' && text.back() != full_stop_wide) || !is_bare_value(text.substr(0, text.size() - 1))) continue;
    for (std::size_t j = i + 1; j < lines.size() && lines[j].middle - lines[i].middle < longest_step * upper.em; ++j) {
      LinePart const& lower = lines[j].parts.back();
      const auto rest = characters_of(lower.text);
      const double off = std::min({std::abs(lower.box.left - upper.box.left), std::abs(lower.box.right - upper.box.right),
                                   std::abs(lower.box.left + lower.box.right - upper.box.left - upper.box.right) / 2});
      if (off < 0.3 * upper.em && std::all_of(rest.begin(), rest.end(), is_digit)) upper.is_value = true;
    }
  }
}

std::vector<PageLine> lines_of(PageWords const& page, std::uint16_t number, double height_ratio, PageFonts const& fonts) {
  std::vector<Word> words;
  const auto add = [&](PageWord const& word) {
    const auto text = characters_of(word.text);
    const double from_height = (word.box.bottom - word.box.top) / height_ratio, from_width = word.box.width() / static_cast<double>(text.size());
    const bool is_square = text.size() > 1 && std::all_of(text.begin(), text.end(), is_han) && from_width > 0.5 * from_height && from_width < 2 * from_height;
    words.push_back({word.box, word.text, std::max(is_square ? from_width : fonts.em(word.box).value_or(from_height), 1.0), is_bare_value(text), fonts.middle(word.box)});
  };
  for (PageWord const& word : page.words) {
    for (PageWord const& part : fonts.divide(word)) add(part);
  }
  const auto from_top = [](Word const& a, Word const& b) { return a.middle < b.middle; };
  std::stable_sort(words.begin(), words.end(), from_top);
  lower_marks(words);
  std::stable_sort(words.begin(), words.end(), from_top);
  std::vector<PageLine> lines;
  std::vector<Word> line;
  double sum = 0;
  const auto flush = [&] {
    if (line.empty()) return;
    PageLine made{number, sum / static_cast<double>(line.size()), 0, parts_of(line)};
    for (LinePart const& part : made.parts) made.em = std::max(made.em, part.em);
    lines.push_back(std::move(made));
    line.clear();
    sum = 0;
  };
  for (Word& word : words) {
    if (!line.empty() && word.middle - sum / static_cast<double>(line.size()) > 0.35 * std::min(word.em, line.back().em)) flush();
    sum += word.middle;
    line.push_back(std::move(word));
  }
  flush();
  mark_broken(lines);
  return lines;
}

/// The text of a line with every number as #, and the numbers.
std::pair<std::u32string, std::vector<long>> shape_of(PageLine const& line) {
  std::pair<std::u32string, std::vector<long>> shape;
  for (LinePart const& part : line.parts) {
    bool in_number = false;
    for (const char32_t c : characters_of(part.text)) {
      if (is_digit(c)) {
        if (!in_number) shape.second.push_back(0);
        if (!in_number) shape.first += U'#';
        shape.second.back() = std::min(shape.second.back() * 10 + static_cast<long>(c <= U'9' ? c - U'0' : c - U'\uFF10'), 1'000'000L);
      } else if (c != U' ') {
        shape.first += c;
      }
      in_number = is_digit(c);
    }
  }
  return shape;
}

/// Whether several numbers stand in a line, which no page number does.
bool is_row(PageLine const& line) {
  const auto has_digit = [](LinePart const& part) {
    const auto characters = characters_of(part.text);
    return part.is_value && std::any_of(characters.begin(), characters.end(), is_digit);
  };
  return std::count_if(line.parts.begin(), line.parts.end(), has_digit) > 1;
}

/// Pages that a line stands on, and its numbers there.
using Repeats = std::vector<std::pair<std::size_t, std::vector<long>>>;

/// Whether a line that some pages have is one of all pages: each of its numbers stays the same or counts with the pages, and where it
/// has no words, one counts.
bool is_running(std::u32string const& words, Repeats const& repeats, std::size_t pages) {
  const bool wordless = std::all_of(words.begin(), words.end(), [](char32_t c) { return c == U'#' || is_sign(c); });
  if (pages == 1) return wordless && words.size() > 1 && is_dash(words.front()) && words.find(U'#') != std::u32string::npos;  // - 1 -
  if (repeats.size() < 2 || repeats.size() * 3 < pages) return false;
  bool counts = false;
  for (std::size_t k = 0; k < repeats.front().second.size(); ++k) {
    const auto number = [&](auto const& repeat) { return repeat.second[k]; };
    const auto counted = [&](auto const& repeat) { return repeat.second[k] - static_cast<long>(repeat.first); };
    const auto same = [&](auto const& of) { return std::all_of(repeats.begin(), repeats.end(), [&](auto const& repeat) { return of(repeat) == of(repeats.front()); }); };
    if (same(counted)) counts = true;
    else if (!same(number)) return false;
  }
  return counts || !wordless;
}

/// Takes away lines that stand at the same place of most pages with the same words, where numbers may count with the pages.
void drop_running(std::vector<std::vector<PageLine>>& pages, std::vector<PageWords> const& sizes) {
  constexpr std::size_t deepest = 2;  // lines of a head or foot
  for (const bool foot : {false, true}) {
    for (std::size_t depth = 0; depth < deepest; ++depth) {
      std::map<std::pair<std::u32string, long>, Repeats> same;  // by words and height
      for (std::size_t p = 0; p < pages.size(); ++p) {
        if (pages[p].size() < 2) continue;
        PageLine const& line = foot ? pages[p].back() : pages[p].front();
        const double height = std::max(sizes[p].height, 1.0);
        if ((foot ? line.middle < 0.85 * height : line.middle > 0.15 * height) || is_row(line)) continue;
        auto [words, numbers] = shape_of(line);
        same[{std::move(words), std::lround(line.middle)}].emplace_back(p, std::move(numbers));
      }
      std::set<std::size_t> drop;
      for (auto const& [shape, repeats] : same) {
        if (!is_running(shape.first, repeats, pages.size())) continue;
        for (auto const& repeat : repeats) drop.insert(repeat.first);
      }
      for (const std::size_t p : drop) pages[p].erase(foot ? pages[p].end() - 1 : pages[p].begin());
      if (drop.empty()) break;
    }
  }
}

}  // namespace

PageBox PageLine::box() const {
  PageBox box = parts.front().box;
  for (LinePart const& part : parts) box.add(part.box);
  return box;
}

std::string join_text(std::string first, std::string_view second) {
  const auto narrow = [](char c) { return static_cast<unsigned char>(c) < 0x80U && c != ' '; };
  if (!first.empty() && !second.empty() && narrow(first.back()) && narrow(second.front())) first += ' ';
  first += second;
  return first;
}

bool starts_numbered(std::string_view text) {
  const auto characters = characters_of(text.substr(0, 32));
  if (characters.empty()) return false;
  const char32_t first = characters.front();
  if (first == bracket_wide || first == U'(') return characters.size() > 2;
  for (std::size_t i = 1; i < std::min<std::size_t>(characters.size(), 4); ++i) {
    const char32_t c = characters[i];
    const bool after_number = std::all_of(characters.begin(), characters.begin() + static_cast<std::ptrdiff_t>(i), is_digit);
    if (c == ideographic_comma) return true;
    if (after_number && (c == U'.' || c == full_stop_wide)) return true;
  }
  return false;
}

std::size_t count_characters(std::string_view text) { return characters_of(text).size(); }

Place place_of(std::uint16_t page, PageBox const& box) {
  const auto points = [](double value) { return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 65'000.0))); };
  return {Place::Kind::page, {page, points(box.left), points(box.top), points(box.right), points(box.bottom)}};
}

std::vector<PageLine> make_lines(std::vector<PageWords> const& pages) {
  const double ratio = height_of_em(pages);
  const PageFonts fonts(pages);
  std::vector<std::vector<PageLine>> by_page;
  for (std::size_t p = 0; p < pages.size(); ++p) by_page.push_back(lines_of(pages[p], static_cast<std::uint16_t>(std::min<std::size_t>(p + 1, 65'000)), ratio, fonts));
  drop_running(by_page, pages);
  std::vector<PageLine> lines;
  for (auto& page : by_page) lines.insert(lines.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
  return lines;
}

}  // namespace tiaoli
