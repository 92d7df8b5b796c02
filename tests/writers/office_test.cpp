// DOCX and XLSX: archives of well-formed parts with every figure in its place, the same bytes every time.
#include <zip.h>

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "converters/writers/document.hpp"
#include "converters/writers/docx.hpp"
#include "converters/writers/xlsx.hpp"
#include "converters/writers/zip.hpp"
#include "tests/catch.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;

Registry const& registry() { return Registry::embedded(); }

std::map<std::string, std::string> unzipped(std::string const& bytes) {
  zip_error_t error;
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  REQUIRE(source != nullptr);
  zip_t* const archive = zip_open_from_source(source, ZIP_CHECKCONS, &error);
  REQUIRE(archive != nullptr);
  std::map<std::string, std::string> files;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    REQUIRE(zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat) == 0);
    std::string content(stat.size, '\0');
    zip_file_t* const file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    REQUIRE(file != nullptr);
    CHECK(zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size()));
    zip_fclose(file);
    files[stat.name] = std::move(content);
  }
  zip_discard(archive);
  return files;
}

pugi::xml_document parsed(std::string const& text) {
  pugi::xml_document document;
  const auto result = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  INFO(result.description());
  REQUIRE(result);
  return document;
}

std::string text_in(pugi::xml_node node, char const* name) {
  std::string text;
  for (pugi::xpath_node const& found : node.select_nodes((".//" + std::string(name)).c_str())) text += found.node().text().get();
  return text;
}

std::vector<FormTable> tables_of(Form const& form) {
  std::vector<FormTable> tables;
  for (FormSection const& section : form.sections) tables.insert(tables.end(), section.tables.begin(), section.tables.end());
  return tables;
}

void check_word_table(pugi::xml_node printed, FormTable const& table, LayoutWords const& words) {
  const auto grid = table.grid();
  std::size_t columns = 0;
  for (pugi::xml_node column = printed.child("w:tblGrid").child("w:gridCol"); column; column = column.next_sibling("w:gridCol")) ++columns;
  REQUIRE(columns == table.columns);
  std::uint16_t r = 0;
  for (pugi::xml_node row = printed.child("w:tr"); row; row = row.next_sibling("w:tr"), ++r) {
    REQUIRE(r < table.rows);
    CHECK(!row.child("w:trPr").child("w:tblHeader").empty() == (r < table.head_rows));
    std::uint16_t c = 0;
    for (pugi::xml_node cell = row.child("w:tc"); cell; cell = cell.next_sibling("w:tc")) {
      REQUIRE(c < table.columns);
      FormCell const& meant = table.cells[grid[r][c]];
      CHECK(cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_int(1) == meant.columns);
      const std::string merge = cell.child("w:tcPr").child("w:vMerge").attribute("w:val").value();
      CHECK(merge == (meant.rows == 1 ? "" : meant.row == r ? "restart" : "continue"));
      const std::string text = meant.role == FormCell::Role::figure ? meant.figure.text + small_mark(meant.figure, words) : meant.text;
      CHECK(text_in(cell, "w:t") == (meant.row == r ? text : ""));
      c = static_cast<std::uint16_t>(c + meant.columns);
    }
    CHECK(c == table.columns);
  }
  CHECK(r == table.rows);
}

}  // namespace

TEST_CASE("A Word document holds the tables of the form") {
  for (auto const& [name, to] : {std::pair<std::string, std::string>{"2014/wuzhong", "2021"}, {"2019/zhongning", "2021"},
                                 {"2021/yunxi", "2014"}, {"2019/blanks", "2019"}}) {
    const Sample made = sample(name, to);
    INFO(name << " to " << to);
    const std::string bytes = write_docx(made.report, made.conversion, registry());
    CHECK((bytes == write_docx(made.report, made.conversion, registry())));
    const auto parts = unzipped(bytes);
    for (auto const& [part, content] : parts) {
      INFO(part);
      parsed(content);
    }
    for (char const* const part : {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
                                   "word/settings.xml", "word/fontTable.xml"}) {
      CHECK(parts.contains(part));
    }
    const pugi::xml_document document = parsed(parts.at("word/document.xml"));
    const std::vector<FormTable> tables = tables_of(made.form());
    std::size_t next = 0;
    for (pugi::xml_node table : document.child("w:document").child("w:body").children("w:tbl")) {
      if (table.select_nodes(".//w:cantSplit").empty()) continue;  // prose
      REQUIRE(next < tables.size());
      check_word_table(table, tables[next++], registry().layout().words);
    }
    CHECK(next == tables.size());
    for (Section const& section : made.report.outline.sections) {
      CHECK(parts.at("word/document.xml").find(section.title) != std::string::npos);
    }
  }
}

