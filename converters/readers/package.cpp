#include "converters/readers/package.hpp"

#include <algorithm>
#include <charconv>

#include "converters/readers/utf8.hpp"

namespace tiaoli {
namespace {

using Why = ReadFailure::Why;

constexpr std::size_t deepest = 400;
/// Of elements and attributes: each takes some 50 bytes of memory.
constexpr std::size_t most_nodes = 10'000'000;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Walks the whole tree without recursion.
bool is_deeper(pugi::xml_node root, std::size_t limit) {
  std::size_t depth = 0;
  pugi::xml_node node = root;
  for (;;) {
    if (node.first_child()) {
      node = node.first_child();
      if (++depth > limit) return true;
      continue;
    }
    while (depth > 0 && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (depth == 0) return false;
    node = node.next_sibling();
  }
}

/// The name of the part that `target` means in a relation of `part`.
std::string resolved(std::string_view part, std::string_view target) {
  std::string path;
  if (!target.starts_with('/')) path = part.substr(0, part.rfind('/') + 1);
  path += target;
  std::vector<std::string_view> steps;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view step = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    if (step == ".." && !steps.empty()) steps.pop_back();
    if (!step.empty() && step != "." && step != "..") steps.push_back(step);
  }
  std::string name;
  for (const std::string_view step : steps) name.append(name.empty() ? "" : "/").append(step);
  return name;
}

}  // namespace

std::string_view local_name(pugi::xml_node node) { return without_prefix(node.name()); }

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute attribute : node.attributes()) {
    if (without_prefix(attribute.name()) == name) return attribute.value();
  }
  return {};
}

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  for (pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

std::size_t number_of(std::string_view text, std::size_t otherwise) {
  constexpr std::size_t highest = 1'048'576;  // the rows of a sheet
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number <= highest ? number : otherwise;
}

bool is_on(pugi::xml_node property) {
  if (!property) return false;
  const std::string_view value = attribute_of(property, "val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

std::optional<Package> Package::open(std::string_view bytes, ReadFailure& failure) {
  if (is_encrypted_package(bytes)) {
    failure = {Why::encrypted, {}};
    return std::nullopt;
  }
  auto archive = Archive::open(bytes, failure);
  if (!archive) return std::nullopt;
  return Package(std::move(*archive));
}

bool Package::load(std::string const& part, pugi::xml_document& document, ReadFailure& failure) {
  auto content = archive_.read(part, failure);
  if (!content) return false;
  const auto nodes = std::count_if(content->begin(), content->end(), [](char c) { return c == '<' || c == '='; });
  if (static_cast<std::size_t>(nodes) > most_nodes) {
    failure = {Why::too_large, part};
    return false;
  }
  // White space counts where it is all that an element holds.
  const auto parsed = document.load_buffer(content->data(), content->size(), pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype);
  if (!parsed) {
    failure = {Why::broken, part + ": " + parsed.description()};
    return false;
  }
  if (parsed.encoding == pugi::encoding_utf8 && find_invalid_utf8(*content) != std::string_view::npos) {
    failure = {Why::broken, part + ": invalid UTF-8"};
    return false;
  }
  const auto is_doctype = [](pugi::xml_node node) { return node.type() == pugi::node_doctype; };
  if (std::any_of(document.begin(), document.end(), is_doctype)) {
    failure = {Why::has_doctype, part};
    return false;
  }
  if (is_deeper(document, deepest)) {
    failure = {Why::too_deep, part};
    return false;
  }
  return true;
}

bool Package::load_if_there(std::string const& part, pugi::xml_document& document, ReadFailure& failure) {
  return part.empty() || !archive_.contains(part) || load(part, document, failure);
}

std::string Package::relations_part(std::string_view part) {
  const std::size_t name = part.rfind('/') + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

std::vector<PartRelation> Package::relations(std::string_view part) {
  const std::string rels = relations_part(part);
  pugi::xml_document document;
  ReadFailure ignored;  // what needs a relation fails where it is missing
  std::vector<PartRelation> relations;
  if (!load(rels, document, ignored)) return relations;
  for (pugi::xml_node node : document.document_element().children()) {
    if (local_name(node) != "Relationship" || attribute_of(node, "TargetMode") == "External") continue;
    const std::string_view type = attribute_of(node, "Type");
    relations.push_back({std::string(attribute_of(node, "Id")), std::string(type.substr(type.rfind('/') + 1)), resolved(part, attribute_of(node, "Target"))});
  }
  return relations;
}

std::string Package::main_part(std::string_view usual) {
  std::string part = target_of(relations({}), "officeDocument");
  return part.empty() ? std::string(usual) : part;
}

std::string target_of(std::vector<PartRelation> const& relations, std::string_view type) {
  const auto found = std::find_if(relations.begin(), relations.end(), [&](PartRelation const& relation) { return relation.type == type; });
  return found == relations.end() ? std::string{} : found->target;
}

bool is_encrypted_package(std::string_view bytes) {
  if (!bytes.starts_with("\xD0\xCF\x11\xE0")) return false;
  std::string name;
  for (const char c : std::string_view("EncryptedPackage")) name.append({c, '\0'});
  return bytes.find(name) != std::string_view::npos;
}

}  // namespace tiaoli
