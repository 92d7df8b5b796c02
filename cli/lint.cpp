// lint: what is wrong in reports.
#include "lint/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// What needs several reports: the years of one publisher, and a whole with its parts.
void compare(std::vector<LintedFile>& files, std::size_t whole, Setting const& setting) {
  std::vector<Report const*> reports, parts;
  std::vector<Diagnostics*> diagnostics;
  for (std::size_t i = 0; i < files.size(); ++i) {
    reports.push_back(&files[i].report);
    diagnostics.push_back(&files[i].diagnostics);
    if (i != whole) parts.push_back(&files[i].report);
  }
  lint_years(reports, setting.registry, diagnostics);
  if (whole < files.size()) lint_parts(files[whole].report, parts, setting.registry, files[whole].diagnostics);
}

/// Gives the findings of a file their texts; whether one of them is an error.
bool finish(LintedFile& file, Setting const& setting) {
  describe(file.diagnostics, setting.language);
  add_fingerprints(file.diagnostics, file.report, setting.registry);
  return std::any_of(file.diagnostics.begin(), file.diagnostics.end(), [](Diagnostic const& found) { return found.severity == Severity::error; });
}

}  // namespace

int lint(Setting const& setting, LintOptions const& options) {
  const bool annotate = !options.annotate.empty();
  std::vector<std::string> names = expand(options.files);
  if (annotate && refuse_to_annotate(options, names)) return could_not_run;
  if (!options.whole.empty()) names.insert(names.begin(), options.whole);
  std::string bytes;  // of the only file, when it is to be annotated
  std::vector<LintedFile> files;
  int code = for_each_file(names, [&](std::string const& name) {
    bytes = bytes_at(name);
    Opened opened = annotate ? open(setting, name, bytes) : open(setting, name, std::move(bytes));
    tiaoli::lint({opened.report, setting.registry, &opened.prose, opened.source.get()}, opened.diagnostics);
    files.push_back({name, std::move(opened.source), std::move(opened.report), std::move(opened.diagnostics)});
    return clean;
  });
  const bool has_whole = !options.whole.empty() && !files.empty() && files.front().name == options.whole;
  compare(files, has_whole ? 0 : files.size(), setting);
  for (LintedFile& file : files) {
    if (finish(file, setting)) code = std::max(code, found_errors);
    if (options.format != "text") continue;
    for (Diagnostic const& found : file.diagnostics) write_output("-", show(setting, *file.source, file.report, found));
  }
  const FormatSetting format{setting.registry, setting.language, TIAOLI_VERSION, code};
  if (annotate && code != could_not_run && !write_annotated(files[0], bytes, options.annotate, format)) return could_not_run;
  write_output("-", in_format(options.format, files, format));
  return code;
}

}  // namespace tiaoli::cli
