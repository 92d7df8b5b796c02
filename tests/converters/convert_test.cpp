// From edition to edition: what each target cell rests on, how sure it is, and what finds no place.
#include <algorithm>
#include <set>
#include <string>

#include "converters/convert.hpp"
#include "converters/solve.hpp"
#include "tests/catch.hpp"
#include "tests/form_text.hpp"
#include "tests/generator/form.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

Registry const& data() { return Registry::embedded(); }

struct Converted {
  Conversion conversion;
  Diagnostics diagnostics;

  ConvertedCell const& cell(std::string_view id) const { return conversion.cells.at(data().find_cell(id).value().index); }
  /// `exact 35 <- 2014:C1 via X01`
  std::string show(std::string_view id) const {
    ConvertedCell const& found = cell(id);
    std::string text(to_string(found.fidelity));
    if (found.value) text += " " + found.value->to_string();
    if (found.min || found.max) {
      text += " [" + (found.min ? found.min->to_string() : "") + ", " + (found.max ? found.max->to_string() : "") + "]";
    }
    if (!found.from.empty()) text += " <-";
    for (const CellId from : found.from) text += " " + data().cell(from).id;
    if (!found.via.empty()) text += " via";
    for (const std::string_view id_of : found.via) text += " " + std::string(id_of);
    return text;
  }
  std::string value(std::string_view id) const {
    ConvertedCell const& found = cell(id);
    return std::string(to_string(found.fidelity)) + (found.value ? " " + found.value->to_string() : "");
  }
  bool is_lost(std::string_view id) const {
    const CellId wanted = data().find_cell(id).value();
    return std::any_of(conversion.losses.begin(), conversion.losses.end(), [&](Loss const& loss) { return loss.cell == wanted; });
  }
  std::string why(std::string_view id) const {
    const CellId wanted = data().find_cell(id).value();
    for (Loss const& loss : conversion.losses) {
      if (loss.cell == wanted) return loss.why.en;
    }
    return "";
  }
  bool says(std::string_view code) const {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [&](Diagnostic const& found) { return found.code == code; });
  }
};

Converted convert_report(Report const& report, std::string_view target) {
  Converted made;
  made.conversion = convert(report, data().find_edition(target).value(), data(), made.diagnostics);
  return made;
}

Converted convert_form(FormText const& form, std::string_view target) { return convert_report(read_form(form).report, target); }

/// A list of 2014 with numbers that agree with each other.
FormText list() {
  FormText form("2014");
  form.set("2014:A1", "423").set("2014:A1a", "12").set("2014:A1b", "15").set("2014:A2.2", "423");
  form.set("2014:C1", "35").set("2014:C1.1", "7").set("2014:C1.3", "28").set("2014:C2", "31").set("2014:C2.1", "31");
  form.set("2014:C3", "35").set("2014:C3.1", "10").set("2014:C3.2", "8").set("2014:C3.3", "2").set("2014:C3.4", "3").set("2014:C3.4a", "1").set("2014:C3.4e", "2");
  form.set("2014:C3.5", "4").set("2014:C3.6", "3").set("2014:C3.7", "4").set("2014:C3.8", "1");
  form.set("2014:D", "8").set("2014:D1", "5").set("2014:D2", "1").set("2014:D3", "2");
  form.set("2014:E", "2").set("2014:E1", "2").set("2014:G", "0.5").set("2014:H3", "3").set("2014:H3.1", "3");
  return form;
}

Report report_of(generator::Form const& form) {
  Report report;
  report.edition = form.edition;
  for (std::size_t i = 0; i < form.values.size(); ++i) {
    Fact fact;
    fact.cell = {form.edition, static_cast<std::uint16_t>(i)};
    fact.value = {State::reported, form.values[i], form.values[i].to_string()};
    report.facts.push_back(std::move(fact));
  }
  return report;
}

