#include "converters/readers/pdf_table.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "converters/readers/pdf_characters.hpp"
#include "converters/readers/pdf_columns.hpp"
#include "converters/readers/pdf_head.hpp"
#include "converters/readers/pdf_labels.hpp"
#include "converters/readers/pdf_rows.hpp"

namespace tiaoli {
namespace {

/// Labels and rows of one page beyond these numbers are no form's.
constexpr std::size_t most_divisions = 250'000;

TableCell cell_of(std::uint16_t page, std::string text, PageBox const& box) { return {std::move(text), 1, 1, {0, 0, 0, place_of(page, box)}}; }

/// Columns whose words stand at the height of the numbers in most rows and apart from all labels: units.
std::vector<PageBox> unit_columns(std::span<PageLine const> lines, double left_of_values) {
  constexpr double widest = 4.5;  // sizes of type
  std::vector<PageBox> found;
  std::vector<LinePart const*> near;
  std::size_t numbered = 0;
  for (PageLine const& line : lines) {
    const auto values = row_values(line);
    if (values.empty()) continue;
    ++numbered;
    const auto first = std::find_if(line.parts.begin(), line.parts.end(), [&](LinePart const& part) { return part.box.left >= left_of_values; });
    if (first == line.parts.begin() || first == line.parts.end()) continue;
    LinePart const& before = *(first - 1);
    if (before.box.width() <= widest * before.em && !before.is_value) near.push_back(&before);
  }
  if (near.size() * 2 < numbered || near.empty()) return found;
  TableColumns columns;
  for (LinePart const* part : near) columns.add(part->box.left, part->box.right);
  std::vector<std::vector<LinePart const*>> inside(columns.size());
  for (LinePart const* part : near) inside[columns.find(part->box.left, part->box.right).value()].push_back(part);
  const auto fullest = std::max_element(inside.begin(), inside.end(), [](auto const& one, auto const& other) { return one.size() < other.size(); });
  if (fullest->size() * 2 < numbered) return found;
  PageBox unit = fullest->front()->box;
  for (LinePart const* part : *fullest) unit.add(part->box);
  bool labels_left = false;
  for (PageLine const& line : lines) {
    for (LinePart const& part : line.parts) {
      if (part.box.right <= unit.left) labels_left = true;
      if (part.box.left < unit.right && unit.left < part.box.right && (part.box.left < unit.left || part.box.right > unit.right)) return found;
    }
  }
  if (labels_left) found.push_back(unit);
  return found;
}

class TableWriter {
 public:
  TableWriter(std::vector<PageLine> const& lines, TableRegion const& region, TextMaker& text) : lines_(lines), region_(region), text_(text) {
    left_ = region.left_of_values;
    for (PageBox const& unit : unit_columns(body(), left_)) left_ = std::min(left_, unit.left);
    find_columns();
  }

  void write() {
    text_.gap();
    const auto head = std::span(lines_).subspan(region_.head, region_.body - region_.head);
    if (clear_) {
      const TableHead words = read_head(head, right_of_labels(), columns_);
      if (!head.empty()) write_head(words, head.front().page);
    } else {
      for (PageLine const& line : head) write_parts(line);
    }
    for (std::size_t i = region_.body; i < region_.end;) {
      std::size_t end = i;
      while (end < region_.end && lines_[end].page == lines_[i].page) ++end;
      write_page(std::span(lines_).subspan(i, end - i));
      i = end;
    }
    join_over_pages(rows_);
    write_rows(rows_);
    text_.gap();
  }

 private:
  std::span<PageLine const> body() const { return std::span(lines_).subspan(region_.body, region_.end - region_.body); }
  bool is_label(LinePart const& part) const { return part.box.right <= left_ + 0.2 * part.em; }

  /// The numbers of a line that begin where other rows have labels. They keep their order; what columns they are of, nothing shows.
  std::vector<std::size_t> shifted_values(PageLine const& line) const {
    auto values = row_values(line);
    const auto stands_left = [&](std::size_t v) { return line.parts[v].box.right <= region_.left_of_values - 0.2 * line.parts[v].em; };
    if (std::count_if(values.begin(), values.end(), stands_left) < 2) values.clear();
    return values;
  }

  std::optional<double> right_of_labels() const {
    std::optional<double> right;
    for (PageLine const& line : body()) {
      if (!shifted_values(line).empty()) continue;
      for (LinePart const& part : line.parts) {
        if (is_label(part)) right = std::max(right.value_or(0), part.box.right);
      }
    }
    return right;
  }

  /// Every number makes or widens a column; in no row may two stand in one.
  void find_columns() {
    for (PageLine const& line : body()) {
      if (!shifted_values(line).empty()) continue;
      for (LinePart const& part : line.parts) {
        if (!is_label(part)) columns_.add(part.box.left, part.box.right);
      }
    }
    for (PageLine const& line : body()) {
      if (!shifted_values(line).empty()) continue;
      std::vector<std::size_t> seen;
      for (LinePart const& part : line.parts) {
        if (is_label(part)) continue;
        const auto column = columns_.find(part.box.left, part.box.right);
        if (!column || std::find(seen.begin(), seen.end(), *column) != seen.end()) clear_ = false;
        if (column) seen.push_back(*column);
      }
    }
  }

