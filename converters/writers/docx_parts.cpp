#include "converters/writers/docx_parts.hpp"

#include <fmt/format.h>

namespace tiaoli {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

constexpr std::string_view content_types =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>)";

constexpr std::string_view package_relations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>)";

constexpr std::string_view document_relations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>)";

constexpr std::string_view core =
    R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>)";

constexpr std::string_view settings =
    R"(<w:settings {}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>)";

/// The page number between dashes, as official documents have it.
constexpr std::string_view footer =
    R"(<w:ftr {}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>)";

/// A named font, and the one that stands in for it.
std::string font_entry(LayoutFont const& font) {
  return fmt::format(R"(<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="86"/></w:font>)", xml_text(font.name), xml_text(font.fallback));
}

std::string font_table(LayoutFonts const& fonts) {
  std::string text = fmt::format("{}<w:fonts {}>", declaration, word);
  for (LayoutFont const* font : {&fonts.title, &fonts.heading, &fonts.subheading, &fonts.body, &fonts.table}) {
    if (font->name != font->fallback) text += font_entry(*font);
  }
  return text + "</w:fonts>";
}

class Styles {
 public:
  explicit Styles(LayoutFonts const& fonts) : fonts_(fonts) {}

  std::string write() {
    text_ = fmt::format(
        R"({}<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>)",
        declaration, word, typeface(fonts_.body));
    // Official documents: 16 points, 28 points from line to line, two characters indented.
    constexpr std::string_view line = R"(<w:spacing w:line="560" w:lineRule="exact"/>)";
    const std::string indented = fmt::format(R"({}<w:ind w:firstLineChars="200" w:firstLine="640"/>)", line);
    paragraph("Normal", "Normal", fmt::format(R"({}<w:jc w:val="both"/>)", line), "", " w:default=\"1\"");
    paragraph("BodyText", "Body Text", fmt::format(R"({}<w:jc w:val="both"/>)", indented), "");
    paragraph("Title", "Title", R"(<w:keepNext/><w:spacing w:before="280" w:after="560" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>)",
              typeface(fonts_.title) + size(44));
    paragraph("Heading1", "heading 1", "<w:keepNext/>" + indented + R"(<w:outlineLvl w:val="0"/>)", typeface(fonts_.heading));
    paragraph("Heading2", "heading 2", "<w:keepNext/>" + indented + R"(<w:outlineLvl w:val="1"/>)", typeface(fonts_.subheading));
    paragraph("Heading3", "heading 3", "<w:keepNext/>" + indented + R"(<w:outlineLvl w:val="2"/>)", typeface(fonts_.body) + "<w:b/>");
    paragraph("TableTitle", "Table Title", R"(<w:keepNext/><w:spacing w:before="240" w:after="120" w:line="560" w:lineRule="exact"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>)",
              typeface(fonts_.heading));
    constexpr std::string_view tight = R"(<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>)";
    const std::string in_table = typeface(fonts_.table);
    paragraph("TableText", "Table Text", fmt::format(R"({}<w:jc w:val="center"/>)", tight), in_table + size(21));
    paragraph("TableSmall", "Table Small", fmt::format(R"({}<w:jc w:val="center"/>)", tight), in_table + size(18));
    paragraph("NotesHeading", "Notes Heading", R"(<w:keepNext/><w:spacing w:before="240" w:after="60" w:line="300" w:lineRule="auto"/>)",
              typeface(fonts_.heading) + size(21));
    paragraph("Notes", "Notes", R"(<w:spacing w:before="0" w:after="20" w:line="280" w:lineRule="auto"/><w:jc w:val="both"/>)", in_table + size(18));
    paragraph("Footer", "footer", R"(<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>)", in_table + size(28));
    text_ += R"(<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>)";
    return text_ + "</w:styles>";
  }

 private:
  std::string typeface(LayoutFont const& font) const {
    return fmt::format(R"(<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}" w:eastAsia="{1}"/>)", xml_text(fonts_.latin.name), xml_text(font.name));
  }

  static std::string size(int half_points) { return fmt::format(R"(<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>)", half_points); }

  void paragraph(std::string_view id, std::string_view name, std::string_view paragraph, std::string_view run, std::string_view also = "") {
    const std::string_view based = id == "Normal" ? "" : R"(<w:basedOn w:val="Normal"/>)";
    text_ += fmt::format(R"(<w:style w:type="paragraph"{} w:styleId="{}"><w:name w:val="{}"/>{}<w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>)",
                         also, id, name, based, paragraph, run);
  }

  LayoutFonts const& fonts_;
  std::string text_;
};

std::string part(std::string_view content) { return std::string(declaration) + std::string(content); }

}  // namespace

std::string xml_text(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (text.substr(at).starts_with("\xEF\xBF\xBE") || text.substr(at).starts_with("\xEF\xBF\xBF")) {  // no characters
      at += 2;
      continue;
    }
    switch (c) {
      case '&': made += "&amp;"; break;
      case '<': made += "&lt;"; break;
      case '>': made += "&gt;"; break;
      case '"': made += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') made += c;
    }
  }
  return made;
}

std::vector<std::pair<std::string, std::string>> docx_parts(LayoutFonts const& fonts, std::string const& title) {
  return {{"[Content_Types].xml", part(content_types)},
          {"_rels/.rels", part(package_relations)},
          {"docProps/core.xml", part(fmt::format(core, xml_text(title)))},
          {"word/_rels/document.xml.rels", part(document_relations)},
          {"word/styles.xml", Styles(fonts).write()},
          {"word/settings.xml", part(fmt::format(settings, word))},
          {"word/fontTable.xml", font_table(fonts)},
          {"word/footer1.xml", part(fmt::format(footer, word))}};
}

}  // namespace tiaoli
