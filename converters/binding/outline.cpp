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
    diagnostics.push_back({.code = code, .at = title.text.empty() ? Position{} : source.position(title.text)});
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

std::vector<Section> read_sections(ast::Document const& document, Source const& source, std::vector<bool> const& statistics) {
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
    }
  }
  finish();
  return sections;
}

}  // namespace tiaoli::binding
