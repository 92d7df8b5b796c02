#include "converters/writers/workbook_styles.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace tiaoli {
namespace {

constexpr std::string_view styles_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
constexpr std::string_view plain_styles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
    R"(<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>)";

std::size_t count_children(pugi::xml_node node) { return static_cast<std::size_t>(std::distance(node.begin(), node.end())); }

void set_attribute(pugi::xml_node node, char const* name, std::string const& value) {
  pugi::xml_attribute attribute = node.attribute(name);
  if (!attribute) attribute = node.append_attribute(name);
  attribute = value.c_str();
}

}  // namespace

void WorkbookStyles::open() {
  std::string part = edit_.related(workbook_, "styles");
  if (part.empty() || !edit_.contains(part)) {
    part = edit_.free_name(workbook_.substr(0, workbook_.rfind('/') + 1) + "styles", ".xml");
    edit_.add_part(part, plain_styles, styles_type);
    edit_.add_relation(workbook_, part, "styles");
  }
  root_ = edit_.part(part);
  formats_ = child_of(root_, "cellXfs");
  if (!formats_ || !formats_.first_child() || !child_of(root_, "fills")) throw std::runtime_error("the document cannot be changed: " + part + ": no formats of cells");
}

std::size_t WorkbookStyles::fill(std::string_view colour) {
  const auto [found, is_new] = fills_.try_emplace(std::string(colour), 0);
  if (!is_new) return found->second;
  const std::string prefix = prefix_of(root_);
  pugi::xml_node fills = child_of(root_, "fills");
  found->second = count_children(fills);
  pugi::xml_node pattern = fills.append_child((prefix + "fill").c_str()).append_child((prefix + "patternFill").c_str());
  pattern.append_attribute("patternType") = "solid";
  pattern.append_child((prefix + "fgColor").c_str()).append_attribute("rgb") = ("FF" + std::string(colour)).c_str();
  pattern.append_child((prefix + "bgColor").c_str()).append_attribute("indexed") = "64";
  set_attribute(fills, "count", std::to_string(found->second + 1));
  return found->second;
}

std::size_t WorkbookStyles::filled(std::size_t format, std::string_view colour) {
  if (!root_) open();
  const auto [found, is_new] = made_.try_emplace({format, std::string(colour)}, 0);
  if (!is_new) return found->second;
  found->second = count_children(formats_);
  pugi::xml_node original = formats_.first_child();
  for (std::size_t i = 0; i < format && original.next_sibling(); ++i) original = original.next_sibling();
  pugi::xml_node copy = formats_.append_copy(original);
  set_attribute(copy, "fillId", std::to_string(fill(colour)));
  set_attribute(copy, "applyFill", "1");
  set_attribute(formats_, "count", std::to_string(found->second + 1));
  return found->second;
}

}  // namespace tiaoli
