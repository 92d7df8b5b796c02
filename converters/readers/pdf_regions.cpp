#include "converters/readers/pdf_regions.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "converters/readers/pdf_columns.hpp"

namespace tiaoli {
namespace {

/// Tables of forms have at most fifteen; with many more the lines are a drawing.
constexpr std::size_t most_columns = 64;

// All in sizes of type.
constexpr double longest_step = 4.5;      ///< between the middles of lines of a head
constexpr double longest_label_step = 2.3;  ///< between lines below the last number
constexpr double larger_type = 1.2;       ///< is that of a heading

/// A line that numbers of a table stand in.
struct NumberLine {
  std::size_t line = 0;
  std::vector<std::size_t> values;
  double left = 0;  ///< of its first number
  bool sure = true; ///< it has more than one number alone
  bool shifted = false;  ///< its numbers begin where other rows have labels
};

std::optional<NumberLine> number_line(std::vector<PageLine> const& lines, std::size_t i) {
  PageLine const& line = lines[i];
  NumberLine found{i, row_values(line), 0, true};
  if (found.values.empty()) return std::nullopt;
  LinePart const& first = line.parts[found.values.front()];
  found.left = first.box.left;
  found.sure = line.parts.size() > 1;
  if (found.values.size() == 1 && found.values.front() > 0) {
    LinePart const& before = line.parts[found.values.front() - 1];
    if (first.box.left - before.box.right < first.em && before.box.width() > 2.3 * first.em) return std::nullopt;
  }
  return found;
}

bool stands_left_of(PageLine const& line, double left) {
  return std::all_of(line.parts.begin(), line.parts.end(), [&](LinePart const& part) { return part.box.right <= left + 0.2 * part.em; });
}

/// The words right before the first number of a line, when they are short enough for a unit; nothing otherwise.
LinePart const* unit_of(NumberLine const& number, std::vector<PageLine> const& lines) {
  constexpr double widest = 4.5;  // sizes of type
  if (number.values.front() == 0) return nullptr;
  LinePart const& before = lines[number.line].parts[number.values.front() - 1];
  return before.box.width() <= widest * before.em ? &before : nullptr;
}

/// Whether two lines stand less than this many sizes of type apart.
bool is_near(PageLine const& a, PageLine const& b, double sizes) { return a.page == b.page && std::abs(a.middle - b.middle) < sizes * std::min(a.em, b.em); }

bool share_place(PageBox const& a, PageBox const& b) { return a.left < b.right && b.left < a.right; }

/// Where the words before the numbers of a line end; 0 when there are none. A label of two lines has the numbers between them.
double label_right_of(NumberLine const& number, std::vector<PageLine> const& lines) {
  PageLine const& row = lines[number.line];
  double right = number.values.front() == 0 ? 0 : row.parts[number.values.front() - 1].box.right;
  for (const std::size_t i : {number.line - 1, number.line + 1}) {  // the first line has none before it: its number wraps
    if (i >= lines.size() || lines[i].page != row.page || std::abs(lines[i].middle - row.middle) >= row.em || !stands_left_of(lines[i], number.left)) continue;
    right = std::max(right, lines[i].box().right);
  }
  return right;
}

struct Group {
  std::vector<NumberLine> numbers;
  TableColumns columns;
  double left = 0;

  /// A row of a list whose number is left out: a label and a unit, the unit in a column that is known.
  bool is_empty_row(PageLine const& line) const {
    constexpr double widest_unit = 2.3;  // sizes of type
    if (columns.size() > 2) return false;
    return std::all_of(line.parts.begin(), line.parts.end(), [&](LinePart const& part) {
      return part.box.right <= left + 0.2 * part.em || (part.box.width() <= widest_unit * part.em && columns.find(part.box.left, part.box.right));
    });
  }

  /// Whether `next` is a row of another table, right below and drawn with other columns: none of its numbers stands in a column that is
  /// known, and either its unit moved with them or words of the one table stand where the numbers of the other do.
  bool is_moved(NumberLine const& next, std::vector<PageLine> const& lines) const {
    std::vector<LinePart> const& parts = lines[next.line].parts;
    for (const std::size_t v : next.values) {
      if (columns.count(parts[v].box.left, parts[v].box.right) > 0) return false;
    }
    LinePart const* const unit = unit_of(next, lines);
    LinePart const* const known = unit_of(numbers.back(), lines);
    if (unit != nullptr && known != nullptr && !share_place(unit->box, known->box)) return true;
    // Where one row has its unit, another may have a mark.
    for (std::size_t p = 0; p < next.values.front(); ++p) {
      if (&parts[p] != unit && columns.count(parts[p].box.left, parts[p].box.right) > 0) return true;
    }
    return std::any_of(numbers.begin(), numbers.end(), [&](NumberLine const& number) {
      std::vector<LinePart> const& row = lines[number.line].parts;
      LinePart const* const other = unit_of(number, lines);
      return std::any_of(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(number.values.front()), [&](LinePart const& part) {
        return &part != other && std::any_of(next.values.begin(), next.values.end(), [&](std::size_t v) { return share_place(part.box, parts[v].box); });
      });
    });
  }

