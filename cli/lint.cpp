// lint: what is wrong in reports.
#include "lint/lint.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/report_files.hpp"
#include "converters/writers/json.hpp"
#include "lint/fingerprint.hpp"
#include "lint/formats/annotations.hpp"
#include "lint/formats/github.hpp"
#include "lint/formats/page.hpp"
#include "lint/formats/sarif.hpp"

namespace tiaoli::cli {
namespace {

std::string in_format(std::string_view format, std::vector<LintedFile>& files, FormatSetting const& setting) {
  if (format == "sarif") return write_sarif(files, setting);
  if (format == "github") return write_github(files, setting);
  if (format == "html") return write_page(files, setting);
  if (format == "text") return verdict(files, setting.language) + "\n";
  std::vector<FileDiagnostics> all;
  for (LintedFile& file : files) all.push_back({file.name, std::move(file.diagnostics)});
  return write_json(all);
}

/// Says why these files cannot be annotated; whether there is a reason.
bool refuse_to_annotate(LintOptions const& options, std::vector<std::string> const& names) {
  std::error_code none;
  if (names.size() != 1) {
    say(fmt::format("tiaoli: --annotate takes one file, not {}\n", names.size()));
  } else if (options.annotate == "-") {
    say("tiaoli: --annotate needs the name of a file; standard output is for the findings\n");
  } else if (std::filesystem::equivalent(names[0], options.annotate, none)) {
    say(fmt::format("tiaoli: {}: is the report itself; --annotate writes to another file\n", options.annotate));
  } else {
    return false;
  }
  return true;
}

/// Writes the report again with its findings in it; false, and said, when it is of no format that can hold them.
bool write_annotated(LintedFile const& file, std::string_view bytes, std::string const& output, FormatSetting const& setting) {
  std::string const& format = file.source->format();
  if (format != "docx" && format != "xlsx") {
    say(fmt::format("tiaoli: {}: only DOCX and XLSX files can be annotated; --format html shows the findings of any report in place\n", file.name));
    return false;
  }
  const std::vector<Annotation> annotations = annotations_of(file, setting);
  write_output(output, format == "docx" ? annotate_docx(bytes, annotations) : annotate_xlsx(bytes, annotations));
  return true;
}

}  // namespace

int lint(Setting const& setting, LintOptions const& options) {
  const bool annotate = !options.annotate.empty();
  const std::vector<std::string> names = expand(options.files);
  if (annotate && refuse_to_annotate(options, names)) return could_not_run;
  std::string bytes;  // of the only file, when it is to be annotated
  std::vector<LintedFile> files;
  const int code = for_each_file(names, [&](std::string const& name) {
    bytes = bytes_at(name);
    Opened opened = annotate ? open(setting, name, bytes) : open(setting, name, std::move(bytes));
    tiaoli::lint(opened.report, setting.registry, opened.diagnostics);
    describe(opened.diagnostics, setting.language);
    add_fingerprints(opened.diagnostics, opened.report, setting.registry);
    bool errors = false;
    for (Diagnostic const& found : opened.diagnostics) {
      errors = errors || found.severity == Severity::error;
      if (options.format == "text") write_output("-", show(setting, opened, found));
    }
    const bool told = !annotate && (options.format == "text" || options.format == "json");  // these need no more of a file than its findings
    if (told) opened = {nullptr, {}, std::move(opened.diagnostics)};
    files.push_back({name, std::move(opened.source), std::move(opened.report), std::move(opened.diagnostics)});
    return errors ? found_errors : clean;
  });
  const FormatSetting format{setting.registry, setting.language, TIAOLI_VERSION, code};
  if (annotate && code != could_not_run && !write_annotated(files[0], bytes, options.annotate, format)) return could_not_run;
  write_output("-", in_format(options.format, files, format));
  return code;
}

}  // namespace tiaoli::cli
