// Reads the mapping files and proves what the types cannot: unique ids, every cell bound once, every
// equation between quantities that exist and share a unit, years that do not overlap, a basis for
// every record, and that no equation makes a conversion listed under `never`.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "mappings/embedded.hpp"
#include "mappings/json_reader.hpp"
#include "mappings/layout_loader.hpp"
#include "mappings/registry.hpp"

namespace tiaoli {

using nlohmann::json;

class RegistryLoader {
 public:
  using Files = std::map<std::string, std::string, std::less<>>;

  explicit RegistryLoader(Files files) : files_(std::move(files)) {}

  Registry load() {
    load_variants();
    load_indicators();
    for (auto const& [name, content] : files_) {
      if (name.starts_with("editions/")) load_edition(name);
    }
    check_years();
    load_equations();
    apply_equations_to_forms();
    check_shared_quantities();
    check_never();
    made_.layout_ = load_layout(document("document.json"), "document.json", made_.editions_);
    collect_labels();
    return std::move(made_);
  }

 private:
  json document(std::string const& name) const {
    const auto found = files_.find(name);
    if (found == files_.end()) throw MappingError(name + ": the file is missing");
    return parse_strictly(name, found->second);
  }

  template <typename Index>
  static void must_be_new(JsonObject const& record, Index& index, std::string const& id) {
    if (!index.emplace(id, static_cast<std::uint16_t>(index.size())).second) record.fail(fmt::format("the id \"{}\" stands twice", id));
  }

  static Kind kind(JsonObject& record) {
    const std::string name = record.string("kind");
    if (name == "count") return Kind::count;
    if (name == "signed") return Kind::signed_count;
    if (name == "decimal") return Kind::decimal;
    record.fail("the kind must be count, signed or decimal");
  }

  static std::string basis(JsonObject& record) {
    std::string cited = record.string("basis");
    if (cited.empty()) record.fail("the record cites no basis");
    return cited;
  }

  void load_variants() {
    const json content = document("variants.json");
    JsonObject file(content, "variants.json");
    JsonObject characters(file.any("characters"), "variants.json/characters");
    for (auto const& [variant, character] : file.any("characters").items()) {
      if (!character.is_string() || !made_.key_.add_variant(variant, character.get<std::string>())) {
        characters.fail(fmt::format("\"{}\" must map one Han character to one", variant));
      }
    }
    file.finish();
  }

  void load_indicators() {
    const json content = document("indicators.json");
    JsonObject file(content, "indicators.json");
    for (JsonObject& record : file.objects("dimensions")) {
      Dimension dimension;
      dimension.id = record.string("id");
      dimension.name = record.text("");
      for (JsonObject& value : record.objects("values")) {
        std::string id = value.string("id");
        dimension.values.emplace_back(std::move(id), value.text(""));
        value.finish();
      }
      record.finish();
      made_.dimensions_.push_back(std::move(dimension));
    }
    for (JsonObject& record : file.objects("indicators")) {
      Indicator indicator;
      indicator.id = record.string("id");
      must_be_new(record, indicators_, indicator.id);
      indicator.unit = record.string("unit");
      indicator.kind = kind(record);
      indicator.dimensions = record.strings_or_none("dimensions");
      for (std::string const& id : indicator.dimensions) {
        if (find_dimension(id) == nullptr) record.fail(fmt::format("there is no dimension \"{}\"", id));
      }
      indicator.name = record.text("");
      indicator.definition = record.text("definition");
      indicator.basis = basis(record);
      record.finish();
      made_.indicators_.push_back(std::move(indicator));
    }
    file.finish();
  }

  Dimension const* find_dimension(std::string_view id) const {
    const auto found = std::find_if(made_.dimensions_.begin(), made_.dimensions_.end(), [id](auto const& d) { return d.id == id; });
    return found == made_.dimensions_.end() ? nullptr : &*found;
  }

  /// The quantity of an indicator with a breakdown, made if no cell has stated it yet.
  std::uint16_t quantity(JsonObject const& record, std::string const& indicator,
                         std::vector<std::pair<std::string, std::string>> breakdown) {
    const auto found = indicators_.find(indicator);
    if (found == indicators_.end()) record.fail(fmt::format("there is no indicator \"{}\"", indicator));
    std::string id = indicator;
    for (auto const& [dimension, value] : breakdown) {
      auto const& allowed = made_.indicators_[found->second].dimensions;
      if (std::find(allowed.begin(), allowed.end(), dimension) == allowed.end()) {
        record.fail(fmt::format("\"{}\" is not divided by \"{}\"", indicator, dimension));
      }
      auto const& values = find_dimension(dimension)->values;
      if (std::none_of(values.begin(), values.end(), [&](auto const& v) { return v.first == value; })) {
        record.fail(fmt::format("the dimension \"{}\" has no value \"{}\"", dimension, value));
      }
      id += fmt::format("{}{}={}", id == indicator ? "{" : ",", dimension, value);
    }
    if (id != indicator) id += "}";
    const auto [place, fresh] = quantities_.emplace(id, static_cast<std::uint16_t>(made_.quantities_.size()));
    if (fresh) made_.quantities_.push_back({found->second, std::move(breakdown), id});
    return place->second;
  }

