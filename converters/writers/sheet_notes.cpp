#include "converters/writers/sheet_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "converters/writers/annotate.hpp"
#include "model/source.hpp"

namespace tiaoli {
namespace {

constexpr std::string_view comments_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
constexpr std::string_view drawing_type = "application/vnd.openxmlformats-officedocument.vmlDrawing";
constexpr std::string_view shape_kind =
    R"(<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>)";
constexpr char empty_drawing[] =
    R"(<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/></o:shapelayout></xml>)";

/// The elements of a sheet that stand behind its drawing of comments.
bool stands_behind(std::string_view name) {
  static constexpr std::string_view behind[] = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"};
  return std::find(std::begin(behind), std::end(behind), name) != std::end(behind);
}

void add_run(pugi::xml_node parent, std::string const& prefix, std::string_view text) {
  pugi::xml_node words = parent.append_child((prefix + "r").c_str()).append_child((prefix + "t").c_str());
  words.append_attribute("xml:space") = "preserve";
  words.text() = xml_characters(text).c_str();
}

}  // namespace

void SheetNotes::add(std::size_t row, std::size_t column, std::string_view text) {
  if (!list_) open();
  const std::string address = column_letters(static_cast<std::uint16_t>(column)) + std::to_string(row);
  if (const auto found = there_.find(address); found != there_.end()) {
    pugi::xml_node words = child_of(found->second, "text");
    if (const pugi::xml_node only = child_of(words, "t")) {  // plain words and runs do not stand beside each other
      const std::string old = text_of(only);
      words.remove_child(only);
      add_run(words, prefix_, old);
    }
    add_run(words, prefix_, fmt::format("\n\n{}: {}", annotator, text));
    return;
  }
  pugi::xml_node made = list_.append_child((prefix_ + "comment").c_str());
  made.append_attribute("ref") = address.c_str();
  made.append_attribute("authorId") = std::to_string(author_).c_str();
  add_run(made.append_child((prefix_ + "text").c_str()), prefix_, text);
  there_.emplace(address, made);
  draw(row, column, text);
}

void SheetNotes::open() {
  std::string part = edit_.related(sheet_, "comments");
  if (part.empty() || !edit_.contains(part)) {
    part = edit_.free_name("xl/comments", ".xml");
    edit_.add_part(part, R"(<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>)", comments_type);
    edit_.add_relation(sheet_, part, "comments");
  }
  const pugi::xml_node root = edit_.part(part);
  prefix_ = prefix_of(root);
  pugi::xml_node authors = child_of(root, "authors");
  for (pugi::xml_node author : authors.children()) author_ += local_name(author) == "author" ? 1U : 0U;
  authors.append_child((prefix_ + "author").c_str()).text() = annotator;
  list_ = child_of(root, "commentList");
  for (pugi::xml_node comment : list_.children()) there_.emplace(attribute_of(comment, "ref"), comment);
  open_drawing();
}

void SheetNotes::open_drawing() {
  pugi::xml_node root = edit_.part(sheet_);
  if (const pugi::xml_node there = child_of(root, "legacyDrawing")) drawing_ = edit_.related_by_id(sheet_, attribute_of(there, "id"));
  if (drawing_.empty()) {
    constexpr std::string_view name_of_drawing = "xl/drawings/vmlDrawing";
    drawing_ = edit_.free_name(name_of_drawing, ".vml");
    const std::size_t number = number_of(std::string_view(drawing_).substr(name_of_drawing.size(), drawing_.size() - name_of_drawing.size() - 4), 1);
    next_shape_ = number * 1024 + 1;  // the shapes of each drawing have a thousand numbers of their own
    edit_.set_text(drawing_, fmt::format(empty_drawing, number));
    edit_.add_default_type("vml", drawing_type);
    const std::string id = edit_.add_relation(sheet_, drawing_, "vmlDrawing");
    pugi::xml_node behind;
    for (pugi::xml_node child = root.first_child(); child && !behind; child = child.next_sibling()) {
      if (stands_behind(local_name(child))) behind = child;
    }
    const std::string name = prefix_of(root) + "legacyDrawing";
    pugi::xml_node made = behind ? root.insert_child_before(name.c_str(), behind) : root.append_child(name.c_str());
    made.append_attribute("xmlns:r") = std::string(relation_types.substr(0, relation_types.size() - 1)).c_str();
    made.append_attribute("r:id") = id.c_str();
  }
  // Drawings of this kind are often no well-formed XML: they are taken as text.
  const std::string drawing = edit_.text(drawing_);
  if (drawing.find("_x0000_t202") == std::string::npos) shapes_ = shape_kind;
  constexpr std::string_view shape = "_x0000_s";
  for (std::size_t at = drawing.find(shape); at != std::string::npos; at = drawing.find(shape, at + 1)) {
    std::size_t end = at + shape.size();
    while (end < drawing.size() && drawing[end] >= '0' && drawing[end] <= '9') ++end;
    next_shape_ = std::max(next_shape_, number_of(std::string_view(drawing).substr(at + shape.size(), end - at - shape.size()), 0) + 1);
  }
}

void SheetNotes::draw(std::size_t row, std::size_t column, std::string_view text) {
  constexpr std::size_t columns = 5, letters_in_line = 44, most_rows = 30;
  const std::size_t lines = display_width(text) / letters_in_line + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 2;
  const std::size_t rows = std::clamp<std::size_t>(lines, 4, most_rows), top = row > 1 ? row - 2 : 0;
  shapes_ += fmt::format(
      R"(<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{}" type="#_x0000_t202" style="position:absolute;visibility:hidden;width:260pt;height:{}pt" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 2, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>)",
      next_shape_++, rows * 15, column, top, column + columns, top + rows, row - 1, column - 1);
}

void SheetNotes::finish() {
  if (shapes_.empty()) return;
  std::string drawing = edit_.text(drawing_);
  const std::size_t end = drawing.rfind("</xml>");
  drawing.insert(end == std::string::npos ? drawing.size() : end, shapes_);
  edit_.set_text(drawing_, std::move(drawing));
  shapes_.clear();
}

}  // namespace tiaoli
