#include "lint/rules.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>

#include "lint/embedded.hpp"

namespace tiaoli {
namespace {

RuleTable const& table() {
  static const RuleTable loaded = read_rules(embedded_rules());
  return loaded;
}

std::string message(Rule const& rule, Diagnostic const& diagnostic, Language language) {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (auto const& [name, value] : diagnostic.arguments) {
    arguments.push_back(fmt::arg(std::string(name).c_str(), std::cref(value)));
  }
  return fmt::vformat(in(language, rule.message), arguments);
}

/// The cells that may be wrong, the likeliest few.
std::string culprits_note(Diagnostic const& diagnostic, Language language) {
  RuleTexts const& texts = table().texts;
  constexpr std::size_t few = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(few, diagnostic.culprits.size()); ++i) {
    if (i > 0) list += in(language, texts.or_else);
    std::string cells;
    for (Correctable const& cell : diagnostic.culprits[i]) {
      if (!cells.empty()) cells += " + ";
      cells += fmt::format(fmt::runtime(in(language, texts.correction)), fmt::arg("label", cell.label), fmt::arg("printed", cell.printed.to_string()), fmt::arg("value", cell.value.to_string()));
    }
    list += cells;
  }
  if (!diagnostic.culprits_complete) list += in(language, texts.no_more);
  return fmt::format(fmt::runtime(in(language, texts.culprits)), fmt::arg("cells", list));
}

}  // namespace

std::span<Rule const> rules() { return table().rules; }

RuleTexts const& rule_texts() { return table().texts; }

Rule const* find_rule(std::string_view code_or_name) {
  auto const& all = table().rules;
  const auto found = std::find_if(all.begin(), all.end(), [&](Rule const& rule) { return rule.code == code_or_name || rule.name == code_or_name; });
  return found == all.end() ? nullptr : &*found;
}

void describe(Diagnostics& diagnostics, Language language) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.carried) continue;
    Rule const& rule = *find_rule(diagnostic.code);
    diagnostic.name = rule.name;
    diagnostic.severity = rule.severity;
    diagnostic.message = message(rule, diagnostic, language);
    if (!diagnostic.culprits.empty()) diagnostic.notes.push_back(culprits_note(diagnostic, language));
    if (diagnostic.basis.empty()) diagnostic.basis = rule.basis;
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](Diagnostic const& a, Diagnostic const& b) { return a.at.offset < b.at.offset; });
}

RenderWords words(Language language) {
  RuleTexts const& texts = table().texts;
  return {in(language, texts.error), in(language, texts.warning), in(language, texts.info), in(language, texts.note), in(language, texts.basis)};
}

std::string const& word(Severity severity, Language language) {
  RuleTexts const& texts = table().texts;
  return in(language, severity == Severity::error ? texts.error : severity == Severity::warning ? texts.warning : texts.info);
}

std::string const& in(Language language, Text const& text) { return language == Language::zh ? text.zh : text.en; }

}  // namespace tiaoli
