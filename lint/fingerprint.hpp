#pragma once
// What a finding is known by from one run to the next.
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// Fills the fingerprint of every finding of one report: 16 hexadecimal digits, the FNV-1a hash (64 bits) of the rule's code, the
/// publisher, the year and the edition, the cells in sorted order, and the figures among the message's arguments, each with
/// a byte 1F behind it. A finding without a cell is told by the words that it quotes from the report too. Positions, file names and
/// everything that depends on the language have no part in it, so that it holds when lines are added, when a file is renamed
/// and in another format. The second finding of a report with the same hash has `:2` behind it, the third `:3`.
void add_fingerprints(Diagnostics& diagnostics, Report const& report, Registry const& registry);

}  // namespace tiaoli
