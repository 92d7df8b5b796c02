#include "tests/generator/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tiaoli::generator {
namespace {

using Role = Slot::Role;

constexpr std::size_t label_columns = 3;     ///< of the table of requests
constexpr std::size_t disclosure_width = 4;  ///< label and three values

Slot filler() { return {}; }
Slot slot(Role role, std::string text) { return {.role = role, .text = std::move(text)}; }

void fill(PrintedRow& row, std::size_t width) {
  while (row.slots.size() < width) row.slots.push_back(filler());
}

}  // namespace

TableBuilder::TableBuilder(Registry const& registry, Form const& form, Traits const& traits, Wording& wording,
                           NumberPrinter& numbers, Random& random, std::vector<ExpectedCell>& expected)
    : edition_(registry.editions()[form.edition]),
      form_(form),
      traits_(traits),
      wording_(wording),
      numbers_(numbers),
      random_(random),
      expected_(expected) {
  expected_.assign(form.values.size(), {});
  for (std::size_t i = 0; i < form.values.size(); ++i) expected_[i].truth = form.values[i];
}

Slot TableBuilder::value(std::uint16_t cell, bool in_last_row) {
  EditionCell const& meant = edition_.cells[cell];
  EditionTable const& table = edition_.tables[edition_.rows[meant.row].table];
  Emptiness emptiness =
      table.column_count > 1 && meant.column == table.first_column ? Emptiness::with_zeros : Emptiness::any;
  // At the very end of a table of cell lines nothing shows whether an empty cell follows, and a single zero
  // there would stand against the empty places beside it.
  if (in_last_row && traits_.layout == Layout::cell_lines) emptiness = Emptiness::never;
  // A row without a label and without a value would be an empty line.
  if (table.id == "V" && all_zero_) emptiness = Emptiness::never;
  const PrintedValue print = numbers_.print(form_.values[cell], meant, emptiness);
  ExpectedCell& expected = expected_[cell];
  expected.state = print.state;
  expected.number = print.number;
  expected.text = print.text;
  return {.role = Role::value, .text = print.text, .cell = cell};
}

Slot TableBuilder::number_of_extra_row() { return slot(Role::extra, std::to_string(random_.between(0, 99))); }

std::uint16_t TableBuilder::table_index(std::string_view id) const {
  const auto found = std::find_if(edition_.tables.begin(), edition_.tables.end(),
                                  [id](EditionTable const& table) { return table.id == id; });
  return static_cast<std::uint16_t>(found - edition_.tables.begin());
}

/// The rows of the list, two of them exchanged when the traits say so: brothers whose labels stand
/// for themselves.
std::vector<std::uint16_t> TableBuilder::list_order() {
  std::vector<std::uint16_t> order;
  for (std::uint16_t row = 0; row < edition_.rows.size(); ++row) order.push_back(row);
  if (!traits_.swapped_rows) return order;
  constexpr std::array families{"A2", "C1", "C3", "B2"};
  const std::string family = random_.pick(families);
  std::vector<std::uint16_t> members;
  for (const std::uint16_t row : order) {
    EditionRow const& candidate = edition_.rows[row];
    const bool has_children = std::any_of(edition_.rows.begin(), edition_.rows.end(),
                                          [row](EditionRow const& other) { return other.parent == row; });
    if (candidate.parent && edition_.rows[*candidate.parent].id == family && !has_children) members.push_back(row);
  }
  random_.shuffle(members);
  std::swap(order[members[0]], order[members[1]]);
  return order;
}

