// What a conversion promises, over invented consistent forms and the fixtures: its bounds hold the truth and are the
// tightest, no order of doing things matters, the way back is exact, and what must never be made is never made.
// TIAOLI_SEED sets the first seed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "converters/canonical.hpp"
#include "converters/convert.hpp"
#include "converters/readers/read.hpp"
#include "converters/system.hpp"
#include "converters/writers/json.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/generator/form.hpp"

namespace {

using namespace tiaoli;
using generator::Form;
using generator::Random;

Registry const& data() { return Registry::embedded(); }

std::uint64_t first_seed() {
  char const* const text = std::getenv("TIAOLI_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 7000;
}

Fact reported(CellId cell, Decimal value) {
  Fact fact;
  fact.cell = cell;
  fact.value = {State::reported, value, value.to_string()};
  return fact;
}

/// A report with these numbers; cells without one are missing.
Report report_of(std::uint8_t edition, std::vector<std::optional<Decimal>> const& values) {
  Report report;
  report.edition = edition;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const CellId cell{edition, static_cast<std::uint16_t>(i)};
    Fact missing;
    missing.cell = cell;
    report.facts.push_back(values[i] ? reported(cell, *values[i]) : missing);
  }
  return report;
}

Report report_of(Form const& form) { return report_of(form.edition, {form.values.begin(), form.values.end()}); }

/// The conversion as an input, as if it had been written and read again.
Report as_report(Conversion const& conversion) {
  Report report;
  report.edition = conversion.edition;
  for (ConvertedCell const& cell : conversion.cells) {
    Fact fact;
    fact.cell = cell.cell;
    if (cell.fidelity != Fidelity::none) fact.estimate = Estimate{cell.fidelity, cell.value, cell.min, cell.max};
    report.facts.push_back(std::move(fact));
  }
  return report;
}

std::vector<std::uint16_t> equations_where(std::uint8_t edition, std::initializer_list<Strength> strengths) {
  std::vector<std::uint16_t> found;
  for (std::size_t e = 0; e < data().equations().size(); ++e) {
    Equation const& equation = data().equations()[e];
    const bool strong = std::find(strengths.begin(), strengths.end(), equation.strength) != strengths.end();
    const bool holds = std::find(equation.editions.begin(), equation.editions.end(), edition) != equation.editions.end();
    if (strong && holds && equation.terms.size() > 1) found.push_back(static_cast<std::uint16_t>(e));
  }
  return found;
}

bool is_inside(ConvertedCell const& cell, Decimal truth) {
  if (cell.value) return *cell.value == truth;
  return (!cell.min || *cell.min <= truth) && (!cell.max || truth <= *cell.max);
}

std::string shown(ConvertedCell const& cell) {
  const auto end = [](std::optional<Decimal> const& value) { return value ? value->to_string() : std::string("?"); };
  return std::string(to_string(cell.fidelity)) + " " + (cell.value ? cell.value->to_string() : "[" + end(cell.min) + ", " + end(cell.max) + "]");
}

// ---- brute force ---------------------------------------------------------------------------------

/// All values of a few unknowns of one form, each from 0 to `limit`, that keep its identities.
class BruteForce {
 public:
  BruteForce(std::vector<std::int64_t> known, std::vector<std::uint16_t> unknown, std::vector<std::uint16_t> equations, std::int64_t limit)
      : values_(std::move(known)), unknown_(std::move(unknown)), limit_(limit) {
    for (const std::uint16_t e : equations) {
      auto const& terms = data().equations()[e].terms;
      std::size_t last = unknown_.size();
      for (std::size_t u = 0; u < unknown_.size(); ++u) {
        if (std::any_of(terms.begin(), terms.end(), [&](Term const& term) { return term.quantity == unknown_[u]; })) last = u;
      }
      if (last < unknown_.size()) checks_.emplace_back(last, e);
    }
    low.assign(unknown_.size(), limit + 1);
    high.assign(unknown_.size(), -1);
    search(0);
  }

  std::vector<std::int64_t> low, high;  ///< of each unknown, over all solutions

 private:
  void search(std::size_t u) {
    if (u == unknown_.size()) {
      for (std::size_t i = 0; i < u; ++i) {
        low[i] = std::min(low[i], values_[unknown_[i]]);
        high[i] = std::max(high[i], values_[unknown_[i]]);
      }
      return;
    }
    for (std::int64_t value = 0; value <= limit_; ++value) {
      values_[unknown_[u]] = value;
      const bool holds = std::all_of(checks_.begin(), checks_.end(), [&](auto const& check) { return check.first != u || keeps(check.second); });
      if (holds) search(u + 1);
    }
  }

