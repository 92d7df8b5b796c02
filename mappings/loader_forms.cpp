// See registry_loader.hpp.
#include "mappings/registry_loader.hpp"

namespace tiaoli {

json RegistryLoader::document(std::string const& name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) throw MappingError(name + ": the file is missing");
  return parse_strictly(name, found->second);
}

Kind RegistryLoader::kind(JsonObject& record) {
  const std::string name = record.string("kind");
  if (name == "count") return Kind::count;
  if (name == "signed") return Kind::signed_count;
  if (name == "decimal") return Kind::decimal;
  record.fail("the kind must be count, signed or decimal");
}

std::string RegistryLoader::basis(JsonObject& record) {
  std::string cited = record.string("basis");
  if (cited.empty()) record.fail("the record cites no basis");
  return cited;
}

void RegistryLoader::load_variants() {
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

void RegistryLoader::load_indicators() {
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

Dimension const* RegistryLoader::find_dimension(std::string_view id) const {
  const auto found = std::find_if(made_.dimensions_.begin(), made_.dimensions_.end(), [id](auto const& d) { return d.id == id; });
  return found == made_.dimensions_.end() ? nullptr : &*found;
}

std::uint16_t RegistryLoader::quantity(JsonObject const& record, std::string const& indicator, std::vector<std::pair<std::string, std::string>> breakdown) {
  const auto found = indicators_.find(indicator);
  if (found == indicators_.end()) record.fail(fmt::format("there is no indicator \"{}\"", indicator));
  std::string id = indicator;
  for (auto const& [dimension, value] : breakdown) {
    auto const& allowed = made_.indicators_[found->second].dimensions;
    if (std::find(allowed.begin(), allowed.end(), dimension) == allowed.end()) {
      record.fail(fmt::format("\"{}\" is not divided by \"{}\"", indicator, dimension));
    }
    auto const& values = find_dimension(dimension)->values;
    if (std::none_of(values.begin(), values.end(), [&wanted = value](auto const& v) { return v.first == wanted; })) {
      record.fail(fmt::format("the dimension \"{}\" has no value \"{}\"", dimension, value));
    }
    id += fmt::format("{}{}={}", id == indicator ? "{" : ",", dimension, value);
  }
  if (id != indicator) id += "}";
  const auto [place, fresh] = quantities_.emplace(id, static_cast<std::uint16_t>(made_.quantities_.size()));
  if (fresh) made_.quantities_.push_back({found->second, std::move(breakdown), id});
  return place->second;
}

void RegistryLoader::load_edition(std::string const& name) {
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

}  // namespace tiaoli
