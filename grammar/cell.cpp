// The grammar of one table cell: numbers in every printed way, placeholders, units, labels.
#include "grammar/cell.hpp"

#include "grammar/lexemes.hpp"

namespace tiaoli::grammar {
namespace {

using namespace lexemes;

// ---- numbers -------------------------------------------------------------------------------

struct Printed {
  ast::Number number;
  bool negative = false;
  bool overflow = false;

  void push(int digit) {
    overflow = overflow || __builtin_mul_overflow(number.digits, std::int64_t{10}, &number.digits) ||
               __builtin_add_overflow(number.digits, std::int64_t{digit}, &number.digits);
  }
};
struct printed_tag;

const auto push_digit = [](auto& context) { x3::get<printed_tag>(context).push(_attr(context) & 0x0F); };
const auto push_place = [](auto& context) {
  push_digit(context);
  --x3::get<printed_tag>(context).number.exponent;
};
const auto negate = [](auto& context) { x3::get<printed_tag>(context).negative = true; };

/// An ASCII or full-width digit. ０ is EF BC 90 and 0 is 30: the low four bits are the digit in both.
template <typename Action>
constexpr auto digit_with(Action action) {
  return arabic_digit[action] | (x3::lit("\xEF\xBC") >> x3::char_('\x90', '\x99')[action]);
}
const auto any_digit = x3::omit[arabic_digit | (x3::lit("\xEF\xBC") >> x3::char_('\x90', '\x99'))];
const auto digit = digit_with(push_digit);
const auto place = digit_with(push_place);
const auto separator = x3::omit[x3::lit(',') | "，"];
const auto point = x3::omit[x3::lit('.') | "．"];

const auto minus = x3::omit[x3::lit('-') | "－" | "−" | "–" | "减少" | "减" | "減" | "滅"];
const auto plus = x3::omit[x3::lit('+') | "＋" | "增加" | "增" | "増"];
const auto sign = minus[negate] | plus;

/// 1,234,567: one to three digits, then groups of three. Anything else with a comma is no number.
const auto group_ahead = separator >> any_digit >> any_digit >> any_digit >> !any_digit;
const auto grouped_ahead = any_digit >> -any_digit >> -any_digit >> group_ahead;
const auto whole = (&grouped_ahead >> +digit >> +(&group_ahead >> separator >> digit >> digit >> digit)) |
                   (!grouped_ahead >> +digit);
const auto decimal = whole >> -(point >> +place);

// ---- units -----------------------------------------------------------------------------------

struct unit_tag;
const auto times = [](int magnitude) {
  return [magnitude](auto& context) { x3::get<unit_tag>(context).magnitude = static_cast<std::int8_t>(magnitude); };
};
const auto is_money = [](auto& context) { x3::get<unit_tag>(context).money = true; };

const auto magnitude = x3::lit("万")[times(4)] | x3::lit("萬")[times(4)] | x3::lit("亿")[times(8)] | x3::lit("億")[times(8)];
const auto yuan = (x3::lit("元") | "圆")[is_money];
const auto piece = x3::lit("人次") | "场次" | "件次" | "条" | "條" | "件" | "次" | "篇" | "个" | "個" | "人" | "项" | "項" | "份" |
                   "部" | "家" | "名" | "宗" | "起" | "场" | "期" | "处";
const auto unit_word = (magnitude >> -(spaces >> (yuan | piece))) | yuan | piece;

const auto remark = open_bracket >> *character;

// ---- placeholders ----------------------------------------------------------------------------

const auto dash = x3::omit[x3::lit('-') | "—" | "－" | "–" | "―" | "─" | "一一" | "﹣"];
const auto placeholder = +dash | x3::lit('/') | "／" | "\\" | "无" | "無" | +x3::lit('*') | "…" | "N/A";

// ---- labels ----------------------------------------------------------------------------------

const auto not_bracket = character - (x3::lit("（") | '(');

std::string_view between(Iterator from, Iterator to) { return {from, static_cast<std::size_t>(to - from)}; }

bool is_han_lead(char c) { return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9; }

/// Digits with little else: something was meant to be a number and is none.
bool looks_like_number(std::string_view text) {
  static constexpr std::string_view almost[] = {"约", "近", "超", "逾"};
  std::size_t at = 0;
  for (const std::string_view word : almost) {
    if (text.starts_with(word)) at = word.size();
  }
  while (at < text.size() && std::string_view("<>/bu-+?. ").find(text[at]) != std::string_view::npos) ++at;
  Iterator digit_ahead = text.data() + at;
  if (!x3::parse(digit_ahead, text.data() + text.size(), any_digit)) return false;
  int han = 0;
  for (std::size_t i = at; i < text.size(); ++i) han += is_han_lead(text[i]) ? 1 : 0;
  return han <= 2 && text.size() <= 32;
}

/// The print without space around it and without Markdown's bold marks.
std::string_view trim(std::string_view text) {
  Iterator first = text.data();
  Iterator last = first + text.size();
  x3::parse(first, last, *(space | '\t'));
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view tail : {" ", "\t", "\r", "\u3000", "\u00A0", "\u200B", "\uFEFF"}) {
      if (between(first, last).ends_with(tail)) {
        last -= tail.size();
        again = true;
      }
    }
  }
  const std::string_view inside = between(first, last);
  const bool bold = inside.size() > 4 && inside.starts_with("**") && inside.ends_with("**");
  return bold ? trim(inside.substr(2, inside.size() - 4)) : inside;
}

