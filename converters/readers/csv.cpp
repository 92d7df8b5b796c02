#include "converters/readers/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tiaoli {
namespace {

constexpr std::string_view head = "cell,row,column,value,min,max,fidelity,from,via";
enum Column : std::size_t { cell, value = 3, min, max, fidelity, from };

struct Field {
  std::string text;
  std::string_view print;  ///< with its quotes
};

/// One record of RFC 4180, taken from the front of `text`.
std::vector<Field> take_record(std::string_view& text) {
  std::vector<Field> record;
  for (;;) {
    Field field;
    char const* const begin = text.data();
    bool quoted = false;
    for (; !text.empty(); text.remove_prefix(1)) {
      const char c = text.front();
      if (c == '"') {
        const bool doubled = quoted && text.size() > 1 && text[1] == '"';
        if (doubled) {
          field.text += c;
          text.remove_prefix(1);
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == ',' || c == '\n')) {
        break;
      } else if (c != '\r' || quoted) {
        field.text += c;
      }
    }
    field.print = {begin, static_cast<std::size_t>(text.data() - begin)};
    while (field.print.ends_with('\r')) field.print.remove_suffix(1);
    record.push_back(std::move(field));
    const bool more = !text.empty() && text.front() == ',';
    if (!text.empty()) text.remove_prefix(1);
    if (!more) return record;
  }
}

/// What is wrong with a table, and where.
struct Refusal {
  std::string what;
  std::string_view place;
};

class TableReader {
 public:
  TableReader(Source const& source, Registry const& registry) : source_(source), registry_(registry) {}

  Report read() {
    Report report;
    std::string_view left = source_.text();
    take_record(left);
    while (!left.empty()) {
      std::vector<Field> record = take_record(left);
      if (record.size() == 1 && record.front().text.empty()) continue;
      if (record.size() < fidelity + 1) throw Refusal{"a line has too few fields", record.front().print};
      add(record, report);
    }
    if (!report.edition || report.facts.size() != registry_.editions()[*report.edition].cells.size()) {
      throw Refusal{"there must be one line for every cell of an edition", source_.text().substr(0, 0)};
    }
    return report;
  }

 private:
  void add(std::vector<Field> const& record, Report& report) const {
    const auto id = registry_.find_cell(record[cell].text);
    if (!id) throw Refusal{fmt::format("there is no cell \"{}\"", record[cell].text), record[cell].print};
    if (!report.edition) report.edition = id->edition;
    if (*report.edition != id->edition || id->index != report.facts.size()) {
      throw Refusal{fmt::format("the cell {} does not stand in the order of its form", record[cell].text), record[cell].print};
    }
    Fact fact;
    fact.cell = *id;
    fact.at = source_.position(record[value].print);
    const Estimate estimate{fidelity_of(record[fidelity]), number(record[value]), number(record[min]), number(record[max])};
    const bool is_own = record.size() > from && record[from].text == record[cell].text && estimate.fidelity == Fidelity::exact;
    if (is_own && estimate.value) {
      fact.value = {State::reported, estimate.value, record[value].text};
    } else if (estimate.fidelity != Fidelity::none) {
      fact.estimate = estimate;
    }
    report.facts.push_back(std::move(fact));
  }

  static std::optional<Decimal> number(Field const& field) {
    if (field.text.empty()) return std::nullopt;
    const auto read = Decimal::parse(field.text);
    if (!read) throw Refusal{fmt::format("\"{}\" is no number", field.text), field.print};
    return read;
  }

  static Fidelity fidelity_of(Field const& field) {
    for (const Fidelity known : {Fidelity::exact, Fidelity::sum, Fidelity::close, Fidelity::bounded, Fidelity::none}) {
      if (field.text == to_string(known)) return known;
    }
    throw Refusal{fmt::format("there is no fidelity \"{}\"", field.text), field.print};
  }

  Source const& source_;
  Registry const& registry_;
};

}  // namespace

bool is_own_csv(std::string_view text) { return text.starts_with(head); }

Report read_csv(Source const& source, Registry const& registry, Diagnostics& diagnostics) {
  Report report;
  try {
    report = TableReader(source, registry).read();
  } catch (Refusal const& refusal) {
    diagnostics.push_back({.code = "R106", .at = source.position(refusal.place), .arguments = {{"what", refusal.what}}});
  }
  report.origin = {source.name(), source.format(), source.bytes(), source.sha256()};
  return report;
}

}  // namespace tiaoli