  bool keeps(std::uint16_t e) const {
    Equation const& equation = data().equations()[e];
    std::int64_t sum = 0;
    for (Term const& term : equation.terms) sum += term.sign * values_[term.quantity];
    return equation.relation == Relation::equal ? sum == 0 : equation.relation == Relation::at_most ? sum <= 0 : sum >= 0;
  }

  std::vector<std::int64_t> values_;  ///< by quantity
  std::vector<std::uint16_t> unknown_;
  std::int64_t limit_;
  std::vector<std::pair<std::size_t, std::uint16_t>> checks_;  ///< by the last unknown that an equation has
};

/// Whole counts of a form that equations speak of.
std::vector<std::uint16_t> related_counts(Edition const& edition) {
  std::vector<std::uint16_t> cells;
  for (std::size_t i = 0; i < edition.cells.size(); ++i) {
    if (edition.cells[i].kind == Kind::count && !edition.relations_of_cell[i].empty()) cells.push_back(static_cast<std::uint16_t>(i));
  }
  return cells;
}

/// A cell and others that share identities with it, drawn at random.
std::vector<std::uint16_t> neighbours(Edition const& edition, std::size_t count, Random& random) {
  std::vector<std::uint16_t> drawn{random.pick(related_counts(edition))};
  for (int attempt = 0; attempt < 200 && drawn.size() < count; ++attempt) {
    auto const& relations = edition.relations_of_cell[random.pick(drawn)];
    const std::uint16_t cell = random.pick(edition.relations[random.pick(relations)].terms).cell;
    if (edition.cells[cell].kind == Kind::count && std::count(drawn.begin(), drawn.end(), cell) == 0) drawn.push_back(cell);
  }
  return drawn;
}

// ---- the fixtures --------------------------------------------------------------------------------

std::vector<Report> fixtures() {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(TIAOLI_SOURCE_DIR) / "fixtures")) {
    if (entry.path().stem() == "input") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Report> reports;
  for (auto const& file : files) {
    Diagnostics diagnostics;
    Report report = read_report(*read(file, diagnostics), data(), diagnostics);
    if (report.edition) reports.push_back(std::move(report));
  }
  return reports;
}

std::string json_of(Report const& report, std::uint8_t target, bool with_source) {
  Diagnostics none;
  const Conversion conversion = convert(report, target, data(), none);
  return write_json(report, conversion, data(), {}, false, JsonLayout::records, with_source);
}

Report read_again(std::string json) {
  Diagnostics diagnostics;
  const auto source = read_bytes("again.json", std::move(json), diagnostics);
  Report report = read_report(*source, data(), diagnostics);
  describe(diagnostics, Language::en);
  CAPTURE(diagnostics.empty() ? "" : diagnostics.front().message);
  CHECK(diagnostics.empty());
  return report;
}

}  // namespace

TEST_CASE("bounds are the tightest: brute force finds no others") {
  constexpr std::int64_t limit = 14;
  std::size_t bounded = 0, fixed = 0;
  for (std::uint64_t trial = 0; trial < 1500; ++trial) {
    Random random(first_seed() + trial);
    const auto index = static_cast<std::uint8_t>(trial % data().editions().size());
    Edition const& edition = data().editions()[index];
    Form form = generator::make_form(data(), index, false, random);
    const auto unknown_cells = neighbours(edition, 2 + random.index(4), random);
    std::vector<std::uint16_t> unknown;
    bool small = true;
    for (const std::uint16_t cell : unknown_cells) {
      unknown.push_back(edition.cells[cell].quantity);
      small = small && form.values[cell] <= Decimal::of(limit / 2);
    }
    if (!small) continue;
    std::vector<std::int64_t> known(data().quantities().size());
    System system(data());
    for (std::size_t i = 0; i < form.values.size(); ++i) {
      if (std::count(unknown_cells.begin(), unknown_cells.end(), i) > 0) continue;
      known[edition.cells[i].quantity] = form.values[i].millionths() / Decimal::scale;
      system.state(reported({index, static_cast<std::uint16_t>(i)}, form.values[i]));
    }
    const auto equations = equations_where(index, {Strength::identity});
    std::vector<Conflict> conflicts;
    system.narrow(equations, conflicts);
    system.tighten(equations, conflicts);
    CAPTURE(edition.id, trial);
    CHECK(conflicts.empty());
    const BruteForce all(known, unknown, equations, limit);
    // Where the search ran into its own limit, others may go on above it.
    const bool is_whole = std::all_of(all.high.begin(), all.high.end(), [](std::int64_t high) { return high < limit; });
    for (std::size_t u = 0; u < unknown.size(); ++u) {
      CAPTURE(edition.cells[unknown_cells[u]].id);
      const std::int64_t low = system.box().low[unknown[u]], high = system.box().high[unknown[u]];
      CHECK(low <= all.low[u] * Decimal::scale);
      CHECK(high >= all.high[u] * Decimal::scale);
      if (!is_whole) continue;
      CHECK(low == all.low[u] * Decimal::scale);
      CHECK(high == all.high[u] * Decimal::scale);
      ++(low == high ? fixed : bounded);
    }
  }
  CHECK(bounded > 50);
  CHECK(fixed > 100);
}

