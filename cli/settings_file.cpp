#include "cli/settings_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <system_error>
#include <utility>

#include "converters/readers/read.hpp"

namespace tiaoli::cli {
namespace {

namespace fs = std::filesystem;

constexpr char const* settings_name = ".tiaoli.toml";

fs::path absolute(std::string const& path) {
  std::error_code ignored;
  const fs::path made = fs::absolute(path, ignored);
  return (made.empty() ? fs::path(path) : made).lexically_normal();
}

/// The place of a line and column that the TOML library names.
Position position_of(Source const& source, toml::source_position at) {
  const std::string_view line = source.line(at.line);
  std::size_t byte = 0;
  for (std::uint32_t column = 1; column < at.column && byte < line.size(); ++column) {
    do ++byte;
    while (byte < line.size() && (static_cast<unsigned char>(line[byte]) & 0xC0U) == 0x80U);
  }
  return source.position(line.substr(byte));
}

class SettingsReader {
 public:
  SettingsReader(Source const& source, Registry const& registry) : source_(source), registry_(registry) {}

  LintSettings read() {
    toml::table root;
    try {
      root = toml::parse(source_.text(), source_.name());
    } catch (toml::parse_error const& error) {
      fail(error.source(), error.description());
    }
    LintSettings made;
    made.choice = choice(root);
    for (toml::table const* entry : tables(root, "files")) made.files.push_back(file_choice(*entry));
    for (toml::table const* entry : tables(root, "suppress")) made.suppressions.push_back(suppression(*entry));
    allow_only(root, {"select", "ignore", "severity", "files", "suppress"});
    return made;
  }

 private:
  [[noreturn]] void fail(toml::source_region const& at, std::string_view what) const {
    throw SettingsError(fmt::format("{}:{}:{}: {}", source_.name(), at.begin.line, at.begin.column, what));
  }

  void allow_only(toml::table const& table, std::initializer_list<std::string_view> known) const {
    for (auto const& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      fail(key.source(), fmt::format("unknown key \"{}\"; known here are {}", key.str(), fmt::join(known, ", ")));
    }
  }

  std::vector<toml::table const*> tables(toml::table const& in, std::string_view key) const {
    std::vector<toml::table const*> found;
    toml::node const* const node = in.get(key);
    if (node == nullptr) return found;
    toml::array const* const array = node->as_array();
    if (array == nullptr) fail(node->source(), fmt::format("\"{}\" must be written as [[{}]]", key, key));
    for (toml::node const& entry : *array) {
      if (!entry.is_table()) fail(entry.source(), fmt::format("\"{}\" must be written as [[{}]]", key, key));
      found.push_back(entry.as_table());
    }
    return found;
  }

  std::string string(toml::node const& node, std::string_view key) const {
    auto const* const text = node.as_string();
    if (text == nullptr) fail(node.source(), fmt::format("\"{}\" must be a string", key));
    if (text->get().find_first_not_of(" \t\r\n") == std::string::npos) fail(node.source(), fmt::format("\"{}\" is empty", key));
    return text->get();
  }

  std::string string_or_none(toml::table const& in, std::string_view key) const {
    toml::node const* const node = in.get(key);
    return node == nullptr ? std::string() : string(*node, key);
  }

  toml::node const& needed(toml::table const& in, std::string_view key, std::string_view of) const {
    toml::node const* const node = in.get(key);
    if (node == nullptr) fail(in.source(), fmt::format("{} needs \"{}\"", of, key));
    return *node;
  }

  /// The strings of an array; each goes through `check`, which is told its node.
  template <typename Check>
  std::vector<std::string> strings(toml::table const& in, std::string_view key, Check const& check) const {
    std::vector<std::string> made;
    toml::node const* const node = in.get(key);
    if (node == nullptr) return made;
    toml::array const* const array = node->as_array();
    if (array == nullptr) fail(node->source(), fmt::format("\"{}\" must be an array of strings", key));
    for (toml::node const& entry : *array) {
      made.push_back(string(entry, key));
      check(entry, made.back());
    }
    return made;
  }

  void check_selector(toml::node const& node, std::string const& selector) const { check_selector(node.source(), selector); }
  void check_selector(toml::source_region const& at, std::string_view selector) const {
    if (!is_selector(selector)) fail(at, fmt::format("there is no rule \"{}\", nor do codes of rules start so", selector));
  }

