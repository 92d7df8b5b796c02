// What the text writers wrote is read again: the same figures, and no interval or unknown cell as a number.
#include <cstdlib>
#include <fstream>
#include <map>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "converters/writers/csv.hpp"
#include "converters/writers/html.hpp"
#include "converters/writers/markdown.hpp"
#include "converters/writers/text.hpp"
#include "tests/catch.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;

Registry const& registry() { return Registry::embedded(); }

void check_read_back(Sample const& made, std::string const& text) {
  INFO(made.name << " to " << made.to << "\n" << text.substr(0, 200));
  const Report back = read_back(text);
  REQUIRE(back.edition == made.conversion.edition);
  CHECK(back.outline.year == made.report.outline.year);
  CHECK(back.outline.publisher == made.report.outline.publisher);
  std::string wrong;
  for (ConvertedCell const& cell : made.conversion.cells) {
    Fact const& fact = back.facts[cell.cell.index];
    if (fact.value.number == cell.value) continue;
    wrong += registry().cell(cell.cell).id + " " + std::string(to_string(cell.fidelity)) + " read as “" + fact.value.text + "”; ";
  }
  CHECK(wrong == "");
}

/// The records of a CSV text (RFC 4180).
std::vector<std::vector<std::string>> records_of(std::string const& text) {
  std::vector<std::vector<std::string>> records(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string& field = records.back().back();
    if (quoted && text[at] == '"' && at + 1 < text.size() && text[at + 1] == '"') {
      field += text[at++];
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[at] == ',') {
      records.back().emplace_back();
    } else if (!quoted && text[at] == '\r') {
      REQUIRE(text.at(++at) == '\n');
      records.emplace_back(1);
    } else {
      field += text[at];
    }
  }
  CHECK_FALSE(quoted);
  records.pop_back();
  return records;
}

std::string text_of(std::optional<Decimal> const& number) { return number ? number->to_string() : std::string(); }

/// TIAOLI_BLESS=1 writes the golden file anew.
void check_golden(std::string const& path, std::string const& text) {
  char const* const bless = std::getenv("TIAOLI_BLESS");
  if (bless != nullptr && *bless == '1') std::ofstream(std::string(TIAOLI_SOURCE_DIR) + "/" + path, std::ios::binary) << text;
  INFO(path << " differs; TIAOLI_BLESS=1 writes it anew");
  CHECK((file_text(path) == text));
}

}  // namespace

TEST_CASE("Markdown is read again") {
  for (Sample const& made : samples()) check_read_back(made, write_markdown(made.report, made.conversion, registry()));
}

TEST_CASE("Text is read again") {
  for (Sample const& made : samples()) check_read_back(made, write_text(made.report, made.conversion, registry()));
}

TEST_CASE("CSV holds every cell and its grounds") {
  for (Sample const& made : samples()) {
    INFO(made.name << " to " << made.to);
    const auto records = records_of(write_csv(made.conversion, registry()));
    REQUIRE(records.size() == made.conversion.cells.size() + 1);
    CHECK(records[0] == std::vector<std::string>{"cell", "row", "column", "value", "min", "max", "fidelity", "from", "via"});
    for (std::size_t i = 0; i < made.conversion.cells.size(); ++i) {
      ConvertedCell const& cell = made.conversion.cells[i];
      auto const& record = records[i + 1];
      REQUIRE(record.size() == 9);
      CHECK(record[0] == registry().cell(cell.cell).id);
      CHECK_FALSE(record[1].empty());
      CHECK_FALSE(record[2].empty());
      CHECK(record[3] == text_of(cell.value));
      CHECK(record[4] == text_of(cell.min));
      CHECK(record[5] == text_of(cell.max));
      CHECK(record[6] == to_string(cell.fidelity));
      CHECK(record[7].empty() == cell.from.empty());
    }
  }
}

TEST_CASE("CSV is read again") {
  for (Sample const& made : samples()) {
    INFO(made.name << " to " << made.to);
    Diagnostics diagnostics;
    const auto source = read_bytes("made.csv", write_csv(made.conversion, registry()), diagnostics);
    const Report report = read_report(*source, registry(), diagnostics);
    CHECK(diagnostics.empty());
    REQUIRE(report.edition == made.conversion.edition);
    for (ConvertedCell const& cell : made.conversion.cells) {
      Fact const& fact = report.facts[cell.cell.index];
      CHECK(fact.known() == cell.value);
      const bool own = cell.fidelity == Fidelity::exact && cell.from == std::vector<CellId>{cell.cell};
      CHECK(fact.value.number.has_value() == (own && cell.value.has_value()));
      if (fact.estimate) CHECK((fact.estimate->fidelity == cell.fidelity && fact.estimate->min == cell.min && fact.estimate->max == cell.max));
    }
  }
}

