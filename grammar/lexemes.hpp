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

#include "grammar/ast.hpp"

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

// ---- numbers -------------------------------------------------------------------------------

/// A number while it is being read.
struct Printed {
  ast::Number number;
  bool negative = false;
  bool overflow = false;

  void push(int digit) {
    overflow = overflow || __builtin_mul_overflow(number.digits, std::int64_t{10}, &number.digits) ||
               __builtin_add_overflow(number.digits, std::int64_t{digit}, &number.digits);
  }
};

const auto push_digit = [](auto& context) { _val(context).push(_attr(context) & 0x0F); };
const auto push_place = [](auto& context) {
  push_digit(context);
  --_val(context).number.exponent;
};

/// An ASCII or full-width digit. ０ is EF BC 90 and 0 is 30: the low four bits are the digit in both.
template <typename Action>
constexpr auto digit_with(Action action) {
  return arabic_digit[action] | (x3::lit("\xEF\xBC") >> x3::char_('\x90', '\x99')[action]);
}
const auto any_digit = x3::omit[arabic_digit | (x3::lit("\xEF\xBC") >> x3::char_('\x90', '\x99'))];
const auto digit = digit_with(push_digit);
const auto place = digit_with(push_place);
constexpr auto separator = one_of<",", "，">;
constexpr auto point = one_of<".", "．">;

/// 1,234,567: one to three digits, then groups of three. Anything else with a comma is no number.
const auto group_ahead = separator >> any_digit >> any_digit >> any_digit >> !any_digit;
const auto grouped_ahead = any_digit >> -any_digit >> -any_digit >> group_ahead;
const auto whole = (&grouped_ahead >> +digit >> +(&group_ahead >> separator >> digit >> digit >> digit)) | +digit;
const auto decimal = whole >> -(point >> +place);

// ---- units -----------------------------------------------------------------------------------

const auto times = [](int magnitude) {
  return [magnitude](auto& context) { _val(context).magnitude = static_cast<std::int8_t>(magnitude); };
};
const auto is_money = [](auto& context) { _val(context).money = true; };

const auto magnitude = one_of<"万", "萬">[times(4)] | one_of<"亿", "億">[times(8)];
const auto yuan = one_of<"元", "圆">[is_money];
constexpr auto piece = one_of<"人次", "场次", "件次", "条", "條", "件", "次", "篇", "个", "個", "人", "项", "項", "份", "部", "家", "名",
                              "宗", "起", "场", "期", "处">;
const auto unit = x3::rule<struct unit_class, ast::Unit>{"unit"} = (magnitude >> -(spaces >> (yuan | piece))) | yuan | piece;

inline std::string_view view(boost::iterator_range<Iterator> const& range) {
  return {range.begin(), static_cast<std::size_t>(range.end() - range.begin())};
}

}  // namespace tiaoli::lexemes
