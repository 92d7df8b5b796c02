// Office documents with findings in them: what is marked, what stays, and that they read back the same.
#include "converters/writers/annotate.hpp"

#include "converters/convert.hpp"
#include "converters/readers/archive.hpp"
#include "converters/readers/docx.hpp"
#include "converters/readers/xlsx.hpp"
#include "converters/writers/document.hpp"
#include "tests/catch.hpp"
#include "tests/readers/packages.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

std::string part(std::string const& bytes, std::string_view name) {
  ReadFailure failure;
  auto archive = Archive::open(bytes, failure);
  REQUIRE(archive);
  return archive->read(name, failure).value_or("");
}

bool has(std::string const& text, std::string_view what) { return text.find(what) != std::string::npos; }

std::size_t count(std::string const& text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++n;
  return n;
}

template <typename Read>
void check_same_text(Read const& read, std::string const& before, std::string const& after) {
  ReadFailure failure;
  const auto a = read(before, failure), b = read(after, failure);
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->extract.text == b->extract.text);
}

constexpr Place table_cell{Place::Kind::table, {1, 2, 2}}, sheet_cell{Place::Kind::sheet, {1, 2, 2}};

std::string report_of_word() { return word_file(paragraph("标题") + table(row(cell("甲") + cell("乙")) + row(cell("丙") + cell("4")))); }

std::string report_of_excel() {
  return workbook({{sheet_data("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B1\"><v>1</v></c></row>"
                               "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>乙</t></is></c><c r=\"B2\"><v>2</v></c></row>"),
                    ""}});
}

}  // namespace

TEST_CASE("remarks about one place are one, and those without words only colour it") {
  const auto remarks = by_place({{table_cell, Severity::warning, "one"}, {{}, Severity::error, "top"}, {table_cell, Severity::error, {}}, {table_cell, Severity::error, "two"}});
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0].text == "top");
  CHECK(remarks[1].text == "one\n\ntwo");
  CHECK(remarks[1].severity == Severity::error);
  const auto faint = by_place({{table_cell, Severity::error, {}}, {table_cell, Severity::info, "words"}});
  CHECK(faint[0].severity == Severity::info);
  CHECK(colour_of(faint[0]) != colour_of({table_cell, Severity::error, {}}));
}

TEST_CASE("a document without remarks comes back as it is") {
  CHECK(annotate_docx(report_of_word(), {}) == report_of_word());
  CHECK(annotate_xlsx(report_of_excel(), {}) == report_of_excel());
}

TEST_CASE("a Word file gets comments and shaded cells, and reads the same") {
  const std::string before = report_of_word();
  const std::string after = annotate_docx(before, {{table_cell, Severity::error, "4 < 5 & \"x\"\nsecond line"}, {{}, Severity::warning, "at the top"}});
  check_same_text([](std::string const& bytes, ReadFailure& failure) { return read_docx(bytes, failure); }, before, after);
  const std::string document = part(after, "word/document.xml"), comments = part(after, "word/comments.xml");
  CHECK(count(document, "<w:commentRangeStart ") == 2);
  CHECK(count(document, "<w:commentRangeEnd ") == 2);
  CHECK(count(document, "<w:commentReference ") == 2);
  CHECK(count(document, "w:fill=\"FFC7CE\"") == 1);
  CHECK(has(comments, "4 &lt; 5 &amp; "));
  CHECK(has(comments, "second line"));
  CHECK(has(part(after, "word/_rels/document.xml.rels"), "relationships/comments\" Target=\"comments.xml\""));
  CHECK(has(part(after, "[Content_Types].xml"), "PartName=\"/word/comments.xml\""));
  // Once more: the older comments stay.
  const std::string again = annotate_docx(after, {{table_cell, Severity::warning, "third"}});
  CHECK(has(part(again, "word/comments.xml"), "second line"));
  CHECK(has(part(again, "word/comments.xml"), "w:id=\"2\""));
  CHECK(count(part(again, "word/document.xml"), "<w:shd ") == 1);
}

