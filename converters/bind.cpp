#include "converters/bind.hpp"

#include <algorithm>
#include <string>

#include "converters/binding/edition.hpp"
#include "converters/binding/labels.hpp"
#include "converters/binding/outline.hpp"
#include "converters/binding/rows.hpp"
#include "converters/binding/values.hpp"

namespace tiaoli {

Sheet bind(ast::Document const& document, Source const& source, Registry const& registry, Diagnostics& diagnostics) {
  Sheet sheet;
  sheet.outline = binding::read_outline(document, source, diagnostics);
  const binding::LabelHits hits(document, registry);
  sheet.edition = binding::recognise_edition(document, hits, registry, sheet.outline.year, diagnostics);
  if (!sheet.edition) {
    if (!source.text().empty()) diagnostics.push_back({.code = "B101"});
    sheet.outline.sections = binding::read_sections(document, source, hits, {});
    return sheet;
  }
  Edition const& edition = registry.editions()[*sheet.edition];
  if (sheet.outline.year && registry.edition_of_year(*sheet.outline.year) != sheet.edition) {
    diagnostics.push_back({.code = "B103", .arguments = {{"edition", edition.id}, {"year", std::to_string(*sheet.outline.year)}}});
  }
  const binding::RowBinding rows = binding::bind_rows(document, source, hits, registry, *sheet.edition, diagnostics);
  sheet.cells = binding::read_values(document, source, hits, rows, registry, *sheet.edition, diagnostics);

  sheet.outline.sections = binding::read_sections(document, source, hits, rows.statistics);

  const auto add_extra = [&](std::uint32_t row) {
    const std::string_view text = document.rows[row].text;
    sheet.extras.push_back({std::string(text), source.position(text)});
  };
  for (const std::uint32_t row : rows.leftovers) add_extra(row);
  for (const std::uint32_t row : rows.headings_with_values) {
    add_extra(row);
    diagnostics.push_back({.code = "B223",
                           .at = source.position(document.rows[row].text),
                           .arguments = {{"text", std::string(document.cells[document.rows[row].first_cell].text)}}});
  }
  std::sort(sheet.extras.begin(), sheet.extras.end(), [](Extra const& a, Extra const& b) { return a.at.offset < b.at.offset; });
  return sheet;
}

}  // namespace tiaoli
