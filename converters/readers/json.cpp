#include "converters/readers/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "mappings/json_reader.hpp"

namespace tiaoli {
namespace {

using nlohmann::json;

constexpr int version = 1;

/// Keeps the digits of fractions, as text: a double would round them.
class ExactNumbers : public nlohmann::detail::json_sax_dom_parser<json> {
 public:
  using json_sax_dom_parser::json_sax_dom_parser;
  bool number_float(double, std::string const& digits) {
    std::string text = digits;
    return string(text);
  }
};

json parse_exactly(std::string_view name, std::string_view text) {
  parse_strictly(name, text);  // throws what is wrong
  json content;
  ExactNumbers reader(content);
  json::sax_parse(text, &reader);
  return content;
}

class JsonReport {
 public:
  JsonReport(Registry const& registry, Diagnostics& diagnostics) : registry_(registry), diagnostics_(diagnostics) {}

  Report read(JsonObject file) {
    if (integer(file, "tiaoli") != version) file.fail(fmt::format("only version {} is known", version));
    Report report;
    JsonObject head(file.any("report"), file.place() + "/report");
    read_head(head, report);
    if (file.has("cells")) {
      if (!report.edition) file.fail("a conversion needs an edition");
      read_conversion(file, report);
    } else {
      read_facts(file, report);
      read_rest(file, report);
    }
    // What a conversion found is found again when it is made again from its original.
    for (JsonObject& record : file.objects("diagnostics")) read_diagnostic(record, file.has("original"));
    if (file.has("original")) {
      JsonObject original(file.any("original"), file.place() + "/original");
      report.original = std::make_shared<Report const>(read(std::move(original)));
    }
    return report;
  }

 private:
  static std::int64_t integer(JsonObject& object, char const* field) {
    json const& value = object.any(field);
    if (!value.is_number_integer()) object.fail(fmt::format("the field \"{}\" must be a whole number", field));
    return value.get<std::int64_t>();
  }

  /// A number with the digits it was written with; a fraction comes as text (ExactNumbers).
  static std::optional<Decimal> number(JsonObject& object, char const* field) {
    if (!object.has(field)) return std::nullopt;
    json const& value = object.any(field);
    if (value.is_null()) return std::nullopt;
    const auto read = value.is_number() ? Decimal::parse(value.dump()) : value.is_string() ? Decimal::parse(value.get<std::string>()) : std::nullopt;
    if (!read) object.fail(fmt::format("the field \"{}\" must be a number with at most six places, or null", field));
    return read;
  }

  static Position position(JsonObject& object) {
    json const& value = object.any("at");
    if (value.is_null()) return {};
    JsonObject at(value, object.place() + "/at");
    const auto part = [&](char const* field) { return static_cast<std::uint32_t>(integer(at, field)); };
    return {part("line"), part("column"), part("offset"), part("length"), place(at)};
  }

  static Place place(JsonObject& at) {
    const auto part = [&](char const* field) { return static_cast<std::uint16_t>(integer(at, field)); };
    if (at.has("paragraph")) return {Place::Kind::paragraph, {part("paragraph")}};
    if (at.has("table")) return {Place::Kind::table, {part("table"), part("row"), part("cell")}};
    if (at.has("sheet")) {
      const std::string address = at.string("address");
      unsigned column = 0, row = 0;
      for (const char c : address) c >= 'A' && c <= 'Z' ? column = column * 26 + static_cast<unsigned>(c - 'A' + 1) : row = row * 10 + static_cast<unsigned>(c - '0');
      return {Place::Kind::sheet, {part("sheet"), static_cast<std::uint16_t>(row), static_cast<std::uint16_t>(column)}};
    }
    if (!at.has("page")) return {};
    json const& box = at.any("box");
    if (!box.is_array() || box.size() != 4) at.fail("a box has four numbers");
    Place page{Place::Kind::page, {part("page")}};
    for (std::size_t i = 0; i < 4; ++i) {
      if (!box[i].is_number_unsigned()) at.fail("a box has four numbers");
      page.numbers[i + 1] = box[i].get<std::uint16_t>();
    }
    return page;
  }

