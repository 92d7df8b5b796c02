// XLSX files: what cells show, spans, what is hidden, and what is no workbook.
#include "converters/readers/xlsx.hpp"

#include "converters/readers/xlsx_values.hpp"
#include "converters/writers/xlsx.hpp"
#include "tests/catch.hpp"
#include "tests/readers/packages.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;
using Why = ReadFailure::Why;

XlsxText reading(std::string const& bytes) {
  ReadFailure failure;
  auto text = read_xlsx(bytes, failure);
  INFO(failure.detail);
  REQUIRE(text);
  CHECK(failure.why == Why::none);
  return std::move(*text);
}

Why why_not(std::string const& bytes) {
  ReadFailure failure;
  const auto text = read_xlsx(bytes, failure);
  CHECK(text.has_value() == (failure.why == Why::none));
  return failure.why;
}

/// A cell with an inline string; a number; one that is only drawn.
std::string words(std::string_view at, std::string_view text) {
  return "<c r=\"" + std::string(at) + "\" t=\"inlineStr\"><is><t>" + std::string(text) + "</t></is></c>";
}
std::string figure(std::string_view at, std::string_view value, std::string_view more = {}) {
  return "<c r=\"" + std::string(at) + "\" " + std::string(more) + "><v>" + std::string(value) + "</v></c>";
}
std::string drawn(std::string_view at) { return "<c r=\"" + std::string(at) + "\" s=\"1\"/>"; }
std::string line(std::string_view cells, std::string_view more = {}) { return "<row " + std::string(more) + ">" + std::string(cells) + "</row>"; }
std::string merged(std::string_view range) { return "<mergeCells><mergeCell ref=\"" + std::string(range) + "\"/></mergeCells>"; }

std::string text_in(std::string_view rows, std::string_view after = {}, std::string_view before = {}) {
  return reading(workbook({{std::string(before) + sheet_data(rows) + std::string(after), ""}})).extract.text;
}

}  // namespace

TEST_CASE("Numbers of a workbook are the shortest decimals") {
  CHECK(shown_number("45996.820000000003") == "45996.82");
  CHECK(shown_number("3") == "3");
  CHECK(shown_number("3.0") == "3");
  CHECK(shown_number("-0") == "0");
  CHECK(shown_number("57.900000000000006") == "57.9");
  CHECK(shown_number("0.30000000000000004") == "0.3");
  CHECK(shown_number("1.5E-7") == "0.00000015");
  CHECK(shown_number("1E+20") == "100000000000000000000");
  CHECK(shown_number("123456789012345") == "123456789012345");
  CHECK(shown_number("-12.34") == "-12.34");
  CHECK(shown_number(" 7 ") == "7");
  CHECK(shown_number("1e999") == "1e999");
  CHECK(shown_number("nan") == "nan");
  CHECK(shown_number("3件") == "3件");
}