  void load_edition(std::string const& name) {
    const json content = document(name);
    JsonObject file(content, name);
    Edition edition;
    edition.id = file.string("id");
    if (name != "editions/" + edition.id + ".json") file.fail("the file is not named after the edition");
    edition.name = file.text("");
    edition.basis = basis(file);
    json const& years = file.any("years");
    if (!years.is_array() || years.size() != 2 || !years[0].is_number_integer() ||
        !(years[1].is_number_integer() || years[1].is_null())) file.fail("years must be [first, last or null]");
    edition.first_year = years[0].get<int>();
    if (!years[1].is_null()) edition.last_year = years[1].get<int>();
    edition.evidence = file.strings("evidence");

    std::map<std::string, std::uint16_t, std::less<>> tables;
    for (JsonObject& record : file.objects("tables")) {
      EditionTable table;
      table.id = record.string("id");
      must_be_new(record, tables, table.id);
      table.label = record.string("label");
      table.aliases = record.strings_or_none("aliases");
      record.finish();
      edition.tables.push_back(std::move(table));
    }
    const auto table_of = [&](JsonObject& record, auto& items, auto first, auto count) {
      const std::string id = record.string("table");
      const auto found = tables.find(id);
      if (found == tables.end()) record.fail(fmt::format("there is no table \"{}\"", id));
      EditionTable& table = edition.tables[found->second];
      if (table.*count == 0) table.*first = static_cast<std::uint16_t>(items.size());
      if (table.*first + table.*count != static_cast<int>(items.size())) record.fail("the records of a table must stand together");
      ++(table.*count);
      return found->second;
    };
    std::map<std::string, std::uint16_t, std::less<>> columns;
    for (JsonObject& record : file.objects("columns")) {
      EditionColumn column;
      column.table = table_of(record, edition.columns, &EditionTable::first_column, &EditionTable::column_count);
      column.id = record.string("id");
      must_be_new(record, columns, edition.tables[column.table].id + "/" + column.id);
      column.group = record.string_or("group", "");
      column.label = record.string("label");
      column.aliases = record.strings_or_none("aliases");
      record.finish();
      edition.columns.push_back(std::move(column));
    }
    std::map<std::string, std::uint16_t, std::less<>> rows;
    for (JsonObject& record : file.objects("rows")) {
      EditionRow row;
      row.table = table_of(record, edition.rows, &EditionTable::first_row, &EditionTable::row_count);
      row.id = record.string("id");
      must_be_new(record, rows, row.id);
      row.number = record.string_or("number", "");
      row.label = record.string("label");
      row.note = record.string_or("note", "");
      row.aliases = record.strings_or_none("aliases");
      if (record.has("parent")) {
        const auto found = rows.find(record.string("parent"));
        if (found == rows.end()) record.fail("the parent must be a row above");
        row.parent = found->second;
      }
      row.heading = record.flag("heading");
      record.finish();
      edition.rows.push_back(std::move(row));
    }
    edition.grid.assign(edition.rows.size(), std::vector<std::int32_t>(edition.columns.size(), -1));
    const auto edition_index = static_cast<std::uint8_t>(made_.editions_.size());
    std::set<std::uint16_t> stated;
    for (JsonObject& record : file.objects("cells")) {
      load_cell(record, edition, edition_index, rows, columns, stated);
    }
    for (EditionRow const& row : edition.rows) {
      const auto& line = edition.grid[static_cast<std::size_t>(&row - edition.rows.data())];
      const bool has_cells = std::any_of(line.begin(), line.end(), [](std::int32_t c) { return c >= 0; });
      if (has_cells == row.heading) file.fail(fmt::format("row \"{}\" must have cells or be a heading", row.id));
    }
    file.finish();
    made_.editions_.push_back(std::move(edition));
  }

  template <typename Names>
  void load_cell(JsonObject& record, Edition& edition, std::uint8_t edition_index, Names const& rows, Names const& columns,
                 std::set<std::uint16_t>& stated) {
    EditionCell cell;
    cell.id = record.string("id");
    if (!cell.id.starts_with(edition.id + ":")) record.fail("a cell id starts with its edition");
    const auto row = rows.find(record.string("row"));
    if (row == rows.end()) record.fail("there is no such row");
    cell.row = row->second;
    const auto column = columns.find(edition.tables[edition.rows[cell.row].table].id + "/" + record.string("column"));
    if (column == columns.end()) record.fail("the row's table has no such column");
    cell.column = column->second;
    std::vector<std::pair<std::string, std::string>> breakdown;
    if (record.has("breakdown")) {
      for (auto const& [dimension, value] : record.any("breakdown").items()) {
        if (!value.is_string()) record.fail("a breakdown maps dimensions to values");
        breakdown.emplace_back(dimension, value.template get<std::string>());
      }
    }
    cell.quantity = quantity(record, record.string("indicator"), std::move(breakdown));
    cell.unit = record.string("unit");
    cell.kind = kind(record);
    Indicator const& indicator = made_.indicators_[made_.quantities_[cell.quantity].indicator];
    if (cell.unit != indicator.unit || cell.kind != indicator.kind) record.fail("unit and kind must be those of the indicator");
    if (!stated.insert(cell.quantity).second) record.fail("another cell of the edition states the same quantity");
    record.finish();
    std::int32_t& place = edition.grid[cell.row][cell.column];
    if (place >= 0) record.fail("another cell stands at this row and column");
    place = static_cast<std::int32_t>(edition.cells.size());
    const CellId id{edition_index, static_cast<std::uint16_t>(edition.cells.size())};
    if (!made_.cell_ids_.emplace(cell.id, id).second) record.fail("the id stands twice");
    edition.cells.push_back(std::move(cell));
  }