TEST_CASE("a comment about a text box stands outside of it") {
  const std::string box = "<w:p><w:r><w:txbxContent>" + paragraph("盒中") + "</w:txbxContent></w:r></w:p>";
  const std::string after = annotate_docx(word_file(paragraph("前") + box), {{{Place::Kind::paragraph, {3}}, Severity::error, "x"}});
  const std::string document = part(after, "word/document.xml");
  CHECK(document.find("<w:commentReference") > document.find("</w:txbxContent>"));
  CHECK(document.find("<w:commentRangeStart") < document.find("<w:txbxContent>"));
}

TEST_CASE("a workbook gets comments and filled cells, and reads the same") {
  const std::string before = report_of_excel();
  const std::string after = annotate_xlsx(before, {{sheet_cell, Severity::error, "2 < 3"}, {{}, Severity::info, "at the top"}, {{Place::Kind::sheet, {1, 1, 2}}, Severity::error, {}}});
  check_same_text([](std::string const& bytes, ReadFailure& failure) { return read_xlsx(bytes, failure); }, before, after);
  const std::string comments = part(after, "xl/comments1.xml"), drawing = part(after, "xl/drawings/vmlDrawing1.vml");
  CHECK(has(comments, "ref=\"B2\""));
  CHECK(has(comments, "ref=\"A1\""));
  CHECK(has(comments, "2 &lt; 3"));
  CHECK(count(drawing, "<x:ClientData ObjectType=\"Note\">") == 2);
  CHECK(has(drawing, "<x:Row>1</x:Row><x:Column>1</x:Column>"));
  const std::string again = annotate_xlsx(after, {{sheet_cell, Severity::error, "more"}, {{Place::Kind::sheet, {1, 2, 1}}, Severity::error, "new"}});
  const std::string more = part(again, "xl/comments1.xml");
  CHECK(count(more, "<comment ") == 3);
  CHECK(has(more, "2 &lt; 3"));
  CHECK(has(more, "tiaoli: more"));
  CHECK(count(part(again, "xl/drawings/vmlDrawing1.vml"), "ObjectType=\"Note\"") == 3);
}

TEST_CASE("cells and rows that a sheet does not store are made where they belong") {
  const std::string before = workbook({{sheet_data("<row><c><v>1</v></c><c r=\"D1\"><v>4</v></c></row><row r=\"5\"><c><v>5</v></c></row>"), ""}});
  const std::string after = annotate_xlsx(before, {{{Place::Kind::sheet, {1, 1, 3}}, Severity::error, "x"}, {{Place::Kind::sheet, {1, 3, 2}}, Severity::error, "y"}});
  ReadFailure failure;
  auto archive = Archive::open(after, failure);
  std::string sheet;
  for (std::string const& name : archive->names()) {
    if (has(name, "sheet") && !has(name, "rels")) sheet = part(after, name);
  }
  INFO(sheet);
  CHECK(sheet.find("r=\"A1\"") < sheet.find("r=\"C1\""));
  CHECK(sheet.find("r=\"C1\"") < sheet.find("r=\"D1\""));
  CHECK(sheet.find("<row r=\"3\"") < sheet.find("<row r=\"5\""));
  CHECK(has(sheet, "r=\"B3\""));
  CHECK(has(sheet, "<row r=\"5\"><c><v>5</v></c></row>"));  // a row that is not touched
}

TEST_CASE("what is not touched stays to the byte") {
  const std::string before = report_of_word();
  const std::string after = annotate_docx(before, {{table_cell, Severity::error, "x"}});
  // The local entry of a part that is not touched: name, packed bytes and all.
  const std::size_t at = before.find("_rels/.rels"), end = before.find("PK\x03\x04", at);
  REQUIRE(end != std::string::npos);
  CHECK(has(after, before.substr(at, end - at)));
}
