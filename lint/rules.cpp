#include "lint/rules.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lint/embedded.hpp"
#include "mappings/json_reader.hpp"

namespace tiaoli {
namespace {

Severity severity_of(JsonObject& record) {
  const std::string name = record.string("severity");
  for (const Severity known : {Severity::info, Severity::warning, Severity::error}) {
    if (name == to_string(known)) return known;
  }
  record.fail("the severity must be info, warning or error");
}

struct RuleTable {
  std::vector<Rule> rules;
  Text verdict;
};

RuleTable load() {
  const nlohmann::json content = parse_strictly("rules.json", embedded_rules());
  JsonObject file(content, "rules.json");
  RuleTable made;
  made.verdict = file.text("verdict");
  for (JsonObject& record : file.objects("rules")) {
    Rule rule;
    rule.code = record.string("code");
    rule.name = record.string("name");
    rule.severity = severity_of(record);
    rule.message = record.text("");
    rule.why = record.text("why");
    rule.basis = record.string_or("basis", "");
    record.finish();
    made.rules.push_back(std::move(rule));
  }
  file.finish();
  return made;
}

RuleTable const& table() {
  static const RuleTable loaded = load();
  return loaded;
}

std::string message(Rule const& rule, Diagnostic const& diagnostic, Language language) {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (auto const& [name, value] : diagnostic.arguments) {
    arguments.push_back(fmt::arg(std::string(name).c_str(), std::cref(value)));
  }
  return fmt::vformat(in(language, rule.message), arguments);
}

}  // namespace

std::span<Rule const> rules() { return table().rules; }

Text const& verdict() { return table().verdict; }

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
    if (diagnostic.basis.empty()) diagnostic.basis = rule.basis;
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](Diagnostic const& a, Diagnostic const& b) { return a.at.offset < b.at.offset; });
}

RenderWords words(Language language) {
  if (language == Language::en) return {};
  return {"错误", "警告", "提示", "说明", "依据"};
}

std::string const& in(Language language, Text const& text) { return language == Language::zh ? text.zh : text.en; }

}  // namespace tiaoli
