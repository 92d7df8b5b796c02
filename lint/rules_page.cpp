// All rules as a page of Markdown.
#include <fmt/format.h>

#include <iterator>

#include "lint/rules.hpp"

namespace tiaoli {
namespace {

/// `text` with nothing in it that Markdown would take for markup.
std::string plain(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (c == '<' || c == '*' || c == '`' || c == '\\') made.push_back('\\');
    made.push_back(c);
  }
  return made;
}

}  // namespace

std::string rules_page(Language language) {
  RuleTexts const& texts = rule_texts();
  fmt::memory_buffer out;
  const auto at = std::back_inserter(out);
  fmt::format_to(at, "# {}\n\n{}\n", in(language, texts.title), in(language, texts.about));
  RuleFamily const* family = nullptr;
  for (Rule const& rule : rules()) {
    if (family != &texts.families[rule.family]) {
      family = &texts.families[rule.family];
      fmt::format_to(at, "\n## {}: {}\n", family->prefix, in(language, family->title));
    }
    fmt::format_to(at, "\n### {} {} ({})\n\n", rule.code, rule.name, word(rule.severity, language));
    const auto line = [&](Text const& name, std::string_view text) {
      if (!text.empty()) fmt::format_to(at, "- **{}**: {}\n", in(language, name), plain(text));
    };
    line(texts.says, in(language, rule.message));
    line(texts.why, in(language, rule.why));
    line(texts.example, in(language, rule.example));
    line(texts.mend, in(language, rule.mend));
    line(texts.basis, rule.basis);
  }
  fmt::format_to(at, "\n{}", in(language, texts.no_rule));
  return fmt::to_string(out);
}

}  // namespace tiaoli
