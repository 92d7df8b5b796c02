#pragma once
// What the formats of findings are written from.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cell_label.hpp"
#include "lint/rules.hpp"
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// One file of a lint run.
struct LintedFile {
  std::string name;  ///< as given
  std::unique_ptr<Source> source;
  Report report;
  Diagnostics diagnostics;  ///< described, with fingerprints

  /// The file that the places of the findings belong to: another one when `name` is JSON that was made of it.
  std::string const& placed_in() const { return report.origin.name.empty() ? name : report.origin.name; }
  /// Whether lines and columns are those of the file itself, so that an editor finds them.
  bool has_lines() const { return report.origin.format == "text" || report.origin.format == "csv"; }
  /// Whether the text is the bytes of the file, but for a mark of their order.
  bool is_plain_text() const;
};

/// What a format needs beside the files.
struct FormatSetting {
  Registry const& registry;
  Language language = Language::en;
  std::string_view version;  ///< of the program
  int exit_code = 0;         ///< with which the program ends
};

/// How many findings of each severity there are: infos, warnings, errors.
struct FindingCount {
  std::size_t infos = 0, warnings = 0, errors = 0;
};
FindingCount count_findings(std::vector<LintedFile> const& files);
/// And the line that tells it, at the end of a run.
std::string verdict(std::vector<LintedFile> const& files, Language language);

/// Where a finding stands, in words: `line 12, column 3`, `table 3, row 2, cell 4`; empty for nowhere.
std::string place_words(Position const& at, bool has_lines, Language language);

/// Where `at` ends in its line, as a column; no value when the text does not tell.
std::optional<std::uint32_t> end_column(Position const& at, LintedFile const& file);

}  // namespace tiaoli
