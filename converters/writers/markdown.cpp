#include "converters/writers/markdown.hpp"

#include <algorithm>
#include <cctype>

#include "converters/writers/form.hpp"
#include "converters/writers/plain.hpp"

namespace tiaoli {
namespace {

using Role = FormCell::Role;

/// `text` such that none of it is taken for HTML. Emphasis and lists are left alone: the prose may have been Markdown.
std::string escaped(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool tag = text[at] == '<' && at + 1 < text.size() &&
                     (std::isalpha(static_cast<unsigned char>(text[at + 1])) != 0 || text[at + 1] == '/' || text[at + 1] == '!' || text[at + 1] == '?');
    if (tag && (at == 0 || text[at - 1] != '\\')) made += '\\';
    made += text[at];
  }
  return made;
}

void add_table(std::string& text, FormTable const& table, LayoutWords const& words) {
  const auto grid = table.grid();
  for (std::uint16_t r = 0; r < table.rows; ++r) {
    text += '|';
    for (std::uint16_t c = 0; c < table.columns; ++c) {
      FormCell const& cell = table.cells[grid[r][c]];
      text += ' ';
      if (cell.row == r && cell.column == c) {
        text += escaped(in_a_row(cell.role == Role::figure ? cell.figure.text + note_mark(cell.figure, words) : cell.text));
        text += ' ';
      }
      text += '|';
    }
    text += '\n';
    if (r > 0) continue;
    text += '|';
    for (std::uint16_t c = 0; c < table.columns; ++c) {
      const Role role = table.cells[grid[table.rows - 1U][c]].role;
      text += role == Role::label ? "---|" : role == Role::unit ? ":-:|" : "--:|";
    }
    text += '\n';
  }
  text += '\n';
}

/// Prose: every printed line is a paragraph, but rows divided by TABs are a table of their own.
void add_prose(std::string& text, FormProse const& prose, int level) {
  if (!prose.heading.empty()) text += std::string(static_cast<std::size_t>(level), '#') + " " + escaped(prose.heading) + "\n\n";
  std::size_t row = 0;
  for (std::string const& line : prose.lines) {
    const std::size_t tabs = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
    if (tabs > 0 && line.find('|') == std::string::npos) {
      std::string cells;
      for (const char c : escaped(line)) cells += c == '\t' ? std::string(" | ") : std::string(1, c);
      text += "| " + cells + " |\n";
      if (row++ == 0) {
        text += '|';
        for (std::size_t i = 0; i <= tabs; ++i) text += "---|";
        text += '\n';
      }
      continue;
    }
    const bool pipes = line.find('|') != std::string::npos;
    if (row > 0 && !pipes) text += '\n';
    row = pipes ? row + 1 : 0;
    text += escaped(line) + (pipes ? "\n" : "\n\n");
  }
  if (row > 0) text += '\n';
}

}  // namespace

std::string write_markdown(Report const& report, Conversion const& conversion, Registry const& registry) {
  const Form form = lay_out(report, conversion, registry);
  LayoutWords const& words = registry.layout().words;
  std::string text = "# " + escaped(form.title) + "\n\n";
  for (FormSection const& section : form.sections) {
    if (!section.heading.empty()) text += "## " + section.heading + "\n\n";
    for (FormTable const& table : section.tables) add_table(text, table, words);
    for (FormProse const& prose : section.prose) add_prose(text, prose, section.heading.empty() ? prose.level + 1 : 3);
  }
  text += "---\n\n";
  for (PlainList const& list : lists_of(form, words)) {
    text += "**" + list.heading + "**\n\n";
    for (std::string const& line : list.lines) text += "- " + escaped(line) + "\n";
    text += '\n';
  }
  text.pop_back();
  return text;
}

}  // namespace tiaoli
