#include "converters/readers/pdf_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "converters/readers/pdf_characters.hpp"
#include "converters/readers/pdf_columns.hpp"

namespace tiaoli {

/// Pages with more labels and rows than this are no form's.
constexpr std::size_t most_placings = 5'000'000;

LinePart joined(LinePart first, LinePart const& next) {
  first.text = join_text(std::move(first.text), next.text);
  first.box.add(next.box);
  first.is_value = false;
  return first;
}

std::vector<LabelLine> label_lines(std::vector<LabelLine> parts) {
  std::sort(parts.begin(), parts.end(), [](LabelLine const& a, LabelLine const& b) {
    return std::pair(a.middle, a.part.box.left) < std::pair(b.middle, b.part.box.left);
  });
  std::vector<LabelLine> lines;
  for (LabelLine const& part : parts) {
    if (!lines.empty() && part.middle - lines.back().middle < 0.3 * part.part.em) {
      lines.back().part = joined(lines.back().part, part.part);
    } else {
      lines.push_back(part);
    }
  }
  return lines;
}

std::vector<LabelLine> spanning_labels(std::vector<LabelLine> lines) {
  constexpr double longest_step = 1.9;
  std::sort(lines.begin(), lines.end(), [](LabelLine const& a, LabelLine const& b) { return a.middle < b.middle; });
  struct Chain {
    LinePart all;
    double first, last;
    double step = 0;  // between its lines
  };
  std::vector<Chain> chains;
  for (LabelLine const& line : lines) {
    const auto chain = std::find_if(chains.rbegin(), chains.rend(), [&](Chain const& known) {
      return line.part.box.left < known.all.box.right && known.all.box.left < line.part.box.right &&
             line.middle - known.last < longest_step * line.part.em &&
             (known.step == 0 || line.middle - known.last < known.step + 0.15 * line.part.em) && !starts_numbered(line.part.text) && !line.part.is_value;
    });
    if (chain == chains.rend()) {
      chains.push_back({line.part, line.middle, line.middle, 0});
    } else {
      chain->all = joined(chain->all, line.part);
      chain->step = line.middle - chain->last;
      chain->last = line.middle;
    }
  }
  TableColumns columns;
  for (Chain const& chain : chains) columns.add(chain.all.box.left, chain.all.box.right);
  std::vector<LabelLine> labels;
  for (Chain const& chain : chains) labels.push_back({chain.all, (chain.first + chain.last) / 2});
  const auto place = [&](LabelLine const& label) { return std::pair(columns.find(label.part.box.left, label.part.box.right), label.middle); };
  std::sort(labels.begin(), labels.end(), [&](LabelLine const& a, LabelLine const& b) { return place(a) < place(b); });
  return labels;
}

namespace {

/// The row with numbers at the height of `label`.
std::optional<std::size_t> row_at(std::vector<TableRow> const& rows, LabelLine const& label) {
  constexpr double off = 0.35;  // sizes of type
  const auto next = std::lower_bound(rows.begin(), rows.end(), label.middle, [](TableRow const& row, double middle) { return row.middle < middle; });
  std::optional<std::size_t> found;
  for (auto row = next == rows.begin() ? next : next - 1; row != rows.end() && row <= next; ++row) {
    if (!row->pieces.empty() && std::abs(row->middle - label.middle) < off * label.part.em) found = static_cast<std::size_t>(row - rows.begin());
  }
  return found;
}

/// Which labels stand in a column that has a label of its own beside most rows, each at the height of its row: they span none.
std::vector<bool> labels_of_rows(std::vector<LabelLine> const& labels, std::vector<TableRow> const& rows) {
  const auto numbered = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](TableRow const& row) { return !row.pieces.empty(); }));
  std::vector<bool> own(labels.size(), false);
  for (std::size_t i = 0; i < labels.size();) {
    std::size_t end = i, level = 0;
    double right = labels[i].part.box.right;
    for (; end < labels.size() && labels[end].part.box.left < right; ++end) {
      right = std::max(right, labels[end].part.box.right);
      if (row_at(rows, labels[end])) ++level;
    }
    for (; i < end; ++i) own[i] = level * 3 >= numbered * 2 && row_at(rows, labels[i]).has_value();
  }
  return own;
}

}  // namespace

std::vector<LabelLine> label_bare_rows(std::vector<LabelLine> labels, std::vector<TableRow>& rows) {
  std::vector<LabelLine> others;
  for (LabelLine& label : labels) {
    const auto row = row_at(rows, label);
    TableRow* const bare = row && !rows[*row].label ? &rows[*row] : nullptr;
    if (bare == nullptr) {
      others.push_back(std::move(label));
    } else {
      bare->label = std::move(label.part);
    }
  }
  return others;
}

