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

/// A relation of the form that the printed numbers break.
struct Violation {
  CellRelation const* relation = nullptr;
  Decimal left, right;  ///< what the two sides add up to
};

/// The violated relations among those whose cells all printed a number, in the order of the registry.
std::vector<Violation> violations(Report const& report, Registry const& registry);

}  // namespace tiaoli