PrintedTable TableBuilder::list() {
  PrintedTable table{"L", {}};
  PrintedRow head{{slot(Role::head, wording_.words("统计指标")), slot(Role::head, wording_.words("单位")),
                   slot(Role::head, wording_.column(edition_.columns.front()))},
                  true};
  table.rows.push_back(head);
  const std::string no_unit = random_.pick({"——", "——", "/", "---", ""});
  const auto add_text_row = [&](std::string const& label, std::string const& unit) {
    PrintedRow row{{slot(Role::label, label)}, false};
    row.slots.push_back(unit.empty() ? filler() : slot(Role::unit, unit));
    row.slots.push_back(filler());
    table.rows.push_back(std::move(row));
  };
  for (const std::uint16_t index : list_order()) {
    EditionRow const& row = edition_.rows[index];
    const auto cell = edition_.cell_at(index, 0);
    if (!cell) {
      add_text_row(wording_.row(row), no_unit);
      continue;
    }
    table.rows.push_back({{slot(Role::label, wording_.row(row)), slot(Role::unit, edition_.cells[*cell].unit),
                           value(*cell, index + 1U == edition_.rows.size())},
                          false});
    if (!traits_.provincial_rows) continue;
    if (row.id == "A1b") {
      table.rows.push_back(
          {{slot(Role::label, "主动公开机构领导、机构设置及人事信息数"), slot(Role::unit, "条"), number_of_extra_row()},
           false});
    } else if (row.id == "C3.8" && random_.percent(60)) {
      add_text_row("（四）申请公开的主要内容", "---");
      add_text_row(
          random_.pick({"征地拆迁类占40%，财政资金类占35%，其他占25%", "主要涉及土地征收、房屋补偿和财政资金方面"}),
          "---");
    }
  }
  if (traits_.ordinals) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const Slot ordinal = i == 0 ? slot(Role::head, wording_.words("序号")) : slot(Role::extra, std::to_string(i));
      table.rows[i].slots.insert(table.rows[i].slots.begin(), ordinal);
    }
  }
  return table;
}

PrintedTable TableBuilder::disclosure() {
  PrintedTable made{"P", {}};
  const auto add = [&made](PrintedRow row) {
    fill(row, disclosure_width);
    made.rows.push_back(std::move(row));
  };
  for (EditionTable const& table : edition_.tables) {
    if (!table.id.starts_with("P")) continue;
    const bool last_block = &table + 1 == &edition_.tables[table_index("R")];
    add({{slot(Role::head, wording_.table(table))}, true});
    PrintedRow head{{slot(Role::head, wording_.words("信息内容"))}, true};
    for (std::uint16_t i = 0; i < table.column_count; ++i) {
      EditionColumn const& column = edition_.columns[table.first_column + i];
      const bool cut_short = traits_.headings_cut_short && (column.id == "made" || column.id == "published");
      head.slots.push_back(slot(Role::head, cut_short ? "本年新" : wording_.column(column)));
    }
    add(std::move(head));
    for (std::uint16_t i = 0; i < table.row_count; ++i) {
      const auto row = static_cast<std::uint16_t>(table.first_row + i);
      PrintedRow printed{{slot(Role::label, wording_.row(edition_.rows[row]))}, false};
      for (std::uint16_t j = 0; j < table.column_count; ++j) {
        const auto cell = edition_.cell_at(row, static_cast<std::uint16_t>(table.first_column + j));
        printed.slots.push_back(cell ? value(*cell, last_block) : filler());
      }
      add(std::move(printed));
    }
    if (traits_.provincial_rows && table.id == "P1") {
      PrintedRow extra{{slot(Role::label, "其他主动公开文件")}, false};
      for (std::uint16_t j = 0; j < table.column_count; ++j) extra.slots.push_back(number_of_extra_row());
      add(std::move(extra));
    }
  }
  return made;
}

std::vector<PrintedRow> TableBuilder::request_head(std::vector<std::uint16_t> const& columns) {
  const Slot balance =
      slot(Role::head, wording_.words("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"));
  const auto name = [this](std::uint16_t column) {
    return slot(Role::head, wording_.column(edition_.columns[column]));
  };
  const auto add_fillers = [](PrintedRow& row, std::size_t count) { fill(row, row.slots.size() + count); };
  PrintedRow first{{balance}, true}, second{{}, true}, third{{}, true};
  add_fillers(first, label_columns - 1);
  if (traits_.permuted_columns) {
    for (const std::uint16_t column : columns) first.slots.push_back(name(column));
    return {first};
  }
  first.slots.push_back(slot(Role::head, wording_.words("申请人情况")));
  add_fillers(first, columns.size() - 1);
  add_fillers(second, label_columns);
  second.slots.push_back(name(columns.front()));
  second.slots.push_back(slot(Role::head, wording_.words(edition_.columns[columns[1]].group)));
  add_fillers(second, columns.size() - 3);
  second.slots.push_back(name(columns.back()));
  add_fillers(third, label_columns + 1);
  for (std::size_t i = 1; i + 1 < columns.size(); ++i) third.slots.push_back(name(columns[i]));
  add_fillers(third, 1);
  return {first, second, third};
}

