// The embedded mapping data: complete, consistent, and the same when it is read from a folder.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "mappings/embedded.hpp"
#include "mappings/registry.hpp"
#include "tests/catch.hpp"

using namespace tiaoli;

namespace {

Registry const& data() { return Registry::embedded(); }

bool has_han(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9; });
}

/// Everything that the registry holds, as text.
std::string fingerprint(Registry const& registry) {
  std::string all;
  const auto add = [&all](auto const&... parts) {
    const auto one = [&all](auto const& part) {
      if constexpr (std::is_convertible_v<decltype(part), std::string_view>) {
        all += std::string_view(part);
      } else {
        all += std::to_string(static_cast<long long>(part));
      }
      all += '|';
    };
    (one(parts), ...);
    all += '\n';
  };
  const auto text = [&add](Text const& both) { add(both.zh, both.en); };
  for (Dimension const& d : registry.dimensions()) {
    add(d.id, d.name.zh, d.name.en);
    for (auto const& [id, name] : d.values) add(id, name.zh, name.en);
  }
  for (Indicator const& i : registry.indicators()) {
    add(i.id, i.unit, static_cast<int>(i.kind), i.name.zh, i.name.en, i.definition.zh, i.definition.en, i.basis);
    for (std::string const& d : i.dimensions) add(d);
  }
  for (Quantity const& q : registry.quantities()) add(q.id, q.indicator);
  for (Edition const& e : registry.editions()) {
    add(e.id, e.name.zh, e.name.en, e.basis, e.first_year, e.last_year.value_or(0));
    for (std::string const& label : e.evidence) add(label);
    for (EditionTable const& t : e.tables) add(t.id, t.label, t.first_row, t.row_count, t.first_column, t.column_count, t.aliases.size());
    for (EditionColumn const& c : e.columns) add(c.table, c.id, c.group, c.label, c.aliases.size());
    for (EditionRow const& r : e.rows) add(r.table, r.id, r.number, r.label, r.note, r.parent ? *r.parent : -1, r.heading, r.aliases.size());
    for (EditionCell const& c : e.cells) add(c.id, c.row, c.column, c.quantity, c.unit, static_cast<int>(c.kind));
    for (CellRelation const& r : e.relations) {
      add(r.equation, static_cast<int>(r.strength), static_cast<int>(r.relation), r.left_count);
      for (auto const& term : r.terms) add(term.cell, term.sign);
    }
  }
  for (Equation const& e : registry.equations()) {
    add(e.id, static_cast<int>(e.strength), static_cast<int>(e.relation), e.left_count, e.basis);
    text(e.why);
    text(e.lost);
    for (Term const& t : e.terms) add(t.quantity, t.sign);
    for (const std::uint8_t edition : e.editions) add(edition);
  }
  for (YearEquation const& e : registry.across_years()) {
    add(e.id, static_cast<int>(e.strength), static_cast<int>(e.relation), e.basis, e.this_year.size(), e.last_year.size());
    text(e.why);
  }
  for (Never const& n : registry.never()) {
    for (const CellId c : n.from) add(registry.cell(c).id);
    for (const CellId c : n.to) add(registry.cell(c).id);
    text(n.why);
  }
  text(registry.no_place());
  return all;
}

std::string cell_of(Edition const& edition, std::uint16_t index) { return edition.cells[index].id; }

}  // namespace

TEST_CASE("the three editions have the cells of their forms") {
  REQUIRE(data().editions().size() == 3);
  CHECK(data().editions()[0].cells.size() == 58);
  CHECK(data().editions()[1].cells.size() == 198);
  CHECK(data().editions()[2].cells.size() == 200);
  const auto ends = [](std::size_t e) { return cell_of(data().editions()[e], 0) + " " + data().editions()[e].cells.back().id; };
  CHECK(ends(0) == "2014:A1 2014:I3");
  CHECK(ends(1) == "2019:P1.rule/made 2019:V.aft.sum");
  CHECK(ends(2) == "2021:P1.rule/issued 2021:V.aft.sum");
  for (const char* const id : {"2014:C3.4a", "2014:H4", "2019:P1.norm/made", "2019:P9.pro/amount", "2019:R3.6/sum", "2021:R3.1/sum", "2021:R3.6.2/law", "2021:V.dir.keep",
                               "2021:P8.fee/amount"}) {
    CAPTURE(id);
    CHECK(data().find_cell(id));
  }
  // Groups of results have no cells of their own; the form of 2021 dropped procurement.
  for (const char* const id : {"2021:R3.3/sum", "2021:R3/sum", "2021:P9.pro/count", "2019:R3.6.1/sum", "2014:A", "2014:C", "", "2021:", "x"}) {
    CAPTURE(id);
    CHECK_FALSE(data().find_cell(id));
  }
}

