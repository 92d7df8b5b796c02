// From shape to meaning, by hand-made forms: which row, which column, which value; and nothing wrong in silence.
#include <algorithm>
#include <string>

#include "tests/catch.hpp"
#include "tests/form_text.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

/// A form of 2021 with a few applications that agree with each other.
FormText applications(std::string_view edition = "2021") {
  FormText form(edition);
  const std::string e = std::string(edition) + ":";
  form.set(e + "R1/nat", "7").set(e + "R1/biz", "2").set(e + "R1/law", "4").set(e + "R1/sum", "13");
  form.set(e + "R3.1/nat", "5").set(e + "R3.1/biz", "1").set(e + "R3.1/law", "3").set(e + "R3.1/sum", "9");
  form.set(e + "R3.2/nat", "1").set(e + "R3.2/law", "1").set(e + "R3.2/sum", "2");
  form.set(e + "R3.7/nat", "6").set(e + "R3.7/biz", "1").set(e + "R3.7/law", "4").set(e + "R3.7/sum", "11");
  form.set(e + "R4/nat", "1").set(e + "R4/biz", "1").set(e + "R4/sum", "2");
  return form;
}

std::size_t missing(Reading const& reading) {
  return static_cast<std::size_t>(std::count_if(reading.report.facts.begin(), reading.report.facts.end(),
                                                [](Fact const& fact) { return fact.value.state == State::missing; }));
}

void swap_lines(FormText& form, std::string_view a, std::string_view b) { std::swap(form.lines()[form.place(a)], form.lines()[form.place(b)]); }

}  // namespace

TEST_CASE("a clean form of each edition is read without a finding") {
  for (Edition const& edition : Registry::embedded().editions()) {
    CAPTURE(edition.id);
    const Reading reading = lint_form(FormText(edition.id));
    REQUIRE(reading.report.edition);
    CHECK(Registry::embedded().editions()[*reading.report.edition].id == edition.id);
    CHECK(reading.report.outline.year == edition.first_year);
    CHECK(reading.report.outline.publisher == "云溪县人民政府");
    REQUIRE(reading.report.facts.size() == edition.cells.size());
    for (Fact const& fact : reading.report.facts) CHECK(fact.value.number == Decimal{});
    CHECK(reading.diagnostics.empty());
    CHECK(reading.report.extras.empty());
  }
}

TEST_CASE("values come with their print and their place") {
  FormText form("2019");
  form.set("2019:P5.lic/previous", "246").set("2019:P5.lic/change", "减 45").set("2019:P5.lic/decisions", "52,772");
  form.set("2019:P9.pro/amount", "251000元").set("2019:P1.norm/made", "22（其中修订16件）").set("2019:P6.pen/change", "+2").set("2019:P6.coe/change", "−1");
  const Reading reading = read_form(form);
  CHECK(reading.value("2019:P5.lic/previous") == "246");
  CHECK(reading.value("2019:P5.lic/change") == "-45");
  CHECK(reading.fact("2019:P5.lic/change").value.text == "减 45");
  CHECK(reading.value("2019:P5.lic/decisions") == "52772");
  CHECK(reading.value("2019:P9.pro/amount") == "25.1");
  CHECK(reading.fact("2019:P9.pro/amount").value.text == "251000元");
  CHECK(reading.value("2019:P1.norm/made") == "22");
  CHECK(reading.value("2019:P6.pen/change") == "2");
  CHECK(reading.value("2019:P6.coe/change") == "-1");
  Position const& at = reading.fact("2019:P5.lic/change").at;
  CHECK(at.line == form.line_number("P5.lic"));
  CHECK(at.column == 10);
  CHECK(at.length == std::string("减 45").size());
  CHECK(reading.source->line(at.line).substr(std::string("行政许可\t246\t").size(), at.length) == "减 45");
  CHECK(reading.findings().empty());
}

TEST_CASE("blank, mark, unreadable and missing are different and none is zero") {
  FormText form("2014");
  form.set("2014:F", "").set("2014:G", "——").set("2014:H1", "3?").erase("H2");
  const Reading reading = read_form(form);
  CHECK(reading.value("2014:F") == "blank");
  CHECK(reading.value("2014:G") == "mark");
  CHECK(reading.fact("2014:G").value.text == "——");
  CHECK(reading.value("2014:H1") == "unreadable");
  CHECK(reading.fact("2014:H1").value.text == "3?");
  CHECK(reading.value("2014:H2") == "missing");
  CHECK(reading.fact("2014:H2").at.line == 0);
  CHECK(reading.first("B217").cells == std::vector<std::string>{"2014:H1"});
  CHECK(reading.first("B205").cells == std::vector<std::string>{"2014:H2"});
  for (const char* const cell : {"2014:F", "2014:G", "2014:H1", "2014:H2"}) {
    CHECK_FALSE(reading.fact(cell).value.number);
    CHECK(reading.derived(cell).empty());
  }
}

