// The grammar of a whole text: lines first, then the blocks that lines make.
#include <algorithm>
#include <cstring>

#include "grammar/cell.hpp"
#include "grammar/lexemes.hpp"
#include "grammar/parse.hpp"
#include "grammar/table_row.hpp"
#include "grammar/title.hpp"

namespace tiaoli {
namespace {

using namespace lexemes;
using ast::BlockKind;

/// A longer line with separators is not a table row of any report.
constexpr std::size_t longest_row = 32768;
/// A longer line, in bytes, is not a cell of a table printed one cell a line, nor a heading.
constexpr std::size_t longest_cell = 240;

enum class LineKind : std::uint8_t { gap, bar, row, heading, prose, overlong };

struct Line {
  LineKind kind = LineKind::prose;
  std::string_view text;  ///< with its line end
  std::string_view number, title;

  std::string_view content() const {
    std::string_view print = text;
    while (!print.empty() && (print.back() == '\n' || print.back() == '\r')) print.remove_suffix(1);
    return print;
  }
};

// ---- lines -------------------------------------------------------------------------------------

bool has(std::string_view text, char c) { return std::memchr(text.data(), c, text.size()) != nullptr; }

const auto line_end = x3::lit('\n') | x3::eoi;
const auto empty_line = *(space | '\t') >> line_end;
const auto bar_line = spaces >> x3::lit('|') >> spaces >> line_end;
/// — 5 —, - 5 -, 第 5 页, and rules of dashes
constexpr auto dash = one_of<"-", "—", "－", "–", "=", "_">;
const auto dashes = +dash;
const auto long_rule = dash >> dash >> dash >> dash >> dashes;  // a few dashes are a placeholder
const auto digits = x3::omit[+arabic_digit];
const auto page_line = spaces >> ((dashes >> spaces >> digits >> spaces >> dashes) | long_rule |
                                  (x3::lit("第") >> spaces >> digits >> spaces >> "页" >> *character)) >> spaces >> line_end;
const auto heading_mark = spaces >> x3::omit[*x3::lit('#')] >> spaces >> -x3::lit("**") >> spaces;
const auto heading_title = +(character - "**" - "。");
const auto set_number = [](auto& context) { _val(context).number = view(_attr(context)); };
const auto set_title = [](auto& context) { _val(context).title = view(_attr(context)); };
const auto heading_line = x3::rule<struct heading_class, Line>{"heading"} =
    heading_mark >> x3::raw[major_number | bracket_number][set_number] >> spaces >> x3::raw[heading_title][set_title] >>
    -x3::lit("**") >> spaces >> line_end;

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// `pipes`: whether | divides cells; in text that a reader made of a document only TABs do.
Line classify(std::string_view text, bool pipes) {
  Line line;
  line.text = text;
  Iterator at = text.data();
  const Iterator end = at + text.size();
  const std::string_view print = line.content();
  if (!pipes && has(print, '\t')) {  // a row that was left blank is one where only rows have TABs
    line.kind = print.size() > longest_row ? LineKind::overlong : LineKind::row;
  } else if (print.empty() || x3::parse(at, end, empty_line)) {
    line.kind = LineKind::gap;
  } else if (pipes && (has(print, '\t') || has(print, '|'))) {
    at = text.data();
    line.kind = x3::parse(at, end, bar_line)     ? LineKind::bar
                : print.size() > longest_row ? LineKind::overlong
                                                 : LineKind::row;
  } else if (print.size() <= longest_cell) {
    at = text.data();
    if (x3::parse(at, end, page_line)) {
      line.kind = LineKind::gap;
    } else if (at = text.data(); x3::parse(at, end, heading_line, line)) {
      line.kind = LineKind::heading;
      line.title = trimmed(line.title);
    }
  }
  return line;
}

// ---- tables ------------------------------------------------------------------------------------

void add_cell(ast::Document& document, std::string_view print) { document.cells.push_back(grammar::parse_cell(print)); }

/// The cells of a printed row: TABs divide, or pipes, with or without one at either end.
void add_cells_of_row(ast::Document& document, std::string_view print, bool may_have_pipes) {
  const bool pipes = may_have_pipes && (trimmed(print).starts_with('|') || !has(print, '\t'));
  if (pipes) {
    print = trimmed(print);
    if (print.starts_with('|')) print.remove_prefix(1);
    if (print.ends_with('|')) print.remove_suffix(1);
  }
  const char divider = pipes ? '|' : '\t';
  for (;;) {
    const std::size_t end = std::min(print.find(divider), print.size());
    add_cell(document, print.substr(0, end));
    if (end == print.size()) break;
    print.remove_prefix(end + 1);
  }
}

/// |---|:--:| under the head of a Markdown table.
bool is_rule(std::string_view print) {
  return has(print, '|') && print.find("--") != std::string_view::npos &&
         print.find_first_not_of("|-: \t\r") == std::string_view::npos;
}

class Assembler {
 public:
  Assembler(std::vector<Line> const& lines, ast::Document& document, bool pipes) : lines_(lines), document_(document), pipes_(pipes) {}

