#pragma once
// What is wrong in a report, beyond what reading and binding already said.
#include <span>

#include "grammar/ast.hpp"
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// A report and what it was read from. Without `prose` and `source` (JSON, CSV) the rules that look at sentences are silent.
struct LintContext {
  Report const& report;
  Registry const& registry;
  ast::Prose const* prose = nullptr;
  Source const* source = nullptr;
};

/// Applies all rules that look at one report.
void lint(LintContext const& context, Diagnostics& diagnostics);
inline void lint(Report const& report, Registry const& registry, Diagnostics& diagnostics) { lint({report, registry}, diagnostics); }

/// Reports of one publisher on several years: the equations between a year and the year before. Findings belong to the later
/// report; `diagnostics` has one list for each report.
void lint_years(std::span<Report const* const> reports, Registry const& registry, std::span<Diagnostics* const> diagnostics);

/// A report against those of its parts, which the caller says are complete: each count is the sum of theirs.
void lint_parts(Report const& whole, std::span<Report const* const> parts, Registry const& registry, Diagnostics& diagnostics);

}  // namespace tiaoli