  /// Whether the numbers of `next` begin where the rows so far have labels, because cells of its own are lost: one unit may
  /// stand left of the first number, two numbers among words do not.
  bool is_shifted(NumberLine const& next, std::vector<PageLine> const& lines) const {
    std::vector<LinePart> const& row = lines[next.line].parts;
    const auto stands_left = [&](std::size_t v) { return row[v].box.right <= left - 0.2 * row[v].em; };
    if (is_near(lines[numbers.back().line], lines[next.line], 0.85)) return false;  // they are lines of one row
    if (numbers.size() < 2 || columns.size() < 2 || next.values.size() < columns.size() || next.values.size() > columns.size() + 1 || std::count_if(next.values.begin(), next.values.end(), stands_left) < 2) return false;
    return std::any_of(next.values.begin(), next.values.end(), [&](std::size_t v) { return stands_left(v) && label_places.count(row[v].box.left, row[v].box.right) > 0; });
  }

  /// Whether `next` is the rest of the number of a row, which stands left of the labels, and no number of the table.
  bool is_label(NumberLine const& next, std::vector<PageLine> const& lines) const {
    LinePart const& only = lines[next.line].parts.front();
    return !next.sure && only.box.right <= left && label_places.count(only.box.left, only.box.right) > 0;
  }

  TableColumns label_places{};  ///< of all words left of the numbers
  double label_right = 0;  ///< of what stands left of numbers in their own lines

  void add(NumberLine const& line, std::vector<PageLine> const& lines) {
    const bool wraps = line.line > 0 && stands_left_of(lines[line.line - 1], line.left) && is_near(lines[line.line - 1], lines[line.line], 1);
    const std::size_t above = !numbers.empty() ? numbers.back().line + 1 : line.line - (wraps ? 1 : 0);
    for (std::size_t i = above; i <= line.line; ++i) {
      for (std::size_t p = 0; p < (i == line.line ? line.values.front() : lines[i].parts.size()); ++p) {
        PageBox const& box = lines[i].parts[p].box;
        if (box.right <= line.left + 0.2 * lines[i].parts[p].em) label_places.add(box.left, box.right);
      }
    }
    if (line.shifted) {
      numbers.push_back(line);
      return;
    }
    label_right = std::max(label_right, label_right_of(line, lines));
    left = numbers.empty() ? line.left : std::min(left, line.left);
    numbers.push_back(line);
    for (const std::size_t v : line.values) columns.add(lines[line.line].parts[v].box.left, lines[line.line].parts[v].box.right);
  }

