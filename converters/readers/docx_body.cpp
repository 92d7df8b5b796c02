#include "converters/readers/docx_body.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

#include "converters/readers/extract.hpp"
#include "converters/readers/package.hpp"

namespace tiaoli {
namespace {

using pugi::xml_node;

std::uint16_t place_number(std::size_t number) {
  return static_cast<std::uint16_t>(std::min<std::size_t>(number, std::numeric_limits<std::uint16_t>::max()));
}

/// Properties, and what was deleted or moved away.
bool is_left_out(std::string_view name) {
  return name.ends_with("Pr") || name == "del" || name == "moveFrom" || name == "delText" || name == "instrText" || name == "rt";
}

/// Of the ways to show one thing, the first; it is the newest.
xml_node chosen(xml_node alternatives) {
  const xml_node choice = child_of(alternatives, "Choice");
  return choice ? choice : child_of(alternatives, "Fallback");
}

/// A character of a symbol font, by its number in hexadecimal.
std::string symbol(std::string_view digits) {
  unsigned int code = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  const bool is_character = code >= 0x20 && code <= 0xFFFD && (code < 0xD800 || code > 0xDFFF);
  return pugi::as_utf8(std::wstring(1, is_character ? static_cast<wchar_t>(code) : L'\uFFFD'));
}

// ---- tables --------------------------------------------------------------------------------------

/// Where the columns of a table's grid end, in twentieths of a point.
std::vector<std::size_t> column_ends(xml_node table) {
  std::vector<std::size_t> ends;
  std::size_t end = 0;
  for (xml_node column : child_of(table, "tblGrid").children()) {
    if (local_name(column) == "gridCol") ends.push_back(end += number_of(attribute_of(column, "w"), 0));
  }
  return ends;
}

/// Whether the room before the first cell of a row is a place of the table, and not an edge that was dragged a little.
bool is_wide(std::size_t columns, std::vector<std::size_t> const& ends) {
  constexpr std::size_t narrow = 300;
  return columns > 0 && (columns > ends.size() || ends[columns - 1] == 0 || ends[columns - 1] >= narrow);
}

/// The elements of this name in a table or row, those in transparent elements too.
void collect(xml_node node, std::string_view name, std::vector<xml_node>& found) {
  for (xml_node child : node.children()) {
    const std::string_view kind = local_name(child);
    if (kind == name) {
      found.push_back(child);
    } else if (kind == "AlternateContent") {
      collect(chosen(child), name, found);
    } else if (kind == "sdt" || kind == "sdtContent" || kind == "customXml" || kind == "ins" || kind == "moveTo" || kind == "smartTag") {
      collect(child, name, found);
    }
  }
}

/// Puts cells in a grid and joins those that merge.
class GridMaker {
 public:
  explicit GridMaker(WordTable& table) : table_(table) {}

  void start_row(std::size_t columns_before, bool before_is_place, Place place) {
    table_.rows.emplace_back();
    column_ = 0;
    extra_ = 0;
    grown_.clear();
    last_ = nullptr;
    if (columns_before == 0) return;
    if (before_is_place) {
      table_.rows.back().push_back({{}, columns_before, 1, place});
      column_ = columns_before;
    } else {
      extra_ = columns_before;
    }
  }

  /// Whether a cell with these properties only goes on with another.
  bool continues(xml_node properties, std::size_t columns) {
    const xml_node beside = child_of(properties, "hMerge");
    if (beside && attribute_of(beside, "val") != "restart" && last_ != nullptr) {
      last_->columns += columns;
      column_ += columns;
      return true;
    }
    columns += extra_;
    const xml_node below = child_of(properties, "vMerge");
    const auto above = merging_.find(column_);
    if (!below || attribute_of(below, "val") == "restart" || above == merging_.end()) return false;
    ++at(above->second).rows;
    grown_.push_back(above->second);
    extra_ = 0;
    last_ = nullptr;
    column_ += columns;
    return true;
  }

  void add(WordCell cell, xml_node properties) {
    cell.columns += std::exchange(extra_, 0);
    for (std::size_t c = column_; c < column_ + cell.columns && !merging_.empty(); ++c) merging_.erase(c);
    auto& row = table_.rows.back();
    if (child_of(properties, "vMerge")) merging_[column_] = {table_.rows.size() - 1, row.size()};
    column_ += cell.columns;
    row.push_back(std::move(cell));
    last_ = &row.back();
  }

  /// A row in which no cell starts is no row of the grid.
  void end_row() {
    if (!table_.rows.back().empty()) return;
    for (auto const& place : grown_) --at(place).rows;
    table_.rows.pop_back();
  }

 private:
  using At = std::pair<std::size_t, std::size_t>;
  WordCell& at(At place) { return table_.rows[place.first][place.second]; }