TEST_CASE("each year has at most one edition") {
  const auto edition = [](int year) {
    const auto found = data().edition_of_year(year);
    return found ? data().editions()[*found].id : "none";
  };
  CHECK(edition(2013) == "none");
  CHECK(edition(2014) == "2014");
  CHECK(edition(2018) == "2014");
  CHECK(edition(2019) == "2019");
  CHECK(edition(2020) == "2019");
  CHECK(edition(2021) == "2021");
  CHECK(edition(2050) == "2021");
  CHECK(data().find_edition("2019") == 1);
  CHECK_FALSE(data().find_edition("2020"));
}

TEST_CASE("every cell stands once in its grid and states a quantity of its own") {
  for (Edition const& edition : data().editions()) {
    std::set<std::string> ids;
    std::set<std::uint16_t> quantities;
    std::set<std::pair<std::uint16_t, std::uint16_t>> places;
    for (std::size_t i = 0; i < edition.cells.size(); ++i) {
      EditionCell const& cell = edition.cells[i];
      CHECK(ids.insert(cell.id).second);
      CHECK(quantities.insert(cell.quantity).second);
      CHECK(places.insert({cell.row, cell.column}).second);
      CHECK(edition.cell_at(cell.row, cell.column) == i);
      CHECK(edition.rows[cell.row].table == edition.columns[cell.column].table);
      const auto found = data().find_cell(cell.id);
      REQUIRE(found);
      CHECK(&data().cell(*found) == &cell);
      CHECK(data().indicator(*found).unit == cell.unit);
      CHECK(data().indicator(*found).kind == cell.kind);
      CHECK(cell.id.starts_with(edition.id + ":" + edition.rows[cell.row].id));
    }
    // Form order is the order of rows, and within a row of columns.
    CHECK(std::is_sorted(edition.cells.begin(), edition.cells.end(), [](EditionCell const& a, EditionCell const& b) {
      return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    }));
    for (std::size_t r = 0; r < edition.rows.size(); ++r) {
      const bool has_cells = std::any_of(edition.grid[r].begin(), edition.grid[r].end(), [](std::int32_t c) { return c >= 0; });
      CHECK(has_cells != edition.rows[r].heading);
    }
  }
}

TEST_CASE("every indicator is stated by a cell and told in both languages") {
  std::set<std::uint16_t> stated;
  for (Edition const& edition : data().editions()) {
    for (EditionCell const& cell : edition.cells) stated.insert(data().quantities()[cell.quantity].indicator);
  }
  CHECK(stated.size() == data().indicators().size());
  for (Indicator const& indicator : data().indicators()) {
    CAPTURE(indicator.id);
    CHECK(data().find_indicator(indicator.id) == &indicator);
    CHECK(has_han(indicator.name.zh));
    CHECK(has_han(indicator.definition.zh));
    CHECK_FALSE(indicator.name.en.empty());
    CHECK_FALSE(has_han(indicator.name.en));
    CHECK_FALSE(indicator.definition.en.empty());
    CHECK_FALSE(has_han(indicator.definition.en));
    CHECK_FALSE(indicator.basis.empty());
    CHECK(indicator.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos);
  }
  CHECK(data().find_indicator("requests") == nullptr);
}

