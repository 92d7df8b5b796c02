#include "converters/binding/values.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "converters/binding/placement.hpp"
#include "converters/binding/units.hpp"
#include "converters/relations.hpp"

namespace tiaoli::binding {
namespace {

using ast::CellKind;

/// Money in the forms is in ten-thousand yuan.
constexpr int money_magnitude = 4;

class ValueReader {
 public:
  ValueReader(ast::Document const& document, Source const& source, LabelHits const& hits, RowBinding const& rows, Registry const& registry,
              std::uint8_t edition, Diagnostics& diagnostics)
      : document_(document),
        source_(source),
        hits_(hits),
        rows_(rows),
        registry_(registry),
        edition_index_(edition),
        edition_(registry.editions()[edition]),
        diagnostics_(diagnostics),
        cells_(edition_.cells.size()),
        row_of_cell_(edition_.cells.size(), nullptr),
        one_cell_a_line_(document.rows.size()) {
    for (ast::Block const& block : document.blocks) {
      for (std::uint32_t r = 0; block.one_cell_a_line && r < block.row_count; ++r) one_cell_a_line_[block.first_row + r] = true;
    }
  }

  std::vector<Cell> read() {
    std::vector<std::pair<BoundRow const*, PrintedRow>> uncertain;
    for (BoundRow const& bound : rows_.rows) {
      PrintedRow printed = printed_row(bound);
      for (std::uint16_t const column : printed.order->columns) {
        if (const auto cell = edition_.cell_at(bound.form_row, column)) row_of_cell_[*cell] = &bound;
      }
      if (!printed.order->clear || bound.unfilled) {
        leave_missing(bound, printed);
      } else if (auto certain = certain_placement(printed)) {
        write(bound, printed, *certain);
        note_complete(bound, printed, *certain);
      } else {
        uncertain.emplace_back(&bound, std::move(printed));
      }
    }
    settle(uncertain);
    return std::move(cells_);
  }

 private:
  struct Complete {
    std::uint32_t row = 0;
    std::uint16_t table = 0;
    bool torn = false;
    std::size_t line_column = 0;
  };

  // ---- what a row prints ---------------------------------------------------------------------

  ColumnOrder const& order_of(BoundRow const& bound) {
    const std::uint16_t table = edition_.rows[bound.form_row].table;
    const auto key = std::pair(table, bound.heads.empty() ? 0U : bound.heads.front());
    const auto found = orders_.find(key);
    if (found != orders_.end()) return found->second;
    const PrintedWidth width = printed_width(document_, rows_, edition_, table, bound.heads);
    return orders_.emplace(key, column_order(document_, source_, bound.heads, hits_, registry_, edition_index_, table, width, diagnostics_))
        .first->second;
  }

  PrintedRow printed_row(BoundRow const& bound) {
    ast::Row const& row = document_.rows[bound.row];
    PrintedRow printed;
    printed.order = &order_of(bound);
    printed.torn = bound.torn;
    printed.has_unit = row.has_unit;
    printed.line_is_row = !one_cell_a_line_[bound.row];
    printed.first_line_column = row.line_column + row.label_count + (row.has_unit ? 1U : 0U);
    if (!bound.unfilled) printed.values = values_of(document_, bound);
    for (std::uint16_t const column : printed.order->columns) {
      printed.cells.push_back(edition_.cell_at(bound.form_row, column));
    }
    return printed;
  }

  // ---- one value ---------------------------------------------------------------------------------

  /// The unit that the print gives for a value: its own, else the row's, else for money the label's, the column
  /// head's, or what stands above the table.
  ast::Unit printed_unit(BoundRow const& bound, ast::Cell const& cell, Kind kind, ast::Unit const& head) {
    if (!cell.unit.text.empty()) return cell.unit;
    ast::Row const& row = document_.rows[bound.row];
    if (row.has_unit) return document_.cells[row.first_cell + row.label_count].unit;
    if (kind != Kind::decimal) return head;
    for (std::uint16_t i = 0; i < row.label_count; ++i) {
      if (ast::Unit const& unit = document_.cells[row.first_cell + i].unit; unit.money) return unit;
    }
    return head.money ? head : unit_above(edition_.rows[bound.form_row].table);
  }

  ast::Unit unit_above(std::uint16_t table) {
    const auto found = units_above_.find(table);
    if (found != units_above_.end()) return found->second;
    return units_above_.emplace(table, binding::unit_above(document_, hits_, rows_, edition_, table)).first->second;
  }

