#include "converters/writers/docx.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "converters/writers/docx_parts.hpp"
#include "converters/writers/form.hpp"
#include "converters/writers/plain.hpp"
#include "converters/writers/zip.hpp"

namespace tiaoli {
namespace {

using pugi::xml_node;
using Role = FormCell::Role;

// A4 with the margins of official documents, in twentieths of a point.
constexpr int page_width = 11906, page_height = 16838, margin_top = 2098, margin_bottom = 1984, margin_left = 1588, margin_right = 1474;
constexpr int text_width = page_width - margin_left - margin_right;
/// A table of more columns is set in small type.
constexpr std::uint16_t most_columns = 6;
/// A table of no more rows than this fits on one page and is not broken.
constexpr std::uint16_t rows_of_a_page = 32;

xml_node child(xml_node parent, char const* name, char const* attribute, std::string const& value) {
  xml_node made = parent.append_child(name);
  made.append_attribute(attribute) = value.c_str();
  return made;
}

char const* shade_of(FormCell const& cell) {
  if (cell.role == Role::title) return "E9EDF1";
  if (cell.role != Role::figure) return nullptr;
  switch (cell.figure.standing) {
    case Standing::sum: return "EEF5EA";
    case Standing::close: return "FFF6DD";
    case Standing::bounded: return "FDEEDD";
    case Standing::none: return "EFEFEF";
    case Standing::exact:
    case Standing::mark:
    case Standing::blank:
    case Standing::unreadable: break;
  }
  return nullptr;
}

class DocumentWriter {
 public:
  DocumentWriter(Form const& form, LayoutWords const& words) : form_(form), words_(words) {}

  std::string write() {
    xml_node declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    xml_node root = child(document_, "w:document", "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    root.append_attribute("xmlns:r") = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    body_ = root.append_child("w:body");
    add_line("Title", form_.title);
    for (FormSection const& section : form_.sections) add_section(section);
    for (PlainList const& list : lists_of(form_, words_)) {
      add_line("NotesHeading", list.heading);
      for (std::string const& line : list.lines) add_line("Notes", line);
    }
    add_page();
    std::ostringstream out;
    document_.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
  }

 private:
  // ---- paragraphs ----------------------------------------------------------------------------------

  static xml_node add_paragraph(xml_node parent, char const* style) {
    xml_node paragraph = parent.append_child("w:p");
    child(paragraph.append_child("w:pPr"), "w:pStyle", "w:val", style);
    return paragraph;
  }

  static xml_node add_run(xml_node paragraph, std::string const& text) {
    xml_node run = paragraph.append_child("w:r");
    xml_node content = child(run, "w:t", "xml:space", "preserve");
    content.append_child(pugi::node_pcdata).set_value(allowed(text).c_str());
    return run;
  }

  /// Without what XML cannot hold; the library escapes the rest.
  static std::string allowed(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text.substr(at).starts_with("\xEF\xBF\xBE") || text.substr(at).starts_with("\xEF\xBF\xBF")) {
        at += 2;
      } else if (static_cast<unsigned char>(text[at]) >= 0x20) {
        made += text[at];
      }
    }
    return made;
  }

  void add_line(char const* style, std::string const& text) { add_run(add_paragraph(body_, style), text); }

  void add_section(FormSection const& section) {
    static constexpr char const* headings[] = {"BodyText", "Heading1", "Heading2", "Heading3"};
    if (!section.heading.empty()) add_line(section.numbered ? "Heading1" : "TableTitle", section.heading);
    for (FormTable const& table : section.tables) add_table(table);
    for (FormProse const& prose : section.prose) {
      if (!prose.heading.empty()) add_line(headings[prose.level + (section.heading.empty() ? 0 : 1)], prose.heading);
      add_lines(prose.lines);
    }
  }

  void add_lines(std::vector<std::string> const& lines) {
    for (std::size_t i = 0; i < lines.size();) {
      std::size_t end = i;
      while (end < lines.size() && lines[end].find('\t') != std::string::npos) ++end;
      if (end > i) {
        add_list(lines, i, end);
        i = end;
      } else {
        add_line("BodyText", lines[i++]);
      }
    }
  }

  // ---- tables --------------------------------------------------------------------------------------

  xml_node start_table(std::vector<int> const& widths) {
    xml_node table = body_.append_child("w:tbl");
    xml_node properties = table.append_child("w:tblPr");
    child(properties, "w:tblW", "w:w", std::to_string(text_width)).append_attribute("w:type") = "dxa";
    child(properties, "w:jc", "w:val", "center");
    xml_node borders = properties.append_child("w:tblBorders");
    for (char const* const side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
      xml_node border = child(borders, side, "w:val", "single");
      border.append_attribute("w:sz") = 4;
      border.append_attribute("w:space") = 0;
      border.append_attribute("w:color") = "000000";
    }
    child(properties, "w:tblLayout", "w:type", "fixed");
    xml_node margins = properties.append_child("w:tblCellMar");
    for (char const* const side : {"w:left", "w:right"}) child(margins, side, "w:w", "40").append_attribute("w:type") = "dxa";
    xml_node grid = table.append_child("w:tblGrid");
    for (const int width : widths) child(grid, "w:gridCol", "w:w", std::to_string(width));
    return table;
  }