TEST_CASE("every equation says why, on what basis, and in which editions") {
  for (Equation const& equation : data().equations()) {
    CAPTURE(equation.id);
    CHECK(has_han(equation.why.zh));
    CHECK_FALSE(equation.why.en.empty());
    CHECK_FALSE(has_han(equation.why.en));
    CHECK(equation.lost.zh.empty() == equation.lost.en.empty());
    CHECK_FALSE(equation.basis.empty());
    CHECK_FALSE(equation.editions.empty());
    CHECK_FALSE(equation.terms.empty());
    CHECK(equation.left_count >= 1);
    std::set<std::uint16_t> quantities;
    for (Term const& term : equation.terms) CHECK(quantities.insert(term.quantity).second);
    const bool between = equation.strength == Strength::exact || equation.strength == Strength::close || equation.strength == Strength::bounded;
    if (between) CHECK(equation.editions.size() >= 2);
  }
  for (YearEquation const& equation : data().across_years()) {
    CAPTURE(equation.id);
    CHECK(has_han(equation.why.zh));
    CHECK_FALSE(has_han(equation.why.en));
    CHECK_FALSE(equation.basis.empty());
    CHECK_FALSE(equation.this_year.empty());
    CHECK_FALSE(equation.last_year.empty());
  }
}

TEST_CASE("the identities of the forms are all there") {
  std::map<std::string, std::size_t> equalities;
  for (Edition const& edition : data().editions()) {
    for (CellRelation const& relation : edition.relations) {
      if (relation.strength == Strength::identity && relation.relation == Relation::equal) ++equalities[edition.id];
    }
  }
  CHECK(equalities["2014"] == 7);            // C1, C2, C3, C3.4, D, E, H3
  CHECK(equalities["2019"] == 23 + 7 + 7 + 3);  // rows, columns, the printed relation, the blocks of table 4
  CHECK(equalities["2021"] == 25 + 7 + 7 + 3);
  for (Edition const& edition : data().editions()) {
    REQUIRE(edition.relations_of_cell.size() == edition.cells.size());
    for (std::size_t c = 0; c < edition.cells.size(); ++c) {
      for (const std::uint16_t r : edition.relations_of_cell[c]) {
        auto const& terms = edition.relations.at(r).terms;
        CHECK(std::any_of(terms.begin(), terms.end(), [&](auto const& term) { return term.cell == c; }));
        CHECK(edition.relations[r].strength == Strength::identity);
      }
      const bool of_applications = edition.cells[c].id.find(":R") != std::string::npos;
      if (of_applications) CHECK(edition.relations_of_cell[c].size() >= 2);
    }
  }
}

TEST_CASE("what must never be converted joins cells of different editions") {
  CHECK(data().never().size() >= 6);
  for (Never const& never : data().never()) {
    CHECK(has_han(never.why.zh));
    CHECK_FALSE(never.why.en.empty());
    CHECK_FALSE(never.from.empty());
    CHECK_FALSE(never.to.empty());
    for (const CellId from : never.from) {
      for (const CellId to : never.to) {
        CHECK(from.edition != to.edition);
        CHECK(data().cell(from).quantity != data().cell(to).quantity);
      }
    }
  }
}

TEST_CASE("every printed label leads back to its row, column or table") {
  for (std::uint8_t e = 0; e < data().editions().size(); ++e) {
    Edition const& edition = data().editions()[e];
    const auto leads = [&](std::string_view label, LabelUse::What what, std::size_t index) {
      const auto uses = data().uses(data().key()(label));
      return std::any_of(uses.begin(), uses.end(), [&](LabelUse const& use) { return use.edition == e && use.what == what && use.index == index; });
    };
    for (std::size_t r = 0; r < edition.rows.size(); ++r) {
      EditionRow const& row = edition.rows[r];
      CAPTURE(edition.id, row.id);
      if (row.label.empty()) continue;
      CHECK(leads(row.label, LabelUse::What::row, r));
      CHECK(leads(row.number + row.label, LabelUse::What::row, r));
      CHECK(leads(row.number + row.label + row.note, LabelUse::What::row, r));
      for (std::string const& alias : row.aliases) CHECK(leads(alias, LabelUse::What::row, r));
    }
    for (std::size_t c = 0; c < edition.columns.size(); ++c) {
      CAPTURE(edition.id, edition.columns[c].id);
      CHECK(leads(edition.columns[c].label, LabelUse::What::column, c));
      for (std::string const& alias : edition.columns[c].aliases) CHECK(leads(alias, LabelUse::What::column, c));
    }
    for (std::size_t t = 0; t < edition.tables.size(); ++t) CHECK(leads(edition.tables[t].label, LabelUse::What::table, t));
  }
  CHECK(data().uses("").empty());
  CHECK(data().uses("没有这样的栏目").empty());
}

