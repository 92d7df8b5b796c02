#include "cli/workflow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include "cli/output.hpp"
#include "converters/readers/read.hpp"
#include "lint/baseline.hpp"
#include "lint/fingerprint.hpp"

namespace tiaoli::cli {
namespace {

/// The day of the run, on which suppressions depend: `2026-12-31`. By SOURCE_DATE_EPOCH (seconds, UTC) where it is set, so that a
/// run can be repeated, else by the clock. Nowhere else does the program look at the time.
std::string day_of_run() {
  char const* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  std::tm day{};
  if (epoch != nullptr && *epoch != '\0') {
    const std::string_view text = epoch;
    long long seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    constexpr long long last_second = 253402300799;  // of the year 9999
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || seconds < 0 || seconds > last_second) {
      throw SettingsError(fmt::format("SOURCE_DATE_EPOCH is \"{}\"; it must be a number of seconds since 1970", text));
    }
    const auto at = static_cast<std::time_t>(seconds);
    ::gmtime_r(&at, &day);
  } else {
    const std::time_t at = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    ::localtime_r(&at, &day);
  }
  return fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

void check_selectors(std::vector<std::string> const& selectors, std::string_view option) {
  for (std::string const& selector : selectors) {
    if (!is_selector(selector)) throw SettingsError(fmt::format("{}: there is no rule \"{}\", nor do codes of rules start so", option, selector));
  }
}

}  // namespace

Workflow::Workflow(Setting const& setting, WorkflowOptions const& options) : setting_(setting), options_(options), choice_{options.select, options.ignore, {}} {
  check_selectors(options.select, "--select");
  check_selectors(options.ignore, "--ignore");
  if (!options.config.empty()) settings_.emplace(options.config, read_settings(options.config, setting.registry));
  if (!options.baseline.empty()) baseline_ = bytes_at(options.baseline);
  if (baseline_) read_baseline(options.baseline, *baseline_);  // what is wrong in it is said before the reports are read
}

void Workflow::find_settings(std::string const& file) { settings_of(file); }

SettingsFile* Workflow::settings_of(std::string const& file) {
  if (!options_.config.empty()) return &settings_.begin()->second;
  const auto found = options_.no_config ? std::nullopt : settings_beside(file);
  if (!found) return nullptr;
  auto known = settings_.find(*found);
  if (known == settings_.end()) known = settings_.emplace(*found, read_settings(*found, setting_.registry)).first;
  return &known->second;
}

void Workflow::apply(LintedFile& file) {
  static const LintSettings none;
  SettingsFile* const found = settings_of(file.name);
  if (found != nullptr && !found->settings.suppressions.empty() && today_.empty()) today_ = day_of_run();
  LintSettings const& settings = found != nullptr ? found->settings : none;
  const std::string path = found != nullptr ? path_within(found->folder, file.name) : "";
  const std::span<SuppressionUse> uses = found != nullptr ? std::span(found->uses) : std::span<SuppressionUse>();
  tiaoli::apply(with(choice_for(settings, path), choice_), settings, path, today_, file, uses);
}

void Workflow::conclude(std::vector<LintedFile>& files) {
  for (auto& [name, found] : settings_) {
    Diagnostics diagnostics;
    lint_suppressions(found.settings, found.uses, today_, diagnostics);
    if (diagnostics.empty()) continue;
    LintedFile made;
    made.name = name;
    made.source = std::move(found.source);
    made.report.origin = {name, made.source->format(), made.source->bytes(), made.source->sha256()};
    made.diagnostics = std::move(diagnostics);
    made.is_report = false;
    describe(made.diagnostics, setting_.language);
    add_fingerprints(made.diagnostics, made.report, setting_.registry);
    tiaoli::apply(with(found.settings.choice, choice_), {}, "", today_, made, {});
    files.push_back(std::move(made));
  }
}

void Workflow::compare_with_baseline(std::vector<LintedFile>& files) const {
  if (!options_.write_baseline.empty()) write_output(options_.write_baseline, write_baseline(files));
  if (!baseline_) return;
  const std::size_t gone = take_known(read_baseline(options_.baseline, *baseline_), files);
  if (gone == 0 || setting_.quiet) return;
  say(fmt::format("tiaoli: {}\n", fmt::format(fmt::runtime(in(setting_.language, rule_texts().baseline_gone)), fmt::arg("file", options_.baseline), fmt::arg("count", gone))));
}

}  // namespace tiaoli::cli