TEST_CASE("what is printed in a value's place is kept, and said, whatever it is") {
  for (const char* const print : {"3?", "约35", "二十", "零", "O", "12.", "1 万余条", "１２件左右", "见附件", "（空）", "99999999999999999999"}) {
    CAPTURE(print);
    FormText form("2014");
    const Reading reading = read_form(form.set("2014:F", print));
    CHECK(reading.value("2014:F") == "unreadable");
    CHECK(reading.fact("2014:F").value.text == print);
    CHECK(reading.count("B217") == 1);
  }
}

TEST_CASE("words among the values of a row disturb no other value") {
  for (const char* const print : {"见注", "O", "二十"}) {
    CAPTURE(print);
    FormText form = applications();
    form.set("2021:R3.1/biz", print);
    const Reading reading = read_form(form);
    CHECK(reading.value("2021:R3.1/nat") == "5");
    CHECK(reading.value("2021:R3.1/law") == "3");
    CHECK(reading.value("2021:R3.1/sum") == "9");
    CHECK_FALSE(reading.fact("2021:R3.1/biz").value.number);
    CHECK_FALSE(reading.findings().empty());
  }
}

TEST_CASE("a count that is no whole number from zero is an error") {
  for (const char* const print : {"-5", "3.5", "减2"}) {
    CAPTURE(print);
    FormText form("2014");
    const Reading reading = lint_form(form.set("2014:F", print));
    const bool said = std::any_of(reading.diagnostics.begin(), reading.diagnostics.end(), [](Diagnostic const& found) {
      return found.severity == Severity::error && found.cells == std::vector<std::string>{"2014:F"};
    });
    CHECK(said);
    CHECK(reading.count("B225") == 1);
  }
}

