#pragma once
// What the prose of a report says of the quantities of the forms.
#include <vector>

#include "grammar/ast.hpp"
#include "mappings/registry.hpp"
#include "model/claim.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// The claims of the prose, in order. A number is claimed for the phrase of mappings/phrases.json whose words stand nearest
/// around it; where two phrases fit equally well (行政许可、行政处罚信息832条) there is no claim. Numbers of other years and
/// plans are none. `edition` decides which quantity a phrase means. Time is linear in the text.
std::vector<Claim> read_claims(ast::Prose const& prose, ast::Document const& document, Source const& source, Outline const& outline,
                               std::optional<std::uint8_t> edition, Registry const& registry);

}  // namespace tiaoli
