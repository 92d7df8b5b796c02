#include "converters/readers/xlsx_sheet.hpp"

#include <algorithm>
#include <limits>

#include "converters/readers/package.hpp"

namespace tiaoli {
namespace {

using Why = ReadFailure::Why;

constexpr std::size_t last_column = 16'384, last_row = 1'048'576;
constexpr std::size_t most_text = std::size_t{64} << 20U;  ///< bytes in the cells of a sheet

std::uint16_t place_number(std::size_t number) {
  return static_cast<std::uint16_t>(std::min<std::size_t>(number, std::numeric_limits<std::uint16_t>::max()));
}

bool is_blank(std::string_view text) {
  while (text.starts_with("\xE3\x80\x80") || text.starts_with("\xC2\xA0")) text.remove_prefix(text.starts_with("\xC2") ? 2 : 3);
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_long(std::string_view text) {
  constexpr std::ptrdiff_t longest_label = 40;
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }) > longest_label;
}

}  // namespace

SheetAddress address_of(std::string_view text) {
  SheetAddress at;
  std::size_t i = 0;
  for (; i < text.size() && ((text[i] >= 'A' && text[i] <= 'Z') || text[i] == '$'); ++i) {
    if (text[i] != '$') at.column = std::min(at.column * 26 + static_cast<std::size_t>(text[i] - 'A' + 1), last_column + 1);
  }
  at.row = number_of(text.substr(i), 0);
  if (at.column > last_column) at.column = 0;
  return at;
}

Anchor SheetReader::anchor(std::size_t row, std::size_t column) const {
  return {0, 0, 0, {Place::Kind::sheet, {place_number(number_), place_number(row), place_number(column)}}};
}

// ---- reading -------------------------------------------------------------------------------------

Why SheetReader::read(pugi::xml_node root) {
  is_hidden_.assign(last_column + 2, false);
  read_columns(child_of(root, "cols"));
  read_merges(child_of(root, "mergeCells"));
  std::vector<std::size_t> hidden;
  std::size_t number = 0;
  for (pugi::xml_node node : child_of(root, "sheetData").children()) {
    if (local_name(node) != "row") continue;
    number = number_of(attribute_of(node, "r"), number + 1);
    if (const Why why = read_row(node, number, hidden); why != Why::none) return why;
  }
  std::stable_sort(rows_.begin(), rows_.end(), [](Row const& a, Row const& b) { return a.number < b.number; });
  std::sort(hidden.begin(), hidden.end());
  hidden_columns_ = static_cast<std::size_t>(std::unique(hidden.begin(), hidden.end()) - hidden.begin());
  return Why::none;
}

void SheetReader::read_columns(pugi::xml_node columns) {
  std::size_t count = 0;
  for (pugi::xml_node column : columns.children()) {
    if (++count > last_column) break;
    const std::string_view hidden = attribute_of(column, "hidden");
    if (hidden != "1" && hidden != "true") continue;
    const std::size_t last = std::min(number_of(attribute_of(column, "max"), 0), last_column);
    for (std::size_t c = std::max<std::size_t>(number_of(attribute_of(column, "min"), 1), 1); c <= last; ++c) is_hidden_[c] = true;
  }
  visible_from_.assign(is_hidden_.size(), last_column + 1);
  for (std::size_t c = last_column; c > 0; --c) visible_from_[c] = is_hidden_[c] ? visible_from_[c + 1] : c;
}

void SheetReader::read_merges(pugi::xml_node merges) {
  for (pugi::xml_node node : merges.children()) {
    const std::string_view range = attribute_of(node, "ref");
    const std::size_t colon = range.find(':');
    if (local_name(node) != "mergeCell" || colon == std::string_view::npos) continue;
    const SheetAddress first = address_of(range.substr(0, colon)), last = address_of(range.substr(colon + 1));
    if (first.row == 0 || first.column == 0 || last.row < first.row || last.column < first.column) continue;
    Merge merge{first.row, first.column, last.row, last.column};
    merge.left = visible_from_[merge.left];
    if (merge.left > merge.right) continue;
    if (merge.left != first.column) moved_[{first.row, first.column}] = merge.left;
    merges_.push_back(merge);
  }
  std::stable_sort(merges_.begin(), merges_.end(), [](Merge const& a, Merge const& b) { return a.top < b.top; });
}

Why SheetReader::read_row(pugi::xml_node node, std::size_t number, std::vector<std::size_t>& hidden) {
  Row row{number, 0, 0, {}};
  const std::string_view is_hidden = attribute_of(node, "hidden");
  std::size_t column = 0;
  std::string text;
  for (pugi::xml_node cell : node.children()) {
    if (local_name(cell) != "c") continue;
    const std::size_t named = address_of(attribute_of(cell, "r")).column;
    column = named != 0 ? named : std::min(column + 1, last_column);
    if (!context_.text_of_cell(cell, text)) return Why::broken;
    if ((text_size_ += text.size()) > most_text) return Why::too_large;
    const bool blank = is_blank(text);
    std::size_t shown = column;
    if (const auto moved = moved_.find({number, column}); moved != moved_.end()) shown = moved->second;
    if (is_hidden_[shown]) {
      if (!blank) hidden.push_back(column);
      continue;
    }
    row.last = std::max(row.last, shown);
    ++row.stored;
    if (!blank) row.cells.push_back({shown, text});
  }
  if (is_hidden == "1" || is_hidden == "true") {
    hidden_rows_ += row.cells.empty() ? 0U : 1U;
    return Why::none;
  }
  // By column, and each once: what is written twice was written by no program.
  std::stable_sort(row.cells.begin(), row.cells.end(), [](Cell const& a, Cell const& b) { return a.column < b.column; });
  if (row.stored > 0 && number <= last_row) rows_.push_back(std::move(row));
  return Why::none;
}