TEST_CASE("only rows that the form itself repeats share a label") {
  std::set<std::string> shared;
  for (Edition const& edition : data().editions()) {
    std::map<std::string, std::set<std::string>> rows;
    for (EditionRow const& row : edition.rows) {
      if (!row.label.empty()) rows[data().key()(row.label)].insert(row.id);
      for (std::string const& alias : row.aliases) rows[data().key()(alias)].insert(row.id);
    }
    for (auto const& [key, ids] : rows) {
      if (ids.size() == 1) continue;
      std::string joined = edition.id + " " + key + ":";
      for (std::string const& id : ids) joined += " " + id;
      shared.insert(joined);
    }
  }
  // Review and litigation have outcomes of the same name.
  for (std::string const& label : shared) {
    CAPTURE(label);
    CHECK(label.starts_with("2014 "));
    CHECK(label.find(": D") != std::string::npos);
    CHECK(label.find(" E") != std::string::npos);
  }
  CHECK(shared.size() >= 2);
}

TEST_CASE("labels are folded to what they say") {
  LabelKey const& key = data().key();
  CHECK(key("（一）收到申请数") == key("(一) 收 到\u3000申请数："));
  CHECK(key("收到申请数") == "收到申请数");
  CHECK(key("计１条") == key("计 1 条"));
  CHECK(key("计1条") == "计1条");
  CHECK(key("本年増/滅") == key("本年增/减"));
  CHECK(key("规範性檔案") == key("规范性档案"));
  CHECK(key("“三安全一稳定”") == "三安全一稳定");
  CHECK(key("\"三安全一稳定\"") == "三安全一稳定");
  CHECK(key("abc —-/|*").empty());
  CHECK(key("").empty());
  CHECK(key("<u>25</u>条") == "25条");
  CHECK(key("己主动公开") == key("已主动公开"));
  CHECK(key("\u2F42件") == key("文件"));  // a radical, as PDFs print it
  CHECK(key("𠮷条") == "条");
  std::string joined = "一";
  key.append(joined, "、二");
  CHECK(joined == "一二");
}

TEST_CASE("broken bytes in a label are passed over") {
  LabelKey const& key = data().key();
  CHECK(key("\xE4") == "");
  CHECK(key("条\xE4\xBD") == "条");
  CHECK(key("\xFF\x80条").ends_with("条"));
}

TEST_CASE("a variant is one Han character for one") {
  LabelKey key;
  CHECK(key("條") == "條");
  CHECK(key.add_variant("條", "条"));
  CHECK(key("條") == "条");
  CHECK_FALSE(key.add_variant("x", "条"));
  CHECK_FALSE(key.add_variant("条", ""));
  CHECK_FALSE(key.add_variant("条件", "条"));
  CHECK_FALSE(key.add_variant("（", "条"));
  CHECK_FALSE(key.add_variant("𠮷", "吉"));
}

TEST_CASE("the same data from a folder makes the same registry") {
  const std::string embedded = fingerprint(data());
  CHECK(embedded.size() > 100'000);
  SECTION("the folder of the repository") { CHECK(fingerprint(Registry::load(TIAOLI_SOURCE_DIR "/mappings")) == embedded); }
  SECTION("a copy") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / ("tiaoli_registry_test." + std::to_string(::getpid()));
    fs::create_directories(folder / "editions");
    for (auto const& [name, content] : embedded_files()) std::ofstream(folder / name, std::ios::binary) << content;
    CHECK(fingerprint(Registry::load(folder)) == embedded);
    fs::remove_all(folder);
  }
}
