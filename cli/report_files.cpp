#include "cli/report_files.hpp"

#include "converters/canonical.hpp"
#include "converters/readers/pile.hpp"

namespace tiaoli::cli {

Opened open(Setting const& setting, std::string const& file) {
  return open(setting, file, bytes_at(file));
}

Opened open(Setting const& setting, std::string const& file, std::string bytes) {
  Opened opened;
  opened.source = read_bytes(file, std::move(bytes), opened.diagnostics);
  opened.report = read_report(*opened.source, setting.registry, opened.diagnostics, opened.prose);
  return opened;
}

std::string show(Setting const& setting, Source const& source, Report const& report, Diagnostic const& found) {
  return render(found, source, words(setting.language), report.origin.name);
}

std::vector<std::string> expand(std::vector<std::string> const& paths) {
  std::vector<std::string> files;
  for (std::string const& path : paths) {
    for (std::string& file : files_at(path)) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace tiaoli::cli
