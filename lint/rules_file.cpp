// Reading the files of the rules, strictly.
#include <fmt/format.h>

#include <algorithm>

#include "lint/rules.hpp"
#include "mappings/json_reader.hpp"

namespace tiaoli {
namespace {

using File = std::pair<std::string_view, std::string_view>;

constexpr std::string_view rules_folder = "rules/", texts_name = "texts.json";

std::string_view content(std::span<File const> files, std::string_view name) {
  const auto found = std::find_if(files.begin(), files.end(), [&](File const& file) { return file.first == name; });
  if (found == files.end()) throw MappingError(fmt::format("{}: is missing", name));
  return found->second;
}

/// A text that is empty in no language.
Text said(JsonObject& record, char const* field) {
  Text text = record.text(field);
  if (text.en.empty() || text.zh.empty()) record.fail(fmt::format("the text \"{}\" is empty", field));
  return text;
}

RuleTexts read_texts(std::span<File const> files) {
  const nlohmann::json parsed = parse_strictly(texts_name, content(files, texts_name));
  JsonObject file(parsed, std::string(texts_name));
  RuleTexts texts;
  for (auto const& [field, text] : {std::pair{"verdict", &texts.verdict}, {"error", &texts.error}, {"warning", &texts.warning}, {"info", &texts.info}, {"culprits", &texts.culprits}, {"correction", &texts.correction}, {"or_else", &texts.or_else}, {"no_more", &texts.no_more},
                                    {"note", &texts.note}, {"basis", &texts.basis}, {"rule", &texts.rule}, {"severity", &texts.severity}, {"says", &texts.says},
                                    {"why", &texts.why}, {"example", &texts.example}, {"mend", &texts.mend}, {"title", &texts.title}, {"about", &texts.about}}) {
    *text = said(file, field);
  }
  for (JsonObject& record : file.objects("families")) {
    RuleFamily family;
    family.prefix = record.string("prefix");
    family.title = said(record, "");
    record.finish();
    texts.families.push_back(std::move(family));
  }
  file.finish();
  texts.no_rule = {std::string(content(files, "../docs/no_rule.zh-CN.md")), std::string(content(files, "../docs/no_rule.md"))};
  return texts;
}

Severity severity_of(JsonObject& record) {
  const std::string name = record.string("severity");
  for (const Severity known : {Severity::info, Severity::warning, Severity::error}) {
    if (name == to_string(known)) return known;
  }
  record.fail("the severity must be info, warning or error");
}

Rule read_rule(File const& file, RuleTexts const& texts) {
  const nlohmann::json parsed = parse_strictly(file.first, file.second);
  JsonObject record(parsed, std::string(file.first));
  Rule rule;
  rule.code = record.string("code");
  if (file.first != fmt::format("{}{}.json", rules_folder, rule.code)) record.fail(fmt::format("the rule {} must stand in a file of that name", rule.code));
  rule.name = record.string("name");
  rule.severity = severity_of(record);
  rule.message = said(record, "message");
  rule.why = said(record, "why");
  rule.example = said(record, "example");
  rule.mend = said(record, "mend");
  rule.basis = record.string_or("basis", "");
  record.finish();
  const auto family = std::find_if(texts.families.begin(), texts.families.end(), [&](RuleFamily const& f) { return rule.code.starts_with(f.prefix); });
  if (family == texts.families.end()) record.fail(fmt::format("the code {} has no family in {}", rule.code, texts_name));
  rule.family = static_cast<std::size_t>(family - texts.families.begin());
  return rule;
}

}  // namespace

RuleTable read_rules(std::span<File const> files) {
  RuleTable made;
  made.texts = read_texts(files);
  for (File const& file : files) {
    if (!file.first.starts_with(rules_folder)) continue;
    Rule rule = read_rule(file, made.texts);
    for (Rule const& other : made.rules) {
      if (other.code == rule.code || other.name == rule.name) throw MappingError(fmt::format("{}: {} is called {} too", file.first, other.code, rule.name));
    }
    made.rules.push_back(std::move(rule));
  }
  std::sort(made.rules.begin(), made.rules.end(), [](Rule const& a, Rule const& b) { return std::tie(a.family, a.code) < std::tie(b.family, b.code); });
  return made;
}

}  // namespace tiaoli