TEST_CASE("labels are found whatever is printed around them") {
  struct Variant {
    char const *row, *label;
  };
  for (Variant const& variant : {Variant{"C1", "(一) 收到申请数"}, {"C1", "收到申请数"}, {"C1", "（一）收 到 申 请 数"}, {"C1", "（一）收到申請數"},
                                 {"C1", "**（一）收到申请数**"}, {"C3.4a", "其中:涉及国家秘密"}, {"A1", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计 1 条）"},
                                 {"H3.1", "1.专职人员数(不包括政府公报及网站人员数)"}, {"C3.7", "7. 告知作出更改补充数"}, {"D", "四、行政复议数量"}}) {
    CAPTURE(variant.label);
    FormText form("2014");
    form.row(variant.row).fields[0] = variant.label;
    form.row(variant.row).fields[2] = "3";
    const Reading reading = read_form(form);
    CHECK(reading.value(std::string("2014:") + variant.row) == "3");
    CHECK(reading.findings().empty());
  }
}

TEST_CASE("a misspelt label is read by its likeness, and said") {
  FormText form("2014");
  form.row("B2.3").fields = {"3.政策角读稿件发布", "篇", "7"};
  const Reading reading = read_form(form);
  CHECK(reading.value("2014:B2.3") == "7");
  CHECK(reading.findings() == "B201");
  CHECK(reading.first("B201").cells == std::vector<std::string>{"2014:B2.3"});
}

TEST_CASE("a row without its label is told by its neighbours, and said") {
  FormText form = applications();
  for (std::string& field : form.row("R3.2").fields) {
    if (field.starts_with("（二）")) field.clear();
  }
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:R3.2/nat") == "1");
  CHECK(reading.value("2021:R3.2/law") == "1");
  CHECK(reading.value("2021:R3.2/sum") == "2");
  CHECK(reading.first("B203").at.line == form.line_number("R3.2"));
  CHECK(reading.report.extras.empty());
}

TEST_CASE("swapped rows are read by their labels") {
  FormText form = applications();
  swap_lines(form, "R3.2", "R3.6.3");
  form.row("R3.6.3").fields[0] = "";  // the heading that spans rows stays where it was
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:R3.2/sum") == "2");
  CHECK(reading.value("2021:R3.6.3/sum") == "0");
  CHECK(reading.count("B212") >= 1);
  CHECK(reading.findings().empty());
}

TEST_CASE("a row printed twice") {
  FormText form("2014");
  form.set("2014:C1.1", "5");
  FormLine again = form.row("C1.1");
  SECTION("with the same value is repeated") {
    form.lines().insert(form.lines().begin() + static_cast<std::ptrdiff_t>(form.place("C1.3")), again);
    const Reading reading = read_form(form);
    CHECK(reading.value("2014:C1.1") == "5");
    CHECK(reading.count("B207") == 1);
    CHECK(reading.findings().empty());
    CHECK(reading.report.extras.empty());
  }
  SECTION("with another value is an error, and the second is an extra") {
    again.fields[2] = "6";
    form.lines().insert(form.lines().begin() + static_cast<std::ptrdiff_t>(form.place("C1.3")), again);
    const Reading reading = read_form(form);
    CHECK(reading.value("2014:C1.1") == "5");
    CHECK(reading.findings() == "B206");
    CHECK(reading.first("B206").at.line == form.line_number("C1.3") - 1);
    REQUIRE(reading.report.extras.size() == 1);
    CHECK(reading.report.extras.front().text == "1.当面申请数\t件\t6");
  }
  SECTION("with a blank is no second value") {
    again.fields[2] = "";
    form.lines().insert(form.lines().begin() + static_cast<std::ptrdiff_t>(form.place("C1.3")), again);
    const Reading reading = read_form(form);
    CHECK(reading.value("2014:C1.1") == "5");
    CHECK(reading.count("B206") + reading.count("B207") == 1);
  }
}

TEST_CASE("a table printed twice is read once") {
  FormText form = applications();
  const std::string text = form.text();
  const Reading once = read_text(text);
  const Reading twice = read_text(text + "\n" + text);
  REQUIRE(twice.report.facts.size() == once.report.facts.size());
  for (std::size_t i = 0; i < once.report.facts.size(); ++i) CHECK(twice.report.facts[i].value.number == once.report.facts[i].value.number);
  CHECK(twice.findings().empty());
}

TEST_CASE("last year's table behind this year's does not mix with it") {
  FormText now = applications(), before = applications();
  before.set("2021:R1/nat", "99").set("2021:R1/sum", "105").set("2021:P5.lic/decisions", "4");
  const Reading reading = read_text(now.text() + "\n" + before.text());
  CHECK(reading.value("2021:R1/nat") == "7");
  CHECK(reading.value("2021:P5.lic/decisions") == "0");
  CHECK(reading.findings() == "B206 B206");
}

TEST_CASE("a row that the form does not have is an extra") {
  FormText form("2021");
  form.lines().insert(form.lines().begin() + static_cast<std::ptrdiff_t>(form.place("P1.norm")) + 1, {"", {"其他主动公开文件", "5", "6", "7"}});
  const Reading reading = read_form(form);
  CHECK(reading.findings() == "B202");
  CHECK(reading.first("B202").at.line == form.line_number("P1.norm") + 1);
  REQUIRE(reading.report.extras.size() == 1);
  CHECK(reading.report.extras.front().text == "其他主动公开文件\t5\t6\t7");
  CHECK(reading.value("2021:P1.norm/issued") == "0");
}

TEST_CASE("a value in a heading row is an extra and belongs to no row below") {
  FormText form("2014");
  form.row("C").fields[2] = "9";
  form.set("2014:C1", "");
  const Reading reading = read_form(form);
  CHECK(reading.value("2014:C1") == "blank");
  CHECK(reading.findings() == "B223");
  REQUIRE(reading.report.extras.size() == 1);
  CHECK(reading.report.extras.front().text == "三、依申请公开情况\t——\t9");
  CHECK(reading.report.extras.front().at.line == form.line_number("C"));
}

TEST_CASE("too many values in a row: none is taken") {
  FormText form = applications();
  form.row("R3.1").fields.emplace_back("4");
  const Reading reading = read_form(form);
  for (const char* const column : {"nat", "biz", "sci", "ngo", "law", "oth", "sum"}) CHECK(reading.value(std::string("2021:R3.1/") + column) == "missing");
  CHECK(reading.first("B220").cells.size() == 7);
  CHECK(reading.first("B220").at.line == form.line_number("R3.1"));
}

TEST_CASE("two values in a list row: none is taken") {
  FormText form("2014");
  form.row("C1").fields = {"（一）收到申请数", "件", "3", "5"};
  const Reading reading = read_form(form);
  CHECK_FALSE(reading.fact("2014:C1").value.number);
  CHECK(reading.count("B220") == 1);
}

TEST_CASE("columns in another order are read by their heads") {
  SECTION("in a table of its own columns") {
    FormText form("2021");
    form.line_with("本年制发件数").fields = {"信息内容", "现行有效件数", "本年制发件数", "本年废止件数"};
    form.row("P1.norm").fields = {"行政规范性文件", "31", "6", "2"};
    const Reading reading = read_form(form);
    CHECK(reading.value("2021:P1.norm/issued") == "6");
    CHECK(reading.value("2021:P1.norm/repealed") == "2");
    CHECK(reading.value("2021:P1.norm/in_force") == "31");
    CHECK(reading.count("B215") == 1);
    CHECK(reading.findings().empty());
  }
  SECTION("within a group of columns") {
    FormText form = applications();
    auto& head = form.line_with("商业企业").fields;
    std::iter_swap(std::find(head.begin(), head.end(), "商业企业"), std::find(head.begin(), head.end(), "法律服务机构"));
    for (const char* const row : {"R1", "R2", "R3.1", "R3.2", "R3.7", "R4"}) std::swap(form.row(row).fields[4], form.row(row).fields[7]);
    const Reading reading = read_form(form);
    CHECK(reading.value("2021:R1/biz") == "2");
    CHECK(reading.value("2021:R1/law") == "4");
    CHECK(reading.value("2021:R3.1/law") == "3");
    CHECK(reading.value("2021:R1/sum") == "13");
    CHECK(reading.count("B215") == 1);
    CHECK(reading.findings().empty());
  }
  SECTION("the total before the parts") {
    FormText form = applications();
    auto& upper = form.line_with("自然人").fields;
    auto& lower = form.line_with("商业企业").fields;
    for (auto* const fields : {&upper, &lower}) std::rotate(fields->begin() + 3, fields->end() - 1, fields->end());
    for (FormLine& line : form.lines()) {
      if (line.row.starts_with("R")) std::rotate(line.fields.begin() + 3, line.fields.end() - 1, line.fields.end());
    }
    const Reading reading = read_form(form);
    CHECK(reading.value("2021:R1/sum") == "13");
    CHECK(reading.value("2021:R1/nat") == "7");
    CHECK(reading.value("2021:R1/biz") == "2");
    CHECK(reading.count("B215") == 1);
  }
}

TEST_CASE("groups of columns in another order are read by their heads") {
  FormText form("2021");
  form.set("2021:V.rev.keep", "6").set("2021:V.rev.sum", "6").set("2021:V.dir.fix", "2").set("2021:V.dir.sum", "2").set("2021:V.aft.oth", "1").set("2021:V.aft.sum", "1");
  auto& values = form.row("V").fields;
  const std::size_t head = form.place("V") - 2;
  SECTION("the lawsuits before the reviews, in one head row") {
    std::rotate(values.begin(), values.begin() + 5, values.end());
    std::rotate(form.lines()[head].fields.begin(), form.lines()[head].fields.begin() + 5, form.lines()[head].fields.end());
  }
  SECTION("the lawsuits before the reviews, in two head rows") {
    std::rotate(values.begin(), values.begin() + 5, values.end());
    auto& groups = form.lines()[head].fields;
    std::rotate(groups.begin(), groups.begin() + 5, groups.end());
    std::vector<std::string> upper(15);
    upper[0] = "行政诉讼";
    std::swap(upper[10], groups[10]);
    form.lines().insert(form.lines().begin() + static_cast<std::ptrdiff_t>(head), {"", upper});
  }
  SECTION("the two ways to court exchanged") {
    std::rotate(values.begin() + 5, values.begin() + 10, values.end());
    auto& groups = form.lines()[head].fields;
    std::rotate(groups.begin() + 5, groups.begin() + 10, groups.end());
  }
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:V.rev.keep") == "6");
  CHECK(reading.value("2021:V.rev.sum") == "6");
  CHECK(reading.value("2021:V.dir.fix") == "2");
  CHECK(reading.value("2021:V.aft.oth") == "1");
  CHECK(reading.count("B215") == 1);
}

TEST_CASE("a column that the head of a wide table leaves out takes no other column's values") {
  FormText form = applications();
  for (const char* const row : {"R1", "R2", "R3.1", "R3.2", "R3.7", "R4"}) form.set(std::string("2021:") + row + "/law", "0");
  form.set("2021:R1/sum", "9").set("2021:R3.1/sum", "6").set("2021:R3.2/sum", "1").set("2021:R3.7/sum", "7");
  auto& upper = form.line_with("自然人").fields;
  auto& lower = form.line_with("商业企业").fields;
  const auto law = std::find(lower.begin(), lower.end(), "法律服务机构") - lower.begin();
  upper.erase(upper.begin() + law);
  lower.erase(lower.begin() + law);
  for (FormLine& line : form.lines()) {
    if (line.row.starts_with("R")) line.fields.erase(line.fields.begin() + law);
  }
  const Reading reading = read_form(form);
  for (auto const& [cell, value] : {std::pair{"2021:R1/nat", 7}, {"2021:R1/biz", 2}, {"2021:R1/sum", 9}, {"2021:R3.1/nat", 5}, {"2021:R3.1/biz", 1}, {"2021:R3.7/sum", 7}}) {
    CAPTURE(cell);
    auto const& number = reading.fact(cell).value.number;
    CHECK((!number || *number == Decimal::of(value)));
    CHECK((reading.derived(cell).empty() || reading.derived(cell) == std::to_string(value)));
  }
  CHECK_FALSE(reading.fact("2021:R1/law").value.number);
  CHECK(reading.findings().find("B216") != std::string::npos);
}

TEST_CASE("a column that is not printed is missing, and said") {
  FormText form("2021");
  form.line_with("本年制发件数").fields = {"信息内容", "本年制发件数", "现行有效件数"};
  form.row("P1.rule").fields = {"规章", "0", "0"};
  form.row("P1.norm").fields = {"行政规范性文件", "6", "31"};
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:P1.norm/issued") == "6");
  CHECK(reading.value("2021:P1.norm/repealed") == "missing");
  CHECK(reading.value("2021:P1.norm/in_force") == "31");
  CHECK(reading.count("B216") == 1);
}

TEST_CASE("a head that contradicts every order: nothing is read below it") {
  FormText form("2021");
  form.line_with("本年制发件数").fields = {"信息内容", "现行有效件数", "现行有效件数", "本年制发件数"};
  form.row("P1.norm").fields = {"行政规范性文件", "6", "2", "31"};
  const Reading reading = read_form(form);
  for (const char* const cell : {"issued", "repealed", "in_force"}) CHECK(reading.value(std::string("2021:P1.norm/") + cell) == "missing");
  CHECK(reading.count("B214") == 1);
  CHECK(reading.value("2021:P5.lic/decisions") == "0");
}

TEST_CASE("table 4 without its head is told by its shape, and said") {
  FormText form("2021");
  form.set("2021:V.rev.keep", "3").set("2021:V.rev.sum", "3");
  const std::size_t place = form.place("V");
  form.lines().erase(form.lines().begin() + static_cast<std::ptrdiff_t>(place) - 2, form.lines().begin() + static_cast<std::ptrdiff_t>(place));
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:V.rev.keep") == "3");
  CHECK(reading.value("2021:V.rev.sum") == "3");
  CHECK(reading.findings() == "B209");
}

TEST_CASE("values that could stand in several places are not placed") {
  FormText form = applications();
  // Three of seven places are lost, and the rows that would tell 4 apart are blank.
  auto& fields = form.row("R1").fields;
  fields = {fields[0], "", "", "7", "2", "4", "13"};
  for (const char* const row : {"R2", "R3.1", "R3.2", "R3.7", "R4"}) form.set(std::string("2021:") + row + "/law", "").set(std::string("2021:") + row + "/sci", "");
  const Reading reading = read_form(form);
  struct Truth {
    char const* column;
    int value;
  };
  for (Truth const& truth : {Truth{"nat", 7}, {"biz", 2}, {"sci", 0}, {"ngo", 0}, {"law", 4}, {"oth", 0}, {"sum", 13}}) {
    auto const& number = reading.fact(std::string("2021:R1/") + truth.column).value.number;
    CHECK((!number || *number == Decimal::of(truth.value)));
  }
  CHECK_FALSE(reading.fact("2021:R1/law").value.number);
  CHECK_FALSE(reading.fact("2021:R1/sci").value.number);
  Diagnostic const& found = reading.first("B222");
  CHECK(found.at.line == form.line_number("R1"));
  CHECK(std::find(found.cells.begin(), found.cells.end(), "2021:R1/law") != found.cells.end());
}

TEST_CASE("the same head twice, as when its second line is lost, is read in the order of the form") {
  FormText form("2019");
  form.line_with("本年新制作数量").fields = {"信息内容", "本年新", "本年新", "对外公开总数量"};
  form.row("P1.norm").fields = {"规范性文件", "3", "4", "50"};
  const Reading reading = read_form(form);
  CHECK(reading.value("2019:P1.norm/made") == "3");
  CHECK(reading.value("2019:P1.norm/published") == "4");
  CHECK(reading.value("2019:P1.norm/total") == "50");
}

TEST_CASE("money is read in the unit of the form, whatever unit is printed") {
  struct Money {
    char const *print, *value;
  };
  for (Money const& money : {Money{"251000元", "25.1"}, {"25.1", "25.1"}, {"25.1万元", "25.1"}, {"0.3亿元", "3000"}, {"1,234.5 万元", "1234.5"}, {"380 元", "0.038"},
                             {"45996.82万元", "45996.82"}, {"0元", "0"}}) {
    CAPTURE(money.print);
    FormText form("2019");
    const Reading reading = read_form(form.set("2019:P9.pro/amount", money.print));
    CHECK(reading.value("2019:P9.pro/amount") == money.value);
    CHECK(reading.fact("2019:P9.pro/amount").value.text == money.print);
    CHECK(reading.findings().empty());
  }
  FormText form("2019");
  const Reading fine = read_form(form.set("2019:P9.pro/amount", "0.001元"));
  CHECK(fine.value("2019:P9.pro/amount") == "unreadable");
  CHECK(fine.count("B217") == 1);
}

TEST_CASE("the unit may stand in the head of the column or of the row") {
  FormText head("2019");
  head.line_with("采购总金额").fields[2] = "采购总金额（元）";
  CHECK(read_form(head.set("2019:P9.pro/amount", "251000")).value("2019:P9.pro/amount") == "25.1");
  FormText row("2014");
  row.row("H4").fields[1] = "元";
  CHECK(read_form(row.set("2014:H4", "330000")).value("2014:H4") == "33");
  FormText form("2021");
  CHECK(read_form(form.set("2021:P8.fee/amount", "3208.4175")).value("2021:P8.fee/amount") == "3208.4175");
  CHECK(read_form(form.set("2021:P8.fee/amount", "32084175元")).value("2021:P8.fee/amount") == "3208.4175");
}

TEST_CASE("a unit that is printed anywhere near a number is never passed over in silence") {
  const auto amount = [](FormText const& form) {
    const Reading reading = read_form(form);
    const std::string value = reading.value("2021:P8.fee/amount");
    return value == "3208.4175" || !reading.findings().empty() ? "" : value;
  };
  SECTION("in a remark behind the number") {
    for (const char* const print : {"32084175（元）", "32084175(单位：元)", "32084175 （元）"}) {
      CAPTURE(print);
      FormText form("2021");
      CHECK(amount(form.set("2021:P8.fee/amount", print)) == "");
    }
    FormText count("2014");
    CHECK_FALSE(read_form(count.set("2014:F", "5（万元）")).findings().empty());
  }
  SECTION("in the label of the row") {
    FormText form("2021");
    form.row("P8.fee").fields[0] = "行政事业性收费（元）";
    CHECK(amount(form.set("2021:P8.fee/amount", "32084175")) == "");
    FormText list("2014");
    list.row("H4").fields = {"（四）政府信息公开专项经费（元）", "", "125000"};
    const Reading reading = read_form(list);
    CHECK((reading.value("2014:H4") == "12.5" || !reading.findings().empty()));
  }
  SECTION("in the title of the table") {
    FormText form("2021");
    form.line_with("第二十条第（八）项").fields[0] = "第二十条第（八）项（单位：元）";
    form.line_with("本年收费金额（单位：万元）").fields[1] = "本年收费金额";
    CHECK(amount(form.set("2021:P8.fee/amount", "32084175")) == "");
  }
  SECTION("in a line above the table") {
    for (const char* const line : {"单位：元", "（单位：元）", "金额单位：元", "单位：件、元", "（单位：人民币元）"}) {
      CAPTURE(line);
      FormText form("2021");
      form.line_with("本年收费金额（单位：万元）").fields[1] = "本年收费金额";
      const auto title = std::find_if(form.lines().begin(), form.lines().end(), [](FormLine const& l) { return l.fields[0] == "第二十条第（八）项"; });
      form.lines().insert(title, {{"", {line}}, {"", {""}}});
      CHECK(amount(form.set("2021:P8.fee/amount", "32084175")) == "");
    }
  }
}

TEST_CASE("a unit is one only where it is said to be") {
  FormText form("2021");
  form.lines()[0].fields = {"庆元县人民政府2021年政府信息公开工作年度报告"};
  form.line_with("本年收费金额（单位：万元）").fields[1] = "本年收费金额";
  form.lines().insert(form.lines().begin() + 2, {"", {"填报单位：庆元县人民政府（多元化解中心）"}});
  const Reading reading = read_form(form.set("2021:P8.fee/amount", "12"));
  CHECK(reading.value("2021:P8.fee/amount") == "12");
  CHECK(reading.findings().empty());
}

TEST_CASE("a table whose first or last column is cut off slides into no other column") {
  enum class Cut { first, last };
  const auto [cut, head_too] = GENERATE(table<Cut, bool>({{Cut::first, false}, {Cut::first, true}, {Cut::last, false}, {Cut::last, true}}));
  CAPTURE(cut == Cut::first, head_too);
  FormText form = applications();
  const Reading whole = read_form(form);
  for (FormLine& line : form.lines()) {
    const bool of_head = head_too && line.row.empty() && line.fields.size() == 10;
    if (!of_head && !line.row.starts_with("R")) continue;
    line.fields.erase(cut == Cut::last ? line.fields.end() - 1 : line.fields.end() - 7);
  }
  const Reading reading = read_form(form);
  REQUIRE(reading.report.edition == whole.report.edition);
  for (std::size_t i = 0; i < whole.report.facts.size(); ++i) {
    CAPTURE(Registry::embedded().cell(whole.report.facts[i].cell).id);
    Fact const& fact = reading.report.facts[i];
    CHECK((!fact.value.number || fact.value.number == whole.report.facts[i].value.number));
    CHECK((!fact.derived || !whole.report.facts[i].value.number || fact.derived->value == *whole.report.facts[i].value.number));
  }
  CHECK(reading.findings().find(head_too ? "B216" : "B2") != std::string::npos);
}

TEST_CASE("money among counts is not read") {
  FormText form = applications();
  const Reading reading = read_form(form.set("2021:R3.1/nat", "5万元"));
  CHECK(reading.value("2021:R3.1/nat") == "unreadable");
  CHECK(reading.fact("2021:R3.1/nat").value.text == "5万元");
  CHECK(reading.value("2021:R3.1/biz") == "1");
  CHECK(reading.first("B218").cells == std::vector<std::string>{"2021:R3.1/nat"});
}

TEST_CASE("a count in another unit is kept, and said") {
  FormText form("2014");
  const Reading reading = read_form(form.set("2014:C1", "5条"));
  CHECK(reading.value("2014:C1") == "5");
  CHECK(reading.findings() == "B219");
  FormText same("2014");
  CHECK(read_form(same.set("2014:C1", "5件")).findings().empty());
  FormText variant("2014");
  variant.row("A1").fields[1] = "條";
  CHECK(read_form(variant).findings().empty());
}

TEST_CASE("a count of ten thousands") {
  FormText form("2014");
  const Reading reading = read_form(form.set("2014:A1", "1.5万条"));
  CHECK(reading.value("2014:A1") == "15000");
}

TEST_CASE("rows and tables that are absent are said") {
  SECTION("a row") {
    FormText form("2021");
    const Reading reading = read_form(form.erase("R3.5.2"));
    CHECK(reading.value("2021:R3.5.2/nat") == "missing");
    CHECK(reading.findings() == "B205");
    CHECK(reading.first("B205").cells.size() == 7);
  }
  SECTION("a table") {
    FormText form("2021");
    std::erase_if(form.lines(), [](FormLine const& line) { return line.row == "V"; });
    const Reading reading = read_form(form);
    CHECK(missing(reading) == 15);
    CHECK(reading.findings() == "B213");
  }
}

TEST_CASE("a form cut by pages is one form") {
  const std::string whole = applications().text();
  const Reading expected = read_text(whole);
  std::string cut;
  std::size_t lines = 0;
  for (const char c : whole) {
    cut += c;
    if (c == '\n' && ++lines % 4 == 0) cut += "\n— 3 —\n\n";
  }
  const Reading reading = read_text(cut);
  REQUIRE(reading.report.edition == expected.report.edition);
  for (std::size_t i = 0; i < expected.report.facts.size(); ++i) CHECK(reading.report.facts[i].value.number == expected.report.facts[i].value.number);
  CHECK(reading.findings().empty());
}

TEST_CASE("line ends and a byte order mark change nothing but places") {
  const std::string text = applications().text();
  const Reading expected = read_text(text);
  std::string crlf = "\xEF\xBB\xBF";
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Reading reading = read_text(crlf);
  CHECK(reading.report.outline.title == expected.report.outline.title);
  CHECK(reading.report.outline.publisher == expected.report.outline.publisher);
  CHECK(reading.report.outline.sections.size() == expected.report.outline.sections.size());
  for (std::size_t i = 0; i < expected.report.facts.size(); ++i) {
    Fact const& fact = reading.report.facts[i];
    CHECK(fact.value.number == expected.report.facts[i].value.number);
    CHECK(fact.value.text == expected.report.facts[i].value.text);
    CHECK(fact.at.line == expected.report.facts[i].at.line);
    CHECK(fact.at.column == expected.report.facts[i].at.column);
    CHECK(fact.at.offset == expected.report.facts[i].at.offset + 3 + fact.at.line - 1);
  }
  CHECK(reading.findings().empty());
}

TEST_CASE("titles of sections have no line end in them") {
  const Reading reading = read_text("云溪县2021年政府信息公开工作年度报告\r\n一、总体情况  \r\n正文。\r\n");
  bool found = false;
  for (Section const& section : reading.report.outline.sections) {
    if (section.level != 1) continue;
    found = true;
    CHECK(section.title == "总体情况");
    CHECK(section.text == "正文。");
  }
  CHECK(found);
}

TEST_CASE("a table that is no statistics is not read") {
  FormText form("2021");
  const std::string list = "序号\t标题\t发布日期\n1\t关于开展检查的通知\t2021-03-05\n2\t行政许可\t2021-03-06\n3\t其他\t2021-03-07\n\n通知。\n";
  const Reading reading = read_text(list + form.text());
  CHECK(reading.count("B211") == 1);
  CHECK(reading.report.extras.empty());
  for (Fact const& fact : reading.report.facts) CHECK(fact.value.number == Decimal{});
}

TEST_CASE("without a statistics table there are no facts") {
  const Reading reading = read_text("平罗县 2016 年政府信息公开工作年度报告\n\n一、概述\n全年公开信息5条。\n");
  CHECK_FALSE(reading.report.edition);
  CHECK(reading.report.facts.empty());
  CHECK(reading.findings() == "B101");
  CHECK(reading.report.outline.publisher == "平罗县人民政府");
  CHECK(reading.report.outline.year == 2016);
}

TEST_CASE("which edition") {
  SECTION("by its own labels, whatever the year") {
    FormText form("2021");
    form.lines()[0].fields = {"云溪县人民政府2020年政府信息公开工作年度报告"};
    const Reading reading = read_form(form);
    CHECK(reading.report.edition == Registry::embedded().find_edition("2021"));
    CHECK(reading.findings() == "B103");
  }
  SECTION("of the tables that two editions share, by the year") {
    FormText form("2019");
    std::erase_if(form.lines(), [](FormLine const& line) { return line.row.starts_with("P"); });
    std::erase_if(form.lines(), [](FormLine const& line) { return line.fields.front() == "信息内容" || line.fields.front().starts_with("第二十条"); });
    form.erase("R3.6");
    const std::string year_2020 = form.text();
    form.lines()[0].fields = {"云溪县人民政府2023年政府信息公开工作年度报告"};
    const Reading newer = read_form(form);
    CHECK(newer.report.edition == Registry::embedded().find_edition("2021"));
    CHECK(newer.count("B102") == 1);
    form.lines()[0].fields = {"云溪县人民政府政府信息公开工作年度报告"};
    const Reading none = read_form(form);
    CHECK(none.count("B105") == 1);
    const Reading older = read_text(year_2020);
    CHECK(older.report.edition == Registry::embedded().find_edition("2019"));
    CHECK(older.count("B102") == 1);
  }
  SECTION("two forms in one report") {
    const Reading reading = read_text(FormText("2021").text() + FormText("2014").text());
    CHECK(reading.report.edition);
    CHECK(reading.count("B104") == 1);
  }
}

TEST_CASE("publisher and year that are not said, or contradict each other") {
  FormText form("2021");
  form.lines()[0].fields = {"政府信息公开工作年度报告"};
  const Reading neither = read_form(form);
  CHECK(neither.report.outline.publisher.empty());
  CHECK_FALSE(neither.report.outline.year);
  CHECK(neither.count("G103") == 1);
  CHECK(neither.count("G104") == 1);
  FormText other("2021");
  other.lines()[1].fields = {"本报告的统计期限为2020年1月1日至2020年12月31日。"};
  const Reading contradicted = read_form(other);
  CHECK(contradicted.report.outline.year == 2021);
  CHECK(contradicted.count("G105") == 1);
}

TEST_CASE("what is wrong with the bytes is said once, and nothing is read") {
  struct Bytes {
    std::string bytes;
    char const* code;
  };
  const std::string form = FormText("2021").text();
  for (Bytes const& bad : {Bytes{"", "R101"}, {std::string("a\0b", 3), "R102"}, {form + std::string(1, '\0'), "R102"}, {form + "\xB9\xFA", "R103"}, {"\xEF\xBB\xBF", "R101"}}) {
    const Reading reading = read_text(bad.bytes);
    CAPTURE(bad.code);
    CHECK(reading.findings() == bad.code);
    CHECK(reading.report.facts.empty());
    CHECK(reading.report.origin.bytes == bad.bytes.size());
  }
}

TEST_CASE("an extra of a table printed one cell a line is its own cells") {
  std::string text = "云溪县2021年政府信息公开工作年度报告\n\n";
  for (const char* const cell : {"第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "0", "0", "其他主动公开文件", "1", "2", "3", "行政规范性文件", "6",
                                 "2", "31", "第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "8204", "第二十条第（六）项", "信息内容", "本年处理决定数量", "行政处罚", "3",
                                 "行政强制", "4"}) {
    text += std::string(cell) + "\n|\n";
  }
  const Reading reading = read_text(text);
  REQUIRE(reading.report.edition == Registry::embedded().find_edition("2021"));
  CHECK(reading.value("2021:P1.norm/issued") == "6");
  REQUIRE(reading.report.extras.size() == 1);
  CHECK(reading.report.extras.front().text == "其他主动公开文件\n|\n1\n|\n2\n|\n3");
}

TEST_CASE("titles between tables printed one cell a line are sections") {
  std::string text = "云溪县2021年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n";
  for (const char* const cell : {"第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "8204", "第二十条第（六）项", "信息内容", "本年处理决定数量", "行政处罚", "3", "行政强制", "4",
                                 "三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"}) {
    text += std::string(cell) + "\n|\n";
  }
  const Reading reading = read_text(text);
  std::string titles;
  for (Section const& section : reading.report.outline.sections) titles += section.number + section.title + " ";
  CHECK(titles.find("二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况") != std::string::npos);
}

TEST_CASE("line ends of old are line ends") {
  const std::string text = applications().text();
  std::string old = text;
  std::replace(old.begin(), old.end(), '\n', '\r');
  const Reading expected = read_text(text);
  const Reading reading = read_text(old);
  REQUIRE(reading.report.edition == expected.report.edition);
  for (std::size_t i = 0; i < expected.report.facts.size(); ++i) {
    CHECK(reading.report.facts[i].value.number == expected.report.facts[i].value.number);
    CHECK(reading.report.facts[i].at.line == expected.report.facts[i].at.line);
  }
}

TEST_CASE("a label that wraps has its values beside its second line") {
  FormText form("2021");
  const std::size_t at = form.place("R3.2");
  form.lines()[at] = {"R3.2", {"", "（二）部分公开（区分处理的，只计", "", "", "", "", "", "", "", ""}};
  form.lines().insert(form.lines().begin() + static_cast<std::ptrdiff_t>(at) + 1, {"", {"", "这一情形，不计其他情形）", "", "3", "0", "0", "0", "0", "0", "3"}});
  const Reading reading = read_form(form);
  CHECK(reading.value("2021:R3.2/nat") == "3");
  CHECK(reading.value("2021:R3.2/sum") == "3");
  CHECK(reading.report.extras.empty());
  CHECK(reading.count("B224") >= 1);
}