/// What is wrong with a conversion whatever it is of; empty when nothing is.
std::string disorder(Report const& report, Conversion const& conversion) {
  Edition const& target = data().editions()[conversion.edition];
  if (conversion.cells.size() != target.cells.size()) return "not one record for every cell";
  std::set<std::uint16_t> carried;
  for (std::size_t i = 0; i < conversion.cells.size(); ++i) {
    ConvertedCell const& cell = conversion.cells[i];
    const std::string id = target.cells[i].id + ": ";
    if (cell.cell.edition != conversion.edition || cell.cell.index != i) return id + "not in form order";
    const bool has_value = cell.value.has_value(), has_bounds = cell.min || cell.max;
    const bool is_valued = cell.fidelity == Fidelity::exact || cell.fidelity == Fidelity::sum || cell.fidelity == Fidelity::close;
    if (has_value != is_valued) return id + "value and fidelity do not agree";
    if (has_bounds != (cell.fidelity == Fidelity::bounded)) return id + "bounds and fidelity do not agree";
    if (cell.min && cell.max && *cell.min >= *cell.max) return id + "the interval is empty or a number";
    if ((cell.fidelity == Fidelity::none) != cell.from.empty()) return id + "comes from nothing or from something";
    if (cell.fidelity == Fidelity::exact && (cell.from.size() != 1 || report.facts[cell.from.front().index].value.number != cell.value)) return id + "is not exact";
    const Kind kind = target.cells[i].kind;
    if (cell.value && kind == Kind::count && (!cell.value->is_integer() || *cell.value < Decimal{})) return id + "is no count";
    for (const CellId from : cell.from) {
      if (from.edition != *report.edition) return id + "comes from another edition";
      if (!report.facts[from.index].known()) return id + "comes from a cell without a number";
      if (cell.value) carried.insert(from.index);
    }
    for (Never const& never : data().never()) {
      if (std::find(never.to.begin(), never.to.end(), cell.cell) == never.to.end()) continue;
      for (const CellId from : cell.from) {
        if (std::find(never.from.begin(), never.from.end(), from) != never.from.end()) return id + "must never come from " + data().cell(from).id;
      }
    }
  }
  std::set<std::uint16_t> lost;
  for (Loss const& loss : conversion.losses) {
    Fact const& fact = report.facts[loss.cell.index];
    if (fact.value.number != loss.value) return data().cell(loss.cell).id + ": another number is lost than was printed";
    if (loss.why.zh.empty() || loss.why.en.empty()) return data().cell(loss.cell).id + ": lost without a reason";
    if (!lost.insert(loss.cell.index).second) return data().cell(loss.cell).id + ": lost twice";
  }
  for (Fact const& fact : report.facts) {
    if (!fact.value.number) continue;
    if (lost.contains(fact.cell.index) == carried.contains(fact.cell.index)) return data().cell(fact.cell).id + ": neither carried nor lost, or both";
  }
  return "";
}

}  // namespace

TEST_CASE("from the list of 2014 to the tables of 2021") {
  const Converted made = convert_form(list(), "2021");
  CHECK(made.show("2021:R1/sum") == "exact 35 <- 2014:C1 via X01");
  CHECK(made.show("2021:R3.2/sum") == "exact 2 <- 2014:C3.3 via X05");
  CHECK(made.show("2021:R3.3.1/sum") == "exact 1 <- 2014:C3.4a via X06");
  CHECK(made.show("2021:R3.3.3/sum") == "exact 0 <- 2014:C3.4d via X07");
  CHECK(made.show("2021:V.rev.fix") == "exact 1 <- 2014:D2 via X16");
  CHECK(made.show("2021:R3.1/sum") == "close 18 <- 2014:C3.1 2014:C3.2 via X04");
  CHECK(made.show("2021:R3.4.1/sum") == "close 7 <- 2014:C3.5 2014:C3.6 via X10");
  CHECK(made.show("2021:R3.7/sum") == "close 31 <- 2014:C2 via X02");
  CHECK(made.show("2021:V.rev.sum") == "close 8 <- 2014:D via X14");
  CHECK(made.show("2021:V.rev.keep") == "close 5 <- 2014:D1 via X15");
  CHECK(made.show("2021:P1.norm/issued") == "close 15 <- 2014:A1b via X24");
  // Upheld lawsuits are two, but the old form does not say by which way they came.
  CHECK_FALSE(made.cell("2021:V.dir.keep").value);
  CHECK_FALSE(made.cell("2021:V.aft.keep").value);
  CHECK_FALSE(made.cell("2021:V.rev.open").value);
  // Nothing to divide is nothing on either side.
  CHECK(made.value("2021:V.dir.fix") == "sum 0");
  CHECK(made.value("2021:V.aft.open") == "sum 0");
  CHECK(disorder(read_form(list()).report, made.conversion).empty());
}

