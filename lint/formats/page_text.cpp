#include "lint/formats/page_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "converters/writers/html_text.hpp"

namespace tiaoli {
namespace {

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// A cell of a printed row: its text, and the columns of the line it takes.
struct PrintedCell {
  std::string_view text;
  std::uint32_t first = 1, last = 1;  ///< with the sign that divides it from the next
};

/// The cells of a row; none when the line is no row of a table.
std::vector<PrintedCell> cells_of(std::string_view line) {
  char divider = '\t';
  if (line.find('\t') == std::string_view::npos) {
    const std::size_t bar = line.find_first_not_of(" ");
    if (bar == std::string_view::npos || line[bar] != '|' || line.find('|', bar + 1) == std::string_view::npos) return {};
    divider = '|';
  }
  std::vector<PrintedCell> cells;
  std::uint32_t column = 1;
  for (std::size_t from = 0;;) {
    const std::size_t end = std::min(line.find(divider, from), line.size());
    const auto width = static_cast<std::uint32_t>(std::count_if(line.begin() + static_cast<std::ptrdiff_t>(from), line.begin() + static_cast<std::ptrdiff_t>(end), starts_character));
    cells.push_back({line.substr(from, end - from), column, column + width});
    column += width + 1;
    if (end == line.size()) break;
    from = end + 1;
  }
  if (divider == '|') {  // what stands outside the outer bars is no cell
    cells.erase(cells.begin());
    if (cells.size() > 1 && cells.back().text.find_first_not_of(" \r") == std::string_view::npos) cells.pop_back();
  }
  return cells;
}

/// Whether nothing stands in a cell but digits and the marks that stand for none.
bool is_figure(std::string_view text) {
  constexpr std::string_view dash = "\xE2\x80\x94", wide_slash = "\xEF\xBC\x8F";
  while (!text.empty()) {
    const std::size_t mark = text.starts_with(dash) ? dash.size() : text.starts_with(wide_slash) ? wide_slash.size() : 0;
    if (mark == 0 && std::string_view("0123456789.,+-/ ").find(text[0]) == std::string_view::npos) return false;
    text.remove_prefix(std::max<std::size_t>(mark, 1));
  }
  return true;
}

/// The line of Markdown that divides head and body of a table.
bool is_rule(std::vector<PrintedCell> const& cells) {
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](PrintedCell const& cell) {
    return cell.text.find("--") != std::string_view::npos && cell.text.find_first_not_of(" -:") == std::string_view::npos;
  });
}

class ReportText {
 public:
  ReportText(LintedFile const& file, std::size_t number, PageContext& context) : file_(file), number_(number), context_(context) {
    std::unordered_set<std::string> concerned;
    for (std::size_t i = 0; i < file.diagnostics.size(); ++i) {
      Diagnostic const& found = file.diagnostics[i];
      if (!stands_in_text(file, found)) continue;
      findings_[found.at.line].push_back(i);
      if (found.severity != Severity::info) concerned.insert(found.cells.begin(), found.cells.end());
    }
    for (Fact const& fact : file.report.facts) {
      if (fact.at.line != 0 && concerned.contains(context.setting.registry.cell(fact.cell).id)) parts_[fact.at.line].push_back(fact.at.column);
    }
    for (Section const& section : file.report.outline.sections) headings_.emplace(section.at.line, section.level);
  }

  std::string write() {
    const std::string_view text = file_.source->text();
    const auto lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (std::uint32_t line = 1; line <= lines; ++line) add_line(line, file_.source->line(line));
    end_table();
    return fmt::to_string(out_);
  }

 private:
  using Numbers = std::vector<std::size_t>;

