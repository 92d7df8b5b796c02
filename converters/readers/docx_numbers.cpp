#include "converters/readers/docx_numbers.hpp"

#include <algorithm>

#include "converters/readers/package.hpp"

namespace tiaoli {
namespace {

constexpr wchar_t ideographic_zero = 0x3007;
// One to nine, then ten, hundred, thousand.
constexpr std::wstring_view counting = L"\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D";
constexpr std::wstring_view counting_units = L"\u5341\u767E\u5343", counting_zero = L"\u96F6";
constexpr std::wstring_view legal = L"\u58F9\u8D30\u53C1\u8086\u4F0D\u9646\u67D2\u634C\u7396";
constexpr std::wstring_view legal_units = L"\u62FE\u4F70\u4EDF";
constexpr std::wstring_view stems = L"\u7532\u4E59\u4E19\u4E01\u620A\u5DF1\u5E9A\u8F9B\u58EC\u7678";

std::string utf8_of(std::wstring_view characters) { return pugi::as_utf8(std::wstring(characters)); }

/// As it is spoken: 12 is ten two, 105 is one hundred zero five; with `says_one`, 10 is one ten.
std::string spoken(std::size_t number, std::wstring_view digits, std::wstring_view units, bool says_one) {
  if (number == 0) return utf8_of(counting_zero);
  if (number > 9999) return std::to_string(number);
  std::wstring text;
  bool zero = false;
  for (std::size_t place = 4, unit = 1000; place-- > 0; unit /= 10) {
    const std::size_t digit = number / unit % 10;
    if (digit == 0) {
      zero = !text.empty();
      continue;
    }
    if (zero) text += counting_zero;
    zero = false;
    if (says_one || digit > 1 || place != 1 || !text.empty()) text += digits[digit - 1];
    if (place > 0) text += units[place - 1];
  }
  return utf8_of(text);
}

/// Digit by digit, as years are written.
std::string digit_by_digit(std::size_t number, wchar_t zero, std::wstring_view others) {
  std::wstring text;
  for (const char digit : std::to_string(number)) text += digit == '0' ? zero : others[static_cast<std::size_t>(digit - '1')];
  return utf8_of(text);
}

/// a to z, then aa to zz.
std::string lettered(std::size_t number, char first) {
  constexpr std::size_t letters = 26, most = 780;  // where the program itself starts again
  number = (number - 1) % most;
  return std::string(number / letters + 1, static_cast<char>(first + static_cast<char>(number % letters)));
}

std::string roman(std::size_t number, bool upper) {
  struct Step {
    std::size_t value;
    std::string_view upper, lower;
  };
  static constexpr Step steps[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"}, {100, "C", "c"},
                                   {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},   {9, "IX", "ix"},
                                   {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"}};
  if (number > 3999) return std::to_string(number);
  std::string text;
  for (Step const& step : steps) {
    for (; number >= step.value; number -= step.value) text += upper ? step.upper : step.lower;
  }
  return text;
}

std::string enclosed(std::size_t number) {
  constexpr wchar_t circled_one = 0x2460;
  if (number > 20) return std::to_string(number);
  return utf8_of(std::wstring(1, circled_one + static_cast<wchar_t>(number - 1)));
}

std::string full_width(std::size_t number) {
  constexpr wchar_t zero = 0xFF10;
  std::wstring text;
  for (const char digit : std::to_string(number)) text += zero + static_cast<wchar_t>(digit - '0');
  return utf8_of(text);
}

}  // namespace

std::string numeral(std::size_t number, std::string_view format) {
  if (format == "none" || format == "bullet") return {};
  if (format == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  if (format == "decimalFullWidth" || format == "decimalFullWidth2") return full_width(number);
  if (format == "chineseCounting" || format == "chineseCountingThousand" || format == "japaneseCounting" || format == "taiwaneseCounting" ||
      format == "taiwaneseCountingThousand") {
    return spoken(number, counting, counting_units, false);
  }
  if (format == "chineseLegalSimplified") return spoken(number, legal, legal_units, true);
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" || format == "taiwaneseDigital") {
    return digit_by_digit(number, ideographic_zero, counting);
  }
  if (number == 0) return "0";
  if (format == "ideographTraditional" && number <= stems.size()) return utf8_of(stems.substr(number - 1, 1));
  if (format == "upperLetter") return lettered(number, 'A');
  if (format == "lowerLetter") return lettered(number, 'a');
  if (format == "upperRoman" || format == "lowerRoman") return roman(number, format == "upperRoman");
  if (format.starts_with("decimalEnclosedCircle")) return enclosed(number);
  return std::to_string(number);
}

ParagraphNumbers::ParagraphNumbers(pugi::xml_document const& numbering, pugi::xml_document const& styles) {
  read_lists(numbering.document_element());
  read_styles(styles.document_element());
}

ParagraphNumbers::Level ParagraphNumbers::level_of(pugi::xml_node node) {
  constexpr std::size_t longest_text = 100;
  Level level;
  for (pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child), value = attribute_of(child, "val");
    if (name == "start") level.start = number_of(value, 1);
    if (name == "numFmt") level.format = value;
    if (name == "lvlText" && value.size() <= longest_text) level.text = value;
    if (name == "pStyle") level.style = value;
    if (name == "isLgl") level.is_legal = is_on(child);
    if (name == "lvlRestart") level.restarts = value != "0";
    if (name == "suff") level.is_apart = value != "nothing";
  }
  return level;
}

void ParagraphNumbers::read_lists(pugi::xml_node numbering) {
  constexpr std::size_t most_lists = 32'767;
  std::map<std::size_t, Levels> kinds;
  std::map<std::string, std::size_t, std::less<>> of_style;  // a list can be that of a style, which another stands for
  std::map<std::size_t, std::string> stands_for;
  constexpr std::size_t none = 0;
  for (pugi::xml_node node : numbering.children()) {
    if (local_name(node) != "abstractNum" || kinds.size() >= most_lists) continue;
    const std::size_t id = number_of(attribute_of(node, "abstractNumId"), none);
    Levels& levels = kinds[id];
    if (const pugi::xml_node link = child_of(node, "styleLink")) of_style.emplace(attribute_of(link, "val"), id);
    if (const pugi::xml_node link = child_of(node, "numStyleLink")) stands_for.emplace(id, attribute_of(link, "val"));
    for (pugi::xml_node child : node.children()) {
      const std::size_t level = number_of(attribute_of(child, "ilvl"), most_levels);
      if (local_name(child) == "lvl" && level < most_levels) levels[level] = level_of(child);
    }
  }
  for (pugi::xml_node node : numbering.children()) {
    if (local_name(node) != "num" || lists_.size() >= most_lists) continue;
    List list;
    list.counters = number_of(attribute_of(child_of(node, "abstractNumId"), "val"), none);
    if (const auto link = stands_for.find(list.counters); link != stands_for.end() && of_style.contains(link->second)) {
      list.counters = of_style.at(link->second);
    }
    const auto kind = kinds.find(list.counters);
    if (kind == kinds.end()) continue;
    list.levels = kind->second;
    for (pugi::xml_node change : node.children()) {
      const std::size_t level = number_of(attribute_of(change, "ilvl"), most_levels);
      if (local_name(change) != "lvlOverride" || level >= most_levels) continue;
      if (const pugi::xml_node whole = child_of(change, "lvl")) list.levels[level] = level_of(whole);
      if (const pugi::xml_node start = child_of(change, "startOverride")) list.starts_anew[level] = number_of(attribute_of(start, "val"), 1);
    }
    lists_.emplace(number_of(attribute_of(node, "numId"), none), std::move(list));
  }
}

void ParagraphNumbers::read_styles(pugi::xml_node styles) {
  for (pugi::xml_node node : styles.children()) {
    if (local_name(node) != "style" || attribute_of(node, "type") != "paragraph") continue;
    const std::string id(attribute_of(node, "styleId"));
    styles_[id] = {std::string(attribute_of(child_of(node, "basedOn"), "val")), place_of(child_of(node, "pPr"))};
    const std::string_view usual = attribute_of(node, "default");
    if (usual == "1" || usual == "true") usual_style_ = id;
  }
}

/// Where `w:numPr` says a paragraph stands. A list of 0 that is written out takes the number of its style away.
ParagraphNumbers::Place ParagraphNumbers::place_of(pugi::xml_node properties) {
  constexpr std::size_t unknown = 1'000'000;
  const pugi::xml_node node = child_of(properties, "numPr");
  Place place;
  if (const pugi::xml_node list = child_of(node, "numId")) {
    const std::size_t number = number_of(attribute_of(list, "val"), unknown);
    place.list = number == 0 ? unknown : number;
  }
  if (const pugi::xml_node level = child_of(node, "ilvl")) place.level = number_of(attribute_of(level, "val"), 0);
  return place;
}

ParagraphNumbers::Place ParagraphNumbers::place_of_style(std::string_view id) const {
  constexpr int longest_chain = 20;
  Place place;
  auto style = styles_.find(id);
  for (int i = 0; i < longest_chain && style != styles_.end(); ++i) {
    if (place.list == 0) place.list = style->second.place.list;
    if (!place.level) place.level = style->second.place.level;
    const auto list = lists_.find(place.list);
    if (list != lists_.end() && !place.level) {  // the list says which level is for which style
      for (std::size_t level = 0; level < most_levels; ++level) {
        if (list->second.levels[level].style == id) place.level = level;
      }
    }
    if (place.list != 0 && place.level) break;
    style = styles_.find(style->second.based_on);
  }
  return place;
}

std::string ParagraphNumbers::text_of_level(List const& list, std::size_t level) const {
  auto const& counts = counters_.at(list.counters);
  std::string const& form = list.levels[level].text;
  std::string text;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool counts_level = form[i] == '%' && i + 1 < form.size() && form[i + 1] >= '1' && form[i + 1] <= '9';
    if (!counts_level) {
      text += form[i];
      continue;
    }
    const auto which = static_cast<std::size_t>(form[++i] - '1');
    const bool in_digits = list.levels[level].is_legal && which != level;
    text += numeral(counts[which].value_or(list.levels[which].start), in_digits ? "decimal" : list.levels[which].format);
  }
  constexpr std::size_t longest = 200;  // every paragraph can have it
  if (text.size() > longest) return {};
  const bool needs_space = !text.empty() && list.levels[level].is_apart && static_cast<unsigned char>(text.back()) < 0x80;
  return needs_space ? text + ' ' : text;
}

std::string ParagraphNumbers::next(pugi::xml_node properties) {
  Place place = place_of(properties);
  if (place.list == 0) {
    const std::string_view named = attribute_of(child_of(properties, "pStyle"), "val");
    const Place styled = place_of_style(named.empty() ? std::string_view(usual_style_) : named);
    place.list = styled.list;
    if (!place.level) place.level = styled.level;
  }
  const auto found = lists_.find(place.list);
  const std::size_t level = place.level.value_or(0);
  if (found == lists_.end() || level >= most_levels) return {};
  List& list = found->second;
  auto& counts = counters_[list.counters];
  if (list.starts_anew[level]) {
    counts[level] = list.starts_anew[level];
    list.starts_anew[level].reset();
  } else {
    counts[level] = counts[level] ? *counts[level] + 1 : list.levels[level].start;
  }
  for (std::size_t above = 0; above < level; ++above) counts[above] = counts[above].value_or(list.levels[above].start);
  for (std::size_t below = level + 1; below < most_levels; ++below) {
    if (list.levels[below].restarts) counts[below].reset();
  }
  if (list.levels[level].format == "bullet") return {};
  return text_of_level(list, level);
}

}  // namespace tiaoli
