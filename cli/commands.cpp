#include "cli/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/output.hpp"
#include "cli/report_files.hpp"
#include "converters/convert.hpp"
#include "converters/dataset.hpp"
#include "converters/writers/document.hpp"
#include "converters/writers/json.hpp"

namespace tiaoli::cli {
namespace {

/// Gives the findings their texts, prints those that need an eye, and answers the exit code they mean.
int conclude(Setting const& setting, Opened& opened) {
  describe(opened.diagnostics, setting.language);
  bool errors = false;
  for (Diagnostic const& found : opened.diagnostics) {
    errors = errors || found.severity == Severity::error;
    if (!setting.quiet && found.severity != Severity::info) say(show(setting, *opened.source, opened.report, found));
  }
  return errors ? found_errors : clean;
}

std::optional<Fidelity> fidelity_named(std::string_view name) {
  for (const Fidelity known : {Fidelity::exact, Fidelity::sum, Fidelity::close}) {
    if (name == to_string(known)) return known;
  }
  return std::nullopt;
}

}  // namespace

int parse(Setting const& setting, std::vector<std::string> const& files, bool jsonl) {
  const std::vector<std::string> expanded = expand(files);
  const bool one_line = jsonl || expanded.size() > 1;
  return for_each_file(expanded, [&](std::string const& file) {
    Opened opened = open(setting, file);
    const int code = conclude(setting, opened);
    write_output("-", write_json(opened.report, setting.registry, opened.diagnostics, one_line ? JsonLayout::one_line : JsonLayout::records));
    return code;
  });
}

int convert(Setting const& setting, ConvertOptions const& options) {
  const auto edition = setting.registry.find_edition(options.to);
  if (!edition) {
    std::vector<std::string_view> known;
    for (Edition const& e : setting.registry.editions()) known.push_back(e.id);
    say(fmt::format("tiaoli: there is no edition {}; known are {}\n", options.to, fmt::join(known, ", ")));
    return could_not_run;
  }
  const auto by_ending = document_format_of(options.output);
  const DocumentFormat format = options.format.empty() ? by_ending.value_or(DocumentFormat::json) : *document_format(options.format);
  if (is_binary(format) && options.output == "-" && ::isatty(STDOUT_FILENO) != 0) {
    say(fmt::format("tiaoli: {} is no text for a terminal; give a file with -o\n", options.format));
    return could_not_run;
  }
  Opened opened = open(setting, options.file);
  if (!opened.report.edition) {
    opened.diagnostics.push_back({.code = "C101"});
    return conclude(setting, opened);
  }
  const Conversion conversion = convert(opened.report, *edition, setting.registry, opened.diagnostics);
  const auto required = options.require ? fidelity_named(*options.require) : std::nullopt;
  bool refused = false;
  for (ConvertedCell const& cell : conversion.cells) {
    if (!required || cell.fidelity == Fidelity::none || cell.fidelity <= *required) continue;
    refused = true;
    opened.diagnostics.push_back({.code = "C103",
                                  .cells = {setting.registry.cell(cell.cell).id},
                                  .arguments = {{"cell", setting.registry.cell(cell.cell).id},
                                                {"fidelity", std::string(to_string(cell.fidelity))},
                                                {"required", *options.require}}});
  }
  const int code = conclude(setting, opened);
  if (refused) return found_errors;
  const bool chinese = setting.language == Language::zh;
  write_output(options.output, format == DocumentFormat::json
                                   ? write_json(opened.report, conversion, setting.registry, opened.diagnostics, chinese, JsonLayout::records, options.with_source)
                                   : write_document(format, opened.report, conversion, setting.registry));
  return code;
}

int normalize(Setting const& setting, std::vector<std::string> const& paths, std::string const& output) {
  const std::string extension = std::filesystem::path(output).extension().string();
  if (extension != ".csv" && extension != ".jsonl") {
    say(fmt::format("tiaoli: {}: the name must end in .csv or .jsonl\n", output));
    return could_not_run;
  }
  const DatasetFormat format = extension == ".csv" ? DatasetFormat::csv : DatasetFormat::jsonl;
  std::string dataset = dataset_head(format);
  const int code = for_each_file(expand(paths), [&](std::string const& file) {
    Opened opened = open(setting, file);
    const int findings = conclude(setting, opened);
    dataset += dataset_lines(opened.report, setting.registry, format);
    return findings;
  });
  write_output(output, dataset);
  return code;
}

int info(Setting const& setting, std::string const& file) {
  Opened opened = open(setting, file);
  Setting quiet = setting;
  const int code = conclude(quiet, opened);
  Report const& report = opened.report;
  std::array<std::size_t, 5> states{};
  std::size_t derived = 0;
  for (Fact const& fact : report.facts) {
    ++states[static_cast<std::size_t>(fact.value.state)];
    if (fact.derived) ++derived;
  }
  std::string text = fmt::format("title      {}\npublisher  {}\nyear       {}\nedition    {}\n", report.outline.title, report.outline.publisher,
                                 report.outline.year ? std::to_string(*report.outline.year) : "?",
                                 report.edition ? setting.registry.editions()[*report.edition].id : "-");
  text += fmt::format("cells      {}", report.facts.size());
  for (const State state : {State::reported, State::blank, State::mark, State::unreadable, State::missing}) {
    if (const std::size_t n = states[static_cast<std::size_t>(state)]; n > 0) text += fmt::format(", {} {}", n, to_string(state));
  }
  if (derived > 0) text += fmt::format(", {} derived", derived);
  text += fmt::format("\nsource     {}, {}, {} bytes, sha256 {}\n", report.origin.name, report.origin.format, report.origin.bytes, report.origin.sha256);
  write_output("-", text);
  return code;
}

}  // namespace tiaoli::cli