  void write_cell(BoundRow const& bound, std::uint16_t index, ast::Cell const& cell, ast::Unit const& head, bool row_torn) {
    Cell& target = cells_[index];
    EditionCell const& meant = edition_.cells[index];
    target.at = source_.position(cell.text);
    target.value.text = std::string(cell.text);
    switch (cell.kind) {
      case CellKind::blank:
        target.value.state = row_torn ? State::missing : State::blank;
        return;
      case CellKind::mark: target.value.state = State::mark; return;
      case CellKind::number: break;
      default:
        target.value.state = State::unreadable;
        report("B217", cell, meant, {{"text", std::string(cell.text)}});
        return;
    }
    const bool money = meant.kind == Kind::decimal;
    const ast::Unit unit = printed_unit(bound, cell, meant.kind, head);
    if (unit.money && !money) {
      target.value.state = State::unreadable;
      report("B218", cell, meant, {{"text", std::string(cell.text)}, {"printed", std::string(unit.text)}, {"unit", meant.unit}});
      return;
    }
    const int shift = unit.text.empty() ? 0 : unit.magnitude - (money ? money_magnitude : 0);
    const bool other_count = !unit.text.empty() && !unit.money && unit.magnitude == 0 && unit.text != meant.unit && registry_.key()(unit.text) != registry_.key()(meant.unit);
    target.value.number = Decimal::scaled(cell.value.digits, cell.value.exponent + (money && other_count ? 0 : shift));
    target.value.state = target.value.number ? State::reported : State::unreadable;
    const bool impossible = target.value.number && ((meant.kind != Kind::decimal && !target.value.number->is_integer()) ||
                                                    (meant.kind != Kind::signed_count && *target.value.number < Decimal{}));
    if (impossible) {
      report("B225", cell, meant, {{"text", std::string(cell.text)}});
    } else if (!target.value.number) {
      report("B217", cell, meant, {{"text", std::string(cell.text)}});
    } else if (other_count) {
      report("B219", cell, meant, {{"text", std::string(cell.text)}, {"printed", std::string(unit.text)}, {"unit", meant.unit}});
    }
  }

  void report(std::string_view code, ast::Cell const& cell, EditionCell const& meant,
              std::vector<std::pair<std::string_view, std::string>> arguments) {
    arguments.emplace_back("cell", name_of(meant));
    diagnostics_.push_back({.code = std::string(code), .at = source_.position(cell.text), .cells = {meant.id}, .arguments = std::move(arguments)});
  }

  // ---- placing a row ---------------------------------------------------------------------------

  void write(BoundRow const& bound, PrintedRow const& printed, Placement const& placement) {
    ast::Row const& row = document_.rows[bound.row];
    std::size_t beside_label = row.first_cell + bound.label_cell;
    const bool has_empty_place = bound.unfilled && document_.cells[beside_label + 1].kind == CellKind::blank;
    if (has_empty_place) ++beside_label;  // a label in front of another one is not the last cell
    const std::string_view after_label = !printed.values.empty() ? printed.values.front().text : document_.cells[beside_label].text;
    for (std::size_t column = 0; column < printed.cells.size(); ++column) {
      if (!printed.cells[column]) continue;
      const auto value = placement[column];
      if (value && *value < printed.values.size()) {
        write_cell(bound, *printed.cells[column], printed.values[*value], printed.order->units[column], bound.how == How::position);
      } else {
        Cell& cell = cells_[*printed.cells[column]];
        cell.at = source_.position(after_label.substr(0, 0));
        // A row that prints its label and nothing else has left its only cell blank.
        const bool left_blank = bound.unfilled || (printed.cells.size() == 1 && row.value_count == 0);
        cell.value.state = left_blank ? State::blank : State::missing;
      }
    }
  }

  void leave_missing(BoundRow const& bound, PrintedRow const& printed) {
    write(bound, printed, Placement(printed.cells.size()));
  }

  /// Remembers where a complete row has its first value: others of its block are measured by it.
  void note_complete(BoundRow const& bound, PrintedRow const& printed, Placement const& placement) {
    const auto first = placement.front();
    if (!first || count_printed(printed) != printed.cells.size()) return;
    geometry_.push_back({bound.row, edition_.rows[bound.form_row].table, bound.torn, printed.first_line_column + *first});
  }

  /// The place of the first value in the complete rows nearest to `bound`, torn ones for a torn row; and in
  /// the head.
  std::vector<std::size_t> first_value_columns(BoundRow const& bound, ColumnOrder const& order) const {
    std::vector<std::pair<std::uint32_t, std::size_t>> found;
    for (Complete const& complete : geometry_) {
      if (complete.table != edition_.rows[bound.form_row].table || complete.torn != bound.torn) continue;
      const std::uint32_t distance = complete.row > bound.row ? complete.row - bound.row : bound.row - complete.row;
      found.emplace_back(distance, complete.line_column);
    }
    std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    std::vector<std::size_t> columns;
    for (auto const& [distance, column] : found) {
      if (std::count(columns.begin(), columns.end(), column) == 0) columns.push_back(column);
    }
    if (const auto head = order.first_line_column; head && !bound.torn) columns.push_back(*head);
    return columns;
  }

