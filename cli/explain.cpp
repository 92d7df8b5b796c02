// explain: what a code, an indicator, a cell, an equation or an edition is.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace tiaoli::cli {
namespace {

class Explainer {
 public:
  explicit Explainer(Setting const& setting) : registry_(setting.registry), language_(setting.language) {}

  /// Whether `what` names something; then text() tells of it.
  bool explain(std::string const& what) {
    if (Rule const* rule = find_rule(what)) {
      explain_rule(*rule);
    } else if (const auto cell = registry_.find_cell(what)) {
      explain_cell(*cell);
    } else if (Indicator const* indicator = registry_.find_indicator(what)) {
      explain_indicator(*indicator);
    } else if (const auto edition = registry_.find_edition(what)) {
      explain_edition(registry_.editions()[*edition]);
    } else {
      return explain_equations(what);
    }
    return true;
  }

  std::string text() const { return fmt::to_string(out_); }

 private:
  template <typename... Parts>
  void line(std::string_view name, Parts const&... parts) {
    constexpr std::size_t name_width = 12;
    out_.append(name);
    for (std::size_t width = display_width(name); width < name_width; ++width) out_.push_back(' ');
    (fmt::format_to(std::back_inserter(out_), "{}", parts), ...);
    out_.push_back('\n');
  }

  std::string const& say_in(Text const& text) const { return in(language_, text); }

  void explain_rule(Rule const& rule) {
    RuleTexts const& texts = rule_texts();
    const std::string_view severity = to_string(rule.severity);
    const std::string said = language_ == Language::zh ? fmt::format(" ({})", severity) : "";
    line(say_in(texts.rule), rule.code, " ", rule.name);
    line(say_in(texts.severity), word(rule.severity, language_), said);
    line(say_in(texts.says), say_in(rule.message));
    line(say_in(texts.why), say_in(rule.why));
    line(say_in(texts.example), say_in(rule.example));
    line(say_in(texts.mend), say_in(rule.mend));
    if (!rule.basis.empty()) line(say_in(texts.basis), rule.basis);
  }

  void explain_indicator(Indicator const& indicator) {
    line("indicator", indicator.id);
    line("name", say_in(indicator.name));
    line("unit", indicator.unit);
    line("definition", say_in(indicator.definition));
    line("basis", indicator.basis);
    for (std::size_t e = 0; e < registry_.editions().size(); ++e) {
      std::string ids;
      for (EditionCell const& cell : registry_.editions()[e].cells) {
        Quantity const& quantity = registry_.quantities()[cell.quantity];
        if (&registry_.indicators()[quantity.indicator] == &indicator) ids += (ids.empty() ? "" : " ") + cell.id;
      }
      if (!ids.empty()) line("cells", ids);
    }
  }

  void explain_cell(CellId id) {
    Edition const& edition = registry_.editions()[id.edition];
    EditionCell const& cell = edition.cells[id.index];
    EditionRow const& row = edition.rows[cell.row];
    EditionColumn const& column = edition.columns[cell.column];
    std::string path = row.number + row.label;
    for (auto parent = row.parent; parent; parent = edition.rows[*parent].parent) {
      path = edition.rows[*parent].number + edition.rows[*parent].label + " / " + path;
    }
    line("cell", cell.id);
    line("table", edition.tables[row.table].label);
    if (!path.empty()) line("row", path);
    line("column", column.group.empty() ? "" : column.group + " ", column.label);
    line("unit", cell.unit);
    line("quantity", registry_.quantity(id).id);
    line("definition", say_in(registry_.indicator(id).definition));
    for (Equation const& equation : registry_.equations()) {
      const bool here = std::find(equation.editions.begin(), equation.editions.end(), id.edition) != equation.editions.end();
      const bool mentions = std::any_of(equation.terms.begin(), equation.terms.end(), [&](Term const& t) { return t.quantity == cell.quantity; });
      if (here && mentions) line(equation.id, to_string(equation.strength), ": ", say_in(equation.why));
    }
    for (Never const& never : registry_.never()) {
      const bool from = std::find(never.from.begin(), never.from.end(), id) != never.from.end();
      const bool to = std::find(never.to.begin(), never.to.end(), id) != never.to.end();
      if (!from && !to) continue;
      std::string others;
      for (const CellId other : from ? never.to : never.from) others += " " + registry_.cell(other).id;
      constexpr std::size_t too_many = 200;
      if (others.size() > too_many) others = others.substr(0, others.find(' ', too_many)) + " ...";
      line("never", from ? "->" : "<-", others, ": ", say_in(never.why));
    }
  }

  void explain_edition(Edition const& edition) {
    line("edition", edition.id);
    line("name", say_in(edition.name));
    line("basis", edition.basis);
    line("years", edition.first_year, "-", edition.last_year ? std::to_string(*edition.last_year) : "");
    line("cells", edition.cells.size());
    for (EditionTable const& table : edition.tables) line(table.id, table.label);
  }

  bool explain_equations(std::string const& id) {
    bool any = false;
    std::string same;
    for (Equation const& equation : registry_.equations()) {
      if (equation.id != id) continue;
      if (!any || equation.terms.size() > 1) {
        line("equation", equation.id, " (", to_string(equation.strength), ")");
        line("why", say_in(equation.why));
        if (!say_in(equation.lost).empty()) line("lost", say_in(equation.lost));
        line("basis", equation.basis);
      }
      line(equation.terms.size() == 1 ? "same" : "states", statement(equation));
      any = true;
    }
    return any;
  }

  std::string statement(Equation const& equation) const {
    std::string text;
    for (std::size_t i = 0; i < equation.terms.size(); ++i) {
      const bool right = i >= equation.left_count;
      if (i == equation.left_count) text += equation.relation == Relation::equal ? " = " : equation.relation == Relation::at_most ? " <= " : " >= ";
      const int sign = right ? -equation.terms[i].sign : equation.terms[i].sign;
      const bool first = i == 0 || i == equation.left_count;
      text += fmt::format("{}{}", first ? (sign < 0 ? "-" : "") : (sign < 0 ? " - " : " + "), registry_.quantities()[equation.terms[i].quantity].id);
    }
    return text;
  }

  Registry const& registry_;
  Language language_;
  fmt::memory_buffer out_;
};

}  // namespace

int explain(Setting const& setting, std::string const& what) {
  Explainer explainer(setting);
  if (!explainer.explain(what)) {
    say(fmt::format("tiaoli: nothing is called {}: neither a rule, an indicator, a cell, an edition nor an equation\n", what));
    return 2;
  }
  write_output("-", explainer.text());
  return 0;
}

int explain_rules(Setting const& setting) {
  write_output("-", rules_page(setting.language));
  return 0;
}

}  // namespace tiaoli::cli
