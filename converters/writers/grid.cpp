#include "converters/writers/grid.hpp"

#include <algorithm>
#include <utility>

namespace tiaoli {
namespace {

using Role = FormCell::Role;

class TableMaker {
 public:
  TableMaker(LayoutTable const& layout, Edition const& edition, std::vector<Figure> const& figures)
      : layout_(layout), edition_(edition), figures_(figures) {
    for (EditionTable const& table : edition.tables) {
      if (std::find(layout.tables.begin(), layout.tables.end(), table.id) != layout.tables.end()) tables_.push_back(&table);
    }
    measure();
  }

  FormTable make() {
    made_.name = layout_.titled || tables_.empty() ? std::string() : tables_.front()->label;
    made_.columns = static_cast<std::uint16_t>(first_value_ + value_columns_);
    for (EditionTable const* table : tables_) {
      if (layout_.titled) add(Role::title, 0, 1, made_.columns, table->label), ++made_.rows;
      add_head(*table);
      if (tables_.size() == 1 && !layout_.titled) made_.head_rows = made_.rows;
      add_rows(*table);
    }
    set_widths();
    std::stable_sort(made_.cells.begin(), made_.cells.end(), [](FormCell const& a, FormCell const& b) {
      return a.row != b.row ? a.row < b.row : a.column < b.column;
    });
    return std::move(made_);
  }

 private:
  bool is_list() const { return !layout_.unit.empty(); }

  void measure() {
    below_.resize(edition_.rows.size());
    for (EditionTable const* table : tables_) {
      value_columns_ = std::max(value_columns_, table->column_count);
      for (std::uint16_t r = table->first_row; r < table->first_row + table->row_count; ++r) {
        if (!edition_.rows[r].label.empty()) label_columns_ = std::max<std::uint16_t>(label_columns_, static_cast<std::uint16_t>(depth_of(r) + 1));
        if (edition_.rows[r].heading) continue;
        for (auto above = edition_.rows[r].parent; above; above = edition_.rows[*above].parent) ++below_[*above];
      }
    }
    if (is_list()) label_columns_ = 1;
    first_value_ = static_cast<std::uint16_t>(label_columns_ + (is_list() ? 1 : 0));
  }

  /// How many headings stand over a row; in a list, how many rows of any kind.
  std::uint16_t depth_of(std::uint16_t row) const {
    std::uint16_t depth = 0;
    for (auto above = edition_.rows[row].parent; above; above = edition_.rows[*above].parent) {
      if (edition_.rows[*above].heading || is_list()) ++depth;
    }
    return depth;
  }

  FormCell& add(Role role, std::uint16_t column, std::uint16_t rows, std::uint16_t columns, std::string text) {
    made_.cells.push_back({made_.rows, column, rows, columns, role, std::move(text), 0, {}});
    return made_.cells.back();
  }

  /// The last column of a narrower table reaches to the edge.
  std::uint16_t columns_of(EditionTable const& table, std::uint16_t place) const {
    return place + 1 == table.column_count ? static_cast<std::uint16_t>(value_columns_ - place) : std::uint16_t{1};
  }

  // ---- heads -------------------------------------------------------------------------------------

  /// The headings over a column, outermost first, and its own label last.
  std::vector<std::string> head_path(EditionColumn const& column) const {
    std::vector<std::string> path;
    if (!layout_.over.empty()) path.push_back(layout_.over);
    for (LayoutOver const& over : layout_.over_groups) {
      if (std::find(over.groups.begin(), over.groups.end(), column.group) != over.groups.end()) path.push_back(over.label);
    }
    if (!column.group.empty()) path.push_back(column.group);
    path.push_back(column.label);
    return path;
  }

  void add_head(EditionTable const& table) {
    std::vector<std::vector<std::string>> paths;
    std::size_t levels = 0;
    for (std::uint16_t c = 0; c < table.column_count; ++c) {
      paths.push_back(head_path(edition_.columns[table.first_column + c]));
      levels = std::max(levels, paths.back().size());
    }
    const auto depth = static_cast<std::uint16_t>(levels);
    if (label_columns_ > 0) add(Role::head, 0, depth, label_columns_, layout_.stub);
    if (is_list()) add(Role::head, label_columns_, depth, 1, layout_.unit);
    for (std::uint16_t c = 0; c < table.column_count; ++c) {
      for (std::size_t level = 0, part = 0; part < paths[c].size(); ++part) {
        const bool leaf = part + 1 == paths[c].size();
        const std::size_t rows = part == stretched() ? levels - paths[c].size() + 1 : 1;
        const bool seen = c > 0 && !leaf && same_heading(paths[c - 1], paths[c], part);
        if (!seen) {
          std::uint16_t columns = leaf ? columns_of(table, c) : std::uint16_t{1};
          for (std::uint16_t next = c + 1U; !leaf && next < table.column_count && same_heading(paths[c], paths[next], part); ++next) ++columns;
          FormCell& cell = add(Role::head, static_cast<std::uint16_t>(first_value_ + c), static_cast<std::uint16_t>(rows), columns, paths[c][part]);
          cell.row = static_cast<std::uint16_t>(made_.rows + level);
        }
        level += rows;
      }
    }
    made_.rows = static_cast<std::uint16_t>(made_.rows + depth);
  }

