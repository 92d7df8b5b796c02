#pragma once
// The identities of a form as a system of equations over whole numbers and exact decimals.
#include <optional>
#include <vector>

#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// Gives every fact without a number the value that the identities of its form determine, with the
/// equations that gave it. A derived value is checked against every other identity it completes; where two disagree
/// nothing is derived and a diagnostic says so. Printed values are never touched.
void derive(Report& report, Registry const& registry, Diagnostics& diagnostics);

/// A relation of the form that the printed numbers break, whatever the cells without a number hold.
struct Violation {
  CellRelation const* relation = nullptr;
  Decimal left, right;   ///< what the two sides add up to
  std::size_t unknown = 0;  ///< cells without a number, counted as zero
};

/// The violated relations, in the order of the registry.
std::vector<Violation> violations(Report const& report, Registry const& registry);

}  // namespace tiaoli