  void assemble() {
    std::size_t at = 0;
    while (at < lines_.size()) {
      if (const std::size_t end = end_of_cell_lines(at); end != at) {
        add_table_of_cell_lines(at, end);
        at = end;
      } else {
        at = add_block(at);
      }
    }
  }

 private:
  static bool may_be_cell(Line const& line) {
    if (line.kind == LineKind::bar || line.kind == LineKind::gap) return true;
    const std::string_view print = trimmed(line.content());
    if (print.size() > longest_cell || print.find("。") != std::string_view::npos) return false;
    if (line.kind != LineKind::row) return line.kind != LineKind::overlong;
    if (has(print, '\t')) return false;
    const auto pipes = std::count(print.begin(), print.end(), '|');
    return pipes == 1 && (print.front() == '|' || print.back() == '|');
  }

  static std::string_view cell_of(Line const& line) {
    std::string_view print = trimmed(line.content());
    if (print.starts_with('|')) print.remove_prefix(1);
    if (print.ends_with('|')) print.remove_suffix(1);
    return print;
  }

  /// The end of a table that is printed one cell a line and starts at `begin`, or `begin`. Bars
  /// between the cells tell such a table, or so many numbers alone in their line that it is no prose.
  std::size_t end_of_cell_lines(std::size_t begin) {
    if (begin < not_before_ || lines_[begin].kind == LineKind::gap || !may_be_cell(lines_[begin])) return begin;
    std::size_t end = begin;
    std::size_t bars = 0, cells = 0, numbers = 0, last_value = begin, last_bar = begin, first_bar = lines_.size();
    for (; end < lines_.size() && may_be_cell(lines_[end]); ++end) {
      Line const& line = lines_[end];
      if (line.kind == LineKind::gap) continue;
      if (line.kind == LineKind::bar || line.kind == LineKind::row) {
        ++bars;
        first_bar = std::min(first_bar, end);
        last_bar = end;
      }
      if (line.kind == LineKind::bar) continue;
      ++cells;
      const std::string_view print = trimmed(cell_of(line));
      const ast::CellKind kind = print.size() <= 40 ? grammar::parse_cell(print).kind : ast::CellKind::words;
      if (kind == ast::CellKind::number || kind == ast::CellKind::mark) {
        ++numbers;
        last_value = end;
      }
    }
    constexpr std::size_t enough_bars = 5, enough_numbers = 12;
    const bool divided = bars >= enough_bars && bars * 3 >= cells;
    const bool numeric = numbers >= enough_numbers && numbers * 4 >= cells;
    if (!divided && !numeric) {
      not_before_ = end;
      return begin;
    }
    if (divided) {
      // The cell before the first bar belongs to the table; a heading above it does not.
      std::size_t first = first_bar;
      while (first > begin && lines_[first].kind == LineKind::bar && lines_[first - 1].kind == LineKind::gap) --first;
      if (first > begin && lines_[first_bar].kind == LineKind::bar) --first;
      if (first > begin) {
        not_before_ = first;
        return begin;
      }
    }
    std::size_t last = std::max(last_value, last_bar) + 1;
    if (divided && last < end && lines_[last - 1].kind == LineKind::bar && lines_[last].kind != LineKind::gap) ++last;
    return std::min(last, end);
  }

  void add_table_of_cell_lines(std::size_t begin, std::size_t end) {
    ast::Block& block = start(BlockKind::table, begin);
    block.one_cell_a_line = true;
    const auto first_cell = static_cast<std::uint32_t>(document_.cells.size());
    bool after_bar = false;
    for (std::size_t i = begin; i < end; ++i) {
      Line const& line = lines_[i];
      if (line.kind == LineKind::bar) {
        if (after_bar) add_cell(document_, line.text.substr(0, 0));
        after_bar = true;
      } else if (line.kind != LineKind::gap) {
        add_cell(document_, cell_of(line));
        after_bar = false;
      }
    }
    const std::string_view text(lines_[begin].text.data(),
                                static_cast<std::size_t>(lines_[end - 1].text.data() + lines_[end - 1].text.size() -
                                                         lines_[begin].text.data()));
    block.text = text;
    if (document_.cells.size() > first_cell) grammar::parse_rows(document_, first_cell, text, true);
    block.row_count = static_cast<std::uint32_t>(document_.rows.size()) - block.first_row;
  }

  /// The block that starts at line `at`; answers the line after it.
  std::size_t add_block(std::size_t at) {
    Line const& line = lines_[at];
    switch (line.kind) {
      case LineKind::gap:
      case LineKind::bar: {
        ast::Block& block = start(BlockKind::gap, at);
        std::size_t end = at + 1;
        while (end < lines_.size() && lines_[end].kind == LineKind::gap) ++end;
        extend(block, end);
        return end;
      }
      case LineKind::row: return add_table(at);
      case LineKind::heading: {
        ast::Block& block = start(BlockKind::heading, at);
        block.number = line.number;
        block.title = line.title;
        block.level = line.number.find("、") != std::string_view::npos ? 1 : 2;
        read_unit(block, line);
        return at + 1;
      }
      case LineKind::overlong: start(BlockKind::overlong, at); return at + 1;
      case LineKind::prose: read_unit(start(BlockKind::paragraph, at), line); return at + 1;
    }
    return at + 1;
  }

