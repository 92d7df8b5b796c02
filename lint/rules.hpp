#pragma once
// The table of rules: what each diagnostic is called, how bad it is, and what it says.
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  Text example;  ///< a printed line that shows the defect, and what is said of it
  Text mend;     ///< how a clerk mends it
  std::string basis;
  std::size_t family = 0;  ///< place in RuleTexts::families
};

/// The rules whose codes begin alike.
struct RuleFamily {
  std::string prefix;  ///< `R`, `L4`
  Text title;
};

/// What the rules share: lint/texts.json, and what docs/no_rule*.md tell.
struct RuleTexts {
  Text verdict;  ///< the last line of a lint run: a template over files, errors, warnings and infos
  Text error, warning, info, note, basis;              ///< the words around a diagnostic
  Text rule, severity, says, why, example, mend;       ///< and around a rule
  Text culprits, correction, or_else, no_more;         ///< around the cells that may be wrong
  Text title, about;                                   ///< of the page of all rules
  Text no_rule;                                        ///< its end: what no rule finds, in Markdown
  std::vector<RuleFamily> families;                    ///< in the order of the page
};

/// All rules, and what they share.
struct RuleTable {
  std::vector<Rule> rules;  ///< by family, then by code
  RuleTexts texts;
};

/// Reads the files that embedded_rules() names. Throws MappingError with file and place: for an unknown, missing or empty
/// field, a file not named by its code, a code without a family, a code or name given twice.
RuleTable read_rules(std::span<std::pair<std::string_view, std::string_view> const> files);

/// The rules that the program was built with, in the order of their families and codes.
std::span<Rule const> rules();
/// And the texts they share.
RuleTexts const& rule_texts();
/// The rule with this code or name, or nullptr.
Rule const* find_rule(std::string_view code_or_name);

/// Fills name, severity, message and basis of every diagnostic from the table, and orders them by place.
void describe(Diagnostics& diagnostics, Language language);

/// The words around a diagnostic in a language.
RenderWords words(Language language);
/// The word for a severity in a language.
std::string const& word(Severity severity, Language language);

/// `text` in `language`.
std::string const& in(Language language, Text const& text);

/// All rules as a page of Markdown, family by family, and what no rule finds.
std::string rules_page(Language language);

}  // namespace tiaoli
