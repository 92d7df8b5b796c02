#include "converters/binding/outline.hpp"

#include <utility>

namespace tiaoli::binding {

using ast::BlockKind;

Outline read_outline(ast::Document const& document, Source const& source, Diagnostics& diagnostics) {
  Outline outline;
  ast::Title const& title = document.title.text.empty() ? document.table_title : document.title;
  outline.title = std::string(title.text);
  outline.publisher = document.authority;
  outline.year = document.title.year;
  if (!outline.year) outline.year = document.table_title.year;
  if (!outline.year) outline.year = document.period_year;
  const auto report = [&](std::string_view code) {
    diagnostics.push_back({.code = std::string(code), .at = title.text.empty() ? Position{} : source.position(title.text)});
  };
  if (source.text().empty()) return outline;
  if (outline.publisher.empty()) report("G103");
  if (!outline.year) report("G104");
  if (outline.year && document.period_year && outline.year != document.period_year) {
    report("G105");
    diagnostics.back().arguments = {{"year", std::to_string(*outline.year)}, {"period", std::to_string(*document.period_year)}};
  }
  return outline;
}

namespace {

/// Calls `visit` with each cell of a block that is the numbered title of a table of the forms.
template <typename Visit>
void for_each_title(ast::Document const& document, ast::Block const& block, LabelHits const& hits, Visit const& visit) {
  for (std::uint32_t row = block.first_row; row < block.first_row + block.row_count; ++row) {
    for (Hit const& hit : hits.of_row(row)) {
      ast::Cell const& cell = document.cells[document.rows[row].first_cell + hit.cell];
      const bool first_of_cell = &hit == hits.of_row(row).data() || (&hit)[-1].cell != hit.cell;
      if (hit.use.what == LabelUse::What::table && first_of_cell && !cell.number.empty()) visit(cell);
    }
  }
}

}  // namespace

std::vector<Section> read_sections(ast::Document const& document, Source const& source, LabelHits const& hits, std::vector<bool> const& statistics) {
  std::vector<Section> sections;
  Section current;
  current.level = 0;
  const auto finish = [&] {
    while (!current.text.empty() && (current.text.back() == '\n' || current.text.back() == '\r')) current.text.pop_back();
    if (current.level > 0 || !current.text.empty()) sections.push_back(std::move(current));
  };
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    ast::Block const& block = document.blocks[b];
    if (block.kind == BlockKind::heading) {
      finish();
      current = {std::string(block.number), std::string(block.title), block.level, {}, source.position(block.number)};
    } else if (block.kind != BlockKind::gap && (b >= statistics.size() || !statistics[b])) {
      if (current.at.line == 0) current.at = source.position(block.text.substr(0, 0));
      current.text += block.text;
    } else if (block.one_cell_a_line) {
      for_each_title(document, block, hits, [&](ast::Cell const& cell) {
        finish();
        current = {std::string(cell.number), std::string(cell.body), 1, {}, source.position(cell.number)};
      });
    }
  }
  finish();
  return sections;
}

}  // namespace tiaoli::binding
