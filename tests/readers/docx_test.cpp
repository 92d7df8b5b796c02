// DOCX files: paragraphs, numbers before them, tables and their spans, what is not shown, and what is no document.
#include "converters/readers/docx.hpp"

#include "converters/readers/docx_numbers.hpp"
#include "converters/writers/docx.hpp"
#include "tests/catch.hpp"
#include "tests/readers/packages.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;
using Why = ReadFailure::Why;

DocxText reading(std::string const& bytes) {
  ReadFailure failure;
  auto text = read_docx(bytes, failure);
  INFO(failure.detail);
  REQUIRE(text);
  CHECK(failure.why == Why::none);
  return std::move(*text);
}

std::string text_in(std::string_view body, std::string_view numbering = {}, std::string_view styles = {}) {
  return reading(word_file(body, numbering, styles)).extract.text;
}

Why why_not(std::string const& bytes) {
  ReadFailure failure;
  const auto text = read_docx(bytes, failure);
  CHECK(text.has_value() == (failure.why == Why::none));
  return failure.why;
}

const std::string restart = R"(<w:vMerge w:val="restart"/>)", go_on = "<w:vMerge/>";
std::string span(int columns) { return "<w:gridSpan w:val=\"" + std::to_string(columns) + "\"/>"; }
std::string listed(std::string_view id, int level) {
  return "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" + std::string(id) + "\"/></w:numPr>";
}
std::string level(int number, std::string_view format, std::string_view text, std::string_view more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(number) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + std::string(format) + "\"/>" + std::string(more) +
         "<w:lvlText w:val=\"" + std::string(text) + "\"/></w:lvl>";
}
std::string list(std::string_view id, std::string_view levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::string(id) + "\">" + std::string(levels) + "</w:abstractNum>";
}
std::string use(std::string_view id, std::string_view list_id, std::string_view more = {}) {
  return "<w:num w:numId=\"" + std::string(id) + "\"><w:abstractNumId w:val=\"" + std::string(list_id) + "\"/>" + std::string(more) + "</w:num>";
}

}  // namespace