  void read_head(JsonObject& head, Report& report) {
    report.outline.title = head.string("title");
    report.outline.publisher = head.string("publisher");
    if (!head.any("year").is_null()) report.outline.year = static_cast<int>(integer(head, "year"));
    if (json const& edition = head.any("edition"); !edition.is_null()) {
      report.edition = registry_.find_edition(head.string("edition"));
      if (!report.edition) head.fail(fmt::format("there is no edition \"{}\"", head.string("edition")));
    }
    JsonObject origin(head.any("source"), head.place() + "/source");
    report.origin = {origin.string("name"), origin.string("format"), static_cast<std::size_t>(integer(origin, "bytes")), origin.string("sha256")};
  }

  /// One record for every cell of the edition, in form order.
  template <typename Read>
  void read_cells(JsonObject& file, char const* field, Report& report, Read const& read) {
    std::vector<JsonObject> records = file.objects(field);
    if (records.empty()) {
      report.edition.reset();
      return;
    }
    auto const& cells = registry_.editions()[report.edition.value_or(0)].cells;
    if (!report.edition || records.size() != cells.size()) file.fail(fmt::format("\"{}\" must have one record for every cell of the edition", field));
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].string("cell") != cells[i].id) records[i].fail(fmt::format("the cell {} is expected here", cells[i].id));
      Fact fact;
      fact.cell = {*report.edition, static_cast<std::uint16_t>(i)};
      read(records[i], fact);
      report.facts.push_back(std::move(fact));
    }
  }

  /// The one of `known` whose name stands in `field`.
  template <typename Enum>
  static Enum one_of(JsonObject& record, char const* field, std::initializer_list<Enum> known) {
    const std::string name = record.string(field);
    for (const Enum one : known) {
      if (name == to_string(one)) return one;
    }
    record.fail(fmt::format("\"{}\" is no {}", name, field));
  }

  static State state(JsonObject& record) { return one_of(record, "state", {State::reported, State::blank, State::mark, State::unreadable, State::missing}); }

  static Fidelity fidelity(JsonObject& record) {
    return one_of(record, "fidelity", {Fidelity::exact, Fidelity::sum, Fidelity::close, Fidelity::bounded, Fidelity::none});
  }

  static Estimate read_estimate(JsonObject& record) {
    Estimate estimate{fidelity(record), number(record, "value"), number(record, "min"), number(record, "max")};
    if (estimate.value.has_value() && estimate.fidelity == Fidelity::none) record.fail("a cell with a value has a fidelity");
    return estimate;
  }

  /// The registry's own text of an equation id, so that it outlives the JSON.
  std::vector<std::string_view> equation_ids(JsonObject& record, char const* field) const {
    std::vector<std::string_view> ids;
    for (std::string const& id : record.strings(field)) {
      const auto found = std::find_if(registry_.equations().begin(), registry_.equations().end(), [&](Equation const& e) { return e.id == id; });
      if (found == registry_.equations().end()) record.fail(fmt::format("there is no equation \"{}\"", id));
      ids.push_back(found->id);
    }
    return ids;
  }

  void read_facts(JsonObject& file, Report& report) {
    read_cells(file, "facts", report, [&](JsonObject& record, Fact& fact) {
      fact.value.state = state(record);
      fact.value.number = number(record, "value");
      fact.value.text = record.string("text");
      if (fact.value.number.has_value() != (fact.value.state == State::reported)) record.fail("a cell has a value when it is reported, and only then");
      fact.at = position(record);
      if (record.has("estimate")) {
        JsonObject estimate(record.any("estimate"), record.place() + "/estimate");
        if (fact.value.number) estimate.fail("an estimate stands in a cell that printed no number");
        fact.estimate = read_estimate(estimate);
      }
      if (!record.has("derived")) return;
      JsonObject derived(record.any("derived"), record.place() + "/derived");
      const auto value = number(derived, "value");
      if (!value || fact.value.number) derived.fail("a derived value stands in a cell that printed none");
      fact.derived = Derived{*value, equation_ids(derived, "by"), equation_ids(derived, "chain")};
    });
  }

  void read_conversion(JsonObject& file, Report& report) {
    read_cells(file, "cells", report, [&](JsonObject& record, Fact& fact) {
      const Estimate estimate = read_estimate(record);
      if (record.has("state")) {  // of the same edition: what the cell printed
        fact.value.state = state(record);
        fact.value.text = record.string("text");
        fact.at = position(record);
        if (fact.value.state == State::reported) fact.value.number = estimate.value;
        if (fact.value.number) return;
      }
      if (estimate.fidelity != Fidelity::none) fact.estimate = estimate;
    });
  }

  void read_rest(JsonObject& file, Report& report) {
    for (JsonObject& record : file.objects("claims")) {
      Claim claim;
      claim.phrase = record.string("phrase");
      claim.indicator = record.string("indicator");
      const auto value = number(record, "value");
      if (!value) record.fail("a claim has a value");
      claim.value = *value;
      claim.approximation = one_of(record, "approximation", {Approximation::exact, Approximation::about, Approximation::at_least, Approximation::at_most});
      if (record.flag("approximate") != (claim.approximation != Approximation::exact)) record.fail("\"approximate\" and \"approximation\" contradict each other");
      claim.denied = record.flag("denied");
      claim.scope = one_of(record, "extent", {Scope::unstated, Scope::whole, Scope::part});
      claim.scope_words = record.string("scope");
      claim.text = record.string("text");
      claim.at = position(record);
      report.claims.push_back(std::move(claim));
    }
    for (JsonObject& record : file.objects("extras")) report.extras.push_back({record.string("text"), position(record)});
    for (JsonObject& record : file.objects("sections")) {
      report.outline.sections.push_back({record.string("number"), record.string("title"), static_cast<int>(integer(record, "level")), record.string("text"), position(record)});
    }
  }

  void read_diagnostic(JsonObject& record, bool without_conversion) {
    Diagnostic found{.code = record.string("code"), .at = position(record), .cells = record.strings("cells")};
    found.name = record.string("name");
    found.severity = severity(record);
    found.message = record.string("message");
    found.notes = record.strings_or_none("notes");
    found.basis = record.string_or("basis", "");
    found.carried = true;
    if (found.message.empty()) record.fail("a diagnostic has a message");
    if (!without_conversion || !found.code.starts_with('C')) diagnostics_.push_back(std::move(found));
  }

  static Severity severity(JsonObject& record) {
    const std::string name = record.string("severity");
    for (const Severity known : {Severity::info, Severity::warning, Severity::error}) {
      if (name == to_string(known)) return known;
    }
    record.fail(fmt::format("there is no severity \"{}\"", name));
  }

  Registry const& registry_;
  Diagnostics& diagnostics_;
};

}  // namespace

Report read_json(Source const& source, Registry const& registry, Diagnostics& diagnostics) {
  try {
    const json content = parse_exactly(source.name(), source.text());
    return JsonReport(registry, diagnostics).read(JsonObject(content, source.name()));
  } catch (MappingError const& error) {
    std::string_view what = error.what();  // starts with the place, and that with the file's name, which a finding has anyway
    if (what.starts_with(source.name())) what.remove_prefix(source.name().size());
    if (what.starts_with(": ")) what.remove_prefix(2);
    diagnostics.clear();
    diagnostics.push_back({.code = "R105", .arguments = {{"what", std::string(what)}}});
    Report report;
    report.origin = {source.name(), source.format(), source.bytes(), source.sha256()};
    return report;
  }
}

}  // namespace tiaoli
