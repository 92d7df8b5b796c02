#pragma once
// The table of rules: what each diagnostic is called, how bad it is, and what it says.
#include <span>
#include <string>
#include <string_view>

#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"

namespace tiaoli {

enum class Language : std::uint8_t { zh, en };

/// One kind of finding. `message` is a fmt template over the names of its arguments.
struct Rule {
  std::string code;
  std::string name;
  Severity severity = Severity::error;
  Text message;
  Text why;
  std::string basis;
};

/// The rules in the order of their codes.
std::span<Rule const> rules();
/// The rule with this code or name, or nullptr.
Rule const* find_rule(std::string_view code_or_name);

/// Fills name, severity, message and basis of every diagnostic from the table, and orders them by place.
void describe(Diagnostics& diagnostics, Language language);

/// The words around a diagnostic in a language.
RenderWords words(Language language);

/// The last line of a lint run: a template over files, errors, warnings and infos.
Text const& verdict();

/// `text` in `language`.
std::string const& in(Language language, Text const& text);

}  // namespace tiaoli
