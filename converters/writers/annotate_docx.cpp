#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "converters/readers/docx_body.hpp"
#include "converters/readers/docx_numbers.hpp"
#include "converters/writers/annotate.hpp"
#include "converters/writers/package_edit.hpp"

namespace tiaoli {
namespace {

using pugi::xml_node;

constexpr std::string_view comments_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The prefix that `root` binds to its own namespace, which attributes need; one is made where there is none.
std::string bound_prefix(xml_node root) {
  std::string prefix = prefix_of(root);
  if (!prefix.empty()) return prefix;
  const std::string_view uri = root.attribute("xmlns").value();
  for (pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns:") && uri == attribute.value()) return std::string(name.substr(6)) + ":";
  }
  root.append_attribute("xmlns:w") = std::string(uri).c_str();
  return "w:";
}

class WordAnnotator {
 public:
  explicit WordAnnotator(std::string_view bytes) : edit_(bytes), part_(edit_.package().main_part("word/document.xml")), root_(edit_.part(part_)), w_(bound_prefix(root_)) {
    pugi::xml_document numbering, styles;  // the numbers of paragraphs are not needed here
    ParagraphNumbers numbers(numbering, styles);
    BodyReader reader(numbers);
    std::vector<WordPlace> places;
    reader.note_places(places);
    reader.blocks_in(child_of(root_, "body"));
    for (WordPlace const& one : places) nodes_.emplace(std::pair(one.place.kind, one.place.numbers), one.node);
    const auto top = std::find_if(places.begin(), places.end(), [](WordPlace const& one) { return local_name(one.node) == "p"; });
    if (top != places.end()) top_ = top->node;
  }

  void annotate(PlaceRemark const& remark) {
    const auto found = nodes_.find({remark.place.kind, remark.place.numbers});
    const bool is_placed = found != nodes_.end();
    const xml_node node = is_placed ? found->second : top_;
    if (!node) return;
    if (is_placed) local_name(node) == "tc" ? shade_cell(node, remark) : shade_paragraph(node, remark);
    if (!remark.text.empty()) comment(node, remark);
  }

  std::string finish() { return edit_.finish(); }

 private:
  std::string name(std::string_view local) const { return w_ + std::string(local); }

  xml_node add(xml_node parent, std::string_view local) const { return parent.append_child(name(local).c_str()); }
  void set(xml_node node, std::string_view local, std::string_view value) const { node.append_attribute(name(local).c_str()) = std::string(value).c_str(); }

  /// The properties of a paragraph or cell, which stand first in it.
  xml_node properties(xml_node node, std::string_view local) const {
    const xml_node there = child_of(node, local);
    return there ? there : node.prepend_child(name(local).c_str());
  }

  /// Sets the shading; the properties before it in the order that the format asks for are `before`.
  void shade(xml_node properties, std::set<std::string_view> const& before, PlaceRemark const& remark) const {
    if (const xml_node old = child_of(properties, "shd")) properties.remove_child(old);
    xml_node last;
    for (xml_node child : properties.children()) {
      if (before.contains(local_name(child))) last = child;
    }
    xml_node made = last ? properties.insert_child_after(name("shd").c_str(), last) : properties.prepend_child(name("shd").c_str());
    set(made, "val", "clear");
    set(made, "color", "auto");
    set(made, "fill", colour_of(remark));
  }

  void shade_cell(xml_node cell, PlaceRemark const& remark) const {
    shade(properties(cell, "tcPr"), {"cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders"}, remark);
  }

