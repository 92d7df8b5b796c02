#include "converters/binding/edition.hpp"

#include <algorithm>
#include <utility>

namespace tiaoli::binding {
namespace {

using What = LabelUse::What;

bool has_numbers(ast::Document const& document, ast::Row const& row) {
  const auto first = document.cells.begin() + row.first_value();
  return std::any_of(first, first + row.value_count, [](ast::Cell const& cell) {
    return cell.kind == ast::CellKind::number || cell.kind == ast::CellKind::garbled;
  });
}

std::vector<EditionEvidence> weigh(ast::Document const& document, LabelHits const& hits, Registry const& registry) {
  std::vector<EditionEvidence> evidence(registry.editions().size());
  constexpr std::size_t kinds = 6;
  std::vector<std::vector<bool>> seen(registry.editions().size() * kinds);  // edition and kind → index
  const auto is_fresh = [&](LabelUse const& use) {
    auto& of_kind = seen[use.edition * kinds + static_cast<std::size_t>(use.what)];
    if (of_kind.size() <= use.index) of_kind.resize(use.index + 1U);
    const bool fresh = !of_kind[use.index];
    of_kind[use.index] = true;
    return fresh;
  };
  for (std::size_t i = 0; i < document.rows.size(); ++i) {
    const auto row_hits = hits.of_row(i);
    if (row_hits.empty()) continue;
    const bool numbers = has_numbers(document, document.rows[i]);
    for (Hit const& hit : row_hits) {
      if (hit.use.what == What::head) continue;  // too common in other tables
      EditionEvidence& found = evidence[hit.use.edition];
      const bool fresh = is_fresh(hit.use);
      if (hit.use.what == What::evidence) {
        ++found.labels;
      } else if (hit.use.what == What::row) {
        // A heading with numbers or a row without any is a row of another form.
        const bool heading = registry.editions()[hit.use.edition].rows[hit.use.index].heading;
        if (fresh && heading != numbers) ++found.rows;
      } else if (fresh) {
        ++found.columns;
      }
    }
  }
  return evidence;
}

/// A few labels may stand in any table of a report; a form has a column head, or many rows.
bool is_a_form(EditionEvidence const& evidence) {
  constexpr std::size_t few_rows = 3, many_rows = 8;
  return (evidence.rows >= few_rows && evidence.columns >= 1) || evidence.rows >= many_rows;
}

}  // namespace

std::optional<std::uint8_t> recognise_edition(ast::Document const& document, LabelHits const& hits, Registry const& registry,
                                              std::optional<int> year, Diagnostics& diagnostics) {
  const std::vector<EditionEvidence> evidence = weigh(document, hits, registry);
  std::vector<std::uint8_t> candidates;
  for (std::size_t e = 0; e < evidence.size(); ++e) {
    if (is_a_form(evidence[e])) candidates.push_back(static_cast<std::uint8_t>(e));
  }
  if (candidates.empty()) return std::nullopt;
  const auto strength = [&](std::uint8_t e) { return std::pair(evidence[e].labels, evidence[e].rows); };
  const auto best = *std::max_element(candidates.begin(), candidates.end(),
                                      [&](std::uint8_t a, std::uint8_t b) { return strength(a) < strength(b); });
  std::vector<std::uint8_t> equals;
  for (const std::uint8_t e : candidates) {
    if (strength(e) == strength(best)) equals.push_back(e);
    if (e != best && evidence[e].labels > 0) {
      diagnostics.push_back({.code = "B104",
                             .arguments = {{"edition", registry.editions()[best].id},
                                           {"labels", std::to_string(evidence[best].labels)},
                                           {"other", registry.editions()[e].id},
                                           {"other_labels", std::to_string(evidence[e].labels)}}});
    }
  }
  if (equals.size() == 1) return best;
  for (const std::uint8_t e : equals) {
    if (year && registry.edition_of_year(*year) == e) {
      diagnostics.push_back({.code = "B102", .arguments = {{"edition", registry.editions()[e].id}, {"year", std::to_string(*year)}}});
      return e;
    }
  }
  diagnostics.push_back({.code = "B105", .arguments = {{"edition", registry.editions()[equals.back()].id}}});
  return equals.back();
}

}  // namespace tiaoli::binding
