#include "converters/binding/columns.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace tiaoli::binding {
namespace {

using What = LabelUse::What;

/// One head cell that names a column, or a group of columns, of the table.
struct Leaf {
  std::size_t line_column = 0;
  std::vector<std::uint16_t> candidates;  ///< columns with this label
  std::optional<std::uint16_t> group;     ///< the first column of the group it names instead
  ast::Unit unit;
};

using Leaves = std::vector<Leaf>;

class HeadReader {
 public:
  HeadReader(ast::Document const& document, std::vector<std::uint32_t> const& heads, LabelHits const& hits, Edition const& edition,
             std::uint8_t edition_index, std::uint16_t table)
      : document_(document), edition_(edition), table_(edition.tables[table]) {
    for (const std::uint32_t row : heads) {
      unread_ += count_unread(row, hits, edition_index);
      Leaves leaves;
      for (Hit const& hit : hits.of_row(row)) {
        const bool names = hit.use.what == What::column || hit.use.what == What::group;
        if (!names || hit.use.edition != edition_index || edition.columns[hit.use.index].table != table) continue;
        const std::size_t at = document.rows[row].line_column + hit.cell;
        if (leaves.empty() || leaves.back().line_column != at) leaves.push_back({at, {}, {}, unit_of(row, hit.cell)});
        if (hit.use.what == What::group) {
          leaves.back().group = hit.use.index;
        } else {
          leaves.back().candidates.push_back(hit.use.index);
        }
      }
      if (leaves.empty()) continue;
      // Printed one cell a line, the head of an earlier table that was left blank runs into this one.
      const bool grouped = std::any_of(leaves.begin(), leaves.end(), [](Leaf const& leaf) { return leaf.group.has_value(); });
      if (!grouped && leaves.size() > table_.column_count) leaves.erase(leaves.begin(), leaves.end() - table_.column_count);
      rows_.push_back(std::move(leaves));
    }
  }

  bool empty() const { return rows_.empty(); }

  /// The columns from left to right; nothing when the head contradicts every order.
  std::optional<std::vector<std::uint16_t>> order(PrintedWidth const& width) const {
    if (auto full = whole_row()) return full;
    if (leaves_columns_out(width)) return merged(named_columns());
    if (in_form_order()) return form_order();
    return merged(table_.column_count);
  }

  /// The place of the first column when the head names all columns in places side by side.
  std::optional<std::size_t> first_line_column() const {
    std::vector<std::size_t> places;
    for (Leaves const& leaves : rows_) {
      for (Leaf const& leaf : columns_only(leaves)) places.push_back(leaf.line_column);
    }
    std::sort(places.begin(), places.end());
    const bool repeated = std::adjacent_find(places.begin(), places.end()) != places.end();
    if (repeated || places.size() != table_.column_count || places.back() - places.front() + 1 != places.size()) return std::nullopt;
    return places.front();
  }

