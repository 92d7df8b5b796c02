// Office files of other formats: which they are, and what LibreOffice makes of them where it is installed.
#include "converters/readers/office.hpp"

#include "converters/readers/docx.hpp"
#include "converters/readers/xlsx.hpp"
#include "converters/writers/docx.hpp"
#include "tests/catch.hpp"
#include "tests/readers/packages.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;
using Why = ReadFailure::Why;

bool is_installed() {
  const bool found = run_child({"soffice", "--version"}, {}, conversion_limits()).end == ChildResult::End::finished;
  if (!found) WARN("soffice is not installed: conversions are not tested");
  return found;
}

std::string ole(std::string_view stream) {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  bytes.resize(1024);
  for (const char c : stream) bytes.append({c, '\0'});
  return bytes;
}

const std::string rtf = R"({\rtf1\ansi\ansicpg936 Title\par\trowd\cellx2000\cellx4000\intbl a\cell b\cell\row\intbl 1\cell 2\cell\row\pard After\par})";

}  // namespace

TEST_CASE("Office files are told by what they hold") {
  CHECK(office_format(word_file(paragraph("x"))) == OfficeFormat::docx);
  CHECK(office_format(workbook({{sheet_data(""), ""}})) == OfficeFormat::xlsx);
  CHECK(office_format(zipped({{"mimetype", "application/vnd.oasis.opendocument.text"}})) == OfficeFormat::odt);
  CHECK(office_format(zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})) == OfficeFormat::ods);
  CHECK_FALSE(office_format(zipped({{"a", "b"}})));
  CHECK(office_format(ole("WordDocument")) == OfficeFormat::doc);
  CHECK(office_format(ole("Workbook")) == OfficeFormat::xls);
  CHECK(office_format(ole("EncryptedPackage")) == OfficeFormat::docx);
  CHECK_FALSE(office_format(ole("PowerPoint Document")));
  // A workbook that holds a Word document: the class of the root decides.
  std::string both = ole("WordDocument");
  both[30] = 9;
  both.resize(2048);
  both.replace(512 + 80, 16, std::string("\x20\x08\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16));
  CHECK(office_format(both) == OfficeFormat::xls);
  CHECK(office_format(rtf) == OfficeFormat::rtf);
  CHECK_FALSE(office_format("text"));
  CHECK_FALSE(office_format(""));
  CHECK_FALSE(office_format("PK"));
}

TEST_CASE("Files under a password are not converted") {
  ReadFailure failure;
  CHECK_FALSE(convert_office(ole("EncryptedPackage"), OfficeFormat::docx, failure));
  CHECK(failure.why == Why::encrypted);
  const std::string odt = zipped({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"META-INF/manifest.xml", "<m:encryption-data/>"}});
  failure = {};
  CHECK_FALSE(convert_office(odt, OfficeFormat::odt, failure));
  CHECK(failure.why == Why::encrypted);
}

TEST_CASE("RTF becomes a Word file") {
  if (!is_installed()) return;
  ReadFailure failure;
  const auto converted = convert_office(rtf, OfficeFormat::rtf, failure);
  INFO(failure.detail);
  REQUIRE(converted);
  const auto text = read_docx(*converted, failure);
  REQUIRE(text);
  CHECK(text->extract.text == "Title\n\na\tb\n1\t2\n\nAfter\n");
}

TEST_CASE("A report that went through LibreOffice is the same report") {
  if (!is_installed()) return;
  const Sample made = sample("2021/yunxi", "2021");
  ReadFailure failure;
  const auto converted = convert_office(write_docx(made.report, made.conversion, Registry::embedded()), OfficeFormat::docx, failure);
  INFO(failure.detail);
  REQUIRE(converted);
  const auto text = read_docx(*converted, failure);
  REQUIRE(text);
  const Report back = read_back(text->extract.text);
  REQUIRE(back.facts.size() == made.conversion.cells.size());
  for (std::size_t i = 0; i < back.facts.size(); ++i) CHECK(back.facts[i].value.number == made.conversion.cells[i].value);
}

TEST_CASE("OpenDocument sheets become a workbook") {
  if (!is_installed()) return;
  constexpr std::string_view names = R"( xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0")";
  const std::string content = "<?xml version=\"1.0\"?><office:document-content" + std::string(names) + " office:version=\"1.2\"><office:body><office:spreadsheet><table:table table:name=\"a\"><table:table-row>"
                              "<table:table-cell office:value-type=\"string\"><text:p>规章</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"45996.82\"/>"
                              "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
  const std::string manifest = R"(<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>)";
  ReadFailure failure;
  const auto converted = convert_office(zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content}, {"META-INF/manifest.xml", manifest}}), OfficeFormat::ods, failure);
  INFO(failure.detail);
  REQUIRE(converted);
  const auto text = read_xlsx(*converted, failure);
  REQUIRE(text);
  CHECK(text->extract.text == "规章\t45996.82\n\n");
}

TEST_CASE("What LibreOffice cannot convert is a failure") {
  if (!is_installed()) return;
  ReadFailure failure;
  CHECK_FALSE(convert_office("PK\x03\x04 and nothing", OfficeFormat::odt, failure));
  CHECK((failure.why == Why::not_converted || failure.why == Why::timed_out));
  ChildLimits limits = conversion_limits();
  limits.wall = std::chrono::seconds(0);
  failure = {};
  CHECK_FALSE(convert_office(rtf, OfficeFormat::rtf, failure, limits));
  CHECK(failure.why == Why::timed_out);
}
