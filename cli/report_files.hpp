#pragma once
// Report files on their way through a command.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "converters/readers/read.hpp"
#include "grammar/ast.hpp"
#include "model/report.hpp"

namespace tiaoli::cli {

inline constexpr int clean = 0, found_errors = 1, could_not_run = 2;  ///< exit codes

/// A file that was read, with what was found on the way.
struct Opened {
  std::unique_ptr<Source> source;
  Report report;
  ast::Prose prose;  ///< the sentences of the report, views into the source
  Diagnostics diagnostics;
};

/// Reads the report at `file`. Throws FileError.
Opened open(Setting const& setting, std::string const& file);

/// The same for a file whose bytes are in memory.
Opened open(Setting const& setting, std::string const& file, std::string bytes);

/// `found` as it is printed, like a compiler's message.
std::string show(Setting const& setting, Source const& source, Report const& report, Diagnostic const& found);

/// All files that the paths stand for: folders and archives hold several.
std::vector<std::string> expand(std::vector<std::string> const& paths);

/// Runs `work` for every file and answers the worst exit code; a file that cannot be read is said and does not stop the others.
template <typename Work>
int for_each_file(std::vector<std::string> const& files, Work const& work) {
  int worst = clean;
  for (std::string const& file : files) {
    try {
      worst = std::max(worst, work(file));
    } catch (FileError const& error) {
      say(fmt::format("tiaoli: {}\n", error.what()));
      worst = could_not_run;
    }
  }
  return worst;
}

}  // namespace tiaoli::cli
