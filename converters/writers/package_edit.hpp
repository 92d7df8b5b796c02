#pragma once
// Changing some parts of an office document and leaving all others as they are, to the byte.
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/readers/package.hpp"

namespace tiaoli {

/// A package that is being changed. What cannot be done is a std::runtime_error: the reader took the file a moment ago.
class PackageEdit {
 public:
  /// `bytes` have to stay where they are.
  explicit PackageEdit(std::string_view bytes);

  Package& package() { return package_; }
  bool contains(std::string const& name) const;
  /// The root of a part, to be changed; it is written again in the end.
  pugi::xml_node part(std::string const& name);
  /// A new part; `root` is its whole content, and its type goes into the list of types.
  pugi::xml_node add_part(std::string const& name, std::string_view root, std::string_view content_type);
  /// The content of a part that need not be XML.
  std::string text(std::string const& name);
  void set_text(std::string const& name, std::string content) { texts_[name] = std::move(content); }
  /// Says what files with this ending are, unless that is said already.
  void add_default_type(std::string_view ending, std::string_view content_type);
  /// Relates `from` to `to`; the answer is the relation's id. `type` is what follows the last slash.
  std::string add_relation(std::string const& from, std::string const& to, std::string_view type);
  /// The part that `from` relates to by a type, or by the id of a relation; empty when there is none.
  std::string related(std::string const& from, std::string_view type);
  std::string related_by_id(std::string const& from, std::string_view id);
  /// A name that no part has: `before`, a number, `behind`.
  std::string free_name(std::string_view before, std::string_view behind) const;

  /// The bytes of the changed document.
  std::string finish();

 private:
  pugi::xml_node types();
  /// All relations of a part, those that were added too.
  std::vector<PartRelation> relations(std::string const& from);

  std::string_view bytes_;
  Package package_;
  std::map<std::string, std::unique_ptr<pugi::xml_document>> parts_;
  std::map<std::string, std::string> texts_;
  std::multimap<std::string, PartRelation> added_;
};

/// The prefix by which elements of `root` are written, colon included; empty when their namespace is the default one.
std::string prefix_of(pugi::xml_node root);
/// `text` without the characters that XML cannot hold.
std::string xml_characters(std::string_view text);
/// Where the types of relations are defined, up to the last slash.
inline constexpr std::string_view relation_types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

}  // namespace tiaoli