  std::vector<ast::Unit> units(std::vector<std::uint16_t> const& columns) const {
    std::vector<ast::Unit> found(columns.size());
    for (Leaves const& leaves : rows_) {
      for (Leaf const& leaf : leaves) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
          if (leaf.unit.money && std::count(leaf.candidates.begin(), leaf.candidates.end(), columns[i]) > 0) found[i] = leaf.unit;
        }
      }
    }
    return found;
  }

  std::vector<std::uint16_t> form_order() const {
    std::vector<std::uint16_t> columns(table_.column_count);
    std::iota(columns.begin(), columns.end(), table_.first_column);
    return columns;
  }

 private:
  ast::Unit unit_of(std::uint32_t row, std::uint16_t cell) const {
    const ast::Unit unit = document_.cells[document_.rows[row].first_cell + cell].unit;
    return unit.money ? unit : ast::Unit{};
  }

  std::size_t count_unread(std::uint32_t row, LabelHits const& hits, std::uint8_t edition_index) const {
    const auto known = hits.of_row(row);
    std::size_t unread = 0;
    for (std::uint16_t i = 0; i < document_.rows[row].label_count; ++i) {
      const bool words = document_.cells[document_.rows[row].first_cell + i].kind == ast::CellKind::words;
      const auto is_this = [&](Hit const& hit) { return hit.cell == i && hit.use.edition == edition_index; };
      unread += words && std::none_of(known.begin(), known.end(), is_this) ? 1U : 0U;
    }
    return unread;
  }

  static Leaves columns_only(Leaves leaves) {
    std::erase_if(leaves, [](Leaf const& leaf) { return leaf.candidates.empty(); });
    return leaves;
  }

  /// The groups in the order in which the head prints them, as first columns.
  std::vector<std::uint16_t> groups() const {
    std::vector<std::pair<std::size_t, std::uint16_t>> printed;  // by place in the line: a group may stand a row higher
    for (Leaves const& leaves : rows_) {
      for (Leaf const& leaf : leaves) {
        const auto known = [&](auto const& other) { return other.second == *leaf.group; };
        if (leaf.group && std::none_of(printed.begin(), printed.end(), known)) printed.emplace_back(leaf.line_column, *leaf.group);
      }
    }
    std::stable_sort(printed.begin(), printed.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    std::vector<std::uint16_t> found;
    for (auto const& [place, group] : printed) found.push_back(group);
    return found;
  }

  /// Reads leaves from left to right; a label that stands under several groups is the one of the group
  /// whose turn it is.
  std::optional<std::vector<std::uint16_t>> resolve(Leaves const& leaves) const {
    std::vector<std::uint16_t> order;
    std::map<std::uint16_t, std::size_t> seen;  // by first candidate
    const std::vector<std::uint16_t> printed_groups = groups();
    for (Leaf const& leaf : leaves) {
      std::vector<std::uint16_t> candidates = leaf.candidates;
      const std::size_t turn = seen[candidates.front()]++;
      if (candidates.size() > 1 && candidates.size() == printed_groups.size() && turn < printed_groups.size()) {
        std::string const& group = edition_.columns[printed_groups[turn]].group;
        std::erase_if(candidates, [&](std::uint16_t c) { return edition_.columns[c].group != group; });
      } else if (turn < candidates.size()) {
        candidates = {candidates[turn]};
      }
      if (candidates.size() != 1 || std::count(order.begin(), order.end(), candidates.front()) > 0) return std::nullopt;
      order.push_back(candidates.front());
    }
    return order;
  }

  /// A head row that names every column. In a table printed one cell a line the whole head is one row,
  /// with the columns of a group behind it.
  std::optional<std::vector<std::uint16_t>> whole_row() const {
    for (Leaves const& leaves : rows_) {
      const Leaves columns = columns_only(leaves);
      if (columns.size() != table_.column_count) continue;
      auto order = resolve(columns);
      // 总计 stands before the columns of the group when rows of a head are printed one after the other.
      const bool groups_inside = columns.size() != leaves.size();
      if (order && groups_inside && table_.column_count > 1) {
        std::vector<std::uint16_t> sorted = *order;
        std::sort(sorted.begin(), sorted.end());
        return sorted;
      }
      if (order) return order;
    }
    return std::nullopt;
  }

  /// Whether every head row names its columns in the order of the form, as far as it was read.
  bool in_form_order() const {
    return std::all_of(rows_.begin(), rows_.end(), [](Leaves const& leaves) {
      int last = -1;
      for (Leaf const& leaf : columns_only(leaves)) {
        const auto next = std::find_if(leaf.candidates.begin(), leaf.candidates.end(), [&](std::uint16_t c) { return c > last; });
        if (next == leaf.candidates.end()) return false;
        last = *next;
      }
      return true;
    });
  }

  /// How many of the columns the head names.
  std::size_t named_columns() const {
    std::size_t count = 0;
    for (Leaves const& leaves : rows_) count += columns_only(leaves).size();
    return count;
  }

  /// Whether the table was printed without some columns of the form: every word of its head was understood, and no
  /// row needs more places than the head names.
  bool leaves_columns_out(PrintedWidth const& width) const {
    const std::size_t named = named_columns();
    return unread_ == 0 && named < table_.column_count && width.most_values > 0 && width.widest <= named;
  }

  /// Two head rows as one. The upper has groups in the place of their columns (自然人, 法人或其他组织, 总计), or the
  /// rows name columns in different places of the line. Nothing when that does not make `count` columns.
  std::optional<std::vector<std::uint16_t>> merged(std::size_t count) const {
    if (rows_.size() == 1 && columns_only(rows_.front()).size() == count) return resolve(columns_only(rows_.front()));
    if (rows_.size() < 2) return std::nullopt;
    Leaves const& upper = rows_[rows_.size() - 2];
    Leaves const lower = columns_only(rows_.back());
    Leaves leaves;
    bool expanded = false;
    for (Leaf const& leaf : upper) {
      if (!leaf.group) {
        leaves.push_back(leaf);
      } else if (!expanded) {
        leaves.insert(leaves.end(), lower.begin(), lower.end());
        expanded = true;
      }
    }
    if (!expanded) {
      leaves.insert(leaves.end(), lower.begin(), lower.end());
      const auto by_place = [](Leaf const& a, Leaf const& b) { return a.line_column < b.line_column; };
      std::stable_sort(leaves.begin(), leaves.end(), by_place);
      const auto same_place = [](Leaf const& a, Leaf const& b) { return a.line_column == b.line_column; };
      if (std::adjacent_find(leaves.begin(), leaves.end(), same_place) != leaves.end()) return std::nullopt;
    }
    return leaves.size() == count ? resolve(leaves) : std::nullopt;
  }

  ast::Document const& document_;
  Edition const& edition_;
  EditionTable const& table_;
  std::vector<Leaves> rows_;
  std::size_t unread_ = 0;  ///< cells with words that no form prints
};

}  // namespace

ColumnOrder column_order(ast::Document const& document, Source const& source, std::vector<std::uint32_t> const& heads,
                         LabelHits const& hits, Registry const& registry, std::uint8_t edition, std::uint16_t table,
                         PrintedWidth const& width, Diagnostics& diagnostics) {
  Edition const& form = registry.editions()[edition];
  const HeadReader head(document, heads, hits, form, edition, table);
  ColumnOrder made;
  made.columns = head.form_order();
  if (!head.empty()) {
    const auto order = head.order(width);
    const auto report = [&](std::string_view code) {
      diagnostics.push_back({.code = std::string(code),
                             .at = source.position(document.rows[heads.back()].text),
                             .arguments = {{"table", form.tables[table].label}}});
    };
    made.clear = order.has_value();
    if (!order) {
      report("B214");
    } else if (*order != made.columns) {
      report(order->size() == made.columns.size() ? "B215" : "B216");
      made.columns = *order;
    }
  }
  made.units = head.units(made.columns);
  made.first_line_column = head.first_line_column();
  return made;
}

}  // namespace tiaoli::binding