TEST_CASE("A workbook holds the tables of the form, numbers as numbers") {
  for (auto const& [name, to] : {std::pair<std::string, std::string>{"2014/wuzhong", "2021"}, {"2021/yunxi", "2021"}, {"2021/yunxi", "2014"}}) {
    const Sample made = sample(name, to);
    INFO(name << " to " << to);
    const std::string bytes = write_xlsx(made.report, made.conversion, registry());
    CHECK((bytes == write_xlsx(made.report, made.conversion, registry())));
    const auto parts = unzipped(bytes);
    const pugi::xml_document shared = parsed(parts.at("xl/sharedStrings.xml"));
    std::vector<std::string> strings;
    for (pugi::xml_node item : shared.child("sst").children("si")) strings.push_back(item.child("t").text().get());
    const std::vector<FormTable> tables = tables_of(made.form());
    for (std::size_t t = 0; t < tables.size(); ++t) {
      const pugi::xml_document sheet = parsed(parts.at("xl/worksheets/sheet" + std::to_string(t + 1) + ".xml"));
      std::map<std::string, pugi::xml_node> cells;
      for (pugi::xpath_node const& cell : sheet.select_nodes("//c")) cells[cell.node().attribute("r").value()] = cell.node();
      std::size_t merged = 1;  // the heading
      for (FormCell const& cell : tables[t].cells) {
        merged += cell.rows > 1 || cell.columns > 1 ? 1U : 0U;
        const std::string place = std::string(1, static_cast<char>('A' + cell.column)) + std::to_string(cell.row + 2);
        INFO(place);
        const pugi::xml_node found = cells[place];
        const bool text = std::string(found.attribute("t").value()) == "s";
        if (cell.role == FormCell::Role::figure && cell.figure.value) {
          CHECK_FALSE(text);
          CHECK(found.child("v").text().as_double() == std::stod(cell.figure.text));
        } else if (cell.role == FormCell::Role::figure && !cell.figure.text.empty()) {
          REQUIRE(text);
          CHECK(strings.at(found.child("v").text().as_uint()).starts_with(cell.figure.text));
        } else if (!cell.text.empty()) {
          REQUIRE(text);
          CHECK(strings.at(found.child("v").text().as_uint()) == cell.text);
        }
      }
      CHECK(sheet.select_nodes("//mergeCell").size() == merged);
    }
    const std::size_t sheets = tables.size() + (made.conversion.losses.empty() ? 1U : 2U);
    CHECK(parts.contains("xl/worksheets/sheet" + std::to_string(sheets) + ".xml"));
    CHECK_FALSE(parts.contains("xl/worksheets/sheet" + std::to_string(sheets + 1) + ".xml"));
  }
}

TEST_CASE("An archive has no times and gives its files back") {
  const std::vector<std::pair<std::string, std::string>> files{{"a/b.txt", "b"}, {"empty", ""}, {"long", std::string(100000, 'x')}};
  const std::string bytes = zip_of(files);
  CHECK((bytes == zip_of(files)));
  const auto back = unzipped(bytes);
  CHECK(back.size() == 3);
  for (auto const& [name, content] : files) CHECK((back.at(name) == content));
}

TEST_CASE("The ending of a file chooses its format") {
  CHECK(document_format_of("a/b.DOCX") == DocumentFormat::docx);
  CHECK(document_format_of("b.htm") == DocumentFormat::html);
  CHECK(document_format_of("b.txt") == DocumentFormat::text);
  CHECK(document_format_of("b.md") == DocumentFormat::md);
  CHECK_FALSE(document_format_of("-"));
  CHECK_FALSE(document_format_of("docx"));
  CHECK(document_format("xlsx") == DocumentFormat::xlsx);
  CHECK_FALSE(document_format("pdf"));
  CHECK(is_binary(DocumentFormat::xlsx));
  CHECK_FALSE(is_binary(DocumentFormat::csv));
}