TEST_CASE("Formats of dates are told from formats of numbers") {
  CHECK(kind_of_format(0, "") == NumberKind::number);
  CHECK(kind_of_format(14, "") == NumberKind::date);
  CHECK(kind_of_format(22, "") == NumberKind::date_and_time);
  CHECK(kind_of_format(31, "") == NumberKind::date);
  CHECK(kind_of_format(49, "") == NumberKind::number);
  CHECK(kind_of_format(176, "yyyy\"年\"m\"月\"d\"日\";@") == NumberKind::date);
  CHECK(kind_of_format(176, "[$-804]yyyy-mm-dd hh:mm") == NumberKind::date_and_time);
  CHECK(kind_of_format(176, "[h]:mm") == NumberKind::time);
  CHECK(kind_of_format(176, "General") == NumberKind::number);
  CHECK(kind_of_format(176, "#,##0.00_);[Red]\\(#,##0.00\\)") == NumberKind::number);
  CHECK(kind_of_format(176, "0.00\"days\"") == NumberKind::number);
  CHECK(kind_of_format(176, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ") == NumberKind::number);
}

TEST_CASE("Dates are shown by the calendar") {
  CHECK(shown_date("44227", NumberKind::date, false) == "2021-01-31");
  CHECK(shown_date("1", NumberKind::date, false) == "1900-01-01");
  CHECK(shown_date("59", NumberKind::date, false) == "1900-02-28");
  CHECK(shown_date("61", NumberKind::date, false) == "1900-03-01");
  CHECK(shown_date("42765", NumberKind::date, true) == "2021-01-31");
  CHECK(shown_date("44227.354166666664", NumberKind::date_and_time, false) == "2021-01-31 08:30:00");
  CHECK(shown_date("0.75", NumberKind::time, false) == "18:00:00");
  CHECK(shown_date("-3", NumberKind::date, false) == "-3");
  CHECK(shown_date("3000000", NumberKind::date, false) == "3000000");
}

TEST_CASE("Cells of every type show their text") {
  const std::string strings = "<si><t>件</t></si><si><r><t>政府</t></r><r><rPr/><t xml:space=\"preserve\"> 信息</t></r><rPh><t>xinxi</t></rPh></si><si><t>a_x000D_b_x5f</t></si>";
  const std::string styles = R"(<numFmts><numFmt numFmtId="176" formatCode="yyyy\-mm\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="2"/></cellXfs>)";
  const std::string rows = line(figure("A1", "0", "t=\"s\"") + figure("B1", "1", "t=\"s\"") + figure("C1", "2", "t=\"s\"") + words("D1", "<![CDATA[x]]>")) +
                           line(figure("A2", "45996.820000000003") + figure("B2", "44227", "s=\"1\"") + figure("C2", "7", "s=\"2\"") +
                                "<c r=\"D2\"><f>SUM(A1)</f><v>12</v></c>") +
                           line(figure("A3", "1", "t=\"b\"") + figure("B3", "#REF!", "t=\"e\"") + figure("C3", "12", "t=\"str\"") + figure("D3", "2021-01-31", "t=\"d\""));
  CHECK(reading(workbook({{sheet_data(rows), ""}}, strings, styles)).extract.text == "件\t政府 信息\ta b_x5f\tx\n45996.82\t2021-01-31\t7\t12\nTRUE\t#REF!\t12\t2021-01-31\n\n");
  CHECK(why_not(workbook({{sheet_data(line(figure("A1", "3", "t=\"s\""))), ""}}, strings)) == Why::broken);
}

TEST_CASE("Cells without an address follow each other") {
  CHECK(text_in("<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"B2\"><v>4</v></c></row>") == "1\t2\n\t4\n\n");
  CHECK(text_in("<x:row xmlns:x=\"m\"><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>") == "1\t2\n\n");
}

TEST_CASE("A sheet is cut to what it holds, and empty rows divide it") {
  // The table starts at B2, and cells are drawn to its right and below.
  const XlsxText made = reading(workbook({{sheet_data(line(words("B2", "甲") + words("C2", "乙") + drawn("D2"), "r=\"2\"") + line(drawn("B3") + figure("C3", "1"), "r=\"3\"") +
                                                      line(drawn("B4") + drawn("C4"), "r=\"4\"") + line(words("B5", "丙") + drawn("C5"), "r=\"5\"") + line(drawn("B6") + drawn("C6"), "r=\"6\"") +
                                                      line(words("A9", "丁") + figure("C9", "2"), "r=\"9\"")), ""}}));
  CHECK(made.extract.text == "甲\t乙\n\t1\n\t\n丙\t\n\n丁\t\t2\n\n");
  REQUIRE(made.extract.anchors.size() > 3);
  CHECK(made.extract.anchors[0].place == Place{Place::Kind::sheet, {1, 2, 2}});
  CHECK(made.extract.anchors[3].place == Place{Place::Kind::sheet, {1, 3, 3}});
  CHECK(text_in("") == "");
}

TEST_CASE("Merged cells span") {
  CHECK(text_in(line(words("A1", "信息内容") + drawn("B1") + words("C1", "数量"), "r=\"1\"") + line(words("A2", "规章") + words("B2", "一") + figure("C2", "1"), "r=\"2\"") +
                    line(drawn("A3") + words("B3", "二") + figure("C3", "2"), "r=\"3\""),
                "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:A3\"/></mergeCells>") == "信息内容\t数量\n规章\t一\t1\n二\t2\n\n");
  // A row that merges cover is none.
  CHECK(text_in(line(words("A1", "甲") + words("B1", "乙"), "r=\"1\"") + line(drawn("A2") + drawn("B2"), "r=\"2\"") + line(figure("A3", "1") + figure("B3", "2"), "r=\"3\""),
                "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>") == "甲\t乙\n1\t2\n\n");
  // A merge that ended does not hide a wider one below it.
  CHECK(text_in(line(words("A1", "甲") + words("B1", "乙") + drawn("C1") + words("D1", "丙"), "r=\"1\"") + line(words("A2", "丁") + drawn("C2") + words("E2", "戊"), "r=\"2\""),
                "<mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A2:D2\"/></mergeCells>") == "甲\t乙\t丙\n丁\t戊\n\n");
  for (char const* const range : {"A1", "B2:A1", "A0:B1", "ZZZZ1:ZZZZ2", "A1:", ":"}) CHECK(text_in(line(figure("A1", "1") + figure("B1", "2")), merged(range)) == "1\t2\n\n");
}

TEST_CASE("Lines of prose around a table are no rows") {
  const std::string rows = line(words("A1", "一、总体情况") + drawn("B1"), "r=\"1\"") + line(words("A2", "项目") + words("B2", "数量"), "r=\"2\"") +
                           line(words("A3", "其他") + drawn("B3"), "r=\"3\"") + line(words("A4", "第一项") + drawn("B4"), "r=\"4\"") + line(words("A5", "规章") + figure("B5", "1"), "r=\"5\"") +
                           line(words("A6", "注：无") , "r=\"6\"");
  CHECK(text_in(rows, "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A4:B4\"/></mergeCells>") == "一、总体情况\n项目\t数量\n其他\t\n第一项\t\n规章\t1\n\n注：无\n\n");
  std::string prose;
  for (int i = 0; i < 41; ++i) prose += "字";
  CHECK(text_in(line(figure("A1", "1") + figure("B1", "2")) + line(words("A2", prose)) + line(figure("A3", "3") + figure("B3", "4"))) == "1\t2\n\n" + prose + "\n3\t4\n\n");
}

TEST_CASE("Hidden sheets, rows and columns are left out and counted") {
  const std::string seen = sheet_data(line(figure("A1", "1") + figure("B1", "2") + figure("C1", "3"), "r=\"1\"") + line(figure("A2", "9"), "r=\"2\" hidden=\"1\"") +
                                      line(figure("A3", "4") + figure("B3", "5") + figure("C3", "6"), "r=\"3\""));
  const XlsxText made = reading(workbook({{seen, "hidden"}, {"<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"5\" max=\"16384\" hidden=\"true\"/></cols>" + seen, ""},
                                          {sheet_data(""), "veryHidden"}, {seen, ""}}));
  CHECK(made.extract.text == "1\t3\n\n4\t6\n\n1\t2\t3\n\n4\t5\t6\n\n");
  CHECK(made.hidden_sheets == 1);
  CHECK(made.hidden_rows == 2);
  CHECK(made.hidden_columns == 1);
  CHECK(made.extract.anchors.at(0).place == Place{Place::Kind::sheet, {2, 1, 1}});
  // The text of a merge is seen though its first column is hidden, and counts the columns that are seen.
  CHECK(text_in(line(words("A1", "题") + drawn("B1") + drawn("C1") + words("D1", "数")) + line(figure("A2", "1") + figure("B2", "2") + figure("C2", "3") + figure("D2", "4")), merged("A1:C1"),
                "<cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols>") == "题\t数\n2\t3\t4\n\n");
}

TEST_CASE("A sheet as large as can be is cheap, and cut where it is too wide") {
  const XlsxText made = reading(workbook({{"<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"16384\"/></cols>" +
                                               sheet_data(line(figure("A1", "1") + figure("B1", "2") + figure("XFD1", "3"), "r=\"1\"") + line(figure("A2", "4") + figure("B2", "5"), "r=\"2\"") +
                                                          line(figure("A1048576", "6") + figure("B1048576", "7"), "r=\"1048576\"")) + merged("A3:XFD1048575"), ""}}));
  CHECK(made.cut_sheets == 1);
  CHECK(made.extract.text.starts_with("1\t2\t"));
  CHECK(made.extract.text.ends_with("\n4\t5\n\n6\t7\n\n"));
  CHECK(made.extract.text.size() < 400);
}

TEST_CASE("What is no workbook is refused") {
  CHECK(why_not("") == Why::broken);
  CHECK(why_not(zipped({{"xl/other.xml", "<a/>"}})) == Why::missing);
  CHECK(why_not(zipped({{"xl/workbook.xml", "<a/>"}})) == Why::broken);
  CHECK(why_not(zipped({{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"x\"/></sheets></workbook>"}})) == Why::missing);
  const std::string bytes = workbook({{sheet_data(line(figure("A1", "1"))), ""}});
  CHECK(why_not(bytes.substr(0, bytes.size() - 30)) == Why::broken);
  CHECK(why_not(word_file(paragraph("x"))) == Why::broken);
  CHECK(why_not(workbook({{"<sheetData><row></sheetData>", ""}})) == Why::broken);
  std::string shared = "<si><t>" + std::string(1'000'000, 'x') + "</t></si>", rows;
  for (int i = 0; i < 100; ++i) rows += line("<c t=\"s\"><v>0</v></c>");
  CHECK(why_not(workbook({{sheet_data(rows), ""}}, shared)) == Why::too_large);
}

TEST_CASE("A workbook that the program wrote is read as the report it holds") {
  for (auto const& [name, to] : {std::pair<std::string, std::string>{"2019/zhongning", "2019"}, {"2021/yunxi", "2021"}, {"2014/wuzhong", "2014"}}) {
    INFO(name);
    const Sample made = sample(name, to);
    const Report back = read_back(reading(write_xlsx(made.report, made.conversion, Registry::embedded())).extract.text);
    REQUIRE(back.facts.size() == made.conversion.cells.size());
    for (std::size_t i = 0; i < back.facts.size(); ++i) {
      INFO(i);
      CHECK(back.facts[i].value.number == made.conversion.cells[i].value);
    }
  }
}