PrintedRow TableBuilder::request_row(std::uint16_t index, std::vector<std::uint16_t> const& columns, bool last) {
  EditionRow const& row = edition_.rows[index];
  std::vector<std::uint16_t> above;
  for (auto parent = row.parent; parent; parent = edition_.rows[*parent].parent) above.insert(above.begin(), *parent);
  PrintedRow printed;
  for (const std::uint16_t heading : above) {
    const auto open = std::find_if(open_spans_.begin(), open_spans_.end(),
                                   [heading](auto const& span) { return span.first == heading; });
    if (open != open_spans_.end()) {
      printed.slots.push_back({.spanned = open->second});
    } else {
      open_spans_.emplace_back(heading, wording_.row(edition_.rows[heading]));
      printed.slots.push_back(slot(Role::label, open_spans_.back().second));
    }
  }
  printed.slots.push_back(slot(Role::label, wording_.row(row)));
  fill(printed, label_columns);
  for (const std::uint16_t column : columns) printed.slots.push_back(value(*edition_.cell_at(index, column), last));
  return printed;
}

PrintedTable TableBuilder::requests() {
  EditionTable const& table = edition_.tables[table_index("R")];
  std::vector<std::uint16_t> columns;
  for (std::uint16_t i = 0; i + 1 < table.column_count; ++i) {
    columns.push_back(static_cast<std::uint16_t>(table.first_column + i));
  }
  if (traits_.permuted_columns) random_.shuffle(columns);
  columns.push_back(static_cast<std::uint16_t>(table.first_column + table.column_count - 1));
  PrintedTable made{"R", request_head(columns)};
  for (std::uint16_t i = 0; i < table.row_count; ++i) {
    const auto row = static_cast<std::uint16_t>(table.first_row + i);
    if (!edition_.rows[row].heading) made.rows.push_back(request_row(row, columns, i + 1 == table.row_count));
  }
  return made;
}

PrintedTable TableBuilder::review() {
  EditionTable const& table = edition_.tables[table_index("V")];
  constexpr std::size_t block = 5;
  PrintedRow first{{slot(Role::head, wording_.words("行政复议"))}, true}, second{{}, true}, third{{}, true}, values;
  fill(first, block);
  first.slots.push_back(slot(Role::head, wording_.words("行政诉讼")));
  fill(first, 3 * block);
  fill(second, block);
  second.slots.push_back(slot(Role::head, wording_.words("未经复议直接起诉")));
  fill(second, 2 * block);
  second.slots.push_back(slot(Role::head, wording_.words("复议后起诉")));
  fill(second, 3 * block);
  const auto first_cell =
      static_cast<std::size_t>(std::find_if(edition_.cells.begin(), edition_.cells.end(),
                                            [&](EditionCell const& cell) { return cell.row == table.first_row; }) -
                               edition_.cells.begin());
  all_zero_ = std::all_of(form_.values.begin() + static_cast<std::ptrdiff_t>(first_cell), form_.values.end(),
                          [](Decimal value) { return value == Decimal{}; });
  for (std::uint16_t i = 0; i < table.column_count; ++i) {
    third.slots.push_back(slot(Role::head, wording_.column(edition_.columns[table.first_column + i])));
    values.slots.push_back(value(static_cast<std::uint16_t>(first_cell + i), true));
  }
  return {"V", {first, second, third, values}};
}

}  // namespace tiaoli::generator