  static xml_node add_cell(xml_node row, int width, std::uint16_t columns, char const* merge, char const* shade) {
    xml_node cell = row.append_child("w:tc");
    xml_node properties = cell.append_child("w:tcPr");
    child(properties, "w:tcW", "w:w", std::to_string(width)).append_attribute("w:type") = "dxa";
    if (columns > 1) child(properties, "w:gridSpan", "w:val", std::to_string(columns));
    if (merge != nullptr) child(properties, "w:vMerge", "w:val", merge);
    if (shade != nullptr) {
      xml_node filled = child(properties, "w:shd", "w:val", "clear");
      filled.append_attribute("w:color") = "auto";
      filled.append_attribute("w:fill") = shade;
    }
    child(properties, "w:vAlign", "w:val", "center");
    return cell;
  }

  void add_table(FormTable const& form) {
    std::vector<int> widths;
    double sum = 0;
    for (const double width : form.widths) sum += width;
    for (const double width : form.widths) widths.push_back(static_cast<int>(width / sum * text_width));
    xml_node table = start_table(widths);
    const auto grid = form.grid();
    for (std::uint16_t r = 0; r < form.rows; ++r) {
      xml_node row = table.append_child("w:tr");
      xml_node properties = row.append_child("w:trPr");
      properties.append_child("w:cantSplit");
      if (r < form.head_rows) properties.append_child("w:tblHeader");
      for (std::uint16_t c = 0; c < form.columns;) {
        FormCell const& cell = form.cells[grid[r][c]];
        int width = 0;
        for (std::uint16_t i = 0; i < cell.columns; ++i) width += widths[static_cast<std::size_t>(c + i)];
        const bool first = cell.row == r;
        char const* const merge = cell.rows == 1 ? nullptr : first ? "restart" : "continue";
        xml_node place = add_cell(row, width, cell.columns, merge, shade_of(cell));
        xml_node paragraph = add_paragraph(place, form.columns > most_columns ? "TableSmall" : "TableText");
        set_paragraph(paragraph.child("w:pPr"), cell, kept_with_next(form, grid, r));
        if (first) add_content(paragraph, cell);
        c = static_cast<std::uint16_t>(c + cell.columns);
      }
    }
    add_paragraph(body_, "Notes");  // keeps two tables apart
  }

  /// A table that fits on a page, or a block of it, is not broken.
  static bool kept_with_next(FormTable const& form, std::vector<std::vector<std::uint16_t>> const& grid, std::uint16_t row) {
    return form.rows <= rows_of_a_page && row + 1 < form.rows && form.cells[grid[row + 1U].front()].role != Role::title;
  }

  /// The order of the properties is that of the schema.
  static void set_paragraph(xml_node properties, FormCell const& cell, bool keep_with_next) {
    if (keep_with_next) properties.append_child("w:keepNext");
    if (cell.role != Role::label || cell.rows > 1) return;
    if (cell.depth > 0) child(properties, "w:ind", "w:left", std::to_string(cell.depth * 210));
    child(properties, "w:jc", "w:val", "left");
  }

  void add_content(xml_node paragraph, FormCell const& cell) const {
    if (cell.role != Role::figure) {
      add_run(paragraph, cell.text);
      return;
    }
    xml_node figure = add_run(paragraph, cell.figure.text);
    if (cell.figure.standing == Standing::bounded) figure.prepend_child("w:rPr").append_child("w:i");
    const std::string mark = small_mark(cell.figure, words_);
    if (!mark.empty()) child(add_run(paragraph, mark).prepend_child("w:rPr"), "w:vertAlign", "w:val", "superscript");
  }

  /// Prose in rows divided by TABs.
  void add_list(std::vector<std::string> const& lines, std::size_t begin, std::size_t end) {
    std::size_t columns = 0;
    for (std::size_t i = begin; i < end; ++i) {
      columns = std::max(columns, static_cast<std::size_t>(std::count(lines[i].begin(), lines[i].end(), '\t')) + 1);
    }
    const int width = text_width / static_cast<int>(columns);
    xml_node table = start_table(std::vector<int>(columns, width));
    for (std::size_t i = begin; i < end; ++i) {
      xml_node row = table.append_child("w:tr");
      std::string_view rest = lines[i];
      for (std::size_t c = 0; c < columns; ++c) {
        const std::string_view text = rest.substr(0, rest.find('\t'));
        rest.remove_prefix(std::min(rest.size(), text.size() + 1));
        xml_node paragraph = add_paragraph(add_cell(row, width, 1, nullptr, nullptr), columns > most_columns ? "TableSmall" : "TableText");
        child(paragraph.child("w:pPr"), "w:jc", "w:val", "left");
        add_run(paragraph, std::string(text));
      }
    }
    add_paragraph(body_, "Notes");
  }

  void add_page() {
    xml_node section = body_.append_child("w:sectPr");
    child(section, "w:footerReference", "w:type", "default").append_attribute("r:id") = "rId4";
    xml_node size = child(section, "w:pgSz", "w:w", std::to_string(page_width));
    size.append_attribute("w:h") = page_height;
    xml_node margins = child(section, "w:pgMar", "w:top", std::to_string(margin_top));
    const std::pair<char const*, int> others[] = {{"w:right", margin_right}, {"w:bottom", margin_bottom}, {"w:left", margin_left},
                                                  {"w:header", 851},         {"w:footer", 1400},          {"w:gutter", 0}};
    for (auto const& [side, width] : others) margins.append_attribute(side) = width;
  }

  Form const& form_;
  LayoutWords const& words_;
  pugi::xml_document document_;
  xml_node body_;
};

}  // namespace

std::string write_docx(Report const& report, Conversion const& conversion, Registry const& registry) {
  const Form form = lay_out(report, conversion, registry);
  auto parts = docx_parts(registry.layout().fonts, form.title);
  parts.insert(parts.begin() + 2, {"word/document.xml", DocumentWriter(form, registry.layout().words).write()});
  return zip_of(parts);
}

}  // namespace tiaoli
