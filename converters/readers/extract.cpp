#include "converters/readers/extract.hpp"

#include <algorithm>
#include <map>

namespace tiaoli {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

constexpr std::string_view no_break_space = "\xC2\xA0";

/// Whether a cell has words: anything but digits, signs and space.
bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9; });
}

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    if (is_space(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(no_break_space)) {
      text.remove_prefix(no_break_space.size());
    } else if (text.starts_with("\xE3\x80\x80")) {
      text.remove_prefix(3);
    } else {
      return false;
    }
  }
  return true;
}

std::size_t count_values(std::vector<TableCell> const& cells) {
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](TableCell const& cell) { return !has_words(cell.text); }));
}

/// A sheet may hold several tables, one below the other: what a row is measured by are rows as near as this.
constexpr std::size_t reach = 6;

bool prints_number(std::vector<TableCell> const& cells) {
  return std::any_of(cells.begin(), cells.end(), [](TableCell const& cell) { return !has_words(cell.text) && !is_blank(cell.text); });
}

/// How many values most of the rows around `row` have.
std::size_t usual_around(std::vector<std::size_t> const& counts, std::size_t row) {
  std::map<std::size_t, std::size_t> seen;
  for (std::size_t r = row - std::min(row, reach); r < std::min(counts.size(), row + reach + 1); ++r) {
    if (r != row && counts[r] > 0) ++seen[counts[r]];
  }
  const auto most = std::max_element(seen.begin(), seen.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
  return most == seen.end() ? 0 : most->first;
}

}  // namespace

void TextMaker::append(std::string_view text, Anchor at) {
  at.text = static_cast<std::uint32_t>(made_.text.size());
  made_.anchors.push_back(at);
  bool gap = false, any = false;
  for (const char c : text) {
    if (is_space(c)) {
      gap = any;
    } else {
      if (gap) made_.text += ' ';
      made_.text += c;
      gap = false;
      any = true;
    }
  }
}

void TextMaker::paragraph(std::string_view text, Anchor at) {
  if (is_blank(text)) return;
  append(text, at);
  made_.text += '\n';
}

void TextMaker::row(std::vector<TableCell> const& cells) {
  bool first = true;
  for (TableCell const& cell : cells) {
    if (!first) made_.text += '\t';
    first = false;
    append(cell.text, cell.at);
  }
  if (cells.size() == 1) made_.text += '\t';  // a row of one cell is a row
  made_.text += '\n';
}

void TextMaker::gap() {
  if (made_.text.empty() || made_.text.ends_with("\n\n")) return;
  made_.text += '\n';
}

void TableMaker::start_row() {
  if (!is_cut_) rows_.emplace_back();
}

void TableMaker::cell(TableCell cell) {
  if (rows_.empty()) rows_.emplace_back();
  is_cut_ = is_cut_ || ++cells_ > most_cells || rows_.back().size() >= most_columns;
  if (is_cut_) return;
  cell.columns = std::clamp<std::size_t>(cell.columns, 1, most_columns);
  cell.rows = std::clamp<std::size_t>(cell.rows, 1, most_cells);
  rows_.back().push_back(std::move(cell));
}

void TableMaker::write(TextMaker& text) const {
  // The cells of each row, with an empty one wherever a cell of a row above that is no label hangs down into it.
  std::vector<std::vector<TableCell>> lines(rows_.size());
  std::vector<std::size_t> free_from(most_columns + 1);  // the first row that a column is free in
  std::vector<std::vector<std::pair<std::size_t, TableCell const*>>> hanging(rows_.size());  // column and cell of rows above
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    std::size_t column = 0, above = 0;
    std::sort(hanging[r].begin(), hanging[r].end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    const auto hang = [&](std::size_t before) {
      for (; above < hanging[r].size() && hanging[r][above].first < before; ++above) lines[r].push_back({"", 1, 1, hanging[r][above].second->at});
    };
    for (TableCell const& cell : rows_[r]) {
      while (column < most_columns && free_from[column] > r) ++column;
      hang(column);
      lines[r].push_back(cell);
      const std::size_t end = std::min(column + cell.columns, most_columns);
      std::fill(free_from.begin() + static_cast<std::ptrdiff_t>(column), free_from.begin() + static_cast<std::ptrdiff_t>(end), r + cell.rows);
      const bool repeats = cell.rows > 1 && !has_words(cell.text);
      for (std::size_t below = r + 1; repeats && below < std::min(r + cell.rows, rows_.size()); ++below) hanging[below].emplace_back(column, &cell);
      column = end;
    }
    hang(most_columns + 1);
  }
  std::vector<std::size_t> counts;
  for (std::vector<TableCell> const& cells : lines) counts.push_back(count_values(cells));
  std::vector<TableCell> line;
  for (std::size_t r = 0; r < lines.size(); ++r) {
    std::vector<TableCell> const& cells = lines[r];
    const std::size_t usual = usual_around(counts, r);
    std::size_t absent = usual - std::min(usual, counts[r]);
    if (prints_number(cells)) absent = 0;
    line.clear();
    for (TableCell const& cell : cells) {
      line.push_back(cell);
      for (std::size_t more = is_blank(cell.text) ? cell.columns - 1 : 0; more > 0 && absent > 0; --more, --absent) line.push_back({"", 1, 1, cell.at});
    }
    text.row(line);
  }
}

}  // namespace tiaoli