TEST_CASE("neither the order of equations nor that of facts changes a bound") {
  for (std::uint64_t trial = 0; trial < 12; ++trial) {
    Random random(first_seed() + trial);
    const auto source = static_cast<std::uint8_t>(trial % data().editions().size());
    const auto target = static_cast<std::uint8_t>((trial + 1 + trial / 3 % 2) % data().editions().size());
    const Form form = generator::make_form(data(), source, true, random);
    std::vector<std::uint16_t> equations = equations_where(target, {Strength::identity, Strength::exact});
    std::optional<Box> expected;
    for (int order = 0; order < 6; ++order) {
      std::vector<Fact> facts = report_of(form).facts;
      if (order > 0) {
        random.shuffle(facts);
        random.shuffle(equations);
      }
      System system(data(), target, std::vector<std::vector<std::uint16_t>>(data().quantities().size()));
      for (Fact const& fact : facts) system.state(fact);
      std::vector<Conflict> conflicts;
      system.narrow(equations, conflicts);
      system.tighten(equations, conflicts);
      CAPTURE(trial, order);
      CHECK(conflicts.empty());
      if (!expected) expected = system.box();
      CHECK(system.box().low == expected->low);
      CHECK(system.box().high == expected->high);
    }
  }
}

// A world in which the relations of practice hold too: whatever the poorer form leaves open is chosen within its bounds,
// one cell after the other. Where that meets a contradiction, the numbers of the richer form go against practice: such
// a world is left.
TEST_CASE("down to a poorer form and up again the truth lies in the bounds") {
  struct Way {
    char const* rich;
    char const* poor;
  };
  std::size_t worlds = 0, checked = 0, intervals = 0;
  for (std::uint64_t trial = 0; trial < 36; ++trial) {
    const Way way = std::vector<Way>{{"2021", "2014"}, {"2019", "2014"}, {"2021", "2019"}, {"2019", "2021"}, {"2014", "2021"}, {"2014", "2019"}}[trial % 6];
    CAPTURE(trial, way.rich, way.poor);
    Random random(first_seed() + 100 + trial);
    const auto rich = data().find_edition(way.rich).value(), poor = data().find_edition(way.poor).value();
    const Form truth = generator::make_form(data(), rich, true, random);
    Edition const& form = data().editions()[poor];

    std::vector<std::uint16_t> equations;
    for (const std::uint16_t e : equations_where(poor, {Strength::identity, Strength::exact, Strength::close, Strength::bounded})) {
      auto const& of = data().equations()[e].editions;
      const bool of_both = std::find(of.begin(), of.end(), rich) != of.end();
      if (data().equations()[e].strength == Strength::identity || of_both) equations.push_back(e);
    }
    std::vector<std::vector<std::uint16_t>> nothing(data().quantities().size());
    System world(data(), poor, nothing);
    for (Fact const& fact : report_of(truth).facts) world.state(fact);
    std::vector<Conflict> conflicts;
    world.narrow(equations, conflicts);
    world.tighten(equations, conflicts);
    std::vector<std::optional<Decimal>> values;
    for (EditionCell const& cell : form.cells) {
      if (!conflicts.empty()) break;
      const std::int64_t low = world.box().low[cell.quantity], high = world.box().high[cell.quantity];
      std::int64_t chosen = low == Box::no_low ? 0 : low;
      if (low != high && low != Box::no_low) {
        const std::int64_t room = std::min<std::int64_t>(high == Box::no_high ? 3 : (high - low) / Decimal::scale, 1000);
        chosen = low + random.between(0, room) * Decimal::scale;
        Fact fact = reported({poor, static_cast<std::uint16_t>(values.size())}, Decimal::from_millionths(chosen));
        world.state(fact);
        world.narrow(equations, conflicts);
        world.tighten(equations, conflicts);
      }
      values.emplace_back(Decimal::from_millionths(chosen));
    }
    if (!conflicts.empty()) continue;
    ++worlds;

    Diagnostics diagnostics;
    const Conversion down = convert(report_of(truth), poor, data(), diagnostics);
    for (std::size_t i = 0; i < values.size(); ++i) {
      CAPTURE(form.cells[i].id, shown(down.cells[i]), values[i]->to_string());
      CHECK(is_inside(down.cells[i], *values[i]));
    }
    for (Report const& below : {report_of(poor, values), as_report(down)}) {
      const Conversion up = convert(below, rich, data(), diagnostics);
      for (std::size_t i = 0; i < truth.values.size(); ++i) {
        CAPTURE(data().editions()[rich].cells[i].id, shown(up.cells[i]), truth.values[i].to_string());
        CHECK(is_inside(up.cells[i], truth.values[i]));
        checked += up.cells[i].fidelity == Fidelity::none ? 0 : 1;
        intervals += up.cells[i].fidelity == Fidelity::bounded ? 1 : 0;
      }
    }
    CHECK(diagnostics.empty());
  }
  CAPTURE(worlds, checked, intervals);
  CHECK(worlds > 12);
  CHECK(checked > 1000);
  CHECK(intervals > 20);
}

