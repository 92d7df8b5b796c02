#include "lint/lint.hpp"

#include "lint/families.hpp"

namespace tiaoli {

void lint(LintContext const& context, Diagnostics& diagnostics) {
  lint_outline(context, diagnostics);
  lint_identities(context, diagnostics);
  lint_claims(context, diagnostics);
  lint_sentences(context, diagnostics);
  lint_law(context, diagnostics);
}

}  // namespace tiaoli
