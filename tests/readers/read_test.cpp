// From bytes to a Source: what a file is, what is said of it, and folders and archives of files.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "converters/canonical.hpp"
#include "converters/readers/charset.hpp"
#include "converters/readers/child.hpp"
#include "converters/readers/format.hpp"
#include "converters/readers/pile.hpp"
#include "converters/readers/read.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/form_text.hpp"
#include "tests/readers/packages.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

struct Said {
  std::unique_ptr<Source> source;
  std::string codes;
};

Said said_of(std::string bytes) {
  Said said;
  Diagnostics diagnostics;
  said.source = read_bytes("file", std::move(bytes), diagnostics);
  describe(diagnostics, Language::en);
  for (Diagnostic const& found : diagnostics) {
    said.codes += (said.codes.empty() ? "" : " ") + found.code;
    CHECK_FALSE(found.message.empty());
  }
  return said;
}

/// A PDF of one page that draws `drawing`.
std::string pdf(std::string const& drawing) {
  const std::string objects[] = {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
                                 "<< /Length " + std::to_string(drawing.size()) + " >>\nstream\n" + drawing + "\nendstream"};
  std::string made = "%PDF-1.4\n";
  int number = 0;
  for (std::string const& object : objects) made += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  return made + "trailer << /Root 1 0 R >>\n";
}

/// Marks every entry of an archive as encrypted.
std::string encrypted(std::string archive) {
  for (auto const& [mark, flags] : {std::pair{std::string("PK\x03\x04"), 6}, std::pair{std::string("PK\x01\x02"), 8}}) {
    for (std::size_t at = archive.find(mark); at != std::string::npos; at = archive.find(mark, at + 1)) archive[at + static_cast<std::size_t>(flags)] |= 1;
  }
  return archive;
}

std::string repeated(std::string const& part, int times) {
  std::string made;
  for (int i = 0; i < times; ++i) made += part;
  return made;
}

/// `政府信息公开` in GB 18030.
const std::string gb = "\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA";

}  // namespace

TEST_CASE("a file is told from its bytes") {
  CHECK(recognise("一、总体情况") == Format::text);
  CHECK(recognise("<br> is no page") == Format::text);
  CHECK(recognise("\xEF\xBB\xBF \n<!DOCTYPE HTML><title>x") == Format::html);
  CHECK(recognise("\n%PDF-1.7") == Format::pdf);
  CHECK(recognise(word_file(paragraph("x"))) == Format::office);
  CHECK(recognise(workbook({{sheet_data(""), ""}})) == Format::office);
  CHECK(recognise("{\\rtf1 x}") == Format::office);
  CHECK(recognise(zipped({{"a.txt", "x"}})) == Format::archive);
}

TEST_CASE("the character set is told, and a wrong declaration said") {
  const Said text = said_of(gb + "\n");
  CHECK(text.codes == "R107");
  CHECK(text.source->text() == "政府信息公开\n");
  CHECK(said_of("<html><meta charset=gb2312><p>" + gb).codes.empty());
  const Said lied = said_of("<html><meta charset=utf-8><p>" + gb);
  CHECK(lied.codes == "R108");
  CHECK(lied.source->text() == "政府信息公开\n");
  CHECK(said_of("<html><meta charset=gbk><p>政府信息公开").codes == "R108");
  CHECK(said_of("政府信息公开工作年度报告\xE4\xBD").codes == "R103");
  CHECK(said_of(std::string("\xFF\xFE\x3F\x65\x9C\x5E", 6)).source->text() == "政府");
  CHECK(said_of(std::string("x\0y", 3)).codes == "R102");
  CHECK(said_of("\xFF\xFE").codes == "R101");
}

TEST_CASE("the bytes of a decoded text are those of the file") {
  const auto decoded = decode("ab" + gb + "\t1", "");
  REQUIRE(decoded);
  CHECK(decoded->text == "ab政府信息公开\t1");
  CHECK(decoded->original(0) == 0);
  CHECK(decoded->original(2) == 2);
  CHECK(decoded->original(5) == 4);
  CHECK(decoded->original(decoded->text.size() - 1) == 2 + gb.size() + 1);
}

TEST_CASE("what a document cannot give is one finding") {
  CHECK(said_of(word_file("<w:p/>").substr(0, 300)).codes == "R110");
  CHECK(said_of(zipped({{"[Content_Types].xml", "x"}, {"word/document.xml", std::string(std::size_t{80} << 20U, ' ')}})).codes == "R111");
  CHECK(said_of(encrypted(word_file(paragraph("x")))).codes == "R112");
  CHECK(said_of(word_file(table(row(repeated(cell("x"), 300))))).codes == "R115");
  CHECK(said_of(workbook({{sheet_data("<row r='1'><c r='A1'><v>1</v></c></row>"), ""}, {sheet_data("<row r='1'><c r='A1'><v>2</v></c></row>"), "hidden"}})).codes == "R116");
  CHECK(said_of(zipped({{"a.txt", "x"}, {"b.txt", "y"}})).codes == "R117");
  for (const Said& said : {said_of(zipped({{"a.txt", "x"}}))}) CHECK(said.source->text().empty());
}

TEST_CASE("a document without a word has no statistics, and that is said") {
  for (std::string const& bytes : {std::string("<html><body></body></html>"), word_file("<w:p/>"), workbook({{sheet_data(""), ""}})}) {
    CHECK(read_text(bytes).count("B101") == 1);
  }
}

TEST_CASE("a PDF says how it was read, a scan that it is one, and a missing program what to install") {
  const Said read = said_of(pdf("BT /F1 12 Tf 20 200 Td (2021 report) Tj ET"));
  if (read.codes == "R113") {
    WARN("pdftotext is not here; skipped");
    return;
  }
  CHECK(read.codes == "R118");
  CHECK(read.source->text().find("2021") != std::string::npos);
  CHECK(said_of(pdf("0 0 10 10 re f")).codes == "R114");
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Said missing = said_of(pdf("BT /F1 12 Tf 20 200 Td (x) Tj ET"));
  ::setenv("PATH", path.c_str(), 1);
  CHECK(missing.codes == "R113");
}

TEST_CASE("folders and archives are taken for the files they hold") {
  const TemporaryFolder folder;
  const std::string form = FormText("2021").text();
  std::filesystem::create_directories(folder.path() / "b");
  std::ofstream(folder.path() / "b" / "form.txt", std::ios::binary) << form;
  std::ofstream(folder.path() / "a.zip", std::ios::binary) << zipped({{"x/y.txt", form}, {"x/", ""}, {"page.html", "<html><p>x"}});
  std::ofstream(folder.path() / "c.docx", std::ios::binary) << word_file(paragraph("x"));
  const std::string root = folder.path().string();
  CHECK(files_at(root) == std::vector<std::string>{root + "/a.zip/page.html", root + "/a.zip/x/y.txt", root + "/b/form.txt", root + "/c.docx"});
  CHECK(files_at("-") == std::vector<std::string>{"-"});
  Diagnostics diagnostics;
  const auto source = read(root + "/a.zip/x/y.txt", diagnostics);
  CHECK(source->text() == form);
  CHECK(source->name() == root + "/a.zip/x/y.txt");
  CHECK_THROWS_AS(read(root + "/a.zip/none.txt", diagnostics), FileError);
  CHECK_THROWS_AS(read(root + "/b/form.txt/none", diagnostics), FileError);
}
