#include "tests/readers/packages.hpp"

#include "converters/writers/zip.hpp"

namespace tiaoli::testing {
namespace {

constexpr std::string_view declaration = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view word = R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";
constexpr std::string_view types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string element(std::string_view name, std::string_view attributes, std::string_view content) {
  std::string text(declaration);
  return text.append("<").append(name).append(attributes).append(">").append(content).append("</").append(name).append(">");
}

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  std::string text = "<Relationship Id=\"";
  return text.append(id).append("\" Type=\"").append(types).append(type).append("\" Target=\"").append(target).append("\"/>");
}

std::string tagged(std::string_view tag, std::string_view properties, std::string_view content) {
  std::string text = "<w:";
  text.append(tag).append(">");
  if (!properties.empty()) text.append("<w:").append(tag).append("Pr>").append(properties).append("</w:").append(tag).append("Pr>");
  return text.append(content).append("</w:").append(tag).append(">");
}

}  // namespace

std::string zipped(Parts const& parts) { return zip_of(parts); }

std::string word_file(std::string_view body, std::string_view numbering, std::string_view styles) {
  Parts parts{{"_rels/.rels", element("Relationships", "", relation("r1", "officeDocument", "word/document.xml"))},
              {"word/document.xml", element("w:document", word, "<w:body>" + std::string(body) + "</w:body>")}};
  std::string relations;
  if (!numbering.empty()) {
    relations += relation("r1", "numbering", "numbering.xml");
    parts.emplace_back("word/numbering.xml", element("w:numbering", word, numbering));
  }
  if (!styles.empty()) {
    relations += relation("r2", "styles", "/word/styles.xml");
    parts.emplace_back("word/styles.xml", element("w:styles", word, styles));
  }
  parts.emplace_back("word/_rels/document.xml.rels", element("Relationships", "", relations));
  return zipped(parts);
}

std::string run(std::string_view text) { return tagged("r", {}, "<w:t xml:space=\"preserve\">" + std::string(text) + "</w:t>"); }
std::string paragraph(std::string_view text, std::string_view properties) { return tagged("p", properties, run(text)); }
std::string cell(std::string_view text, std::string_view properties) { return tagged("tc", properties, paragraph(text)); }
std::string row(std::string_view content) { return tagged("tr", {}, content); }
std::string table(std::string_view content) { return tagged("tbl", {}, content); }

std::string workbook(std::vector<std::pair<std::string, std::string>> const& sheets, std::string_view strings, std::string_view styles) {
  std::string names, relations;
  Parts parts{{"_rels/.rels", element("Relationships", "", relation("r1", "officeDocument", "/xl/workbook.xml"))}};
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1), id = "s" + number;
    names += "<sheet name=\"" + number + "\" sheetId=\"" + number + "\" r:id=\"" + id + "\" state=\"" + (sheets[i].second.empty() ? "visible" : sheets[i].second) + "\"/>";
    relations += relation(id, "worksheet", "worksheets/sheet" + number + ".xml");
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml", element("worksheet", "", sheets[i].first));
  }
  if (!strings.empty()) {
    relations += relation("t", "sharedStrings", "sharedStrings.xml");
    parts.emplace_back("xl/sharedStrings.xml", element("sst", "", strings));
  }
  if (!styles.empty()) {
    relations += relation("y", "styles", "styles.xml");
    parts.emplace_back("xl/styles.xml", element("styleSheet", "", styles));
  }
  parts.emplace_back("xl/workbook.xml", element("workbook", " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"", "<sheets>" + names + "</sheets>"));
  parts.emplace_back("xl/_rels/workbook.xml.rels", element("Relationships", "", relations));
  return zipped(parts);
}

std::string sheet_data(std::string_view rows) { return "<sheetData>" + std::string(rows) + "</sheetData>"; }

}  // namespace tiaoli::testing
