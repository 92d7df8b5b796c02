#include "converters/readers/pdf_fonts.hpp"

#include <algorithm>
#include <cmath>

#include "converters/readers/pdf_characters.hpp"

namespace tiaoli {
namespace {

/// Fewer neighbours than this tell nothing about a font.
constexpr std::size_t fewest = 3;

/// How much the heights of words on one baseline may differ among the pairs of two fonts, in sizes of type.
constexpr double most_spread = 0.06;

/// How wide a digit is at least and at most in fonts of the same size as the Han beside it. Marks of footnotes are smaller.
constexpr double narrowest_digit = 0.45, widest_digit = 0.65;

long height_key(PageBox const& box) { return std::lround((box.bottom - box.top) * 10 + 0.137); }

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// What the pairs of words show that one font stands beside another in.
struct Pairs {
  std::vector<double> shifts, digits;  // of the middles, and the widths of digits
  double em = 0;                       // of the Han
};

}  // namespace

PageFonts::PageFonts(std::vector<PageWords> const& pages) {
  std::map<long, std::vector<double>> sizes, digits;
  for (PageWords const& page : pages) {
    for (PageWord const& word : page.words) {
      const auto text = characters_of(word.text);
      if (text.empty()) continue;
      const double height = word.box.bottom - word.box.top, width = word.box.width() / static_cast<double>(text.size());
      if (std::all_of(text.begin(), text.end(), is_digit)) digits[height_key(word.box)].push_back(width);
      if (text.size() < 2 || !std::all_of(text.begin(), text.end(), is_han) || width <= 1 || width > 2 * height || width < 0.2 * height) continue;
      sizes[height_key(word.box)].push_back(width);
    }
  }
  for (auto& [key, widths] : sizes) fonts_[key].em = median(std::move(widths));
  for (auto& [key, widths] : digits) {
    // The lower quarter: some words of digits are spaced.
    const auto quarter = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 4);
    std::nth_element(widths.begin(), quarter, widths.end());
    digits_[key] = *quarter;
  }
  std::map<long, std::map<long, Pairs>> beside;  // by the font without Han, then by that of the Han
  for (PageWords const& page : pages) {
    for (std::size_t i = 1; i < page.words.size(); ++i) {
      PageWord const& left = page.words[i - 1];
      PageWord const& right = page.words[i];
      const bool han_left = sizes.count(height_key(left.box)) > 0, han_right = sizes.count(height_key(right.box)) > 0;
      if (han_left == han_right) continue;
      PageWord const& han = han_left ? left : right;
      PageWord const& other = han_left ? right : left;
      const long key = height_key(han.box);
      const double em = fonts_[key].em, gap = right.box.left - left.box.right, shift = other.box.middle() - han.box.middle();
      if (gap < -0.1 * em || gap > 0.4 * em || std::abs(shift) > 0.6 * em) continue;
      Pairs& pairs = beside[height_key(other.box)][key];
      pairs.em = em;
      pairs.shifts.push_back(shift);
      const auto text = characters_of(other.text);
      if (!text.empty() && std::all_of(text.begin(), text.end(), is_digit)) pairs.digits.push_back(other.box.width() / static_cast<double>(text.size()));
    }
  }
  for (auto& [key, partners] : beside) {
    const auto most = std::max_element(partners.begin(), partners.end(), [](auto const& a, auto const& b) { return a.second.shifts.size() < b.second.shifts.size(); });
    Pairs const& pairs = most->second;
    if (pairs.shifts.size() < fewest || pairs.digits.empty()) continue;
    const double shift = median(pairs.shifts), digit = median(pairs.digits) / pairs.em;
    const auto level = std::count_if(pairs.shifts.begin(), pairs.shifts.end(), [&](double each) { return std::abs(each - shift) < most_spread * pairs.em; });
    if (digit < narrowest_digit || digit > widest_digit || static_cast<std::size_t>(level) * 4 < pairs.shifts.size() * 3) continue;
    fonts_[key] = {pairs.em, shift};
  }
}

std::optional<double> PageFonts::em(PageBox const& box) const {
  const auto font = fonts_.find(height_key(box));
  return font == fonts_.end() ? std::nullopt : std::optional(font->second.em);
}

std::vector<PageWord> PageFonts::divide(PageWord const& word) const {
  constexpr std::size_t fewest_digits = 3;
  constexpr double widest_step = 1.4;  // from digit to digit, in widths of a digit
  const auto text = characters_of(word.text);
  const auto digit = digits_.find(height_key(word.box));
  if (text.size() < fewest_digits || digit == digits_.end() || word.text.size() != text.size() || !std::all_of(text.begin(), text.end(), is_digit)) return {word};
  const double step = (word.box.width() - digit->second) / static_cast<double>(text.size() - 1);
  if (step <= widest_step * digit->second) return {word};
  std::vector<PageWord> words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    PageBox box = word.box;
    box.left += step * static_cast<double>(i);
    box.right = box.left + digit->second;
    words.push_back({box, word.text.substr(i, 1)});
  }
  return words;
}

double PageFonts::middle(PageBox const& box) const {
  const auto font = fonts_.find(height_key(box));
  return box.middle() - (font == fonts_.end() ? 0.0 : font->second.shift);
}

}  // namespace tiaoli