  /// Whether `next` goes on with these columns and nothing but labels stands between.
  bool takes(NumberLine const& next, std::vector<PageLine> const& lines) const {
    if (columns.size() > most_columns || (!next.shifted && is_moved(next, lines))) return false;
    const std::size_t last = numbers.back().line;
    const double edge = next.shifted ? left : std::min(left, next.left);
    const double labels = next.shifted ? label_right : std::max(label_right, label_right_of(next, lines));
    for (std::size_t i = last + 1; i < next.line; ++i) {
      // A head has words where no label stands.
      const auto is_off = [&](LinePart const& part) { return labels > 0 && part.box.left > labels && part.box.right <= left; };
      if (std::any_of(lines[i].parts.begin(), lines[i].parts.end(), is_off)) return false;
      if ((!stands_left_of(lines[i], edge) && !is_empty_row(lines[i])) || lines[i].em > larger_type * std::max(lines[last].em, lines[next.line].em)) return false;
    }
    if (next.shifted) return true;
    std::vector<std::size_t> taken;
    for (const std::size_t v : next.values) {
      PageBox const& box = lines[next.line].parts[v].box;
      if (columns.count(box.left, box.right) > 1) return false;
      const auto column = columns.find(box.left, box.right);
      if (column && std::find(taken.begin(), taken.end(), *column) != taken.end()) return false;
      if (column) taken.push_back(*column);
    }
    return true;
  }
};

/// What a group of number lines covers from left to right.
struct Extent {
  double left = 0, right = 0, label_right = 0, em = 1;
  bool has_labels = false;
};

Extent extent_of(Group const& group, std::vector<PageLine> const& lines) {
  Extent found{group.left, group.left, 0, 1, false};
  std::vector<double> sizes;
  for (std::size_t i = group.numbers.front().line; i <= group.numbers.back().line; ++i) {
    sizes.push_back(lines[i].em);
    for (LinePart const& part : lines[i].parts) {
      found.left = std::min(found.left, part.box.left);
      found.right = std::max(found.right, part.box.right);
      if (part.box.right > group.left) continue;
      found.label_right = std::max(found.label_right, part.box.right);
      found.has_labels = true;
    }
  }
  std::sort(sizes.begin(), sizes.end());
  found.em = sizes[sizes.size() / 2];
  return found;
}

/// Prose, or a heading over the whole table: it lies over the edge between labels and numbers, or over most of a table without labels.
bool lies_across(PageLine const& line, Group const& group, Extent const& extent) {
  return std::any_of(line.parts.begin(), line.parts.end(), [&](LinePart const& part) {
    const double half = 0.5 * extent.em;
    if (extent.has_labels) return part.box.left < extent.label_right - half && part.box.right > group.left + half;
    return line.parts.size() == 1 && (part.box.width() > 0.5 * (extent.right - extent.left) || part.box.left < extent.left - 2 * extent.em);
  });
}

TableRegion region_of(Group const& group, std::vector<PageLine> const& lines, std::size_t earliest, std::size_t latest) {
  const Extent extent = extent_of(group, lines);
  const std::size_t first = group.numbers.front().line, last = group.numbers.back().line;
  TableRegion region{first, first, last + 1, group.left, extent.has_labels};
  const auto step = [&](std::size_t upper) {
    return lines[upper].page == lines[upper + 1].page ? (lines[upper + 1].middle - lines[upper].middle) / extent.em : 0.0;
  };
  std::size_t top = first;
  std::optional<std::size_t> head_top, head_bottom;
  while (top > earliest) {
    PageLine const& line = lines[top - 1];
    const bool over_page = line.page != lines[top].page;  // a head at the bottom of the page before
    if ((over_page && (top != first || line.parts.size() < 2)) || step(top - 1) > longest_step || line.em > larger_type * extent.em || lies_across(line, group, extent)) break;
    --top;
    if (stands_left_of(line, group.left)) continue;
    head_top = top;
    if (!head_bottom) head_bottom = top;
  }
  if (head_top) {
    region.head = *head_top;
    region.body = *head_bottom + 1;
    while (region.body > region.head + 1 && group.is_empty_row(lines[region.body - 1])) --region.body;
  } else {
    while (region.body > top && step(region.body - 1) <= longest_label_step) --region.body;
    region.head = region.body;
  }
  while (region.end < latest && lines[region.end].page == lines[last].page && lines[region.end].em <= larger_type * extent.em) {
    PageLine const& line = lines[region.end];
    const bool is_label = step(region.end - 1) <= longest_label_step && stands_left_of(line, group.left);
    const bool is_row = step(region.end - 1) <= longest_step && line.parts.size() > 1 && group.is_empty_row(line) && !stands_left_of(line, group.left);
    if (!is_label && !is_row) break;
    ++region.end;
  }
  return region;
}

}  // namespace

std::vector<TableRegion> find_tables(std::vector<PageLine> const& lines) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto number = number_line(lines, i);
    if (!number || (!groups.empty() && groups.back().is_label(*number, lines))) continue;
    number->shifted = !groups.empty() && groups.back().is_shifted(*number, lines);
    if (groups.empty() || !groups.back().takes(*number, lines)) {
      groups.emplace_back();
      number->shifted = false;
    }
    groups.back().add(*number, lines);
  }
  std::erase_if(groups, [](Group const& group) {
    return std::none_of(group.numbers.begin(), group.numbers.end(), [](NumberLine const& line) { return line.sure; });
  });
  std::vector<TableRegion> regions;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::size_t earliest = regions.empty() ? 0 : regions.back().end;
    const std::size_t latest = g + 1 < groups.size() ? groups[g + 1].numbers.front().line : lines.size();
    regions.push_back(region_of(groups[g], lines, earliest, latest));
  }
  return regions;
}

}  // namespace tiaoli