  using Uncertain = std::pair<BoundRow const*, PrintedRow>;

  static std::uint16_t table_of(Complete const& complete) { return complete.table; }
  std::uint16_t table_of(Uncertain const& item) const { return edition_.rows[item.first->form_row].table; }

  void settle(std::vector<Uncertain>& uncertain) {
    // Rows that still have a place for every column come first: they bear witness for the others.
    std::stable_partition(uncertain.begin(), uncertain.end(), [](Uncertain const& item) {
      return !item.second.torn && item.second.values.size() >= item.second.cells.size();
    });
    for (auto& [bound, printed] : uncertain) {
      const std::uint16_t table = edition_.rows[bound->form_row].table;
      const auto in_table = [&](auto const& item) { return table_of(item) == table; };
      const auto full = std::count_if(geometry_.begin(), geometry_.end(), in_table);
      printed.may_miss_column = full == 0 && printed_width(document_, rows_, edition_, table, bound->heads).prints_zeros;
      printed.is_exception = full > 3 * std::count_if(uncertain.begin(), uncertain.end(), in_table);
      if (count_printed(printed) > printed.cells.size()) {
        leave_missing(*bound, printed);
        report_row("B220", *bound, printed, {{"count", std::to_string(count_printed(printed))}, {"expected", std::to_string(printed.cells.size())}});
        continue;
      }
      place(*bound, printed);
    }
    report_lost_cells();
  }

  void place(BoundRow const& bound, PrintedRow const& printed) {
    const auto violations = [&](Placement const& placement) {
      return count_conflicts(bound, printed, placement) + count_violations(bound, printed, placement);
    };
    const Choice choice = choose_placement(printed, first_value_columns(bound, *printed.order), violations);
    write(bound, printed, choice.placement);
    if (choice.sure) return;
    report_row(choice.open.empty() ? "B221" : "B222", bound, printed, {{"count", std::to_string(count_printed(printed))}, {"expected", std::to_string(printed.cells.size())}});
  }

  /// Values that cannot stand in the column they are placed in: money among counts, fractions, signs.
  std::size_t count_conflicts(BoundRow const& bound, PrintedRow const& printed, Placement const& placement) {
    std::size_t conflicts = 0;
    for (std::size_t column = 0; column < placement.size(); ++column) {
      if (!placement[column] || !printed.cells[column]) continue;
      ast::Cell const& cell = printed.values[*placement[column]];
      if (cell.kind != CellKind::number) continue;
      const Kind kind = edition_.cells[*printed.cells[column]].kind;
      const ast::Unit unit = printed_unit(bound, cell, kind, printed.order->units[column]);
      if (unit.money && kind != Kind::decimal) ++conflicts;
      if (cell.value.exponent < 0 && kind != Kind::decimal) ++conflicts;
      if (cell.value.digits < 0 && kind != Kind::signed_count) ++conflicts;
    }
    return conflicts;
  }

  /// How many identities of the form the row would break when placed so. An unknown cell counts as any
  /// number from zero.
  std::size_t count_violations(BoundRow const& bound, PrintedRow const& printed, Placement const& placement) {
    std::vector<std::pair<std::uint16_t, Cell>> saved;
    const std::size_t diagnostics_before = diagnostics_.size();
    for (auto const& cell : printed.cells) {
      if (cell) saved.emplace_back(*cell, cells_[*cell]);
    }
    write(bound, printed, placement);
    std::size_t impossible = 0;
    for (auto const& [cell, value] : saved) {
      if (cells_[cell].value.number) continue;
      const auto implied = implied_number(cell);
      const bool negative = implied && *implied < Decimal{} && edition_.cells[cell].kind != Kind::signed_count;
      impossible += negative ? 1U : 0U;
      cells_[cell].value.number = implied;
    }
    std::vector<std::uint16_t> relations;
    for (auto const& [cell, value] : saved) {
      for (const std::uint16_t relation : edition_.relations_of_cell[cell]) relations.push_back(relation);
    }
    std::sort(relations.begin(), relations.end());
    relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
    const auto broken = std::count_if(relations.begin(), relations.end(), [&](std::uint16_t relation) { return is_broken(edition_.relations[relation]); });
    for (auto& [cell, value] : saved) cells_[cell] = std::move(value);
    diagnostics_.erase(diagnostics_.begin() + static_cast<std::ptrdiff_t>(diagnostics_before), diagnostics_.end());
    return static_cast<std::size_t>(broken) + impossible;
  }

