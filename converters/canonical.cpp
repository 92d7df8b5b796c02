#include "converters/canonical.hpp"

#include <utility>

#include "converters/bind.hpp"
#include "converters/claims.hpp"
#include "converters/readers/csv.hpp"
#include "converters/readers/json.hpp"
#include "converters/solve.hpp"
#include "grammar/parse.hpp"

namespace tiaoli {

Report to_canonical(Sheet sheet, Source const& source) {
  Report report;
  report.outline = std::move(sheet.outline);
  report.edition = sheet.edition;
  report.origin = {source.name(), source.format(), source.bytes(), source.sha256()};
  report.extras = std::move(sheet.extras);
  report.facts.reserve(sheet.cells.size());
  for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
    Cell& cell = sheet.cells[i];
    report.facts.push_back({{*sheet.edition, static_cast<std::uint16_t>(i)}, std::move(cell.value), {}, cell.at});
  }
  return report;
}

Report read_report(Source const& source, Registry const& registry, Diagnostics& diagnostics, ast::Prose& prose) {
  if (source.format() == "csv") return read_csv(source, registry, diagnostics);
  if (source.format() == "json") return read_json(source, registry, diagnostics);
  const ast::Document document = parse(source, diagnostics);
  Report report = to_canonical(bind(document, source, registry, diagnostics), source);
  derive(report, registry, diagnostics);
  prose = parse_prose(document);
  auto edition = report.edition;
  if (!edition && report.outline.year) edition = registry.edition_of_year(*report.outline.year);
  report.claims = read_claims(prose, document, source, report.outline, edition, registry);
  return report;
}

Report read_report(Source const& source, Registry const& registry, Diagnostics& diagnostics) {
  ast::Prose prose;
  return read_report(source, registry, diagnostics, prose);
}

}  // namespace tiaoli
