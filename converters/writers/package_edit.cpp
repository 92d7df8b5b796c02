#include "converters/writers/package_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "converters/writers/zip.hpp"

namespace tiaoli {
namespace {

[[noreturn]] void fail(ReadFailure const& failure) { throw std::runtime_error(fmt::format("the document cannot be changed: {}", failure.detail)); }

Package opened(std::string_view bytes) {
  ReadFailure failure;
  auto package = Package::open(bytes, failure);
  if (!package) fail(failure);
  return std::move(*package);
}

std::string written(pugi::xml_document& document) {
  pugi::xml_node declaration = document.prepend_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  std::ostringstream made;
  document.save(made, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(made).str();
}

}  // namespace

PackageEdit::PackageEdit(std::string_view bytes) : bytes_(bytes), package_(opened(bytes)) {}

bool PackageEdit::contains(std::string const& name) const { return package_.contains(name) || parts_.contains(name) || texts_.contains(name); }

pugi::xml_node PackageEdit::part(std::string const& name) {
  auto& document = parts_[name];
  if (!document) {
    document = std::make_unique<pugi::xml_document>();
    ReadFailure failure;
    if (!package_.load(name, *document, failure)) fail(failure);
  }
  return document->document_element();
}

/// Where the list is missing, which no program but ours minds, it says what the parts of every package are.
pugi::xml_node PackageEdit::types() {
  const std::string name = "[Content_Types].xml";
  if (contains(name)) return part(name);
  return add_part(name, R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>)", {});
}

pugi::xml_node PackageEdit::add_part(std::string const& name, std::string_view root, std::string_view content_type) {
  auto document = std::make_unique<pugi::xml_document>();
  document->load_buffer(root.data(), root.size(), pugi::parse_default);
  const pugi::xml_node made = document->document_element();
  parts_[name] = std::move(document);
  if (!content_type.empty()) {
    pugi::xml_node type = types().append_child((prefix_of(types()) + "Override").c_str());
    type.append_attribute("PartName") = ("/" + name).c_str();
    type.append_attribute("ContentType") = std::string(content_type).c_str();
  }
  return made;
}

std::string PackageEdit::text(std::string const& name) {
  if (const auto changed = texts_.find(name); changed != texts_.end()) return changed->second;
  ReadFailure failure;
  auto content = package_.content(name, failure);
  if (!content) fail(failure);
  return std::move(*content);
}

void PackageEdit::add_default_type(std::string_view ending, std::string_view content_type) {
  pugi::xml_node all = types();
  for (pugi::xml_node type : all.children()) {
    if (local_name(type) == "Default" && attribute_of(type, "Extension") == ending) return;
  }
  pugi::xml_node made = all.prepend_child((prefix_of(all) + "Default").c_str());
  made.append_attribute("Extension") = std::string(ending).c_str();
  made.append_attribute("ContentType") = std::string(content_type).c_str();
}

std::string PackageEdit::add_relation(std::string const& from, std::string const& to, std::string_view type) {
  const std::string name = Package::relations_part(from);
  if (!contains(name)) add_part(name, R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>)", {});
  pugi::xml_node all = part(name);
  std::string id;
  for (std::size_t number = 1; id.empty(); ++number) {
    const std::string tried = fmt::format("rIdTiaoli{}", number);
    const auto is_taken = [&](pugi::xml_node relation) { return attribute_of(relation, "Id") == tried; };
    if (std::none_of(all.begin(), all.end(), is_taken)) id = tried;
  }
  pugi::xml_node made = all.append_child((prefix_of(all) + "Relationship").c_str());
  made.append_attribute("Id") = id.c_str();
  made.append_attribute("Type") = (std::string(relation_types) + std::string(type)).c_str();
  const std::string folder = from.substr(0, from.rfind('/') + 1);
  const bool beside = !folder.empty() && to.starts_with(folder) && to.find('/', folder.size()) == std::string::npos;
  made.append_attribute("Target") = (beside ? to.substr(folder.size()) : "/" + to).c_str();
  added_.insert({from, {id, std::string(type), to}});
  return id;
}

std::vector<PartRelation> PackageEdit::relations(std::string const& from) {
  std::vector<PartRelation> all = package_.relations(from);
  const auto [begin, end] = added_.equal_range(from);
  for (auto at = begin; at != end; ++at) all.push_back(at->second);
  return all;
}

std::string PackageEdit::related(std::string const& from, std::string_view type) { return target_of(relations(from), type); }

std::string PackageEdit::related_by_id(std::string const& from, std::string_view id) {
  for (PartRelation const& relation : relations(from)) {
    if (relation.id == id) return relation.target;
  }
  return {};
}

std::string PackageEdit::free_name(std::string_view before, std::string_view behind) const {
  for (std::size_t number = 1;; ++number) {
    std::string name = fmt::format("{}{}{}", before, number, behind);
    if (!contains(name)) return name;
  }
}

std::string PackageEdit::finish() {
  std::vector<std::pair<std::string, std::string>> files;
  for (auto& [name, document] : parts_) files.emplace_back(name, written(*document));
  for (auto& [name, content] : texts_) files.emplace_back(name, std::move(content));
  return files.empty() ? std::string(bytes_) : zip_with(bytes_, files);
}

std::string prefix_of(pugi::xml_node root) {
  const std::string_view name = root.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
}

std::string xml_characters(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') made += c;
  }
  return made;
}

}  // namespace tiaoli
