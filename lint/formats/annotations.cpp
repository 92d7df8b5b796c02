#include "lint/formats/annotations.hpp"

#include <fmt/format.h>

#include "lint/formats/reckoning.hpp"

namespace tiaoli {
namespace {

std::string remark(LintedFile const& file, Diagnostic const& found, FormatSetting const& setting) {
  RuleTexts const& texts = rule_texts();
  const auto name = [&](Text const& text) { return in(setting.language, text); };
  std::string text = fmt::format("{} {} {}\n{}", word(found.severity, setting.language), found.code, found.name, found.message);
  const std::string sum = reckoning(found, file.report, setting.registry);
  if (!sum.empty()) text += "\n" + sum;
  for (std::string const& note : found.notes) text += fmt::format("\n{}: {}", name(texts.note), note);
  if (!found.basis.empty()) text += fmt::format("\n{}: {}", name(texts.basis), found.basis);
  if (Rule const* const rule = find_rule(found.code)) text += fmt::format("\n{}: {}", name(texts.mend), name(rule->mend));
  return text;
}

}  // namespace

std::vector<Annotation> annotations_of(LintedFile const& file, FormatSetting const& setting) {
  std::vector<Annotation> made;
  for (Diagnostic const& found : file.diagnostics) {
    made.push_back({found.at.place, found.severity, remark(file, found, setting)});
    if (found.severity == Severity::info) continue;
    for (std::string const& id : found.cells) {
      const auto cell = setting.registry.find_cell(id);
      if (!cell || file.report.edition != cell->edition || cell->index >= file.report.facts.size()) continue;
      Place const& place = file.report.facts[cell->index].at.place;
      if (place.kind != Place::Kind::none) made.push_back({place, found.severity, {}});
    }
  }
  return made;
}

}  // namespace tiaoli