  /// The number that the first identity with no other unknown gives a cell.
  std::optional<Decimal> implied_number(std::uint16_t cell) const {
    for (const std::uint16_t r : edition_.relations_of_cell[cell]) {
      CellRelation const& relation = edition_.relations[r];
      const RelationState state = state_of(relation, edition_, [&](std::uint16_t c) { return cells_[c].value.number; });
      if (relation.relation != Relation::equal || state.unknown != 1) continue;
      const auto term = std::find_if(relation.terms.begin(), relation.terms.end(), [&](auto const& t) { return t.cell == cell; });
      return Decimal::from_millionths(-term->sign * (state.left - state.right));
    }
    return std::nullopt;
  }

  bool is_broken(CellRelation const& relation) const {
    return state_of(relation, edition_, [&](std::uint16_t cell) { return cells_[cell].value.number; }).is_broken(relation.relation);
  }

  // ---- findings ----------------------------------------------------------------------------------

  void report_row(std::string_view code, BoundRow const& bound, PrintedRow const& printed,
                  std::vector<std::pair<std::string_view, std::string>> arguments) {
    arguments.emplace_back("row", name_of_row(bound.form_row));
    if (code != "B221") said_.push_back(bound.form_row);
    const std::string_view text = printed.values.empty() ? document_.rows[bound.row].text : printed.values.front().text;
    Diagnostic found{.code = std::string(code), .at = source_.position(text), .arguments = std::move(arguments)};
    for (auto const& cell : printed.cells) {
      if (cell) found.cells.push_back(edition_.cells[*cell].id);
    }
    diagnostics_.push_back(std::move(found));
  }

  /// In a table that prints its zeros, an empty place next to the label is a lost cell: nobody can tell it
  /// from the empty places that a spanned label leaves.
  void report_lost_cells() {
    std::vector<bool> prints_zeros(edition_.tables.size()), has_blanks(edition_.tables.size());
    const auto table_of = [&](std::size_t cell) { return edition_.rows[edition_.cells[cell].row].table; };
    const auto first_column = [&](std::size_t cell) { return edition_.cells[cell].column == edition_.tables[table_of(cell)].first_column; };
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].value.number == Decimal{}) prints_zeros[table_of(i)] = true;
      if (cells_[i].value.state == State::blank && !first_column(i)) has_blanks[table_of(i)] = true;
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      Value& value = cells_[i].value;
      const std::uint16_t table = table_of(i);
      const bool lost = value.state == State::blank && first_column(i) && edition_.tables[table].column_count > 1 && prints_zeros[table] && !has_blanks[table];
      if (lost) value.state = State::missing;
      const bool said = row_of_cell_[i] != nullptr && (!order_of(*row_of_cell_[i]).clear || std::count(said_.begin(), said_.end(), edition_.cells[i].row) > 0);
      if (value.state == State::missing && row_of_cell_[i] != nullptr && !said) {
        diagnostics_.push_back({.code = "B208",
                                .at = cells_[i].at,
                                .cells = {edition_.cells[i].id},
                                .arguments = {{"cell", name_of(edition_.cells[i])}}});
      }
    }
  }

  std::string name_of_row(std::uint16_t form_row) const {
    EditionRow const& row = edition_.rows[form_row];
    return row.label.empty() ? edition_.tables[row.table].label : row.number + row.label;
  }

  std::string name_of(EditionCell const& cell) const {
    EditionColumn const& column = edition_.columns[cell.column];
    const bool only_column = edition_.tables[column.table].column_count == 1;
    return only_column ? name_of_row(cell.row) : name_of_row(cell.row) + " / " + (column.group.empty() ? "" : column.group + " ") + column.label;
  }

  ast::Document const& document_;
  Source const& source_;
  LabelHits const& hits_;
  RowBinding const& rows_;
  Registry const& registry_;
  std::uint8_t edition_index_;
  Edition const& edition_;
  Diagnostics& diagnostics_;
  std::vector<Cell> cells_;
  std::vector<BoundRow const*> row_of_cell_;
  std::vector<bool> one_cell_a_line_;  ///< for each printed row
  std::map<std::pair<std::uint16_t, std::uint32_t>, ColumnOrder> orders_;
  std::map<std::uint16_t, ast::Unit> units_above_;  ///< by table
  std::vector<Complete> geometry_;
  std::vector<std::uint16_t> said_;  ///< form rows with a finding about all their cells
};

}  // namespace

std::vector<Cell> read_values(ast::Document const& document, Source const& source, LabelHits const& hits, RowBinding const& rows,
                              Registry const& registry, std::uint8_t edition, Diagnostics& diagnostics) {
  return ValueReader(document, source, hits, rows, registry, edition, diagnostics).read();
}

}  // namespace tiaoli::binding