  void write_parts(PageLine const& line) {
    std::vector<TableCell> cells;
    for (LinePart const& part : line.parts) cells.push_back(cell_of(line.page, part.text, part.box));
    text_.row(cells);
  }

  void write_head(TableHead const& head, std::uint16_t page) {
    const auto first_column = [&](TableHead::Name const& name) {
      std::size_t column = 0;
      while (column + 1 < columns_.size() && columns_.right(column) <= name.left) ++column;
      return column;
    };
    const std::size_t labels = std::max<std::size_t>(region_.has_labels ? 1 : 0, head.labels.size());
    double above = -1;
    std::vector<TableCell> row;
    const auto flush = [&] {
      if (!row.empty()) text_.row(row);
      row.clear();
    };
    for (TableHead::Name const& group : head.groups) {
      if (!row.empty() && group.box.top > above) flush();
      if (row.empty()) row.resize(labels + columns_.size(), cell_of(page, "", group.box));
      above = std::max(above, group.box.middle());
      row[labels + first_column(group)] = cell_of(page, group.text, group.box);
    }
    flush();
    if (head.names.empty() && head.labels.empty()) return;
    PageBox const& any = head.names.empty() ? head.labels.front().box : head.names.front().box;
    row.assign(labels + columns_.size(), cell_of(page, "", any));
    for (std::size_t i = 0; i < head.labels.size(); ++i) row[i] = cell_of(page, head.labels[i].text, head.labels[i].box);
    for (TableHead::Name const& name : head.names) row[labels + first_column(name)] = cell_of(page, name.text, name.box);
    flush();
  }

  /// Whether `next` is the last line of a unit that stands in two lines around the middle of its row, where the number is.
  static bool closes_unit(TableRow const& row, TableRow const& next) {
    if (row.page != next.page || next.pieces.size() != 1 || next.pieces.front().part.is_value) return false;
    LinePart const& last = next.pieces.front().part;
    RowPiece const& first = row.pieces.front();
    const auto number = std::find_if(row.pieces.begin(), row.pieces.end(), [](RowPiece const& piece) { return piece.part.is_value; });
    if (number == row.pieces.end() || first.part.is_value || first.part.box.right <= last.box.left || last.box.right <= first.part.box.left) return false;
    return number->middle - first.middle > 0.4 * last.em && std::abs((first.middle + next.middle) / 2 - number->middle) < 0.25 * last.em;
  }

  /// Whether a number of `row` ends in its decimal point, so that the digits below it are its rest.
  static bool awaits_digits(TableRow const& row, TableRow const& next) {
    constexpr double farthest = 2.3;  // sizes of type
    return row.page == next.page && std::any_of(row.pieces.begin(), row.pieces.end(), [&](RowPiece const& piece) {
      const bool open = piece.part.is_value && (piece.part.text.ends_with('.') || piece.part.text.ends_with("\xEF\xBC\x8E"));
      const auto is_below = [&](RowPiece const& other) {
        return other.middle > piece.middle && other.part.box.left < piece.part.box.right && piece.part.box.left < other.part.box.right;
      };
      return open && next.middle - piece.middle < farthest * piece.part.em && std::none_of(row.pieces.begin(), row.pieces.end(), is_below);
    });
  }

  /// The numbers of a page as rows. What stands closer than a line's height is one row: cells may have several lines.
  std::vector<TableRow> number_rows(std::span<PageLine const> page) const {
    std::vector<TableRow> rows;
    for (PageLine const& line : page) {
      TableRow row{line.page, line.middle, {}};
      const auto shifted = shifted_values(line);
      row.is_shifted = !shifted.empty();
      for (std::size_t i = row.is_shifted ? shifted.front() : 0; i < line.parts.size(); ++i) {
        if (row.is_shifted || !is_label(line.parts[i])) row.pieces.push_back({line.parts[i], line.middle});
      }
      if (row.pieces.empty()) continue;
      if (!rows.empty() && !row.is_shifted && !rows.back().is_shifted && (row.middle - rows.back().pieces.back().middle < 0.85 * row.pieces.front().part.em || closes_unit(rows.back(), row) || awaits_digits(rows.back(), row))) {
        rows.back().pieces.insert(rows.back().pieces.end(), row.pieces.begin(), row.pieces.end());
      } else {
        rows.push_back(std::move(row));
      }
    }
    for (TableRow& row : rows) row.middle = (row.pieces.front().middle + row.pieces.back().middle) / 2;
    return rows;
  }