TEST_CASE("Paragraphs of a Word file are lines") {
  CHECK(text_in(paragraph("一、总体情况") + paragraph("  ") + paragraph("2021年，")) == "一、总体情况\n2021年，\n");
  CHECK(text_in("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t></w:r></w:p>") == "a b c d-e\n");
  CHECK(text_in("<w:p>" + run("1") + run(" ") + run("件") + "</w:p>") == "1 件\n");
  CHECK(text_in("<w:p><w:hyperlink>" + run("a") + "</w:hyperlink><w:smartTag><w:smartTagPr/>" + run("b") + "</w:smartTag><w:ins>" + run("c") +
                "</w:ins><w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + run("d") + "</w:sdtContent></w:sdt></w:p>") == "abcd\n");
  CHECK(text_in("<w:sdt><w:sdtContent>" + paragraph("a") + "</w:sdtContent></w:sdt>") == "a\n");
  CHECK(text_in("<w:p><w:r><w:t>a<![CDATA[<]]><!-- - -->&amp;</w:t><w:sym w:char=\"2611\"/></w:r></w:p>") == "a<&☑\n");
}

TEST_CASE("Deleted text, field codes and hidden text are left out") {
  CHECK(text_in("<w:p>" + run("1") + "<w:del>" + run("2") + "<w:r><w:delText>3</w:delText></w:r></w:del><w:moveFrom>" + run("4") + "</w:moveFrom></w:p>") == "1\n");
  const auto field = [](std::string_view kind) { return "<w:r><w:fldChar w:fldCharType=\"" + std::string(kind) + "\"/></w:r>"; };
  CHECK(text_in("<w:p>" + run("a") + field("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + field("begin") + run("nested") + field("separate") + run("code") +
                field("end") + field("separate") + run("7") + field("end") + run("b") + "</w:p>") == "a7b\n");
  CHECK(text_in("<w:p>" + field("begin") + run("code") + "</w:p>" + paragraph("after")) == "after\n");
  const DocxText hidden = reading(word_file("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>y</w:t></w:r></w:p>"));
  CHECK(hidden.extract.text == "y\n");
  CHECK(hidden.hidden_runs == 1);
  CHECK(reading(word_file("<w:altChunk r:id=\"x\"/><w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>")).foreign_parts == 1);
  CHECK(reading(word_file("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>")).pictures == 1);
}

TEST_CASE("A text box comes after its paragraph, and once") {
  const std::string box = "<w:txbxContent>" + paragraph("box") + "</w:txbxContent>";
  CHECK(text_in("<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("text") + "</w:p>") == "text\nbox\n");
}

TEST_CASE("Rows of a Word table are lines of cells") {
  const DocxText made = reading(word_file(paragraph("before") + table(row(cell("a") + cell("b")) + row(cell("1") + cell(""))) + paragraph("after")));
  CHECK(made.extract.text == "before\n\na\tb\n1\t\n\nafter\n");
  REQUIRE(made.extract.anchors.size() == 6);
  CHECK(made.extract.anchors[0].place == Place{Place::Kind::paragraph, {1}});
  CHECK(made.extract.anchors[3].place == Place{Place::Kind::table, {1, 2, 1}});
  CHECK(made.extract.anchors[3].text == made.extract.text.find("1\t"));
  CHECK(made.extract.anchors[5].place == Place{Place::Kind::paragraph, {2}});
  CHECK(text_in(table(row("<w:tc>" + paragraph("结果") + paragraph("维持") + "</w:tc>" + cell("2")))) == "结果 维持\t2\n\n");
  CHECK(text_in(table("<w:tr><w:trPr><w:del/></w:trPr>" + cell("x") + "</w:tr>" + row(cell("y") + cell("z")))) == "y\tz\n\n");
}

TEST_CASE("Cells that span are one cell of their first row") {
  // A label over two columns, one beside three rows, and a figure that other rows divide.
  CHECK(text_in(table(row(cell("信息内容", span(2)) + cell("制作数")) + row(cell("规章", restart) + cell("一") + cell("1")) +
                      row(cell("", go_on) + cell("二") + cell("2")) + row(cell("", go_on) + cell("三") + cell("3")))) ==
        "信息内容\t制作数\n规章\t一\t1\n二\t2\n三\t3\n\n");
  // Two merges beside each other, of different lengths; the second ends where another starts.
  CHECK(text_in(table(row(cell("甲", restart) + cell("乙", restart) + cell("1")) + row(cell("", go_on) + cell("", go_on) + cell("2")) +
                      row(cell("", go_on) + cell("丙", restart) + cell("3")) + row(cell("", go_on) + cell("", go_on) + cell("4")))) ==
        "甲\t乙\t1\n2\t\n丙\t3\n4\t\n\n");
  // What goes on with nothing is a cell.
  CHECK(text_in(table(row(cell("a") + cell("b")) + row(cell("c", go_on) + cell("d")))) == "a\tb\nc\td\n\n");
  // A row with no cell of its own is none, and no span counts it.
  CHECK(text_in(table(row(cell("甲", restart) + cell("乙", restart)) + row(cell("", go_on) + cell("", go_on)) + row(cell("1") + cell("2")))) == "甲\t乙\n1\t2\n\n");
  // Merged as old programs do.
  CHECK(text_in(table(row(cell("x", "<w:hMerge w:val=\"restart\"/>") + cell("", "<w:hMerge/>") + cell("y")) + row(cell("1") + cell("2") + cell("3")))) == "x\ty\n1\t2\t3\n\n");
}

TEST_CASE("Room before a row is a cell when it is as wide as one") {
  const auto indented = [](std::string_view grid) {
    return "<w:tbl><w:tblGrid>" + std::string(grid) + "</w:tblGrid>" + row(cell("a") + cell("b")) + "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cell("c") + "</w:tr></w:tbl>";
  };
  CHECK(text_in(indented(R"(<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/>)")) == "a\tb\n\tc\n\n");
  CHECK(text_in(indented(R"(<w:gridCol w:w="20"/><w:gridCol w:w="2000"/>)")) == "a\tb\nc\t\n\n");
}

TEST_CASE("A table that only arranges the page is no table") {
  const std::string inner = table(row(cell("a") + cell("b")) + row(cell("1") + cell("2")));
  const std::string layout = table(row("<w:tc>" + paragraph("title") + inner + paragraph("note") + "</w:tc>"));
  CHECK(text_in(layout) == "title\n\na\tb\n1\t2\n\nnote\n");
  CHECK(text_in(table(row("<w:tc>" + paragraph("一、总体情况") + paragraph("prose") + "</w:tc>"))) == "一、总体情况\nprose\n");
  // Side by side: what the outer table has is lost to nobody.
  CHECK(text_in(table(row("<w:tc>" + inner + "</w:tc><w:tc>" + inner + "</w:tc>"))) == "a\tb\n1\t2\n\na\tb\n1\t2\n\n");
  CHECK(text_in(table(row(cell("x") + "<w:tc>" + paragraph("y") + inner + "</w:tc>"))) == "x\ty\n\na\tb\n1\t2\n\n");
  const DocxText made = reading(word_file(layout));
  CHECK(made.extract.anchors.at(0).place == Place{Place::Kind::table, {1, 1, 1}});
  CHECK(made.extract.anchors.at(1).place == Place{Place::Kind::table, {2, 1, 1}});
}

TEST_CASE("Numerals of lists") {
  const auto all = [](std::string_view format, std::vector<std::size_t> const& numbers) {
    std::string text;
    for (const std::size_t number : numbers) text += (text.empty() ? "" : " ") + numeral(number, format);
    return text;
  };
  CHECK(all("chineseCounting", {1, 9, 10, 11, 20, 99, 100, 105, 110, 1001, 1010, 10000}) == "一 九 十 十一 二十 九十九 一百 一百零五 一百一十 一千零一 一千零一十 10000");
  CHECK(all("japaneseCounting", {3, 12}) == "三 十二");
  CHECK(all("chineseLegalSimplified", {3, 10, 12}) == "叁 壹拾 壹拾贰");
  CHECK(all("ideographDigital", {2, 10, 21}) == "二 一〇 二一");
  CHECK(all("ideographTraditional", {1, 10, 11}) == "甲 癸 11");
  CHECK(all("decimalZero", {1, 10}) == "01 10");
  CHECK(all("decimalFullWidth", {12}) == "１２");
  CHECK(all("decimalEnclosedCircleChinese", {1, 20, 21}) == "① ⑳ 21");
  CHECK(all("upperRoman", {4, 1999}) == "IV MCMXCIX");
  CHECK(all("lowerLetter", {1, 26, 27}) == "a z aa");
  CHECK(all("decimal", {0, 7}) == "0 7");
  CHECK(all("none", {7}).empty());
}

TEST_CASE("Numbers that Word sets stand before their paragraphs") {
  const std::string numbering = list("0", level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）") + level(2, "decimal", "%1.%3.", "<w:isLgl/>")) +
                                list("1", level(0, "bullet", "•")) + list("2", level(0, "decimal", "%1")) + use("1", "0") + use("2", "1") + use("3", "2") +
                                use("4", "0", "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>");
  CHECK(text_in(paragraph("总体情况", listed("1", 0)) + paragraph("公开", listed("1", 1)) + paragraph("申请", listed("1", 1)) + paragraph("x", listed("1", 2)) +
                    paragraph("主动公开", listed("1", 0)) + paragraph("公开", listed("1", 1)) + paragraph("y", listed("1", 2)) + paragraph("point", listed("2", 0)) +
                    paragraph("again", listed("4", 0)) + paragraph("more", listed("4", 0)) + paragraph("none", listed("0", 0)) + paragraph("lost", listed("9", 0)),
                numbering) ==
        "一、总体情况\n（一）公开\n（二）申请\n1.1. x\n二、主动公开\n（一）公开\n2.1. y\npoint\n一、again\n二、more\nnone\nlost\n");
  CHECK(text_in(table(row(cell("a", "") + cell("b")) + row("<w:tc>" + paragraph("c", listed("3", 0)) + "</w:tc>" + cell("d"))), numbering) == "a\tb\n1 c\td\n\n");
  CHECK(text_in(table(row("<w:tc>" + paragraph("", listed("3", 0)) + "</w:tc>" + cell("d"))), numbering) == "1\td\n\n");
}

TEST_CASE("Styles number paragraphs") {
  const std::string numbering = list("0", level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"H1\"/>") + level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"H2\"/>")) + use("1", "0");
  const std::string styles = R"(<w:style w:type="paragraph" w:default="1" w:styleId="N"/>)"
                             R"(<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>)"
                             R"(<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>)"
                             R"(<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>)";
  const auto styled = [](std::string_view text, std::string_view style, std::string_view more = {}) {
    return paragraph(text, "<w:pStyle w:val=\"" + std::string(style) + "\"/>" + std::string(more));
  };
  CHECK(text_in(styled("a", "H1") + styled("b", "H2") + styled("c", "H1") + styled("d", "H1", listed("0", 0)) + styled("e", "loop") + paragraph("f"), numbering, styles) ==
        "一、a\n（一）b\n二、c\nd\ne\nf\n");
}

TEST_CASE("What is no Word file is refused") {
  CHECK(why_not("") == Why::broken);
  CHECK(why_not("PK\x03\x04") == Why::broken);
  CHECK(why_not(zipped({{"a", "b"}})) == Why::missing);
  CHECK(why_not(zipped({{"word/document.xml", "<a/>"}})) == Why::broken);
  CHECK(why_not(zipped({{"word/document.xml", "<!DOCTYPE d [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><d>&b;</d>"}})) == Why::has_doctype);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:tbl><w:tr><w:tc>";
  CHECK(why_not(word_file(deep)) == Why::broken);
  for (int i = 0; i < 100'000; ++i) deep += "</w:tc></w:tr></w:tbl>";
  CHECK(why_not(word_file(deep)) == Why::too_deep);
  CHECK(why_not(word_file(paragraph("x"), "<w:num>")) == Why::broken);
  const std::string bytes = word_file(paragraph("x"));
  CHECK(why_not(bytes.substr(0, bytes.size() / 2)) == Why::broken);
}

TEST_CASE("A table that is too large is cut") {
  std::string rows;
  for (int i = 0; i < 300; ++i) rows += cell("1");
  const DocxText made = reading(word_file(table(row(rows)) + paragraph("after")));
  CHECK(made.cut_tables == 1);
  CHECK(made.extract.text.ends_with("\nafter\n"));
}

TEST_CASE("A Word file that the program wrote is read as the report it holds") {
  for (auto const& [name, to] : {std::pair<std::string, std::string>{"2019/zhongning", "2019"}, {"2021/yunxi", "2021"}, {"2014/wuzhong", "2014"}}) {
    INFO(name);
    const Sample made = sample(name, to);
    const Report back = read_back(reading(write_docx(made.report, made.conversion, Registry::embedded())).extract.text);
    REQUIRE(back.facts.size() == made.conversion.cells.size());
    std::size_t values = 0;
    for (std::size_t i = 0; i < back.facts.size(); ++i) values += back.facts[i].value.number == made.conversion.cells[i].value ? 1U : 0U;
    CHECK(values == back.facts.size());
  }
}
