#pragma once
// Filled forms whose numbers agree with each other.
#include <cstdint>
#include <string>
#include <vector>

#include "mappings/registry.hpp"
#include "model/decimal.hpp"
#include "tests/generator/random.hpp"

namespace tiaoli::generator {

/// One number for every cell of an edition, in form order.
struct Form {
  std::uint8_t edition = 0;
  std::vector<Decimal> values;
};

/// A filled form that keeps every identity of the edition and, with `plausible`, its soft relations too.
/// Parts are drawn, sums are computed from them. Throws std::logic_error when the registry's identities
/// admit no form that can be found so.
Form make_form(Registry const& registry, std::uint8_t edition, bool plausible, Random& random);

/// What is wrong with `form`, by the rules of the paper form written out over cell ids: this does not
/// look at the equations of the registry, from which make_form works. Empty for a consistent form.
std::vector<std::string> contradictions(Form const& form, Registry const& registry);

}  // namespace tiaoli::generator
