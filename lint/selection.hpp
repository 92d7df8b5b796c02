#pragma once
// Which findings count: chosen by their rules, weighed anew, answered for.
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/formats/linted_file.hpp"
#include "lint/rules.hpp"
#include "model/diagnostic.hpp"

namespace tiaoli {

/// Rules by selectors: a code, a name, or the start of codes (`L3`, `B2`, `L`).
struct RuleChoice {
  std::vector<std::string> select;  ///< empty for all rules
  std::vector<std::string> ignore;  ///< wins over `select`
  std::vector<std::pair<std::string, Severity>> severities;  ///< by selector; the last that fits wins
};

/// Whether `selector` names at least one rule.
bool is_selector(std::string_view selector);
/// Whether `selector` means the rule of a finding.
bool selects(std::string_view selector, Diagnostic const& found);
/// What is said last wins: the `select` of `more` where it has one, what both ignore, and the severities of both.
RuleChoice with(RuleChoice choice, RuleChoice const& more);

/// What files that a pattern means do differently.
struct FileChoice {
  std::vector<std::string> paths;  ///< patterns (lint/glob.hpp)
  RuleChoice choice;
};

/// Findings that somebody answers for, up to a day.
struct Suppression {
  std::string rule;                ///< a code or a name
  std::string file;                ///< a pattern; empty for every file
  std::vector<std::string> cells;  ///< that the finding has to name, all of them; empty for any
  std::string fingerprint;         ///< empty for any
  std::string reason;
  std::string until;  ///< the last day, `2026-12-31`
  Position at{};      ///< where it stands in the settings
};

/// What a team agreed on: the content of a file of settings.
struct LintSettings {
  RuleChoice choice;
  std::vector<FileChoice> files;
  std::vector<Suppression> suppressions;
};

/// The choice that holds for a file, whose path is relative to the settings.
RuleChoice choice_for(LintSettings const& settings, std::string_view path);

/// What became of a suppression in a run.
struct SuppressionUse {
  bool concerned = false;  ///< it speaks of a file of the run
  std::size_t hits = 0;    ///< findings that it means
};

/// Applies `choice` and the suppressions to the findings of one file, which must be described and have fingerprints. Findings
/// that are suppressed on the day `today` move to LintedFile::suppressed, those of rules not chosen are only counted. `uses` has
/// one entry for each suppression of `settings`.
void apply(RuleChoice const& choice, LintSettings const& settings, std::string_view path, std::string_view today, LintedFile& file,
           std::span<SuppressionUse> uses);

/// L901 and L902: suppressions that have expired or hid nothing.
void lint_suppressions(LintSettings const& settings, std::span<SuppressionUse const> uses, std::string_view today, Diagnostics& diagnostics);

}  // namespace tiaoli
