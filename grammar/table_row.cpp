// The grammar of a table row. The pre-2019 list (label, unit, value) and the tables of 第二十条
// (label path, values) have the same shape, so one grammar reads both; which of them a row belongs
// to is a question of its words and left to bind. The letters of this grammar are whole cells.
#include "grammar/table_row.hpp"

#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <cstddef>

namespace tiaoli::grammar {
namespace {

namespace x3 = boost::spirit::x3;
using ast::CellKind;

/// One cell of one of the given kinds.
template <CellKind... kinds>
struct cell_parser : x3::parser<cell_parser<kinds...>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  template <typename Iterator, typename Context, typename RContext, typename Attribute>
  bool parse(Iterator& first, Iterator const& last, Context const&, RContext const&, Attribute&) const {
    if (first == last || !((first->kind == kinds) || ...)) return false;
    ++first;
    return true;
  }
};
template <CellKind... kinds>
constexpr cell_parser<kinds...> cell{};

const auto blank = cell<CellKind::blank>;
const auto words = cell<CellKind::words>;
const auto unit = cell<CellKind::unit>;
const auto value = cell<CellKind::number, CellKind::mark, CellKind::garbled, CellKind::blank>;
/// 序号: one number in front of the label.
const auto ordinal = cell<CellKind::number, CellKind::garbled>;

const auto label_start = *blank >> -ordinal >> *blank >> words;
const auto label = -(label_start >> *(*blank >> words));
const auto label_of_cell_lines = -(label_start >> *(-blank >> -blank >> words));
const auto values = *value;

/// The text from one cell to another, whatever stands between them.
std::string_view text_of(ast::Cell const* first, ast::Cell const* end) {
  const char* const begin = first->text.data();
  return {begin, static_cast<std::size_t>((end - 1)->text.data() + (end - 1)->text.size() - begin)};
}

}  // namespace

void parse_rows(ast::Document& document, std::uint32_t first_cell, std::string_view line, bool one_cell_a_line) {
  auto const* const begin = document.cells.data() + first_cell;
  auto const* const end_of_line = document.cells.data() + document.cells.size();
  constexpr std::ptrdiff_t widest_row = 0xFFFF;  // only a table printed one cell a line comes near it
  auto const* at = begin;
  do {
    auto const* const end = at + std::min(end_of_line - at, widest_row);
    ast::Row row;
    row.first_cell = static_cast<std::uint32_t>(at - document.cells.data());
    row.line_column = static_cast<std::uint16_t>(std::min(at - begin, widest_row));
    row.first_of_line = at == begin;
    row.text = line;
    auto const* const label_begin = at;
    one_cell_a_line ? x3::parse(at, end, label_of_cell_lines) : x3::parse(at, end, label);
    row.label_count = static_cast<std::uint16_t>(at - label_begin);
    row.has_unit = x3::parse(at, end, unit);
    // Behind a unit stands the value, whatever is printed there.
    const bool says_words = row.has_unit && !one_cell_a_line && at != end && at->kind == CellKind::words;
    if (says_words) document.cells[static_cast<std::size_t>(at - document.cells.data())].kind = CellKind::garbled;
    auto const* const values_begin = at;
    x3::parse(at, end, values);
    row.value_count = static_cast<std::uint16_t>(at - values_begin);
    if (one_cell_a_line) row.text = text_of(label_begin, at);
    document.rows.push_back(row);
  } while (at != end_of_line);
}

}  // namespace tiaoli::grammar
