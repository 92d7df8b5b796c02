// See registry_loader.hpp.
#include "mappings/registry_loader.hpp"

namespace tiaoli {

void RegistryLoader::check_years() const {
  int next_free = 0;
  for (Edition const& edition : made_.editions_) {
    if (edition.first_year < next_free) throw MappingError(fmt::format("editions/{}.json: its years overlap with another edition", edition.id));
    next_free = edition.last_year.value_or(9999) + 1;
  }
}

std::vector<std::uint8_t> RegistryLoader::editions_of(JsonObject& record) const {
  std::vector<std::uint8_t> editions;
  for (std::string const& id : record.strings("editions")) {
    const auto found = made_.find_edition(id);
    if (!found) record.fail(fmt::format("there is no edition \"{}\"", id));
    editions.push_back(*found);
  }
  return editions;
}

Term RegistryLoader::term(JsonObject const& record, std::string_view text) {
  Term made;
  if (text.starts_with('-')) {
    made.sign = -1;
    text.remove_prefix(1);
  }
  std::vector<std::pair<std::string, std::string>> breakdown;
  const std::size_t brace = text.find('{');
  if (brace != std::string_view::npos) {
    if (!text.ends_with('}')) record.fail(fmt::format("\"{}\" lacks its closing brace", text));
    std::string_view inside = text.substr(brace + 1, text.size() - brace - 2);
    while (!inside.empty()) {
      const std::string_view part = inside.substr(0, inside.find(','));
      const std::size_t equals = part.find('=');
      if (equals == std::string_view::npos) record.fail(fmt::format("\"{}\" must be dimension=value", part));
      breakdown.emplace_back(part.substr(0, equals), part.substr(equals + 1));
      inside.remove_prefix(std::min(inside.size(), part.size() + 1));
    }
  }
  const std::size_t before = made_.quantities_.size();
  made.quantity = quantity(record, std::string(text.substr(0, brace)), std::move(breakdown));
  if (made_.quantities_.size() != before) record.fail(fmt::format("no cell of any edition states \"{}\"", text));
  return made;
}

std::vector<Term> RegistryLoader::terms(JsonObject& record, char const* field, int sign) {
  std::vector<Term> made;
  for (std::string const& text : record.strings(field)) {
    made.push_back(term(record, text));
    made.back().sign *= sign;
  }
  if (made.empty()) record.fail(fmt::format("\"{}\" is empty", field));
  return made;
}

Relation RegistryLoader::relation(JsonObject& record) {
  const std::string name = record.string("relation");
  if (name == "=") return Relation::equal;
  if (name == "<=") return Relation::at_most;
  if (name == ">=") return Relation::at_least;
  record.fail("the relation must be =, <= or >=");
}

Strength RegistryLoader::strength(JsonObject& record) {
  const std::string name = record.string("strength");
  for (const Strength known : {Strength::identity, Strength::exact, Strength::close, Strength::bounded, Strength::soft}) {
    if (name == to_string(known)) return known;
  }
  record.fail("the strength must be identity, exact, close, bounded or soft");
}

void RegistryLoader::check_units(JsonObject const& record, Strength strength, std::vector<Term> const& all) const {
  Indicator const& first = made_.indicators_[made_.quantities_[all.front().quantity].indicator];
  for (Term const& term : all) {
    Indicator const& other = made_.indicators_[made_.quantities_[term.quantity].indicator];
    const bool loose = (strength == Strength::close || strength == Strength::soft) && first.kind != Kind::decimal &&
                       other.kind != Kind::decimal;
    if (other.unit != first.unit && !loose) record.fail(fmt::format("{} ({}) and {} ({}) do not share a unit", first.id, first.unit, other.id, other.unit));
  }
}

void RegistryLoader::load_equations() {
  const json content = document("equations.json");
  JsonObject file(content, "equations.json");
  std::set<std::string> ids;
  const auto must_be_unique = [&](JsonObject const& record, std::string const& id, std::vector<std::uint8_t> const& editions) {
    for (const std::uint8_t edition : editions) {
      if (!ids.insert(fmt::format("{} in {}", id, fmt::join(editions, "+"))).second && edition == editions.front()) {
        record.fail(fmt::format("the id \"{}\" stands twice for the same editions", id));
      }
    }
  };
  for (JsonObject& record : file.objects("equations")) {
    Equation base;
    base.id = record.string("id");
    base.editions = editions_of(record);
    must_be_unique(record, base.id, base.editions);
    base.strength = strength(record);
    base.why = record.text("why");
    base.basis = basis(record);
    base.lost = record.text_or_none("lost");
    if (record.has("same")) {
      for (Term const& same : terms(record, "same", 1)) {
        Equation equation = base;
        equation.terms = {same};
        equation.left_count = 1;
        made_.equations_.push_back(std::move(equation));
      }
    } else {
      base.relation = relation(record);
      base.terms = terms(record, "left", 1);
      base.left_count = base.terms.size();
      for (Term const& right : terms(record, "right", -1)) base.terms.push_back(right);
      check_units(record, base.strength, base.terms);
      base.covers = record.flag("covers");
      if (base.covers && (base.relation != Relation::at_most || base.terms.size() != 2)) record.fail("only one quantity <= another can cover it");
      if (base.strength == Strength::soft && base.relation == Relation::equal) record.fail("a soft equation must be <= or >=");
      made_.equations_.push_back(std::move(base));
    }
    record.finish();
  }
  for (JsonObject& record : file.objects("across_years")) {
    YearEquation equation;
    equation.id = record.string("id");
    equation.editions = editions_of(record);
    must_be_unique(record, equation.id, equation.editions);
    equation.strength = strength(record);
    equation.relation = relation(record);
    equation.this_year = terms(record, "this_year", 1);
    equation.last_year = terms(record, "last_year", 1);
    equation.why = record.text("why");
    equation.basis = basis(record);
    record.finish();
    made_.across_years_.push_back(std::move(equation));
  }
  made_.no_place_ = file.text("no_place");
  for (JsonObject& record : file.objects("never")) {
    Never never;
    never.from = cells(record, "from");
    never.to = cells(record, "to");
    never.why = record.text("why");
    record.finish();
    made_.never_.push_back(std::move(never));
  }
  file.finish();
}

void RegistryLoader::apply_equations_to_forms() {
  made_.equations_of_.resize(made_.quantities_.size());
  for (std::size_t e = 0; e < made_.equations_.size(); ++e) {
    for (Term const& term : made_.equations_[e].terms) made_.equations_of_[term.quantity].push_back(static_cast<std::uint16_t>(e));
  }
  for (Edition& edition : made_.editions_) {
    const auto index = static_cast<std::uint8_t>(&edition - made_.editions_.data());
    std::map<std::uint16_t, std::uint16_t> cell_of;
    for (std::size_t i = 0; i < edition.cells.size(); ++i) cell_of[edition.cells[i].quantity] = static_cast<std::uint16_t>(i);
    edition.relations_of_cell.resize(edition.cells.size());
    for (std::size_t e = 0; e < made_.equations_.size(); ++e) {
      Equation const& equation = made_.equations_[e];
      const bool of_form = equation.strength == Strength::identity || equation.strength == Strength::soft;
      if (!of_form || std::find(equation.editions.begin(), equation.editions.end(), index) == equation.editions.end()) continue;
      CellRelation relation{static_cast<std::uint16_t>(e), equation.strength, equation.relation, equation.left_count, {}};
      for (Term const& term : equation.terms) {
        const auto cell = cell_of.find(term.quantity);
        if (cell == cell_of.end()) {
          throw MappingError(fmt::format("equations.json: {} is an equation of edition {}, which has no cell for {}", equation.id, edition.id,
                                         made_.quantities_[term.quantity].id));
        }
        relation.terms.push_back({cell->second, term.sign});
        if (relation.strength == Strength::identity) {
          edition.relations_of_cell[cell->second].push_back(static_cast<std::uint16_t>(edition.relations.size()));
        }
      }
      edition.relations.push_back(std::move(relation));
    }
  }
}

std::vector<CellId> RegistryLoader::cells(JsonObject& record, char const* field) const {
  std::vector<CellId> found;
  for (std::string const& id : record.strings(field)) {
    const auto cell = made_.find_cell(id);
    if (!cell) record.fail(fmt::format("there is no cell \"{}\"", id));
    found.push_back(*cell);
  }
  return found;
}

void RegistryLoader::check_shared_quantities() const {
  std::vector<std::set<std::uint8_t>> stated(made_.quantities_.size());
  for (std::size_t e = 0; e < made_.editions_.size(); ++e) {
    for (EditionCell const& cell : made_.editions_[e].cells) stated[cell.quantity].insert(static_cast<std::uint8_t>(e));
  }
  std::vector<int> argued(made_.quantities_.size());
  for (Equation const& equation : made_.equations_) {
    if (equation.terms.size() != 1) continue;
    const std::uint16_t quantity = equation.terms.front().quantity;
    ++argued[quantity];
    for (const std::uint8_t edition : equation.editions) {
      if (!stated[quantity].contains(edition)) {
        throw MappingError(fmt::format("equations.json: {} says that edition {} states {}, which it does not", equation.id,
                                       made_.editions_[edition].id, made_.quantities_[quantity].id));
      }
    }
    if (equation.editions.size() != stated[quantity].size()) {
      throw MappingError(fmt::format("equations.json: {} does not name every edition that states {}", equation.id, made_.quantities_[quantity].id));
    }
  }
  for (std::size_t i = 0; i < stated.size(); ++i) {
    if (argued[i] != (stated[i].size() > 1 ? 1 : 0)) {
      throw MappingError(fmt::format("equations.json: {} editions state {}, and {} records say why it is the same", stated[i].size(),
                                     made_.quantities_[i].id, argued[i]));
    }
  }
}

void RegistryLoader::check_never() const {
  for (Never const& never : made_.never_) {
    for (const CellId from : never.from) {
      for (const CellId to : never.to) {
        const std::uint16_t source = made_.cell(from).quantity;
        const std::uint16_t target = made_.cell(to).quantity;
        const auto mentions = [](Equation const& equation, std::uint16_t quantity) {
          return std::any_of(equation.terms.begin(), equation.terms.end(), [&](Term const& t) { return t.quantity == quantity; });
        };
        const bool made_equal =
            source == target || std::any_of(made_.equations_.begin(), made_.equations_.end(), [&](Equation const& equation) {
              return equation.relation == Relation::equal && equation.strength != Strength::soft &&
                     equation.strength != Strength::identity && mentions(equation, source) && mentions(equation, target);
            });
        if (made_equal) {
          throw MappingError(fmt::format("equations.json: {} must never become {}, but an equation makes it so",
                                         made_.cell(from).id, made_.cell(to).id));
        }
      }
    }
  }
}

void RegistryLoader::collect_labels() {
  const auto add = [this](std::string_view label, LabelUse use) {
    std::string key = made_.key_(label);
    if (key.empty()) return;
    auto& uses = made_.uses_[key];
    const bool known = std::any_of(uses.begin(), uses.end(), [&](LabelUse const& other) {
      return other.what == use.what && other.edition == use.edition && other.index == use.index;
    });
    if (!known) uses.push_back(use);
  };
  for (std::size_t e = 0; e < made_.editions_.size(); ++e) {
    Edition const& edition = made_.editions_[e];
    const auto at = [&](LabelUse::What what, std::size_t index) {
      return LabelUse{what, static_cast<std::uint8_t>(e), static_cast<std::uint16_t>(index)};
    };
    for (std::size_t i = 0; i < edition.rows.size(); ++i) {
      EditionRow const& row = edition.rows[i];
      add(row.label, at(LabelUse::What::row, i));
      add(row.number + row.label, at(LabelUse::What::row, i));
      add(row.label + row.note, at(LabelUse::What::row, i));
      add(row.number + row.label + row.note, at(LabelUse::What::row, i));
      for (std::string const& alias : row.aliases) add(alias, at(LabelUse::What::row, i));
    }
    for (std::size_t i = 0; i < edition.columns.size(); ++i) {
      EditionColumn const& column = edition.columns[i];
      add(column.label, at(LabelUse::What::column, i));
      for (std::string const& alias : column.aliases) add(alias, at(LabelUse::What::column, i));
      if (!column.group.empty()) add(column.group, at(LabelUse::What::group, i));
    }
    for (std::size_t i = 0; i < edition.tables.size(); ++i) {
      add(edition.tables[i].label, at(LabelUse::What::table, i));
      for (std::string const& alias : edition.tables[i].aliases) add(alias, at(LabelUse::What::table, i));
    }
    LayoutOutline const* const outline = made_.layout_.outline_of(edition.id);
    for (LayoutSection const& section : outline != nullptr ? outline->sections : std::vector<LayoutSection>{}) {
      for (LayoutTable const& table : section.tables) {
        for (std::string const& words : {table.stub, table.unit, table.over}) add(words, at(LabelUse::What::head, 0));
        for (LayoutOver const& over : table.over_groups) add(over.label, at(LabelUse::What::head, 0));
      }
    }
    for (std::string const& label : edition.evidence) add(label, at(LabelUse::What::evidence, 0));
  }
}

}  // namespace tiaoli
