// L8xx: what the law does not allow.
#include <algorithm>
#include <string>
#include <vector>

#include "lint/families.hpp"

namespace tiaoli {
namespace {

bool ends_with_any(std::string const& name, std::vector<std::string> const& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string const& ending) { return name.ends_with(ending); });
}

/// Whether the law gives the body no power to make 规章. Where the name leaves it open (a city) it is not said.
bool cannot_make_rules(std::string const& publisher, Law const& law) {
  const bool begins = std::any_of(law.rules_beginnings.begin(), law.rules_beginnings.end(), [&](std::string const& word) { return publisher.starts_with(word); });
  return !begins && !ends_with_any(publisher, law.rules_endings) && ends_with_any(publisher, law.no_rules_endings);
}

/// Calls `visit` with each fact of one of the quantities that printed a number above zero.
template <typename Visit>
void for_each_positive(LintContext const& context, std::vector<std::uint16_t> const& quantities, Visit const& visit) {
  for (Fact const& fact : context.report.facts) {
    const std::uint16_t quantity = context.registry.cell(fact.cell).quantity;
    if (std::find(quantities.begin(), quantities.end(), quantity) == quantities.end()) continue;
    if (fact.value.number && *fact.value.number > Decimal{}) visit(fact);
  }
}

}  // namespace

void lint_law(LintContext const& context, Diagnostics& diagnostics) {
  Report const& report = context.report;
  Registry const& registry = context.registry;
  Law const& law = registry.law();
  if (cannot_make_rules(report.outline.publisher, law)) {
    for_each_positive(context, law.rules, [&](Fact const& fact) {
      diagnostics.push_back({.code = "L801",
                             .at = fact.at,
                             .cells = {registry.cell(fact.cell).id},
                             .arguments = {{"publisher", report.outline.publisher}, {"value", fact.value.number->to_string()}},
                             .basis = law.rules_basis});
    });
  }
  const bool free = report.outline.year && *report.outline.year >= law.first_free_year && *report.outline.year < law.first_fee_year;
  if (!free) return;
  const std::string year = std::to_string(*report.outline.year);
  for_each_positive(context, law.unpaid_fees, [&](Fact const& fact) {
    diagnostics.push_back({.code = "L802",
                           .at = fact.at,
                           .cells = {registry.cell(fact.cell).id},
                           .arguments = {{"year", year}, {"value", fact.value.number->to_string()}},
                           .basis = law.fees_basis});
  });
  for (Claim const& claim : report.claims) {
    const bool fee = std::find(law.fee_phrases.begin(), law.fee_phrases.end(), claim.phrase) != law.fee_phrases.end();
    if (!fee || claim.value <= Decimal{}) continue;
    diagnostics.push_back({.code = "L802", .at = claim.at, .arguments = {{"year", year}, {"value", claim.value.to_string()}}, .basis = law.fees_basis});
  }
}

}  // namespace tiaoli