void place_spanning(std::vector<LabelLine> const& labels, std::vector<TableRow>& rows) {
  if (rows.empty()) return;
  if (labels.size() * rows.size() * rows.size() > most_placings) {
    for (std::size_t i = 0; i < labels.size(); ++i) rows[std::min(i, rows.size() - 1)].spanning.push_back(labels[i].part);
    return;
  }
  const std::vector<bool> own = labels_of_rows(labels, rows);
  std::size_t next = 0;
  double column_right = -1;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    LabelLine const& label = labels[i];
    if (label.part.box.left >= column_right) next = 0;
    column_right = std::max(column_right, label.part.box.right);
    if (own[i]) {
      rows[row_at(rows, label).value()].spanning.push_back(label.part);
      continue;
    }
    std::size_t best = rows.size() - 1, best_end = best;
    double best_off = std::numeric_limits<double>::infinity();
    for (std::size_t first = next; first < rows.size(); ++first) {
      if (rows[first].label && rows[first].label->box.left < label.part.box.right - 0.3 * label.part.em) continue;  // it lies across
      double off = std::numeric_limits<double>::infinity();
      std::size_t end = first;
      for (std::size_t last = first; last < rows.size(); ++last) {
        if (rows[last].label && rows[last].label->box.left < label.part.box.right - 0.3 * label.part.em) break;
        const double here = std::abs((rows[first].middle + rows[last].middle) / 2 - label.middle);
        if (here >= off) continue;
        end = last;
        off = here;
      }
      off += 0.2 * label.part.em * static_cast<double>(first - next);
      if (off < best_off) {
        best = first;
        best_end = end;
        best_off = off;
      }
      if (rows[first].middle > label.middle && end == first) break;
    }
    rows[best].spanning.push_back(label.part);
    next = best_end + 1;
  }
}

void join_broken(std::vector<TableRow>& rows, TableColumns const& columns) {
  constexpr double farthest = 2.3;  // between lines of a cell, in sizes of type
  const auto is_digits = [](std::string const& text) {
    const auto characters = characters_of(text);
    return std::all_of(characters.begin(), characters.end(), is_digit);
  };
  const auto column_of = [&](RowPiece const& piece) { return columns.find(piece.part.box.left, piece.part.box.right); };
  std::vector<std::size_t> longest(columns.size(), 0);
  for (TableRow const& row : rows) {
    for (RowPiece const& piece : row.pieces) {
      if (const auto column = column_of(piece)) longest[*column] = std::max(longest[*column], characters_of(piece.part.text).size());
    }
  }
  const auto above_of = [&](TableRow const& upper, RowPiece const& piece) {
    return std::find_if(upper.pieces.begin(), upper.pieces.end(), [&](RowPiece const& other) { return column_of(other) == column_of(piece); });
  };
  // Whether the digits of `part` stand in columns where `whole` has digits, and those of the upper of the two are as long as any there.
  const auto goes_on = [&](TableRow const& upper, TableRow const& lower) {
    const bool is_part = upper.pieces.size() != lower.pieces.size(), lower_is_part = lower.pieces.size() <= upper.pieces.size();
    TableRow const& part = lower_is_part ? lower : upper;
    TableRow const& whole = lower_is_part ? upper : lower;
    bool long_ones = true;
    for (RowPiece const& piece : part.pieces) {
      const auto column = column_of(piece);
      const auto other = above_of(whole, piece);
      if (!column || other == whole.pieces.end() || !is_digits(piece.part.text) || !is_digits(other->part.text)) return false;
      if (characters_of((lower_is_part ? *other : piece).part.text).size() < longest[*column]) return false;
      long_ones = long_ones && longest[*column] > 1;
    }
    if (!lower_is_part) return !upper.label;
    if (lower.label && upper.label) return is_part && long_ones && !starts_numbered(lower.label->text);
    return is_part || long_ones;
  };
  std::size_t kept = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    TableRow& upper = rows[kept];
    TableRow& lower = rows[i];
    const bool near = upper.page == lower.page && !upper.pieces.empty() && !lower.pieces.empty() && !upper.is_shifted && !lower.is_shifted &&
                      lower.pieces.front().middle - upper.pieces.back().middle < farthest * lower.pieces.front().part.em;
    if (!near || !goes_on(upper, lower)) {
      if (++kept != i) rows[kept] = std::move(lower);
      continue;
    }
    upper.pieces.insert(upper.pieces.end(), lower.pieces.begin(), lower.pieces.end());
    if (lower.label) upper.label = upper.label ? joined(*upper.label, *lower.label) : lower.label;
  }
  if (!rows.empty()) rows.resize(kept + 1);
}

void join_over_pages(std::vector<TableRow>& rows) {
  const auto is_rest = [](TableRow const& row) { return row.pieces.empty() && row.spanning.empty() && row.label && !starts_numbered(row.label->text); };
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].page == rows[i - 1].page || !is_rest(rows[i])) continue;
    std::size_t whole = i - 1;
    while (whole > 0 && is_rest(rows[whole]) && rows[whole - 1].page == rows[whole].page) --whole;
    std::size_t end = i;
    while (end < rows.size() && is_rest(rows[end]) && rows[end].page == rows[i].page) ++end;
    if (!rows[whole].label) continue;
    for (std::size_t j = whole + 1; j < end; ++j) rows[whole].label->text = join_text(std::move(rows[whole].label->text), rows[j].label->text);
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(whole + 1), rows.begin() + static_cast<std::ptrdiff_t>(end));
    i = whole + 1;
  }
}

}  // namespace tiaoli
