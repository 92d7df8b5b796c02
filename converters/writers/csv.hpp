#pragma once
// The cells of a conversion as comma-separated values (RFC 4180).
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"

namespace tiaoli {

/// One record for every cell of the target edition, in form order: cell, row, column, value, min, max, fidelity, from, via. Several
/// sources or equations are divided by `;`.
std::string write_csv(Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
