#include "lint/formats/sarif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "converters/writers/json_out.hpp"

namespace tiaoli {
namespace {

constexpr std::string_view schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view level(Severity severity) { return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note"; }

/// A message template with an ellipsis for each argument: what the rule says of any report.
std::string without_arguments(std::string_view text) {
  std::string made;
  bool inside = false;
  for (const char c : text) {
    if (c == '{') made += "…";
    inside = c == '{' || (inside && c != '}');
    if (!inside && c != '}') made += c;
  }
  return made;
}

class SarifRun {
 public:
  SarifRun(std::vector<LintedFile> const& files, FormatSetting const& setting) : files_(files), setting_(setting), texts_(rule_texts()) {
    for (LintedFile const& file : files) {
      for (Diagnostic const& found : file.diagnostics) fired_.emplace(found.code, 0);
      for (SuppressedDiagnostic const& answered : file.suppressed) fired_.emplace(answered.found.code, 0);
    }
    std::size_t index = 0;
    for (Rule const& rule : rules()) {
      if (const auto found = fired_.find(rule.code); found != fired_.end()) found->second = index++;
    }
  }

  std::string write() {
    out_.open('{').key("$schema").string(schema).key("version").string("2.1.0").key("runs").open('[').open('{');
    write_tool();
    out_.key("language").string(language()).key("columnKind").string("unicodeCodePoints");
    out_.key("invocations").open('[').open('{').key("executionSuccessful").boolean(setting_.exit_code != 2);
    out_.key("exitCode").number(std::int64_t{setting_.exit_code}).close('}').close(']');
    write_artifacts();
    out_.key("results").open('[');
    for (LintedFile const& file : files_) {
      for (Diagnostic const& found : file.diagnostics) write_result(file, found);
      for (SuppressedDiagnostic const& answered : file.suppressed) write_result(file, answered.found, &answered);
    }
    out_.close(']').close('}').close(']').close('}');
    out_.end_line();
    return out_.take();
  }

 private:
  std::string_view language() const { return setting_.language == Language::zh ? "zh-CN" : "en-US"; }
  std::string const& in_words(Text const& text) const { return in(setting_.language, text); }

  void message(std::string_view name, std::string_view text) { out_.key(name).open('{').key("text").string(text).close('}'); }

  void write_tool() {
    out_.key("tool").open('{').key("driver").open('{').key("name").string("tiaoli").key("version").string(setting_.version);
    out_.key("semanticVersion").string(setting_.version).key("language").string(language()).key("rules").open('[');
    for (Rule const& rule : rules()) {
      if (fired_.contains(rule.code)) write_rule(rule);
    }
    out_.close(']').close('}').close('}');
  }

  void write_rule(Rule const& rule) {
    out_.break_line();
    out_.open('{').key("id").string(rule.code).key("name").string(rule.name);
    message("shortDescription", without_arguments(in_words(rule.message)));
    message("fullDescription", in_words(rule.why));
    std::string text, markdown;
    for (auto const& [name, said] : {std::pair{&texts_.why, &rule.why}, {&texts_.example, &rule.example}, {&texts_.mend, &rule.mend}}) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", in_words(*name), in_words(*said));
      markdown += fmt::format("- **{}**: {}\n", in_words(*name), as_markdown(in_words(*said)));
    }
    out_.key("help").open('{').key("text").string(text).key("markdown").string(markdown).close('}');
    out_.key("defaultConfiguration").open('{').key("level").string(level(rule.severity)).close('}');
    out_.key("properties").open('{');
    if (!rule.basis.empty()) out_.key("basis").string(rule.basis);
    out_.key("tags").open('[').string(in_words(texts_.families[rule.family].title)).close(']').close('}').close('}');
  }

  void write_artifacts() {
    out_.key("artifacts").open('[');
    for (LintedFile const& file : files_) {
      out_.break_line();
      out_.open('{').key("location").open('{').key("uri").string(uri_of(file.name)).close('}');
      out_.key("length").number(static_cast<std::int64_t>(file.source->bytes())).key("roles").open('[').string(file.name == "-" ? "standardStream" : "analysisTarget").close(']');
      out_.key("hashes").open('{').key("sha-256").string(file.source->sha256()).close('}');
      out_.key("properties").open('{').key("format").string(file.source->format());
      Outline const& outline = file.report.outline;
      if (!outline.publisher.empty()) out_.key("publisher").string(outline.publisher);
      if (outline.year) out_.key("year").number(std::int64_t{*outline.year});
      if (file.report.edition) out_.key("edition").string(setting_.registry.editions()[*file.report.edition].id);
      out_.close('}').close('}');
    }
    out_.close(']');
  }

  void write_result(LintedFile const& file, Diagnostic const& found, SuppressedDiagnostic const* answered = nullptr) {
    out_.break_line();
    out_.open('{').key("ruleId").string(found.code);
    if (find_rule(found.code) != nullptr) out_.key("ruleIndex").number(static_cast<std::int64_t>(fired_.at(found.code)));
    out_.key("level").string(level(found.severity));
    std::string text = found.message;
    const RenderWords names = words(setting_.language);
    for (std::string const& note : found.notes) text += fmt::format("\n{}: {}", names.note, note);
    message("message", text);
    if (file.placed_in() != file.name) out_.key("analysisTarget").open('{').key("uri").string(uri_of(file.name)).close('}');
    out_.key("locations").open('[').open('{');
    write_place(file, found.at);
    write_cells(found);
    out_.close('}').close(']');
    write_related(file, found);
    out_.key("partialFingerprints").open('{').key("tiaoli/v1").string(found.fingerprint).close('}');
    if (answered != nullptr) {
      out_.key("suppressions").open('[').open('{').key("kind").string("external").key("status").string("accepted");
      out_.key("justification").string(answered->reason).key("properties").open('{').key("until").string(answered->until).close('}').close('}').close(']');
    }
    write_properties(found);
    out_.close('}');
  }

  void write_properties(Diagnostic const& found) {
    if (found.basis.empty() && found.suggestions.empty()) return;
    out_.key("properties").open('{');
    if (!found.basis.empty()) out_.key("basis").string(found.basis);
    if (!found.suggestions.empty()) {
      out_.key("suggestions").open('[');
      for (Suggestion const& one : found.suggestions) out_.open('{').key("cell").string(one.cell).key("value").number(one.value).close('}');
      out_.close(']');
    }
    out_.close('}');
  }

  void write_place(LintedFile const& file, Position const& at) {
    out_.key("physicalLocation").open('{').key("artifactLocation").open('{').key("uri").string(uri_of(file.placed_in()));
    if (file.placed_in() == file.name) out_.key("index").number(static_cast<std::int64_t>(&file - files_.data()));
    out_.close('}');
    const bool in_bytes = at.place.kind == Place::Kind::none;
    if (at.line != 0 && (file.has_lines() || in_bytes)) {
      out_.key("region").open('{');
      if (file.has_lines()) {
        out_.key("startLine").number(std::int64_t{at.line}).key("startColumn").number(std::int64_t{at.column});
        if (const auto end = end_column(at, file)) out_.key("endLine").number(std::int64_t{at.line}).key("endColumn").number(std::int64_t{*end});
      }
      if (in_bytes) out_.key("byteOffset").number(std::int64_t{at.offset}).key("byteLength").number(std::int64_t{at.length});
      out_.close('}');
    }
    out_.close('}');
    if (at.place.kind != Place::Kind::none) message("message", place_words(at, file.has_lines(), setting_.language));
  }

  void write_cells(Diagnostic const& found) {
    if (found.cells.empty()) return;
    out_.key("logicalLocations").open('[');
    for (std::string const& cell : found.cells) {
      out_.open('{').key("fullyQualifiedName").string(cell).key("kind").string("cell");
      if (const auto known = setting_.registry.find_cell(cell)) out_.key("name").string(cell_label(*known, setting_.registry));
      out_.close('}');
    }
    out_.close(']');
  }

  /// Where the cells of the finding are printed, but for the one at its own place.
  void write_related(LintedFile const& file, Diagnostic const& found) {
    bool any = false;
    for (std::string const& id : found.cells) {
      const auto cell = setting_.registry.find_cell(id);
      if (!cell || file.report.edition != cell->edition || cell->index >= file.report.facts.size()) continue;
      Fact const& fact = file.report.facts[cell->index];
      const bool here = fact.at.line == found.at.line && fact.at.column == found.at.column;
      if (fact.at.line == 0 || here) continue;
      if (!any) out_.key("relatedLocations").open('[');
      any = true;
      out_.open('{');
      Position at = fact.at;
      const bool packed = at.place.kind != Place::Kind::none;
      at.place.kind = Place::Kind::none;  // its words are part of the message
      const bool has_region = !packed || file.has_lines();
      if (!has_region) at.line = 0;
      write_place(file, at);
      const std::string place = packed ? fmt::format(" ({})", place_words(fact.at, file.has_lines(), setting_.language)) : "";
      message("message", fmt::format("{}: {}{}", cell_label(*cell, setting_.registry), fact.value.text, place));
      out_.close('}');
    }
    if (any) out_.close(']');
  }

  static std::string as_markdown(std::string_view text) {
    std::string made;
    for (const char c : text) {
      if (c == '<' || c == '*' || c == '`' || c == '\\') made.push_back('\\');
      made.push_back(c);
    }
    return made;
  }

  std::vector<LintedFile> const& files_;
  FormatSetting const& setting_;
  RuleTexts const& texts_;
  std::map<std::string, std::size_t, std::less<>> fired_;  ///< the rules that fired, and their places in the list of rules
  JsonOut out_;
};

}  // namespace

std::string write_sarif(std::vector<LintedFile> const& files, FormatSetting const& setting) { return SarifRun(files, setting).write(); }

std::string uri_of(std::string_view path) {
  constexpr std::string_view as_they_are = "-._~/!$&'()*+,;=@";
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || as_they_are.find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace tiaoli