// ---- writing -------------------------------------------------------------------------------------

/// A row without text ends a block when it is not drawn either: it has no cells that continue a table's lines.
std::vector<SheetReader::Block> SheetReader::blocks() const {
  std::vector<Block> blocks;
  constexpr std::size_t none = 0;
  std::size_t before = none;  // the number of the row before
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    Row const& row = rows_[r];
    const bool goes_on = !blocks.empty() && blocks.back().end == r && before != none && row.number <= before + 1;
    before = row.number;
    if (row.cells.empty()) {
      if (goes_on && row.stored > 1) blocks.back().end = r + 1;
      continue;
    }
    if (!goes_on) blocks.push_back({r, r, row.cells.front().column, row.cells.back().column});
    Block& block = blocks.back();
    block.end = r + 1;
    block.first_column = std::min(block.first_column, row.cells.front().column);
    block.last_column = std::max(block.last_column, row.cells.back().column);
  }
  for (Block& block : blocks) {
    while (rows_[block.end - 1].cells.empty()) --block.end;
  }
  return blocks;
}

void SheetReader::write(TextMaker& text) {
  for (Block const& block : blocks()) {
    text.gap();
    write_block(block, text);
  }
  text.gap();
}

void SheetReader::write_block(Block const& block, TextMaker& text) {
  struct Line {
    Row const* row;
    std::vector<TableCell> cells;
  };
  std::vector<Line> lines;
  std::size_t first = 0, end = 0;  // of the lines with several cells
  for (std::size_t r = block.begin; r < block.end; ++r) {
    std::vector<TableCell> cells = cells_of(rows_[r], block);
    if (cells.empty()) continue;  // merges cover it
    if ((written_ += cells.size()) > TableMaker::most_cells) {
      is_cut_ = true;
      break;
    }
    if (cells.size() > 1) {
      if (end == 0) first = lines.size();
      end = lines.size() + 1;
    }
    lines.push_back({&rows_[r], std::move(cells)});
  }
  if (end == 0) first = lines.size();
  TableMaker table;
  const auto finish = [&] {
    if (table.empty()) return;
    table.write(text);
    text.gap();
    table = {};
  };
  const auto row_above = [](Line const& line, std::size_t number) { return line.row->number < number; };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<TableCell>& cells = lines[i].cells;
    for (TableCell& cell : cells) {  // rows are counted that have cells of their own
      const auto below = std::lower_bound(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.end(), lines[i].row->number + cell.rows, row_above);
      cell.rows = std::max<std::size_t>(static_cast<std::size_t>(below - lines.begin()) - i, 1);
    }
    const bool alone = cells.size() == 1 && cells[0].rows == 1 && !cells[0].text.empty();
    if (alone && (i < first || i >= end || is_long(cells[0].text))) {
      finish();
      text.paragraph(cells[0].text, cells[0].at);
      continue;
    }
    table.start_row();
    for (TableCell& cell : cells) table.cell(std::move(cell));
  }
  finish();
}

std::vector<TableCell> SheetReader::cells_of(Row const& row, Block const& block) {
  for (; next_merge_ < merges_.size() && merges_[next_merge_].top <= row.number; ++next_merge_) {
    open_.insert_or_assign(merges_[next_merge_].left, merges_[next_merge_]);
  }
  std::vector<TableCell> cells;
  const std::size_t last = std::min(row.last, block.last_column), limit = block.first_column + TableMaker::most_columns;
  auto stored = row.cells.begin();
  for (std::size_t column = block.first_column; column <= last; ++column) {
    if (column >= limit) {
      is_cut_ = is_cut_ || stored != row.cells.end();
      break;
    }
    if (is_hidden_[column]) continue;
    TableCell made{{}, 1, 1, anchor(row.number, column)};
    Merge const* const merge = merge_at(row.number, column);
    const std::size_t right = merge == nullptr ? column : std::min(merge->right, limit);
    while (stored != row.cells.end() && stored->column < column) ++stored;
    if (stored != row.cells.end() && stored->column == column) made.text = stored++->text;
    const bool starts = merge != nullptr && merge->left == column && merge->top == row.number;
    if (starts) {
      made.columns = static_cast<std::size_t>(std::count(is_hidden_.begin() + static_cast<std::ptrdiff_t>(column),
                                                         is_hidden_.begin() + static_cast<std::ptrdiff_t>(right) + 1, false));
      made.rows = merge->bottom - merge->top + 1;
    }
    if (merge == nullptr || starts) cells.push_back(std::move(made));
    column = right;
  }
  return cells;
}

SheetReader::Merge const* SheetReader::merge_at(std::size_t row, std::size_t column) {
  for (;;) {
    auto next = open_.upper_bound(column);
    if (next == open_.begin()) return nullptr;
    const auto found = std::prev(next);
    if (found->second.bottom < row) {
      open_.erase(found);
      continue;
    }
    return found->second.right >= column ? &found->second : nullptr;
  }
}

}  // namespace tiaoli
