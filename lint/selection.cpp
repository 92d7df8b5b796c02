#include "lint/selection.hpp"

#include <algorithm>

#include "lint/glob.hpp"

namespace tiaoli {
namespace {

bool any_selects(std::vector<std::string> const& selectors, Diagnostic const& found) {
  return std::any_of(selectors.begin(), selectors.end(), [&](std::string const& selector) { return selects(selector, found); });
}

bool is_chosen(RuleChoice const& choice, Diagnostic const& found) {
  return (choice.select.empty() || any_selects(choice.select, found)) && !any_selects(choice.ignore, found);
}

void weigh(RuleChoice const& choice, Diagnostic& found) {
  for (auto const& [selector, severity] : choice.severities) {
    if (selects(selector, found)) found.severity = severity;
  }
}

bool speaks_of(Suppression const& suppression, std::string_view path) { return suppression.file.empty() || glob_matches(suppression.file, path); }

bool means(Suppression const& suppression, Diagnostic const& found) {
  if (found.code != suppression.rule && found.name != suppression.rule) return false;
  if (!suppression.fingerprint.empty() && found.fingerprint != suppression.fingerprint) return false;
  return std::all_of(suppression.cells.begin(), suppression.cells.end(),
                     [&](std::string const& cell) { return std::find(found.cells.begin(), found.cells.end(), cell) != found.cells.end(); });
}

bool has_expired(Suppression const& suppression, std::string_view today) { return suppression.until < today; }

}  // namespace

bool is_selector(std::string_view selector) {
  if (selector.empty()) return false;
  return std::any_of(rules().begin(), rules().end(), [&](Rule const& rule) { return rule.code.starts_with(selector) || rule.name == selector; });
}

bool selects(std::string_view selector, Diagnostic const& found) { return found.code.starts_with(selector) || found.name == selector; }

RuleChoice with(RuleChoice choice, RuleChoice const& more) {
  if (!more.select.empty()) choice.select = more.select;
  choice.ignore.insert(choice.ignore.end(), more.ignore.begin(), more.ignore.end());
  choice.severities.insert(choice.severities.end(), more.severities.begin(), more.severities.end());
  return choice;
}

RuleChoice choice_for(LintSettings const& settings, std::string_view path) {
  RuleChoice made = settings.choice;
  for (FileChoice const& file : settings.files) {
    const bool here = std::any_of(file.paths.begin(), file.paths.end(), [&](std::string const& pattern) { return glob_matches(pattern, path); });
    if (here) made = with(std::move(made), file.choice);
  }
  return made;
}

void apply(RuleChoice const& choice, LintSettings const& settings, std::string_view path, std::string_view today, LintedFile& file,
           std::span<SuppressionUse> uses) {
  std::vector<std::size_t> here;
  for (std::size_t i = 0; i < settings.suppressions.size(); ++i) {
    if (!speaks_of(settings.suppressions[i], path)) continue;
    uses[i].concerned = true;
    here.push_back(i);
  }
  Diagnostics kept;
  for (Diagnostic& found : file.diagnostics) {
    Suppression const* answered = nullptr;
    for (const std::size_t i : here) {
      Suppression const& suppression = settings.suppressions[i];
      if (!means(suppression, found)) continue;
      ++uses[i].hits;
      if (answered == nullptr && !has_expired(suppression, today)) answered = &suppression;
    }
    weigh(choice, found);
    if (!is_chosen(choice, found)) {
      ++file.not_selected;
    } else if (answered != nullptr) {
      file.suppressed.push_back({std::move(found), answered->reason, answered->until});
    } else {
      kept.push_back(std::move(found));
    }
  }
  file.diagnostics = std::move(kept);
}

void lint_suppressions(LintSettings const& settings, std::span<SuppressionUse const> uses, std::string_view today, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < settings.suppressions.size(); ++i) {
    Suppression const& suppression = settings.suppressions[i];
    if (!uses[i].concerned) continue;
    if (has_expired(suppression, today)) {
      diagnostics.push_back({.code = "L901",
                             .at = suppression.at,
                             .arguments = {{"rule", suppression.rule}, {"until", suppression.until}, {"count", std::to_string(uses[i].hits)}}});
    } else if (uses[i].hits == 0) {
      diagnostics.push_back({.code = "L902", .at = suppression.at, .arguments = {{"rule", suppression.rule}, {"until", suppression.until}}});
    }
  }
}

}  // namespace tiaoli
