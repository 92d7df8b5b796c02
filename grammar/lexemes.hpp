#pragma once
// The words that all grammars share. Only grammar/*.cpp include this header.
// No x3::space and no x3::char_ classes beyond ASCII: they work byte by byte and would cut Han
// characters; literals are whole UTF-8 sequences.
#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace tiaoli::lexemes {

namespace x3 = boost::spirit::x3;

using Iterator = char const*;

/// A string literal as a template argument.
template <std::size_t size>
struct Literal {
  char characters[size]{};
  consteval Literal(char const (&text)[size]) { std::copy_n(text, size, characters); }  // NOLINT: converts on purpose
  constexpr std::string_view view() const { return {characters, size - 1}; }
};

/// The first of these words that stands here, like "…" | "…" | "…". Most texts hold none of them, and that shows in
/// one look at the first byte. It keeps nothing, so that a grammar made anew for a context costs nothing.
template <Literal... words>
struct one_of_parser : x3::parser<one_of_parser<words...>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  static constexpr auto leads = [] {
    std::array<bool, 256> table{};
    ((table[static_cast<unsigned char>(words.characters[0])] = true), ...);
    return table;
  }();

  template <Literal word>
  static bool skip(Iterator& first, Iterator last) {
    constexpr std::size_t size = word.view().size();
    if (static_cast<std::size_t>(last - first) < size) return false;
    for (std::size_t i = 0; i < size; ++i) {
      if (first[i] != word.characters[i]) return false;
    }
    first += size;
    return true;
  }

  template <typename Context, typename RContext, typename Attribute>
  bool parse(Iterator& first, Iterator const& last, Context const&, RContext const&, Attribute&) const {
    return first != last && leads[static_cast<unsigned char>(*first)] && (skip<words>(first, last) || ...);
  }
};
template <Literal... words>
constexpr one_of_parser<words...> one_of{};

/// Spaces that are printed but mean nothing: ASCII, ideographic, no-break, zero-width.
constexpr auto space = one_of<" ", "\u3000", "\u00A0", "\u200B", "\uFEFF", "\r">;
const auto spaces = x3::omit[*space];

/// One whole UTF-8 character of any script (or one stray byte), but no line end.
struct character_parser : x3::parser<character_parser> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  template <typename It, typename Context, typename RContext, typename Attribute>
  bool parse(It& first, It const& last, Context const&, RContext const&, Attribute&) const {
    if (first == last || *first == '\n') return false;
    ++first;
    while (first != last && (static_cast<unsigned char>(*first) & 0xC0U) == 0x80U) ++first;
    return true;
  }
};
constexpr character_parser character{};

/// Everything up to the line end, which is consumed too.
struct rest_of_line_parser : x3::parser<rest_of_line_parser> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  template <typename It, typename Context, typename RContext, typename Attribute>
  bool parse(It& first, It const& last, Context const&, RContext const&, Attribute&) const {
    if (first == last) return false;
    auto const* const end = static_cast<char const*>(std::memchr(first, '\n', static_cast<std::size_t>(last - first)));
    first = end != nullptr ? end + 1 : last;
    return true;
  }
};
constexpr rest_of_line_parser rest_of_line{};

/// 一 … 九十九, as headings are numbered.
const auto han_numeral = +one_of<"一", "二", "三", "四", "五", "六", "七", "八", "九", "十">;
constexpr auto open_bracket = one_of<"（", "(">;
constexpr auto close_bracket = one_of<"）", ")">;
constexpr auto colon = one_of<"：", ":">;

const auto arabic_digit = x3::char_('0', '9');

/// 一、 / （一） / 1. / 其中： — the numbering of the forms. A point before a digit is a decimal point.
const auto major_number = han_numeral >> spaces >> "、";
const auto bracket_number = open_bracket >> spaces >> han_numeral >> spaces >> close_bracket;
const auto item_number = x3::omit[arabic_digit >> -arabic_digit] >> spaces >>
                         one_of<".", "．", "、"> >> !arabic_digit;
const auto of_which = x3::lit("其中") >> spaces >> colon;
const auto numbering = major_number | bracket_number | item_number | of_which;

inline std::string_view view(boost::iterator_range<Iterator> const& range) {
  return {range.begin(), static_cast<std::size_t>(range.end() - range.begin())};
}

}  // namespace tiaoli::lexemes