TEST_CASE("what the old form does not say stays unsaid") {
  const Converted made = convert_form(list(), "2021");
  for (EditionCell const& cell : data().editions()[*data().find_edition("2021")].cells) {
    const bool of_applicant = cell.id.find(":R") != std::string::npos && !cell.id.ends_with("/sum");
    CAPTURE(cell.id);
    if (of_applicant) CHECK_FALSE(made.cell(cell.id).value);
  }
  for (const char* const id : {"2021:P1.rule/issued", "2021:P1.norm/repealed", "2021:P1.norm/in_force", "2021:P5.lic/decisions", "2021:P8.fee/amount"}) {
    CAPTURE(id);
    CHECK(made.show(id) == "none");
  }
  for (const char* const id : {"2021:R3.6.1/sum", "2021:R3.6.3/sum", "2021:R3.4.3/sum", "2021:R3.5.1/sum", "2021:R2/sum", "2021:R4/sum"}) {
    CAPTURE(id);
    CHECK_FALSE(made.cell(id).value);
  }
}

TEST_CASE("what finds no place is a loss, with the reason") {
  const Converted made = convert_form(list(), "2021");
  for (const char* const id : {"2014:A1", "2014:A2.2", "2014:C1.1", "2014:C2.1", "2014:C3.4e", "2014:F", "2014:G", "2014:H3", "2014:I1"}) {
    CAPTURE(id);
    CHECK(made.is_lost(id));
    CHECK_FALSE(made.why(id).empty());
  }
  for (const char* const id : {"2014:C1", "2014:C2", "2014:C3.1", "2014:D2", "2014:E2"}) {
    CAPTURE(id);
    CHECK_FALSE(made.is_lost(id));
  }
  CHECK(made.why("2014:G").find("Fees for providing information") != std::string::npos);
}

TEST_CASE("from 2019 to 2021") {
  FormText form("2019");
  form.set("2019:R1/nat", "5").set("2019:R1/sum", "5").set("2019:R3.6/nat", "3").set("2019:R3.6/sum", "3").set("2019:R3.1/nat", "2").set("2019:R3.1/sum", "2");
  form.set("2019:R3.7/nat", "5").set("2019:R3.7/sum", "5").set("2019:P1.norm/made", "4").set("2019:P1.norm/published", "3").set("2019:P1.norm/total", "90");
  form.set("2019:P5.lic/decisions", "7").set("2019:P8.fee/previous", "240").set("2019:P9.pro/amount", "12.5万元").set("2019:V.dir.keep", "1").set("2019:V.dir.sum", "1");
  const Converted made = convert_form(form, "2021");
  CHECK(made.show("2021:R1/nat") == "exact 5 <- 2019:R1/nat via X29");
  CHECK(made.show("2021:R1/sum") == "exact 5 <- 2019:R1/sum via X01");
  CHECK(made.show("2021:V.dir.keep") == "exact 1 <- 2019:V.dir.keep via X29");
  CHECK(made.show("2021:P5.lic/decisions") == "exact 7 <- 2019:P5.lic/decisions via X27.P5.lic");
  CHECK(made.show("2021:P1.norm/issued") == "close 4 <- 2019:P1.norm/made via X25");
  CHECK(made.show("2021:P1.norm/in_force") == "none");
  CHECK(made.show("2021:P1.norm/repealed") == "none");
  CHECK(made.show("2021:P8.fee/amount") == "none");
  // Three other outcomes, not told apart before 2021; where there was none, each of them is none.
  CHECK_FALSE(made.cell("2021:R3.6.1/nat").value);
  CHECK_FALSE(made.cell("2021:R3.6.3/sum").value);
  CHECK(made.value("2021:R3.6.2/biz") == "sum 0");
  for (const char* const id : {"2019:P1.norm/published", "2019:P1.norm/total", "2019:P8.fee/previous", "2019:P5.oth/decisions", "2019:P9.pro/amount"}) {
    CAPTURE(id);
    CHECK(made.is_lost(id));
  }
  CHECK(disorder(read_form(form).report, made.conversion).empty());
}