  void shade_paragraph(xml_node paragraph, PlaceRemark const& remark) const {
    shade(properties(paragraph, "pPr"), {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr"}, remark);
  }

  /// The paragraph that can hold a comment: none in a text box can, but the one that holds the box.
  static xml_node outside_of_boxes(xml_node paragraph) {
    xml_node chosen = paragraph;
    bool inside = false;
    for (xml_node node = paragraph.parent(); node; node = node.parent()) {
      if (local_name(node) == "txbxContent") inside = true;
      if (inside && local_name(node) == "p") {
        chosen = node;
        inside = false;
      }
    }
    return chosen;
  }

  static xml_node paragraph_in(xml_node node, bool last) {
    if (local_name(node) == "p") return node;
    for (xml_node child = last ? node.last_child() : node.first_child(); child; child = last ? child.previous_sibling() : child.next_sibling()) {
      const std::string_view kind = local_name(child);
      if (kind != "p" && kind != "sdt" && kind != "sdtContent" && kind != "tbl" && kind != "tr" && kind != "tc" && kind != "customXml") continue;
      if (const xml_node found = paragraph_in(child, last)) return found;
    }
    return {};
  }

  void comment(xml_node node, PlaceRemark const& remark) {
    const xml_node inner_first = paragraph_in(node, false), inner_last = paragraph_in(node, true);
    if (!inner_first || !inner_last) return;
    xml_node first = outside_of_boxes(inner_first), last = outside_of_boxes(inner_last);
    const std::string id = add_comment(remark.text);
    const xml_node paragraph_properties = child_of(first, "pPr");
    xml_node start = paragraph_properties ? first.insert_child_after(name("commentRangeStart").c_str(), paragraph_properties)
                                          : first.prepend_child(name("commentRangeStart").c_str());
    set(start, "id", id);
    set(add(last, "commentRangeEnd"), "id", id);
    set(add(add(last, "r"), "commentReference"), "id", id);
  }

  /// Adds to the part of comments, which is made where there is none; the answer is the comment's id.
  std::string add_comment(std::string_view text) {
    if (!comments_) open_comments();
    const std::string id = std::to_string(next_id_++);
    std::string const& w = comments_prefix_;
    const auto element = [&](xml_node parent, char const* local) { return parent.append_child((w + local).c_str()); };
    xml_node made = element(comments_, "comment");
    made.append_attribute((w + "id").c_str()) = id.c_str();
    made.append_attribute((w + "author").c_str()) = annotator;
    made.append_attribute((w + "initials").c_str()) = annotator;
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      xml_node words = element(element(element(made, "p"), "r"), "t");
      words.append_attribute("xml:space") = "preserve";
      words.text() = xml_characters(text.substr(from, end - from)).c_str();
      from = end + 1;
    }
    return id;
  }

  void open_comments() {
    std::string part = edit_.related(part_, "comments");
    if (part.empty() || !edit_.contains(part)) {
      const std::string folder = part_.substr(0, part_.rfind('/') + 1);
      part = edit_.contains(folder + "comments.xml") ? edit_.free_name(folder + "comments", ".xml") : folder + "comments.xml";
      const std::string w = w_.substr(0, w_.size() - 1);
      const std::string uri = root_.attribute(("xmlns:" + w).c_str()).value();
      edit_.add_part(part, fmt::format("<{0}:comments xmlns:{0}=\"{1}\"/>", w, uri), comments_type);
      edit_.add_relation(part_, part, "comments");
    }
    comments_ = edit_.part(part);
    comments_prefix_ = bound_prefix(comments_);
    for (xml_node one : comments_.children()) next_id_ = std::max(next_id_, number_of(attribute_of(one, "id"), 0) + 1);
  }

  PackageEdit edit_;
  std::string part_;
  xml_node root_;
  std::string w_;  ///< the prefix of the document, with its colon
  std::map<std::pair<Place::Kind, std::array<std::uint16_t, 5>>, xml_node> nodes_;
  xml_node top_, comments_;
  std::string comments_prefix_;
  std::size_t next_id_ = 0;
};

}  // namespace

std::string annotate_docx(std::string_view bytes, std::vector<Annotation> const& annotations) {
  if (annotations.empty()) return std::string(bytes);
  WordAnnotator document(bytes);
  for (PlaceRemark const& remark : by_place(annotations)) document.annotate(remark);
  return document.finish();
}

}  // namespace tiaoli