  RuleChoice choice(toml::table const& in) const {
    const auto check = [this](toml::node const& node, std::string const& selector) { check_selector(node, selector); };
    RuleChoice made{strings(in, "select", check), strings(in, "ignore", check), {}};
    toml::node const* const severities = in.get("severity");
    if (severities == nullptr) return made;
    if (!severities->is_table()) fail(severities->source(), "\"severity\" must be a table of rules");
    for (auto const& [key, node] : *severities->as_table()) {
      check_selector(key.source(), key.str());
      const std::string name = string(node, key.str());
      const std::initializer_list<Severity> known = {Severity::info, Severity::warning, Severity::error};
      const auto severity = std::find_if(known.begin(), known.end(), [&](Severity s) { return to_string(s) == name; });
      if (severity == known.end()) fail(node.source(), fmt::format("the severity \"{}\" is none of info, warning, error", name));
      made.severities.emplace_back(std::string(key.str()), *severity);
    }
    // The table is ordered by name, so that `L3` comes before `L302`: the closer one is the last.
    return made;
  }

  FileChoice file_choice(toml::table const& entry) const {
    FileChoice made;
    needed(entry, "paths", "[[files]]");
    made.paths = strings(entry, "paths", [](toml::node const&, std::string const&) {});
    if (made.paths.empty()) fail(entry.get("paths")->source(), "\"paths\" is empty");
    made.choice = choice(entry);
    allow_only(entry, {"paths", "select", "ignore", "severity"});
    return made;
  }

  Suppression suppression(toml::table const& entry) const {
    constexpr std::string_view of = "[[suppress]]";
    Suppression made;
    toml::node const& rule = needed(entry, "rule", of);
    made.rule = string(rule, "rule");
    made.at = position_of(source_, rule.source().begin);
    made.at.length = static_cast<std::uint32_t>(made.rule.size() + 2);  // with its quotes
    if (find_rule(made.rule) == nullptr) fail(rule.source(), fmt::format("there is no rule \"{}\"", made.rule));
    made.reason = string(needed(entry, "reason", of), "reason");
    toml::node const& until = needed(entry, "until", of);
    if (!until.is_date()) fail(until.source(), "\"until\" must be a date without quotes, such as 2026-12-31");
    const toml::date day = until.as_date()->get();
    made.until = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    made.file = string_or_none(entry, "file");
    made.fingerprint = string_or_none(entry, "fingerprint");
    made.cells = strings(entry, "cells", [this](toml::node const& node, std::string const& cell) {
      if (!registry_.find_cell(cell)) fail(node.source(), fmt::format("no edition has a cell \"{}\"", cell));
    });
    allow_only(entry, {"rule", "file", "cells", "fingerprint", "reason", "until"});
    return made;
  }

  Source const& source_;
  Registry const& registry_;
};

}  // namespace

SettingsFile read_settings(std::string const& path, Registry const& registry) {
  SettingsFile made;
  Diagnostics unread;
  std::string bytes = bytes_at(path);
  const bool empty = bytes.empty();  // no report, but settings that change nothing
  made.source = read_bytes(path, std::move(bytes), unread);
  if (!empty && (!unread.empty() || made.source->format() != "text")) throw SettingsError(fmt::format("{}: is no TOML: it is no text in UTF-8", path));
  made.folder = absolute(path).parent_path();
  made.settings = SettingsReader(*made.source, registry).read();
  made.uses.resize(made.settings.suppressions.size());
  return made;
}

std::optional<std::string> settings_beside(std::string const& file) {
  const fs::path from = absolute(file).parent_path();
  for (fs::path folder = from;; folder = folder.parent_path()) {
    std::error_code ignored;
    const fs::path candidate = folder / settings_name;
    if (fs::is_regular_file(candidate, ignored)) {
      // As people would name it from where they are.
      const fs::path near = candidate.lexically_proximate(fs::current_path(ignored));
      return near.empty() || near.begin()->string() == ".." ? candidate.string() : near.string();
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

std::string path_within(std::filesystem::path const& folder, std::string const& file) {
  return absolute(file).lexically_relative(folder).generic_string();
}

}  // namespace tiaoli::cli
