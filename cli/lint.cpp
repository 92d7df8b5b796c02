// lint: what is wrong in reports.
#include "lint/lint.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/report_files.hpp"
#include "converters/writers/json.hpp"

namespace tiaoli::cli {

int lint(Setting const& setting, std::vector<std::string> const& files, std::string const& format) {
  std::vector<FileDiagnostics> all;
  std::array<std::size_t, 3> count{};
  const int code = for_each_file(expand(files), [&](std::string const& file) {
    Opened opened = open(setting, file);
    tiaoli::lint(opened.report, setting.registry, opened.diagnostics);
    describe(opened.diagnostics, setting.language);
    bool errors = false;
    for (Diagnostic const& found : opened.diagnostics) {
      errors = errors || found.severity == Severity::error;
      ++count[static_cast<std::size_t>(found.severity)];
      if (format == "text") write_output("-", show(setting, opened, found));
    }
    all.push_back({file, std::move(opened.diagnostics)});
    return errors ? found_errors : clean;
  });
  if (format == "json") {
    write_output("-", write_json(all));
  } else {
    write_output("-", fmt::format(fmt::runtime(in(setting.language, rule_texts().verdict)), fmt::arg("files", all.size()), fmt::arg("errors", count[2]),
                                  fmt::arg("warnings", count[1]), fmt::arg("infos", count[0])) + "\n");
  }
  return code;
}

}  // namespace tiaoli::cli