TEST_CASE("from 2021 to 2019") {
  FormText form("2021");
  form.set("2021:R3.6.1/nat", "1").set("2021:R3.6.1/sum", "1").set("2021:R3.6.3/nat", "2").set("2021:R3.6.3/sum", "2");
  form.set("2021:R1/nat", "3").set("2021:R1/sum", "3").set("2021:R3.7/nat", "3").set("2021:R3.7/sum", "3").set("2021:P1.norm/issued", "4").set("2021:P8.fee/amount", "59237.2449");
  const Converted made = convert_form(form, "2019");
  CHECK(made.value("2019:R3.6/nat") == "sum 3");
  CHECK(made.value("2019:R3.6/biz") == "sum 0");
  CHECK(made.show("2019:R3.6/sum") == "sum 3 <- 2021:R3.6.1/sum 2021:R3.6.2/sum 2021:R3.6.3/sum via X28.sum");
  CHECK(made.show("2019:P1.norm/made") == "close 4 <- 2021:P1.norm/issued via X25");
  CHECK(made.show("2019:P8.fee/previous") == "none");
  CHECK(made.is_lost("2021:P8.fee/amount"));
  CHECK_FALSE(made.is_lost("2021:R3.6.1/nat"));
}

TEST_CASE("what is printed goes before what the sums of the target form would make of it") {
  FormText form("2021");
  form.set("2021:R3.6.1/nat", "1").set("2021:R3.6.1/sum", "1").set("2021:R3.6.3/nat", "2").set("2021:R3.6.3/sum", "2");
  form.set("2021:R1/nat", "3").set("2021:R1/sum", "3").set("2021:R3.7/nat", "3").set("2021:R3.7/sum", "4");  // 4 is wrong
  const Converted made = convert_form(form, "2019");
  CHECK(made.show("2019:R3.6/sum") == "sum 3 <- 2021:R3.6.1/sum 2021:R3.6.2/sum 2021:R3.6.3/sum via X28.sum");
  CHECK(made.show("2019:R3.6/nat") == "sum 3 <- 2021:R3.6.1/nat 2021:R3.6.2/nat 2021:R3.6.3/nat via X28.nat");
  CHECK(made.value("2019:R3.7/sum") == "exact 4");
}

TEST_CASE("from 2021 to the list of 2014") {
  FormText form("2021");
  form.set("2021:V.dir.keep", "1").set("2021:V.dir.sum", "1").set("2021:V.aft.keep", "2").set("2021:V.aft.open", "1").set("2021:V.aft.sum", "3");
  form.set("2021:V.rev.fix", "1").set("2021:V.rev.open", "2").set("2021:V.rev.sum", "3");
  form.set("2021:R1/nat", "4").set("2021:R1/sum", "4").set("2021:R3.1/nat", "4").set("2021:R3.1/sum", "4").set("2021:R3.7/nat", "4").set("2021:R3.7/sum", "4");
  const Converted made = convert_form(form, "2014");
  CHECK(made.show("2014:C1") == "exact 4 <- 2021:R1/sum via X01");
  CHECK(made.show("2014:E") == "sum 4 <- 2021:V.dir.sum 2021:V.aft.sum via X18");
  CHECK(made.show("2014:E1") == "sum 3 <- 2021:V.dir.keep 2021:V.aft.keep via X19");
  CHECK(made.value("2014:E3") == "sum 1");
  CHECK(made.show("2014:D2") == "exact 1 <- 2021:V.rev.fix via X16");
  CHECK(made.show("2014:D3") == "sum 2 <- 2021:V.rev.oth 2021:V.rev.open via X17");
  CHECK(made.value("2014:D") == "close 3");
  CHECK(made.show("2014:C2") == "close 4 <- 2021:R3.7/sum via X02");
  CHECK_FALSE(made.cell("2014:C3.1").value);  // granted: 4 in two rows of the old form
  for (const char* const id : {"2014:A1", "2014:B1", "2014:C1.1", "2014:F", "2014:G", "2014:H1", "2014:I3"}) {
    CAPTURE(id);
    CHECK_FALSE(made.cell(id).value);
  }
}