void parse_label(ast::Cell& cell) {
  const Iterator begin = cell.text.data();
  const Iterator end = begin + cell.text.size();
  Iterator at = begin;
  Iterator body = begin;
  if (x3::parse(at, end, numbering)) {
    cell.number = between(begin, at);
    body = at;
  }
  // A numbering further inside means that a neighbour's text is glued to the front.
  for (Iterator inner = body; inner < end;) {
    Iterator after = inner;
    if (inner > begin && x3::parse(after, end, item_number | of_which) && after < end) {
      cell.head = between(begin, inner);
      cell.number = between(inner, after);
      body = after;
      inner = after;
    } else {
      x3::parse(inner, end, character);
    }
  }
  Iterator note = body;
  x3::parse(note, end, spaces >> +not_bracket);
  cell.body = trim(between(body, note));
  cell.note = between(note, end);
  const auto money = x3::with<unit_tag>(cell.unit)[-(magnitude >> spaces) >> yuan];
  for (Iterator from = note; from < end && cell.unit.text.empty(); x3::parse(from, end, character)) {
    Iterator after = from;
    cell.unit = {};
    if (x3::parse(after, end, money)) cell.unit.text = between(from, after);
  }
}

}  // namespace

ast::Cell parse_cell(std::string_view print) {
  ast::Cell cell;
  cell.text = trim(print);
  if (cell.text.empty()) return cell;

  const Iterator begin = cell.text.data();
  const Iterator end = begin + cell.text.size();
  Printed printed;
  Iterator at = begin;
  if (x3::parse(at, end, x3::with<printed_tag>(printed)[-sign >> spaces >> decimal >> spaces]) && !printed.overflow) {
    const Iterator unit = at;
    if (x3::parse(at, end, x3::with<unit_tag>(cell.unit)[unit_word])) cell.unit.text = between(unit, at);
    x3::parse(at, end, spaces);
    const Iterator note = at;
    if (at == end || x3::parse(at, end, remark)) {
      cell.kind = ast::CellKind::number;
      cell.note = between(note, end);
      cell.value = printed.number;
      if (printed.negative) cell.value.digits = -cell.value.digits;
      return cell;
    }
    cell.unit = {};
  }
  at = begin;
  if (x3::parse(at, end, placeholder >> x3::eoi)) {
    cell.kind = ast::CellKind::mark;
  } else if (at = begin; x3::parse(at, end, x3::with<unit_tag>(cell.unit)[unit_word >> x3::eoi])) {
    cell.kind = ast::CellKind::unit;
    cell.unit.text = cell.text;
  } else if (at = begin; !x3::parse(at, end, numbering) && looks_like_number(cell.text)) {
    cell.kind = ast::CellKind::garbled;
  } else {
    cell.kind = ast::CellKind::words;
    cell.unit = {};
    parse_label(cell);
  }
  return cell;
}

}  // namespace tiaoli::grammar
