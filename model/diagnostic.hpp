#pragma once
// Findings about the input: what is wrong, where, and how to mend it.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/decimal.hpp"
#include "model/source.hpp"

namespace tiaoli {

enum class Severity : std::uint8_t { info, warning, error };
std::string_view to_string(Severity severity);

/// A value that would mend a finding.
struct Suggestion {
  std::string cell;
  Decimal value;
};

/// A cell whose number may be the wrong one, and the number that would mend it.
struct Correctable {
  std::string cell;
  std::string label;  ///< of its row and column
  Decimal printed, value;
};

/// One finding. The stage that finds it gives code, place, cells and arguments; describe() in lint/
/// fills name, severity and the texts from the table of rules in the reader's language.
struct Diagnostic {
  std::string code;  ///< `B203`; families R reading, G shape, B binding, C conversion, L lint
  Position at{};
  std::vector<std::string> cells{};
  std::vector<std::pair<std::string_view, std::string>> arguments{};  ///< for the message template
  std::vector<Suggestion> suggestions{};
  /// Smallest sets of cells that could be wrong, likeliest first, and whether all were looked for.
  std::vector<std::vector<Correctable>> culprits{};
  bool culprits_complete = true;
  std::string basis{};  ///< what in the form or the law makes it a finding

  std::string name{};
  Severity severity = Severity::error;
  std::string message{};
  std::vector<std::string> notes{};
  bool carried = false;  ///< read back from JSON, with its texts
  std::string fingerprint{};  ///< what lint knows it by from one run to the next (lint/fingerprint.hpp); empty elsewhere
};

using Diagnostics = std::vector<Diagnostic>;

/// Writes `diagnostic` the way a compiler does: one line of place, severity, code and message, then
/// the source line with a caret under the place (Han characters are two columns wide), then notes
/// and basis. `note` and `basis` are the words for these in the reader's language. `origin` is the file that the
/// places belong to when that is not `source` (JSON): it is named, and no line is shown.
struct RenderWords {
  std::string_view error = "error", warning = "warning", info = "info", note = "note", basis = "basis";
};
std::string render(Diagnostic const& diagnostic, Source const& source, RenderWords const& words = {}, std::string_view origin = {});

/// How many terminal columns `text` takes: 2 for a Han or full-width character, 0 for a combining
/// mark, 1 for the rest. A tab counts as one column, as the renderer prints it.
std::size_t display_width(std::string_view text);

}  // namespace tiaoli
