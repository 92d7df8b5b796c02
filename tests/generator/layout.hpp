#pragma once
// Whole reports: a filled form printed in one of the layouts that are met with, and what to read in it.
#include <cstdint>
#include <string>
#include <vector>

#include "mappings/registry.hpp"
#include "tests/generator/table.hpp"

namespace tiaoli::generator {

/// What to make: the same request gives the same document everywhere.
struct Request {
  std::uint8_t edition = 0;  ///< into Registry::editions()
  Layout layout = Layout::tabs;
  std::uint64_t seed = 0;
  bool damaged = false;  ///< something of a table is lost or torn
};

/// A report and its exact reading.
struct Document {
  std::string text;
  std::string publisher;  ///< the authority, also where only the name of its place is printed
  int year = 0;
  std::vector<ExpectedCell> cells;  ///< in form order; of a damaged document only `truth` is to be relied on
  bool must_be_noticed = false;     ///< damaged so that no reader may pass over it in silence
  std::vector<std::string> notes;   ///< what was drawn, for the message of a failed test
};

Document make_document(Registry const& registry, Request const& request);

}  // namespace tiaoli::generator