  WordTable& table_;
  std::map<std::size_t, At> merging_;  ///< by the column that it starts in
  std::vector<At> grown_;              ///< cells that this row made longer
  std::size_t column_ = 0, extra_ = 0;
  WordCell* last_ = nullptr;  ///< the cell of this row that was added last
};

}  // namespace

WordBlocks BodyReader::blocks_in(xml_node node) {
  WordBlocks blocks;
  add_blocks(node, blocks);
  return blocks;
}

void BodyReader::add_blocks(xml_node node, WordBlocks& blocks) {
  for (xml_node child : node.children()) add_block(child, blocks);
}

void BodyReader::add_block(xml_node node, WordBlocks& blocks) {
  const std::string_view name = local_name(node);
  if (name == "p") {
    add_paragraph(node, blocks);
  } else if (name == "tbl") {
    WordBlock block;
    block.table = table_of(node);
    blocks.push_back(std::move(block));
  } else if (name == "AlternateContent") {
    add_blocks(chosen(node), blocks);
  } else if (name == "altChunk") {
    ++foreign_parts_;
  } else if (!is_left_out(name)) {
    add_blocks(node, blocks);
  }
}

void BodyReader::add_paragraph(xml_node node, WordBlocks& blocks) {
  WordBlock block;
  block.place = here_;
  if (here_.kind == Place::Kind::none) block.place = {Place::Kind::paragraph, {place_number(++paragraphs_)}};
  if (noted_ != nullptr) noted_->push_back({block.place, node});
  block.text = numbers_.next(child_of(node, "pPr"));  // which is shown before nothing too
  WordBlocks boxes;
  add_inline(node, block.text, boxes);
  if (std::exchange(codes_, 0) > 0) fields_.assign(fields_.size(), false);  // a field's code ends with its paragraph
  blocks.push_back(std::move(block));
  std::move(boxes.begin(), boxes.end(), std::back_inserter(blocks));
}

void BodyReader::add_inline(xml_node node, std::string& text, WordBlocks& boxes) {
  for (xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "r") {
      add_run(child, text, boxes);
    } else if (name == "t") {
      if (codes_ == 0) text += text_of(child);
    } else if (name == "tab" || name == "ptab" || name == "br" || name == "cr") {
      text += ' ';
    } else if (name == "noBreakHyphen") {
      text += '-';
    } else if (name == "sym") {
      text += symbol(attribute_of(child, "char"));
    } else if (name == "fldChar") {
      turn_field(attribute_of(child, "fldCharType"));
    } else if (name == "txbxContent") {
      add_blocks(child, boxes);
    } else if (name == "AlternateContent") {
      add_inline(chosen(child), text, boxes);
    } else if (!is_left_out(name)) {
      if (name == "blip" || name == "imagedata") ++pictures_;
      add_inline(child, text, boxes);
    }
  }
}

void BodyReader::add_run(xml_node run, std::string& text, WordBlocks& boxes) {
  if (is_on(child_of(child_of(run, "rPr"), "vanish"))) {
    std::string hidden;
    add_inline(run, hidden, boxes);
    hidden_runs_ += hidden.find_first_not_of(' ') == std::string::npos ? 0U : 1U;
  } else {
    add_inline(run, text, boxes);
  }
}

void BodyReader::turn_field(std::string_view kind) {
  if (kind == "begin") {
    fields_.push_back(true);
    ++codes_;
  } else if (!fields_.empty() && (kind == "separate" || kind == "end")) {
    codes_ -= fields_.back() ? 1U : 0U;
    fields_.back() = false;
    if (kind == "end") fields_.pop_back();
  }
}

std::unique_ptr<WordTable> BodyReader::table_of(xml_node node) {
  auto table = std::make_unique<WordTable>();
  GridMaker grid(*table);
  const Place outside = here_;
  const std::size_t number = ++tables_;
  const std::vector<std::size_t> ends = column_ends(node);
  std::vector<xml_node> rows, cells;
  collect(node, "tr", rows);
  std::size_t r = 0;
  for (xml_node row : rows) {
    const xml_node row_properties = child_of(row, "trPr");
    if (child_of(row_properties, "del")) continue;
    here_ = {Place::Kind::table, {place_number(number), place_number(++r), 1}};
    const std::size_t before = std::min(number_of(attribute_of(child_of(row_properties, "gridBefore"), "val"), 0), TableMaker::most_columns);
    grid.start_row(before, is_wide(before, ends), here_);
    cells.clear();
    collect(row, "tc", cells);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const xml_node properties = child_of(cells[c], "tcPr");
      if (child_of(properties, "cellDel")) continue;
      here_.numbers[2] = place_number(c + 1);
      if (noted_ != nullptr) noted_->push_back({here_, cells[c]});
      WordCell cell;
      cell.place = here_;
      cell.columns = std::clamp<std::size_t>(number_of(attribute_of(child_of(properties, "gridSpan"), "val"), 1), 1, TableMaker::most_columns);
      if (grid.continues(properties, cell.columns)) continue;
      cell.blocks = blocks_in(cells[c]);
      grid.add(std::move(cell), properties);
    }
    grid.end_row();
  }
  here_ = outside;
  return table;
}

}  // namespace tiaoli
