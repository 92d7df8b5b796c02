#pragma once
// Which printed numbers could be the wrong ones where identities of the form are broken.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// How a number may have come to be printed wrongly, likeliest first.
enum class Slip : std::uint8_t {
  exchanged,   ///< two neighbours in each other's place
  transposed,  ///< two digits of it: 53 for 35
  digit,       ///< one digit: 38 for 35
  dropped,     ///< a digit left out: 3 for 35
  added,       ///< a digit too many: 355 for 35
  copied,      ///< the number of a neighbour
  unlike       ///< none of these
};

/// A cell and the number that would mend it.
struct Correction {
  std::uint16_t cell = 0;  ///< of the report's edition
  Decimal value;
  Slip slip = Slip::unlike;
};

/// A smallest set of cells which, corrected, leave no identity broken that they are in.
struct Culprit {
  std::vector<Correction> corrections;
  int cost = 0;  ///< how far-fetched it is; less is likelier
};

/// Broken identities that share cells, and who could have broken them.
struct Breach {
  std::vector<CellRelation const*> relations;
  std::vector<Culprit> culprits;  ///< likeliest first
  bool stands_out = false;        ///< the first is clearly likelier than all others
  bool complete = true;           ///< false: the search stopped at its bound
};

/// The broken identities whose cells all have numbers, by what they share. All sets of one cell are found; sets of two where
/// there is none of one. The search stops after a bounded number of tries, however many identities are broken.
std::vector<Breach> find_culprits(Report const& report, Registry const& registry);

}  // namespace tiaoli
