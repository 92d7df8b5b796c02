#pragma once
// How `lint` fits into daily work: settings, suppressions and the baseline.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/settings_file.hpp"
#include "lint/formats/linted_file.hpp"
#include "lint/selection.hpp"

namespace tiaoli::cli {

/// The settings of a run: those of the command line, and those found beside the reports.
class Workflow {
 public:
  /// Throws SettingsError for a rule that does not exist, and what read_settings throws.
  Workflow(Setting const& setting, WorkflowOptions const& options);

  /// Finds the settings of a report before anything is read, so that what is wrong in them is said at once.
  void find_settings(std::string const& file);

  /// Takes the findings out of the report that do not count.
  void apply(LintedFile& file);

  /// Adds the files of settings in which something is wrong to the reports: suppressions that have expired or hid nothing.
  void conclude(std::vector<LintedFile>& files);

  /// Writes the baseline, then takes the findings that stood in the old one out of the reports.
  void compare_with_baseline(std::vector<LintedFile>& files) const;

 private:
  SettingsFile* settings_of(std::string const& file);

  Setting const& setting_;
  WorkflowOptions const& options_;
  RuleChoice choice_;  ///< of the command line
  std::map<std::string, SettingsFile> settings_;  ///< by the name of the file
  std::optional<std::string> baseline_;           ///< its content
  std::string today_;
};

}  // namespace tiaoli::cli