TEST_CASE("to its own edition a report stays what it is") {
  for (Edition const& edition : data().editions()) {
    const Reading reading = read_form(FormText(edition.id));
    const Converted made = convert_report(reading.report, edition.id);
    CHECK(disorder(reading.report, made.conversion).empty());
    CHECK(made.conversion.losses.empty());
    CHECK(made.diagnostics.empty());
    for (ConvertedCell const& cell : made.conversion.cells) {
      CHECK(cell.fidelity == Fidelity::exact);
      CHECK(cell.via.empty());
      CHECK(cell.from == std::vector<CellId>{cell.cell});
    }
  }
}

TEST_CASE("a derived number is a sum at best, and names its chain") {
  FormText form = list();
  form.set("2014:C1", "");
  const Converted made = convert_form(form, "2021");
  ConvertedCell const& cell = made.cell("2021:R1/sum");
  CHECK(cell.fidelity == Fidelity::sum);
  CHECK(cell.value == Decimal::of(35));
  CHECK(std::find(cell.via.begin(), cell.via.end(), "I1") != cell.via.end());
  CHECK(std::find(cell.via.begin(), cell.via.end(), "X01") != cell.via.end());
  CHECK_FALSE(made.is_lost("2014:C1"));  // a blank is nothing to lose
}

TEST_CASE("cells without a number give nothing") {
  FormText form = list();
  form.set("2014:C3.3", "——").set("2014:C3.4", "").set("2014:C3.4a", "3?").set("2014:D2", "").set("2014:D", "");
  const Converted made = convert_form(form, "2021");
  CHECK_FALSE(made.cell("2021:R3.3.1/sum").value);
  CHECK_FALSE(made.cell("2021:V.rev.fix").value);
}

TEST_CASE("figures that contradict each other are said and not made up for") {
  FormText form("2021");
  // One lawsuit in all, but five upheld: no number of the old form satisfies both.
  form.set("2021:V.dir.keep", "5").set("2021:V.dir.sum", "1");
  const Converted made = convert_form(form, "2014");
  CHECK(made.says("C102"));
  CHECK(made.value("2014:E") == "sum 1");
  CHECK(made.value("2014:E1") == "sum 5");
  for (ConvertedCell const& cell : made.conversion.cells) CHECK_FALSE((cell.value && *cell.value < Decimal{}));
}

TEST_CASE("an interval never rests on figures that contradict each other") {
  FormText form("2014");
  form.set("2014:E", "60").set("2014:E1", "11").set("2014:E3", "28");  // as 西吉 printed it: 60 is not 11 + 28
  const Converted made = convert_form(form, "2021");
  CHECK(made.says("C102"));
  const CellId total = data().find_cell("2014:E").value();
  for (ConvertedCell const& cell : made.conversion.cells) {
    const bool of_total = std::find(cell.from.begin(), cell.from.end(), total) != cell.from.end();
    CAPTURE(data().cell(cell.cell).id, made.show(data().cell(cell.cell).id));
    if (of_total) CHECK(cell.from.size() == 1);
  }
}

TEST_CASE("a contradiction is not settled by converting it") {
  FormText form("2019");
  form.set("2019:V.rev.open", "1");  // as 中宁 printed it: 0 + 0 + 0 + 1 = 0
  const Converted made = convert_form(form, "2014");
  ConvertedCell const& total = made.cell("2014:D");
  CAPTURE(made.show("2014:D"));
  CHECK(total.value != Decimal::of(1));  // the printed total is 0
  CHECK_FALSE(made.diagnostics.empty());
}

TEST_CASE("closed and answered differ: one is taken, nothing is averaged, and it is said") {
  FormText form("2014");
  form.set("2014:C1", "10").set("2014:C1.1", "10").set("2014:C2", "4").set("2014:C2.1", "4").set("2014:C3", "8").set("2014:C3.2", "8");
  const Converted made = convert_form(form, "2021");
  ConvertedCell const& total = made.cell("2021:R3.7/sum");
  if (total.value) {
    const bool one_of_both = *total.value == Decimal::of(4) || *total.value == Decimal::of(8);
    CHECK(one_of_both);
    CHECK(total.fidelity == Fidelity::close);
  }
  CHECK(made.says("C104"));
}

