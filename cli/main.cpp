// The command line. The only place that opens files, prints, and picks exit codes is this folder.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <functional>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "converters/readers/read.hpp"

namespace {

constexpr int could_not_run = 2;

tiaoli::Language language_of_locale() {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("zh") ? tiaoli::Language::zh : tiaoli::Language::en;
  }
  return tiaoli::Language::en;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tiaoli;
  CLI::App app("Reads, converts, normalizes and checks the statistics of Chinese government information disclosure reports.", "tiaoli");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", "tiaoli " TIAOLI_VERSION);
  std::string mappings, lang;
  bool quiet = false;
  app.add_option("--mappings", mappings, "folder with mapping files that replace the built-in ones")->type_name("DIR");
  app.add_option("--lang", lang, "language of messages (default: by locale)")->check(CLI::IsMember({"zh", "en"}))->type_name("zh|en");
  app.add_flag("--quiet", quiet, "no findings on standard error");

  std::vector<std::string> files;
  std::string file, what, dataset;
  bool jsonl = false, all_rules = false;
  cli::ConvertOptions conversion;
  cli::LintOptions linting;

  CLI::App* const parse = app.add_subcommand("parse", "print the canonical JSON of reports");
  parse->add_option("PATH", files, "reports, folders and ZIP archives of reports; - is standard input")->required();
  parse->add_flag("--jsonl", jsonl, "one object a line (also with several files)");

  CLI::App* const convert = app.add_subcommand("convert", "convert a report to the form of another edition");
  convert->add_option("FILE", conversion.file, "the report; - is standard input")->required();
  convert->add_option("--to", conversion.to, "the edition to convert to: 2014, 2019 or 2021")->required()->type_name("EDITION");
  convert->add_option("--format", conversion.format, "output format (default: by the ending of OUT, else json)")
      ->check(CLI::IsMember({"json", "text", "md", "html", "docx", "xlsx", "csv"}))->type_name("json|text|md|html|docx|xlsx|csv");
  convert->add_option("-o,--output", conversion.output, "output file (default: standard output)")->type_name("OUT");
  convert->add_flag("--with-source", conversion.with_source, "carry the original report along in the JSON, so that the way back is exact");
  convert->add_option("--require", conversion.require, "refuse cells of a weaker fidelity")->check(CLI::IsMember({"exact", "sum", "close"}))->type_name("exact|sum|close");

  CLI::App* const normalize = app.add_subcommand("normalize", "collect reports of all years into one dataset, one line a fact");
  normalize->add_option("PATH", files, "reports, folders and ZIP archives of reports")->required();
  normalize->add_option("-o,--output", dataset, "the dataset; its ending chooses the format: .csv or .jsonl")->required()->type_name("OUT");

  CLI::App* const lint = app.add_subcommand("lint", "say what is wrong in reports");
  lint->add_option("PATH", linting.files, "reports, folders and ZIP archives of reports; - is standard input")->required();
  lint->add_option("--format", linting.format, "output format (default: text); github writes the annotations of a workflow, html one page with the findings in place")
      ->check(CLI::IsMember({"text", "json", "sarif", "github", "html"}))->type_name("text|json|sarif|github|html");

  lint->add_option("--total", linting.whole, "a report whose parts the others are, all of them: its numbers have to be their sums")->type_name("FILE");
  lint->add_option("--annotate", linting.annotate, "write a DOCX or XLSX report again to OUT, its cells coloured and commented with the findings")->type_name("OUT");

  CLI::App* const explain = app.add_subcommand("explain", "explain a rule, an indicator, a cell, an equation or an edition");
  explain->add_option("WHAT", what, "for example L401, requests.received, 2021:R3.1/sum, X04, 2019");
  explain->add_flag("--rules", all_rules, "print all rules as a page of Markdown");
  explain->require_option(1);

  CLI::App* const info = app.add_subcommand("info", "say what a file is");
  info->add_option("FILE", file, "the report; - is standard input")->required();

  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : could_not_run;
  }
  try {
    std::optional<Registry> loaded;
    if (!mappings.empty()) loaded = Registry::load(mappings);
    const cli::Setting setting{loaded ? *loaded : Registry::embedded(),
                               lang.empty() ? language_of_locale() : lang == "zh" ? Language::zh : Language::en, quiet};
    if (parse->parsed()) return cli::parse(setting, files, jsonl);
    if (convert->parsed()) return cli::convert(setting, conversion);
    if (normalize->parsed()) return cli::normalize(setting, files, dataset);
    if (lint->parsed()) return cli::lint(setting, linting);
    if (explain->parsed()) return all_rules ? cli::explain_rules(setting) : cli::explain(setting, what);
    return cli::info(setting, file);
  } catch (std::exception const& error) {
    cli::say(fmt::format("tiaoli: {}\n", error.what()));
    return could_not_run;
  }
}