TEST_CASE("with its source a conversion of any pair leads back exactly, and on to the third as if it had come directly") {
  const std::vector<Report> reports = fixtures();
  REQUIRE(reports.size() >= 8);
  for (Report const& report : reports) {
    for (std::uint8_t second = 0; second < data().editions().size(); ++second) {
      const Report carried = read_again(json_of(report, second, true));
      for (std::uint8_t third = 0; third < data().editions().size(); ++third) {
        CAPTURE(report.origin.name, data().editions()[second].id, data().editions()[third].id);
        CHECK(json_of(carried, third, true) == json_of(report, third, true));
      }
    }
  }
}

TEST_CASE("through a third form without the source nothing is said that the direct way denies") {
  std::size_t same = 0;
  std::vector<Report> reports = fixtures();
  for (std::uint64_t trial = 0; trial < 9; ++trial) {
    Random random(first_seed() + 200 + trial);
    reports.push_back(report_of(generator::make_form(data(), static_cast<std::uint8_t>(trial % 3), true, random)));
  }
  for (Report const& report : reports) {
    for (std::uint8_t second = 0; second < data().editions().size(); ++second) {
      for (std::uint8_t third = 0; third < data().editions().size(); ++third) {
        if (second == *report.edition || third == second) continue;
        Diagnostics diagnostics;
        const Conversion direct = convert(report, third, data(), diagnostics);
        const Conversion through = convert(read_again(json_of(report, second, false)), third, data(), diagnostics);
        for (std::size_t i = 0; i < direct.cells.size(); ++i) {
          ConvertedCell const& a = direct.cells[i];
          ConvertedCell const& b = through.cells[i];
          CAPTURE(report.origin.name, data().editions()[*report.edition].id, data().editions()[second].id, data().cell(a.cell).id, shown(a), shown(b));
          if (a.fidelity <= Fidelity::sum && a.value && b.fidelity <= Fidelity::sum && b.value) {
            CHECK(*a.value == *b.value);
            ++same;
          }
          // A longer way is never surer. What the source itself printed is what it went through.
          const bool home = third == *report.edition && !report.facts[i].value.number;
          if (!home && a.fidelity != Fidelity::none && b.fidelity != Fidelity::none) CHECK(b.fidelity >= a.fidelity);
        }
      }
    }
  }
  CHECK(same > 300);
}

// A total of zero leaves nothing for its parts, which is arithmetic: on a longer way only a number is a mapping.
TEST_CASE("what must never be made is made on no way") {
  std::size_t checked = 0;
  for (Never const& never : data().never()) {
    REQUIRE_FALSE(never.from.empty());
    const std::uint8_t source = never.from.front().edition;
    for (const std::int64_t number : {0, 7}) {
      std::vector<std::optional<Decimal>> values(data().editions()[source].cells.size());
      for (const CellId from : never.from) {
        if (from.edition == source) values[from.index] = Decimal::of(number);
      }
      const Report report = report_of(source, values);
      for (std::uint8_t second = 0; second < data().editions().size(); ++second) {
        Diagnostics diagnostics;
        const Report middle = second == source ? report : as_report(convert(report, second, data(), diagnostics));
        std::vector<std::optional<Conversion>> made(data().editions().size());
        for (const CellId to : never.to) {
          if (!made[to.edition]) made[to.edition] = convert(middle, to.edition, data(), diagnostics);
          ConvertedCell const& cell = made[to.edition]->cells[to.index];
          CAPTURE(data().cell(never.from.front()).id, data().cell(to).id, data().editions()[second].id, number, shown(cell));
          if (second == source) CHECK(cell.fidelity == Fidelity::none);
          if (number > 0) CHECK_FALSE(cell.value);
          ++checked;
        }
      }
    }
  }
  CHECK(checked > 20);
}
