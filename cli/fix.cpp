// --fix: edits that need no person, and the record of them.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/report_files.hpp"
#include "lint/fixes.hpp"

namespace tiaoli::cli {
namespace {

/// `text` with its space made visible.
std::string visible(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> blanks[] = {
      {" ", "\xE2\x90\xA3"}, {"\xE3\x80\x80", "<U+3000>"}, {"\xC2\xA0", "<U+00A0>"}, {"\xE2\x80\x8B", "<U+200B>"}, {"\xEF\xBB\xBF", "<U+FEFF>"}};
  std::string made;
  while (!text.empty()) {
    std::size_t taken = 1;
    std::string_view shown = text.substr(0, 1);
    for (auto const& [blank, sign] : blanks) {
      if (!text.starts_with(blank)) continue;
      taken = blank.size();
      shown = sign;
    }
    made += shown;
    text.remove_prefix(taken);
  }
  return made;
}

std::string told(Setting const& setting, std::string const& file, Fix const& fix, bool made) {
  RuleTexts const& texts = rule_texts();
  const bool is_space = fix.kind == Fix::Kind::space;
  const auto shown = [&](std::string const& text) { return is_space ? visible(text) : text; };
  return fmt::format("{}:{}:{}: {}\n", file, fix.at.line, fix.at.column,
                     fmt::format(fmt::runtime(in(setting.language, made ? texts.fixed : texts.not_fixed)), fmt::arg("kind", to_string(fix.kind)),
                                 fmt::arg("before", shown(fix.before)), fmt::arg("after", shown(fix.after))));
}

/// A name that no earlier record has.
std::string ledger_beside(std::string const& file) {
  std::error_code ignored;
  std::string name = file + ".tiaoli-fixes.json";
  for (int number = 2; std::filesystem::exists(name, ignored); ++number) name = fmt::format("{}.tiaoli-fixes.{}.json", file, number);
  return name;
}

}  // namespace

int fix(Setting const& setting, std::vector<std::string> const& files, FixOptions const& options, bool on_standard_output) {
  return for_each_file(files, [&](std::string const& file) {
    std::error_code ignored;
    FixedFile fixed;
    try {
      if (!std::filesystem::is_regular_file(file, ignored)) throw FixError(file + ": only files on disk can be fixed");
      fixed = tiaoli::fix(file, bytes_at(file), setting.registry);
    } catch (FixError const& error) {
      say(fmt::format("tiaoli: {}\n", error.what()));
      return could_not_run;
    }
    std::string text;
    for (Fix const& one : fixed.fixes) text += told(setting, file, one, true);
    for (Fix const& one : fixed.dropped) text += told(setting, file, one, false);
    if (on_standard_output) write_output("-", text);
    else say(text);
    if (options.dry_run || fixed.fixes.empty()) return clean;
    // The record first: an edit without one is worse than a record of what was not done.
    write_output(options.ledger.empty() ? ledger_beside(file) : options.ledger, write_ledger(file, fixed));
    const auto permissions = std::filesystem::status(file, ignored).permissions();
    write_output(file, fixed.bytes);
    std::filesystem::permissions(file, permissions, ignored);
    return clean;
  });
}

}  // namespace tiaoli::cli