TEST_CASE("a conversion of a consistent form contradicts nothing and invents nothing") {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    generator::Random random(100 + seed);
    const auto source = static_cast<std::uint8_t>(seed % data().editions().size());
    const Report report = report_of(generator::make_form(data(), source, true, random));
    for (Edition const& target : data().editions()) {
      CAPTURE(seed, data().editions()[source].id, target.id);
      const Converted made = convert_report(report, target.id);
      CHECK(disorder(report, made.conversion) == "");
      // What is exact or a sum keeps the identities of the target form.
      for (CellRelation const& relation : target.relations) {
        if (relation.strength != Strength::identity) continue;
        std::int64_t sum = 0;
        bool sure = true;
        for (auto const& term : relation.terms) {
          ConvertedCell const& cell = made.conversion.cells[term.cell];
          sure = sure && cell.value && cell.fidelity <= Fidelity::sum;
          if (cell.value) sum += term.sign * cell.value->millionths();
        }
        if (!sure) continue;
        const bool holds = relation.relation == Relation::equal ? sum == 0 : relation.relation == Relation::at_most ? sum <= 0 : sum >= 0;
        CHECK(holds);
      }
    }
  }
}

// There and back: what comes back is what was there, or an interval around it.
TEST_CASE("the way there and back never changes a number") {
  const std::string_view over[][2] = {{"2021", "2019"}, {"2021", "2014"}, {"2019", "2021"}, {"2019", "2014"}, {"2014", "2021"}, {"2014", "2019"}};
  std::size_t values = 0, intervals = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    auto const& [from, to] = over[seed % std::size(over)];
    CAPTURE(seed, from, to);
    generator::Random random(500 + seed);
    const generator::Form truth = generator::make_form(data(), data().find_edition(from).value(), true, random);
    const Converted there = convert_report(report_of(truth), to);
    Report middle;
    middle.edition = data().find_edition(to);
    for (ConvertedCell const& cell : there.conversion.cells) {
      Fact fact;
      fact.cell = cell.cell;
      fact.value.state = State::missing;
      if (cell.value && cell.fidelity <= Fidelity::sum) fact.value = {State::reported, cell.value, cell.value->to_string()};
      middle.facts.push_back(std::move(fact));
    }
    Diagnostics diagnostics;
    derive(middle, data(), diagnostics);
    CHECK(diagnostics.empty());
    const Converted back = convert_report(middle, from);
    CHECK(back.diagnostics.empty());
    for (std::size_t i = 0; i < truth.values.size(); ++i) {
      ConvertedCell const& cell = back.conversion.cells[i];
      std::string const& id = data().editions()[truth.edition].cells[i].id;
      if (cell.fidelity == Fidelity::close) continue;
      if (cell.value && *cell.value != truth.values[i]) FAIL_CHECK(id << " was " << truth.values[i].to_string() << ", comes back as " << cell.value->to_string());
      const bool inside = (!cell.min || *cell.min <= truth.values[i]) && (!cell.max || truth.values[i] <= *cell.max);
      // Bounds that rest on a relation of practice are as sure as that is.
      const bool sure = std::none_of(cell.via.begin(), cell.via.end(), [](std::string_view via) {
        const auto found = std::find_if(data().equations().begin(), data().equations().end(), [via](Equation const& e) { return e.id == via; });
        return found->strength == Strength::close || found->strength == Strength::bounded;
      });
      if (sure && !inside) FAIL_CHECK(id << " was " << truth.values[i].to_string() << ", comes back as " << back.show(id));
      values += cell.value ? 1 : 0;
      intervals += cell.fidelity == Fidelity::bounded ? 1 : 0;
    }
  }
  CHECK(values > 400);
  INFO(intervals << " intervals");
}

TEST_CASE("fidelities have names") {
  CHECK(to_string(Fidelity::exact) == "exact");
  CHECK(to_string(Fidelity::sum) == "sum");
  CHECK(to_string(Fidelity::close) == "close");
  CHECK(to_string(Fidelity::bounded) == "bounded");
  CHECK(to_string(Fidelity::none) == "none");
}
