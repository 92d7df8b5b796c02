#pragma once
// Reads the mapping files and proves what the types cannot: unique ids, every cell bound once, every
// equation between quantities that exist and share a unit, years that do not overlap, a basis for
// every record, and that no equation makes a conversion listed under `never`.
// loader_forms.cpp reads vocabulary and forms, loader_equations.cpp what relates them, loader_phrases.cpp what the prose
// says of them, and the law.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/json_reader.hpp"
#include "mappings/layout_loader.hpp"
#include "mappings/registry.hpp"

namespace tiaoli {

using nlohmann::json;

/// Makes a registry of the mapping files. Throws MappingError.
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
    load_phrases();
    load_law();
    collect_labels();
    return std::move(made_);
  }

 private:
  json document(std::string const& name) const;

  template <typename Index>
  static void must_be_new(JsonObject const& record, Index& index, std::string const& id) {
    if (!index.emplace(id, static_cast<std::uint16_t>(index.size())).second) record.fail(fmt::format("the id \"{}\" stands twice", id));
  }

  static Kind kind(JsonObject& record);

  static std::string basis(JsonObject& record);

  void load_variants();

  void load_indicators();

  Dimension const* find_dimension(std::string_view id) const;

  /// The quantity of an indicator with a breakdown, made if no cell has stated it yet.
  std::uint16_t quantity(JsonObject const& record, std::string const& indicator, std::vector<std::pair<std::string, std::string>> breakdown);

  void load_edition(std::string const& name);

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


  void check_years() const;

  std::vector<std::uint8_t> editions_of(JsonObject& record) const;

  Term term(JsonObject const& record, std::string_view text);

  std::vector<Term> terms(JsonObject& record, char const* field, int sign);

  static Relation relation(JsonObject& record);

  static Strength strength(JsonObject& record);

  /// Money is only ever compared with money of the same unit. Counts of different units (a document
  /// as an item, as a piece) may be related where the relation is not exact anyway.
  void check_units(JsonObject const& record, Strength strength, std::vector<Term> const& all) const;

  void load_equations();

  /// Writes the identities and soft relations of each form over its cells.
  void apply_equations_to_forms();

  std::vector<CellId> cells(JsonObject& record, char const* field) const;

  /// A quantity that several editions state is a claim of sameness, and needs its record.
  void check_shared_quantities() const;

  /// No equation may set a `never` target equal to something that its source is part of.
  void check_never() const;

  /// The word of a phrase, made if it is new.
  std::uint16_t word(JsonObject const& record, std::string_view text);
  PhrasePattern pattern(JsonObject const& record, std::string_view text);
  void load_phrases();
  void load_law();

  void collect_labels();

  Files files_;
  Registry made_;
  std::map<std::string, std::uint16_t, std::less<>> indicators_;
  std::map<std::string, std::uint16_t, std::less<>> quantities_;
};

}  // namespace tiaoli
