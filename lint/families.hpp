#pragma once
// The families of rules that look at one report, one file each; lint() calls them in this order.
#include "lint/cell_label.hpp"
#include "lint/lint.hpp"

namespace tiaoli {

/// L1xx: sections that are missing, repeated or misnumbered.
void lint_outline(LintContext const& context, Diagnostics& diagnostics);
/// L301–L303, L308, L309: what the prose says of quantities against the table and against itself.
void lint_claims(LintContext const& context, Diagnostics& diagnostics);
/// L304–L307, L310: sums and percentages inside the prose.
void lint_sentences(LintContext const& context, Diagnostics& diagnostics);
/// L4xx and L5xx: identities and soft relations of the form.
void lint_identities(LintContext const& context, Diagnostics& diagnostics);
/// L8xx: what the law does not allow.
void lint_law(LintContext const& context, Diagnostics& diagnostics);

}  // namespace tiaoli
