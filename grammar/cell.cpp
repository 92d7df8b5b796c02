// The grammar of one table cell: numbers in every printed way, placeholders, units, labels.
#include "grammar/cell.hpp"

#include "grammar/lexemes.hpp"

#include <algorithm>

namespace tiaoli::grammar {
namespace {

using namespace lexemes;

// ---- numbers -------------------------------------------------------------------------------

const auto negate = [](auto& context) { _val(context).negative = true; };

constexpr auto minus = one_of<"-", "－", "−", "–", "减少", "减", "減", "滅">;
constexpr auto plus = one_of<"+", "＋", "增加", "增", "増">;
const auto sign = minus[negate] | plus;
const auto number = x3::rule<struct number_class, Printed>{"number"} = -sign >> spaces >> decimal >> spaces;

// ---- units -----------------------------------------------------------------------------------

const auto money = x3::rule<struct money_class, ast::Unit>{"unit of money"} = -(magnitude >> spaces) >> yuan;

/// 单位： announces a unit; inside a remark one also stands behind a bracket or a separator. 元 in any other place
/// (庆元县, 多元化) is no unit.
const auto announcement = x3::lit("单位") >> spaces >> colon;
const auto before_unit = (announcement | open_bracket | one_of<"、", "，", ",", "/", "／", "以", "按">) >> spaces >> -announcement >> spaces >> -x3::lit("人民币");
const auto behind_unit = spaces >> (close_bracket | one_of<"、", "，", ",", "；", ";", "/", "／", "人民币", "计", "为单位"> | x3::eoi);

const auto remark = open_bracket >> *character;
/// （元）, （单位：元）: the unit of a number, printed behind it.
const auto unit_in_brackets = open_bracket >> spaces >> -announcement >> spaces;

// ---- placeholders ----------------------------------------------------------------------------

constexpr auto dash = one_of<"-", "—", "－", "–", "―", "─", "一一", "﹣">;
const auto mark = +dash | one_of<"/", "／", "\\", "无", "無", "…", "N/A"> | +x3::lit('*');

// ---- labels ----------------------------------------------------------------------------------

const auto blanks = *(space | '\t');
const auto before_digits = -one_of<"约", "近", "超", "逾"> >> *one_of<"<", ">", "/", "b", "u", "-", "+", "?", ".", " ">;
const auto inner_number = item_number | of_which;
const auto before_remark = spaces >> +(character - open_bracket - announcement);

std::string_view between(Iterator from, Iterator to) { return {from, static_cast<std::size_t>(to - from)}; }

bool is_han_lead(char c) { return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9; }

/// Most cells of a form are a few digits and nothing else: they need no grammar.
bool is_plain_number(std::string_view text) {
  constexpr std::size_t longest = 18;  // never more than 64 bits
  return text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Digits with little else: something was meant to be a number and is none.
bool looks_like_number(std::string_view text) {
  Iterator at = text.data();
  const Iterator end = at + text.size();
  x3::parse(at, end, before_digits);
  Iterator digit_ahead = at;
  return x3::parse(digit_ahead, end, any_digit) && text.size() <= 32 && std::count_if(at, end, is_han_lead) <= 2;
}

/// The bytes of the space that ends `text`, the same as `space` and TAB.
std::size_t space_at_end(std::string_view text) {
  const auto from_end = [&](std::size_t i) { return i > text.size() ? 0 : static_cast<unsigned char>(text[text.size() - i]); };
  switch (from_end(1)) {
    case ' ': case '\t': case '\r': return 1;
    case 0xA0: return from_end(2) == 0xC2 ? 2 : 0;                         // U+00A0
    case 0x80: return from_end(2) == 0x80 && from_end(3) == 0xE3 ? 3 : 0;  // U+3000
    case 0x8B: return from_end(2) == 0x80 && from_end(3) == 0xE2 ? 3 : 0;  // U+200B
    case 0xBF: return from_end(2) == 0xBB && from_end(3) == 0xEF ? 3 : 0;  // U+FEFF
    default: return 0;
  }
}

/// The print without space around it and without Markdown's bold marks.
std::string_view trim(std::string_view text) {
  Iterator first = text.data();
  x3::parse(first, text.data() + text.size(), blanks);
  text.remove_prefix(static_cast<std::size_t>(first - text.data()));
  while (const std::size_t space = space_at_end(text)) text.remove_suffix(space);
  const bool bold = text.size() > 4 && text.front() == '*' && text.starts_with("**") && text.ends_with("**");
  return bold ? trim(text.substr(2, text.size() - 4)) : text;
}

/// The unit of money that a remark states.
ast::Unit stated_unit(std::string_view note) {
  Iterator from = note.data();
  const Iterator end = from + note.size();
  while (from < end) {
    Iterator at = from;
    if (x3::parse(at, end, before_unit)) {
      ast::Unit found;
      const Iterator begin = at;
      if (x3::parse(at, end, money, found) && x3::parse(at, end, x3::omit[&behind_unit])) {
        found.text = between(begin, at);
        return found;
      }
    }
    x3::parse(from, end, character);
  }
  return {};
}

/// The unit that stands in brackets behind a number, or alone in a cell.
ast::Unit bracketed_unit(std::string_view note) {
  Iterator at = note.data();
  const Iterator end = at + note.size();
  ast::Unit found;
  if (!x3::parse(at, end, unit_in_brackets)) return {};
  const Iterator begin = at;
  if (!x3::parse(at, end, unit, found)) return {};
  found.text = between(begin, at);
  return x3::parse(at, end, x3::omit[spaces >> close_bracket]) && at == end ? found : ast::Unit{};
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
    if (inner > begin && x3::parse(after, end, inner_number) && after < end) {
      cell.head = between(begin, inner);
      cell.number = between(inner, after);
      body = after;
      inner = after;
    } else {
      x3::parse(inner, end, character);
    }
  }
  Iterator note = body;
  x3::parse(note, end, before_remark);
  cell.body = trim(between(body, note));
  cell.note = between(note, end);
  cell.unit = stated_unit(cell.note);
}

}  // namespace

ast::Cell parse_cell(std::string_view print) {
  ast::Cell cell;
  cell.text = trim(print);
  if (cell.text.empty()) return cell;
  if (is_plain_number(cell.text)) {
    cell.kind = ast::CellKind::number;
    for (const char c : cell.text) cell.value.digits = cell.value.digits * 10 + (c - '0');
    return cell;
  }

  const Iterator begin = cell.text.data();
  const Iterator end = begin + cell.text.size();
  Printed printed;
  Iterator at = begin;
  if (x3::parse(at, end, number, printed) && !printed.overflow) {
    const Iterator behind = at;
    if (x3::parse(at, end, unit, cell.unit)) cell.unit.text = between(behind, at);
    x3::parse(at, end, spaces);
    const Iterator note = at;
    if (at == end || x3::parse(at, end, remark)) {
      cell.kind = ast::CellKind::number;
      cell.note = between(note, end);
      if (cell.unit.text.empty()) cell.unit = bracketed_unit(cell.note);
      cell.value = printed.number;
      if (printed.negative) cell.value.digits = -cell.value.digits;
      return cell;
    }
    cell.unit = {};
  }
  at = begin;
  if (x3::parse(at, end, mark) && at == end) {
    cell.kind = ast::CellKind::mark;
  } else if (at = begin; x3::parse(at, end, unit, cell.unit) && at == end) {
    cell.kind = ast::CellKind::unit;
    cell.unit.text = cell.text;
  } else if (cell.unit = bracketed_unit(cell.text); !cell.unit.text.empty()) {
    cell.kind = ast::CellKind::unit;
  } else if (at = begin; looks_like_number(cell.text) && !x3::parse(at, end, numbering)) {
    cell.kind = ast::CellKind::garbled;
  } else {
    cell.kind = ast::CellKind::words;
    cell.unit = {};
    parse_label(cell);
  }
  return cell;
}

}  // namespace tiaoli::grammar