  /// In a path shorter than others, the part that is as tall as it takes: the group, or a label without one.
  std::size_t stretched() const { return layout_.over.empty() ? 0 : 1; }

  static bool same_heading(std::vector<std::string> const& a, std::vector<std::string> const& b, std::size_t part) {
    if (a.size() < part + 2 || b.size() < part + 2) return false;
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(part) + 1, b.begin());
  }

  // ---- rows --------------------------------------------------------------------------------------

  void add_rows(EditionTable const& table) {
    for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
      EditionRow const& row = edition_.rows[r];
      const std::string label = row.number + row.label + row.note;
      if (is_list()) {
        add(Role::label, 0, 1, 1, label).depth = depth_of(r);
        add(Role::unit, label_columns_, 1, 1, unit_of(table, r));
      } else if (row.heading && below_[r] > 0) {  // stands beside the first row that it spans
        add(Role::label, depth_of(r), below_[r], 1, label);
        continue;
      } else if (label_columns_ > 0) {
        const std::uint16_t depth = depth_of(r);
        add(Role::label, depth, 1, static_cast<std::uint16_t>(label_columns_ - depth), label);
      }
      add_figures(table, r);
      ++made_.rows;
    }
  }

  std::string unit_of(EditionTable const& table, std::uint16_t row) const {
    for (std::uint16_t c = 0; c < table.column_count; ++c) {
      if (const auto cell = edition_.cell_at(row, static_cast<std::uint16_t>(table.first_column + c))) return edition_.cells[*cell].unit;
    }
    return layout_.no_unit;
  }

  void add_figures(EditionTable const& table, std::uint16_t row) {
    for (std::uint16_t c = 0; c < table.column_count; ++c) {
      const auto cell = edition_.cell_at(row, static_cast<std::uint16_t>(table.first_column + c));
      FormCell& made = add(cell ? Role::figure : Role::empty, static_cast<std::uint16_t>(first_value_ + c), 1, columns_of(table, c), {});
      if (cell) made.figure = figures_[*cell];
    }
  }

  // ---- widths ------------------------------------------------------------------------------------

  void set_widths() {
    constexpr double narrow = 1.35, wide = 4.4, block_label = 1.8, list_label = 7.5, list_unit = 1.0;
    made_.widths.assign(made_.columns, 1.0);
    for (std::uint16_t c = 0; c < label_columns_; ++c) {
      const bool last = c + 1 == label_columns_;
      made_.widths[c] = is_list() ? list_label : label_columns_ == 1 ? block_label : last ? wide : narrow;
    }
    if (is_list()) {
      made_.widths[label_columns_] = list_unit;
      for (std::size_t c = first_value_; c < made_.widths.size(); ++c) made_.widths[c] = list_unit * 2;
    }
  }

  LayoutTable const& layout_;
  Edition const& edition_;
  std::vector<Figure> const& figures_;
  std::vector<EditionTable const*> tables_;
  std::vector<std::uint16_t> below_;  ///< for each row of the edition, the rows with cells under it
  std::uint16_t label_columns_ = 0, value_columns_ = 0, first_value_ = 0;
  FormTable made_;
};

}  // namespace

std::vector<std::vector<std::uint16_t>> FormTable::grid() const {
  std::vector<std::vector<std::uint16_t>> places(rows, std::vector<std::uint16_t>(columns));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::uint16_t r = 0; r < cells[i].rows; ++r) {
      for (std::uint16_t c = 0; c < cells[i].columns; ++c) {
        places[static_cast<std::size_t>(cells[i].row + r)][static_cast<std::size_t>(cells[i].column + c)] = static_cast<std::uint16_t>(i);
      }
    }
  }
  return places;
}

FormTable lay_table(LayoutTable const& layout, Edition const& edition, std::vector<Figure> const& figures) {
  return TableMaker(layout, edition, figures).make();
}

}  // namespace tiaoli