  void write_page(std::span<PageLine const> page) {
    std::vector<LabelLine> labels;
    for (PageLine const& line : page) {
      const auto shifted = shifted_values(line);
      for (std::size_t i = 0; i < (shifted.empty() ? line.parts.size() : shifted.front()); ++i) {
        if (is_label(line.parts[i])) labels.push_back({line.parts[i], line.middle});
      }
    }
    std::vector<TableRow> numbers = number_rows(page);
    if (labels.size() * (numbers.size() + 1) > most_divisions) {
      write_rows(std::exchange(rows_, {}));
      for (PageLine const& line : page) write_parts(line);
      return;
    }
    auto spanning = spanning_labels(take_spanning(labels));
    const auto leaves = label_lines(std::move(labels));
    std::vector<double> heights;
    for (TableRow const& row : numbers) heights.push_back(row.middle);
    std::vector<TableRow> rows;
    std::size_t done = 0;
    for (Label const& label : assign_labels(leaves, heights)) {
      LinePart all = leaves[label.first].part;
      for (std::size_t i = label.first + 1; i < label.end; ++i) all = joined(std::move(all), leaves[i].part);
      const double middle = (leaves[label.first].middle + leaves[label.end - 1].middle) / 2;
      while (done < numbers.size() && (label.row ? done < *label.row : numbers[done].middle < middle)) rows.push_back(std::move(numbers[done++]));
      if (label.row) {
        numbers[done].label = all;
        rows.push_back(std::move(numbers[done++]));
      } else {
        rows.push_back({page.front().page, middle, {}, all});
      }
    }
    while (done < numbers.size()) rows.push_back(std::move(numbers[done++]));
    const auto others = label_bare_rows(std::move(spanning), rows);
    if (clear_) join_broken(rows, columns_);
    place_spanning(others, rows);
    rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }

  void write_rows(std::vector<TableRow> const& rows) {
    std::size_t depth = 0;
    for (TableRow const& row : rows) depth = std::max(depth, row.spanning.size());
    bool started = false;
    for (TableRow const& row : rows) {
      const std::uint16_t page = row.page;
      if (!started && row.pieces.empty() && row.label) {  // above the first numbers: a heading more likely than an empty row
        text_.paragraph(row.label->text, {0, 0, 0, place_of(page, row.label->box)});
        continue;
      }
      started = true;
      PageBox const whole = row.label ? row.label->box : row.pieces.empty() ? PageBox{} : row.pieces.front().part.box;
      std::vector<TableCell> cells;
      for (std::size_t i = row.spanning.size(); i < depth; ++i) cells.push_back(cell_of(page, "", whole));
      for (LinePart const& part : row.spanning) cells.push_back(cell_of(page, part.text, part.box));
      if (region_.has_labels) cells.push_back(cell_of(page, row.label ? row.label->text : "", whole));
      if (!clear_ || row.is_shifted) {
        for (RowPiece const& piece : row.pieces) cells.push_back(cell_of(page, piece.part.text, piece.part.box));
        text_.row(cells);
        continue;
      }
      const std::size_t first = cells.size();
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        const double top = row.pieces.empty() ? whole.top : row.pieces.front().part.box.top;
        const double bottom = row.pieces.empty() ? whole.bottom : row.pieces.front().part.box.bottom;
        cells.push_back(cell_of(page, "", {columns_.left(c), top, columns_.right(c), bottom}));
      }
      std::vector<LinePart> filled(columns_.size());
      std::vector<double> last(columns_.size()), step(columns_.size());
      for (RowPiece const& piece : row.pieces) {
        // Columns that the head added stand between those found before.
        const auto column = columns_.find(piece.part.box.left, piece.part.box.right);
        if (!column) continue;
        LinePart& here = filled[*column];
        const double below = piece.middle - std::exchange(last[*column], piece.middle);
        const bool is_even = step[*column] <= 0 || std::abs(below - step[*column]) < 0.15 * piece.part.em;  // as lines of one cell are
        if (here.text.empty()) {
          here = piece.part;
        } else if (is_even && is_broken(here, piece.part, *column)) {
          step[*column] = below;
          here.text += piece.part.text;
          here.box.add(piece.part.box);
        } else {
          here = joined(here, piece.part);
        }
        cells[first + *column] = cell_of(page, here.text, here.box);
      }
      text_.row(cells);
    }
  }

  /// Whether a number goes on in the next line, because its cell is too narrow: it is as wide as any of its column.
  bool is_broken(LinePart const& upper, LinePart const& lower, std::size_t column) const {
    const auto first = characters_of(upper.text), second = characters_of(lower.text);
    const auto is_digits = [](std::u32string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); };
    const bool point = !first.empty() && (first.back() == U'.' || first.back() == U'\uFF0E');
    if (!is_digits(std::u32string_view(first).substr(0, first.size() - (point ? 1 : 0))) || !is_digits(second) || lower.box.top < upper.box.middle()) return false;
    if (point) return true;
    for (TableRow const& row : rows_) {
      for (RowPiece const& piece : row.pieces) {
        const bool same = columns_.find(piece.part.box.left, piece.part.box.right) == column;
        if (same && piece.part.box.width() > upper.box.width() + 0.1 * upper.em) return false;
      }
    }
    return true;
  }

  std::vector<PageLine> const& lines_;
  TableRegion const& region_;
  TextMaker& text_;
  TableColumns columns_;
  double left_ = 0;
  bool clear_ = true;
  std::vector<TableRow> rows_;
};

}  // namespace

void write_table(std::vector<PageLine> const& lines, TableRegion const& region, TextMaker& text) { TableWriter(lines, region, text).write(); }

}  // namespace tiaoli
