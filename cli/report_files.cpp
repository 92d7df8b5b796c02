#include "cli/report_files.hpp"

#include "converters/canonical.hpp"
#include "converters/readers/pile.hpp"

namespace tiaoli::cli {

Opened open(Setting const& setting, std::string const& file) {
  Opened opened;
  opened.source = read(file, opened.diagnostics);
  opened.report = read_report(*opened.source, setting.registry, opened.diagnostics);
  return opened;
}

std::string show(Setting const& setting, Opened const& opened, Diagnostic const& found) {
  return render(found, *opened.source, words(setting.language), opened.report.origin.name);
}

std::vector<std::string> expand(std::vector<std::string> const& paths) {
  std::vector<std::string> files;
  for (std::string const& path : paths) {
    for (std::string& file : files_at(path)) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace tiaoli::cli
