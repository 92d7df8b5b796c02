#pragma once
// The words that all grammars share. Only grammar/*.cpp include this header.
// No x3::space and no x3::char_ classes beyond ASCII: they work byte by byte and would cut Han
// characters; literals are whole UTF-8 sequences.
#include <boost/spirit/home/x3.hpp>

#include <cstring>
#include <string_view>

namespace tiaoli::lexemes {

namespace x3 = boost::spirit::x3;

using Iterator = char const*;

/// Spaces that are printed but mean nothing: ASCII, ideographic, no-break, zero-width.
struct space_class;
const auto space = x3::rule<space_class>{"space"} = x3::lit(' ') | "\u3000" | "\u00A0" | "\u200B" | "\uFEFF" | '\r';
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
const auto han_numeral = x3::omit[+(x3::lit("一") | "二" | "三" | "四" | "五" | "六" | "七" | "八" | "九" | "十")];
const auto open_bracket = x3::omit[x3::lit("（") | '('];
const auto close_bracket = x3::omit[x3::lit("）") | ')'];
const auto colon = x3::omit[x3::lit("：") | ':'];

const auto arabic_digit = x3::char_('0', '9');

/// 一、 / （一） / 1. / 其中： — the numbering of the forms. A point before a digit is a decimal point.
const auto major_number = han_numeral >> spaces >> "、";
const auto bracket_number = open_bracket >> spaces >> han_numeral >> spaces >> close_bracket;
const auto item_number = x3::omit[arabic_digit >> -arabic_digit] >> spaces >>
                         x3::omit[x3::lit('.') | "．" | "、"] >> !arabic_digit;
const auto of_which = x3::lit("其中") >> spaces >> colon;
const auto numbering = major_number | bracket_number | item_number | of_which;

inline std::string_view view(boost::iterator_range<Iterator> const& range) {
  return {range.begin(), static_cast<std::size_t>(range.end() - range.begin())};
}

}  // namespace tiaoli::lexemes
