#pragma once
// The file in which a team keeps what it agreed on for `lint`: .tiaoli.toml.
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "lint/selection.hpp"
#include "mappings/registry.hpp"
#include "model/source.hpp"

namespace tiaoli::cli {

/// What is wrong in a file of settings: `file:line:column: what`.
struct SettingsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file of settings, and what became of its suppressions so far.
struct SettingsFile {
  std::filesystem::path folder;  ///< its patterns are relative to this one; absolute
  std::unique_ptr<Source> source;
  LintSettings settings;
  std::vector<SuppressionUse> uses;  ///< one for each suppression
};

/// Reads the settings in the file at `path`. Throws FileError when it cannot be read, and SettingsError with line and column for
/// what is no TOML, unknown keys, rules and cells, and what is missing.
SettingsFile read_settings(std::string const& path, Registry const& registry);

/// The .tiaoli.toml in the folder of `file`, else the next one above it.
std::optional<std::string> settings_beside(std::string const& file);

/// The path of `file` as the patterns of settings in `folder` see it.
std::string path_within(std::filesystem::path const& folder, std::string const& file);

}  // namespace tiaoli::cli