TEST_CASE("A table of cells that is not whole is refused with its place") {
  const std::string head = "cell,row,column,value,min,max,fidelity,from,via\r\n";
  for (std::string const& line : {std::string("2021:R1/sum,a,b,1,,,exact,2014:C1,\r\n"), std::string("2021:P1.rule/issued,a,b,x,,,exact,,\r\n"), std::string("2021:P1.rule/issued,a,b,1,,,sure,,\r\n"),
                                  std::string("2021:X,a,b,1,,,exact,,\r\n"), std::string("2021:P1.rule/issued,a\r\n"), std::string("2021:P1.rule/issued,\"a,b,1"), std::string()}) {
    CAPTURE(line);
    Diagnostics diagnostics;
    const auto source = read_bytes("made.csv", head + line, diagnostics);
    const Report report = read_report(*source, registry(), diagnostics);
    REQUIRE(diagnostics.size() == 1);
    CHECK(diagnostics.front().code == "R106");
    CHECK_FALSE(report.edition);
  }
}

TEST_CASE("The page holds every figure, and its links lead somewhere") {
  for (Sample const& made : samples()) {
    INFO(made.name << " to " << made.to);
    const Form form = made.form();
    const std::string page = write_html(made.report, made.conversion, registry());
    std::map<std::string, int> open;
    for (std::string const tag : {"table", "tr", "td", "th", "p", "h2", "h3", "li", "ul", "a", "sup", "div"}) {
      const auto count = [&page](std::string const& text) {
        std::size_t found = 0;
        for (std::size_t at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) ++found;
        return found;
      };
      CHECK(count("<" + tag + ">") + count("<" + tag + " ") == count("</" + tag + ">"));
    }
    for (char const* const outside : {"<script", "<link", "<img", " src=", "url(", "@import"}) CHECK(page.find(outside) == std::string::npos);
    for (FormNote const& note : form.notes) {
      CHECK(page.find("href=\"#note-" + std::to_string(note.number) + "\"") != std::string::npos);
      CHECK(page.find("id=\"note-" + std::to_string(note.number) + "\"") != std::string::npos);
      CHECK(page.find("id=\"figure-" + std::to_string(note.number) + "\"") != std::string::npos);
    }
    std::size_t at = 0;
    for (FormSection const& section : form.sections) {
      for (FormTable const& table : section.tables) {
        for (FormCell const& cell : table.cells) {
          if (cell.role != FormCell::Role::figure) continue;
          at = page.find("<td class=\"figure", at);
          REQUIRE(at != std::string::npos);
          at = page.find('>', at) + 1;
          CHECK(page.substr(at, cell.figure.text.size()) == cell.figure.text);
        }
      }
    }
  }
}

TEST_CASE("Text that looks like markup stays text") {
  Sample made = sample("2021/yunxi", "2021");
  made.report.outline.sections[0].text += "\n<script>alert(1)</script> & \"x\" <b>y</b>\n";
  const std::string page = write_html(made.report, made.conversion, registry());
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;") != std::string::npos);
  CHECK(write_markdown(made.report, made.conversion, registry()).find("\\<script>alert(1)\\</script>") != std::string::npos);
}

TEST_CASE("Conversions are written as they were when last read by a person") {
  for (auto const& [name, to] : {std::pair<std::string, std::string>{"2014/wuzhong", "2021"}, {"2019/zhongning", "2021"},
                                 {"2021/yunxi", "2014"}, {"2019/zhongning", "2019"}}) {
    const Sample made = sample(name, to);
    check_golden("fixtures/" + name + "/to-" + to + ".md", write_markdown(made.report, made.conversion, registry()));
  }
  const Sample made = sample("2014/wuzhong", "2021");
  check_golden("fixtures/2014/wuzhong/to-2021.txt", write_text(made.report, made.conversion, registry()));
  check_golden("fixtures/2014/wuzhong/to-2021.html", write_html(made.report, made.conversion, registry()));
  check_golden("fixtures/2014/wuzhong/to-2021.csv", write_csv(made.conversion, registry()));
}
