#pragma once
// What scanning and copying lose of a table.
#include <string>
#include <vector>

#include "tests/generator/random.hpp"
#include "tests/generator/table.hpp"

namespace tiaoli::generator {

/// What was done to a table.
struct Damage {
  std::string how;              ///< for the message of a failed test
  bool must_be_noticed = true;  ///< false for a number gone from a place that is kept: it looks like any blank
};

/// Damages one row of one of `tables`: a label lost, a cell lost, a label torn over two cells, or a
/// fragment of a neighbour glued to a label.
Damage damage(std::vector<PrintedTable>& tables, Traits const& traits, ZeroStyle zeros, Random& random);

}  // namespace tiaoli::generator