  void check_years() const {
    int next_free = 0;
    for (Edition const& edition : made_.editions_) {
      if (edition.first_year < next_free) throw MappingError(fmt::format("editions/{}.json: its years overlap with another edition", edition.id));
      next_free = edition.last_year.value_or(9999) + 1;
    }
  }

  std::vector<std::uint8_t> editions_of(JsonObject& record) const {
    std::vector<std::uint8_t> editions;
    for (std::string const& id : record.strings("editions")) {
      const auto found = made_.find_edition(id);
      if (!found) record.fail(fmt::format("there is no edition \"{}\"", id));
      editions.push_back(*found);
    }
    return editions;
  }

  Term term(JsonObject const& record, std::string_view text) {
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

  std::vector<Term> terms(JsonObject& record, char const* field, int sign) {
    std::vector<Term> made;
    for (std::string const& text : record.strings(field)) {
      made.push_back(term(record, text));
      made.back().sign *= sign;
    }
    if (made.empty()) record.fail(fmt::format("\"{}\" is empty", field));
    return made;
  }

  static Relation relation(JsonObject& record) {
    const std::string name = record.string("relation");
    if (name == "=") return Relation::equal;
    if (name == "<=") return Relation::at_most;
    if (name == ">=") return Relation::at_least;
    record.fail("the relation must be =, <= or >=");
  }

  static Strength strength(JsonObject& record) {
    const std::string name = record.string("strength");
    for (const Strength known : {Strength::identity, Strength::exact, Strength::close, Strength::bounded, Strength::soft}) {
      if (name == to_string(known)) return known;
    }
    record.fail("the strength must be identity, exact, close, bounded or soft");
  }

  /// Money is only ever compared with money of the same unit. Counts of different units (a document
  /// as an item, as a piece) may be related where the relation is not exact anyway.
  void check_units(JsonObject const& record, Strength strength, std::vector<Term> const& all) const {
    Indicator const& first = made_.indicators_[made_.quantities_[all.front().quantity].indicator];
    for (Term const& term : all) {
      Indicator const& other = made_.indicators_[made_.quantities_[term.quantity].indicator];
      const bool loose = (strength == Strength::close || strength == Strength::soft) && first.kind != Kind::decimal &&
                         other.kind != Kind::decimal;
      if (other.unit != first.unit && !loose) record.fail(fmt::format("{} ({}) and {} ({}) do not share a unit", first.id, first.unit, other.id, other.unit));
    }
  }

  void load_equations() {
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

  /// Writes the identities and soft relations of each form over its cells.
  void apply_equations_to_forms() {
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

  std::vector<CellId> cells(JsonObject& record, char const* field) const {
    std::vector<CellId> found;
    for (std::string const& id : record.strings(field)) {
      const auto cell = made_.find_cell(id);
      if (!cell) record.fail(fmt::format("there is no cell \"{}\"", id));
      found.push_back(*cell);
    }
    return found;
  }

  /// A quantity that several editions state is a claim of sameness, and needs its record.
  void check_shared_quantities() const {
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

  /// No equation may set a `never` target equal to something that its source is part of.
  void check_never() const {
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

  void collect_labels() {
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
      for (std::string const& label : edition.evidence) add(label, at(LabelUse::What::evidence, 0));
    }
  }

  Files files_;
  Registry made_;
  std::map<std::string, std::uint16_t, std::less<>> indicators_;
  std::map<std::string, std::uint16_t, std::less<>> quantities_;
};

namespace {

RegistryLoader::Files embedded_copy() {
  RegistryLoader::Files files;
  for (auto const& [name, content] : embedded_files()) files.emplace(name, content);
  return files;
}

}  // namespace

Registry const& Registry::embedded() {
  static const Registry registry = RegistryLoader(embedded_copy()).load();
  return registry;
}

Registry Registry::load(std::filesystem::path const& folder) {
  if (!std::filesystem::is_directory(folder)) throw MappingError(folder.string() + ": there is no such folder");
  RegistryLoader::Files files = embedded_copy();
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    const bool known = files.contains(name) || name.starts_with("editions/");
    if (!known) throw MappingError(entry.path().string() + ": no mapping file has this name");
    std::ifstream in(entry.path(), std::ios::binary);
    files[name] = std::string(std::istreambuf_iterator<char>(in), {});
    if (!in) throw MappingError(entry.path().string() + ": cannot be read");
  }
  return RegistryLoader(std::move(files)).load();
}

}  // namespace tiaoli
