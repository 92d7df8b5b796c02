#include "lint/formats/page_finding.hpp"

#include <fmt/format.h>

#include <iterator>

#include "converters/writers/html_text.hpp"
#include "lint/formats/reckoning.hpp"

namespace tiaoli {

std::string finding_id(std::size_t file, std::size_t finding) { return fmt::format("finding-{}-{}", file, finding); }

std::string finding_block(LintedFile const& file, std::size_t number, std::size_t index, PageContext& context) {
  Diagnostic const& found = file.diagnostics[index];
  FormatSetting const& setting = context.setting;
  RuleTexts const& texts = rule_texts();
  const auto name = [&](Text const& text) { return escaped_html(in(setting.language, text)); };
  fmt::memory_buffer out;
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "<div class=\"finding {}\" id=\"{}\" data-fingerprint=\"{}\">\n<p class=\"head\"><span class=\"severity\">{}</span> <code>{}</code> {}",
                 to_string(found.severity), finding_id(number, index + 1), escaped_html(found.fingerprint), escaped_html(word(found.severity, setting.language)),
                 escaped_html(found.code), escaped_html(found.name));
  const std::string place = place_words(found.at, file.has_lines(), setting.language);
  if (!place.empty()) fmt::format_to(to, " <span class=\"soft\">{}</span>", escaped_html(place));
  fmt::format_to(to, " <a class=\"back\" href=\"#findings-{}\" title=\"{}\" aria-label=\"{}\">↑</a></p>\n<p>{}</p>\n", number, context.words.to_list, context.words.to_list,
                 escaped_html(found.message));
  const std::string sum = reckoning(found, file.report, setting.registry);
  if (!sum.empty()) fmt::format_to(to, "<p class=\"sum\">{}</p>\n", escaped_html(sum));
  for (std::string const& note : found.notes) fmt::format_to(to, "<p>{}: {}</p>\n", name(texts.note), escaped_html(note));
  if (!found.suggestions.empty()) {
    fmt::format_to(to, "<p>{}:</p>\n<ul>\n", context.words.suggestions);
    for (Suggestion const& one : found.suggestions) {
      const auto cell = setting.registry.find_cell(one.cell);
      fmt::format_to(to, "<li>{}: {}</li>\n", escaped_html(cell ? cell_label(*cell, setting.registry) : one.cell), one.value.to_string());
    }
    fmt::format_to(to, "</ul>\n");
  }
  if (!found.basis.empty()) fmt::format_to(to, "<p class=\"soft\">{}: {}</p>\n", name(texts.basis), escaped_html(found.basis));
  if (Rule const* const rule = find_rule(found.code)) {
    const bool first = context.explained.insert(found.code).second;
    fmt::format_to(to, "<details{}><summary>{}</summary>\n", first ? " open" : "", context.words.why_and_mend);
    fmt::format_to(to, "<p>{}: {}</p>\n<p>{}: {}</p>\n</details>\n", name(texts.why), name(rule->why), name(texts.mend), name(rule->mend));
  }
  fmt::format_to(to, "</div>\n");
  return fmt::to_string(out);
}

}  // namespace tiaoli