  /// 单位：元 above a table, alone in its line or behind the table's title.
  static void read_unit(ast::Block& block, Line const& line) {
    const std::string_view print = line.content();
    if (print.size() > longest_cell || print.find("元") == std::string_view::npos) return;
    const ast::Cell cell = grammar::parse_cell(print);
    const bool states_unit = cell.kind == ast::CellKind::words || cell.kind == ast::CellKind::unit;
    if (!states_unit || !cell.unit.money) return;
    block.unit = cell.unit;
    block.only_unit = cell.body.empty();
  }

  std::size_t add_table(std::size_t at) {
    ast::Block& block = start(BlockKind::table, at);
    std::size_t end = at;
    for (; end < lines_.size() && lines_[end].kind == LineKind::row; ++end) {
      const std::string_view print = lines_[end].content();
      if (end == at + 1 && is_rule(print)) continue;
      const auto first_cell = static_cast<std::uint32_t>(document_.cells.size());
      add_cells_of_row(document_, print, pipes_);
      grammar::parse_rows(document_, first_cell, print, false);
    }
    extend(block, end);
    block.row_count = static_cast<std::uint32_t>(document_.rows.size()) - block.first_row;
    return end;
  }

  ast::Block& start(BlockKind kind, std::size_t line) {
    ast::Block& block = document_.blocks.emplace_back();
    block.kind = kind;
    block.text = lines_[line].text;
    block.first_row = static_cast<std::uint32_t>(document_.rows.size());
    return block;
  }

  void extend(ast::Block& block, std::size_t end_line) {
    Line const& last = lines_[end_line - 1];
    block.text = {block.text.data(), static_cast<std::size_t>(last.text.data() + last.text.size() - block.text.data())};
  }

  std::vector<Line> const& lines_;
  ast::Document& document_;
  bool pipes_;
  std::size_t not_before_ = 0;  ///< no table of cell lines starts before this line
};

// ---- who reports on which year -----------------------------------------------------------------

/// The first line of a block that may be a title: short prose, or the first row of a table.
std::string_view title_line(ast::Block const& block) {
  if (block.kind != BlockKind::paragraph && block.kind != BlockKind::table) return {};
  const std::string_view line = block.text.substr(0, block.text.find('\n'));
  return line.size() <= longest_cell && line.find("公") != std::string_view::npos ? line : std::string_view{};
}

void read_title(ast::Document& document) {
  std::string_view line_before;
  const auto complete = [](ast::Title const& title) { return title.year && !title.publisher.empty(); };
  constexpr std::size_t enough_paragraphs = 8;  // the period stands in the introduction
  std::size_t paragraphs = 0;
  for (ast::Block const& block : document.blocks) {
    const bool titled = complete(document.title);
    if (titled && (document.period_year || paragraphs >= enough_paragraphs)) return;
    if (titled && block.kind == BlockKind::paragraph) ++paragraphs;
    if (const std::string_view line = titled ? std::string_view{} : title_line(block); !line.empty()) {
      if (auto found = grammar::parse_title(line)) {
        ast::Title& place = found->of_table ? document.table_title : document.title;
        if (place.text.empty()) {
          place = found->title;
          if (place.publisher.empty() && line_before.size() <= longest_cell / 2) place.publisher = line_before;
        }
      }
    }
    if (block.kind == BlockKind::paragraph) {
      if (!document.period_year) document.period_year = grammar::parse_period(block.text);
      if (document.compiled_by.empty()) document.compiled_by = grammar::parse_compiler(block.text);
      line_before = trimmed(block.text.substr(0, block.text.find('\n')));
    }
  }
}

}  // namespace

ast::Document parse(Source const& source, Diagnostics& diagnostics) {
  ast::Document document;
  std::vector<Line> lines;
  const std::string_view text = source.text();
  lines.reserve(text.size() / 128 + 16);
  Iterator at = text.data();
  const Iterator end = at + text.size();
  const bool pipes = source.format() == "text";
  const auto add_line = [&lines, pipes](auto& context) { lines.push_back(classify(view(_attr(context)), pipes)); };
  x3::parse(at, end, *x3::raw[rest_of_line][add_line]);
  document.cells.reserve(text.size() / 16 + 16);
  Assembler(lines, document, pipes).assemble();
  read_title(document);
  for (const std::string_view publisher : {document.title.publisher, document.table_title.publisher, document.compiled_by}) {
    if (document.authority.empty()) document.authority = grammar::authority_of(publisher);
  }
  for (ast::Block const& block : document.blocks) {
    if (block.kind == BlockKind::overlong) {
      diagnostics.push_back({.code = "G102",
                             .at = source.position(block.text.substr(0, 0)),
                             .arguments = {{"bytes", std::to_string(block.text.size())}}});
    }
  }
  return document;
}

}  // namespace tiaoli