  template <typename... Parts>
  void put(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Parts>(parts)...);
  }

  Numbers const& findings_at(std::uint32_t line) const {
    static const Numbers none;
    const auto found = findings_.find(line);
    return found == findings_.end() ? none : found->second;
  }

  void add_line(std::uint32_t number, std::string_view line) {
    const std::vector<PrintedCell> cells = cells_of(line);
    Numbers const& findings = findings_at(number);
    if (!cells.empty()) {
      if (!is_rule(cells) || !findings.empty()) add_row(number, cells, findings);
      return;
    }
    end_table();
    if (line.find_first_not_of(" \t\r") == std::string_view::npos && findings.empty()) return;
    const auto heading = headings_.find(number);
    const std::string tag = heading == headings_.end() ? "p" : heading->second == 1 ? "h4" : "h5";
    put("<{}>{}</{}>\n", tag, marked(line, findings), tag);
    for (const std::size_t index : findings) put("{}", finding_block(file_, number_, index, context_));
  }

  /// A line of prose with its findings' stretches marked, as far as the text tells where they end, and links behind it.
  std::string marked(std::string_view line, Numbers const& findings) {
    std::string made;
    std::size_t done = 0;
    for (const std::size_t index : findings) {
      Diagnostic const& found = file_.diagnostics[index];
      const auto last = end_column(found.at, file_);
      if (!last || *last <= found.at.column) continue;
      const std::size_t from = byte_of(line, found.at.column), end = byte_of(line, *last);
      if (from < done || end <= from) continue;  // inside the one before
      made += fmt::format("{}<mark class=\"bad-{}\">{}</mark>", escaped_html(line.substr(done, from - done)), to_string(found.severity),
                          escaped_html(line.substr(from, end - from)));
      done = end;
    }
    made += escaped_html(line.substr(done));
    return made + links(findings);
  }

  static std::size_t byte_of(std::string_view line, std::uint32_t column) {
    std::size_t at = 0;
    for (std::uint32_t c = 1; c < column && at < line.size(); ++c) {
      do ++at;
      while (at < line.size() && !starts_character(line[at]));
    }
    return at;
  }

  std::string links(Numbers const& findings) const {
    std::string made;
    for (const std::size_t index : findings) made += fmt::format("<sup><a href=\"#{}\">[{}]</a></sup>", finding_id(number_, index + 1), index + 1);
    return made;
  }

  void add_row(std::uint32_t number, std::vector<PrintedCell> const& cells, Numbers const& findings) {
    if (!in_table_) put("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>\n", context_.words.table);
    if (!in_table_) table_columns_ = widest(number);
    in_table_ = true;
    const bool is_head = std::none_of(cells.begin(), cells.end(), [](PrintedCell const& cell) { return is_figure(cell.text); });
    put("<tr>");
    for (PrintedCell const& cell : cells) {
      Numbers here;
      std::string_view mark;
      Severity worst = Severity::info;
      for (const std::size_t index : findings) {
        Diagnostic const& found = file_.diagnostics[index];
        const bool is_last = &cell == &cells.back();
        if (found.at.column < cell.first || (found.at.column > cell.last && !is_last)) continue;
        here.push_back(index);
        worst = std::max(worst, found.severity);
      }
      if (!here.empty()) mark = worst == Severity::error ? "bad-error" : worst == Severity::warning ? "bad-warning" : "bad-info";
      if (here.empty() && is_part(number, cell)) mark = "part";
      add_cell(cell, is_head, &cell == &cells.front(), cells.size() == 1 ? table_columns_ : 1, mark, here);
    }
    put("</tr>\n");
    if (findings.empty()) return;
    put("<tr><td class=\"said\" colspan=\"{}\">\n", table_columns_);
    for (const std::size_t index : findings) put("{}", finding_block(file_, number_, index, context_));
    put("</td></tr>\n");
  }

  /// The cells of the longest row of the table that begins in a line.
  std::size_t widest(std::uint32_t number) const {
    std::size_t most = 1;
    for (;; ++number) {
      const std::size_t cells = cells_of(file_.source->line(number)).size();
      if (cells == 0) return most;
      most = std::max(most, cells);
    }
  }

  void add_cell(PrintedCell const& cell, bool is_head, bool is_first, std::size_t columns, std::string_view mark, Numbers const& here) {
    const bool figure = is_figure(cell.text);
    const std::string_view tag = is_head || (is_first && !figure) ? "th" : "td";
    const std::string_view scope = is_head ? " scope=\"col\"" : tag == "th" ? " scope=\"row\"" : "";
    std::string classes(figure ? "figure" : "");
    if (!mark.empty()) classes += (classes.empty() ? "" : " ") + std::string(mark);
    const std::string span = columns > 1 ? fmt::format(" colspan=\"{}\"", columns) : "";
    put("<{}{}{}{}>{}{}</{}>", tag, scope, span, classes.empty() ? "" : fmt::format(" class=\"{}\"", classes), escaped_html(cell.text), links(here), tag);
  }

  bool is_part(std::uint32_t number, PrintedCell const& cell) const {
    const auto parts = parts_.find(number);
    if (parts == parts_.end()) return false;
    return std::any_of(parts->second.begin(), parts->second.end(), [&](std::uint32_t column) { return column >= cell.first && column <= cell.last; });
  }

  void end_table() {
    if (in_table_) put("</table></div>\n");
    in_table_ = false;
  }

  LintedFile const& file_;
  std::size_t number_;
  PageContext& context_;
  std::unordered_map<std::uint32_t, Numbers> findings_;                   ///< by line, in their order
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> parts_;  ///< columns of the other cells that findings are about
  std::map<std::uint32_t, int> headings_;                                 ///< line → level
  bool in_table_ = false;
  std::size_t table_columns_ = 1;  ///< of the table that is being written
  fmt::memory_buffer out_;
};

}  // namespace

bool stands_in_text(LintedFile const& file, Diagnostic const& found) { return found.at.line != 0 && file.placed_in() == file.source->name(); }

std::string report_text(LintedFile const& file, std::size_t number, PageContext& context) { return ReportText(file, number, context).write(); }

}  // namespace tiaoli
