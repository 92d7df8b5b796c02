#pragma once
// DOCX and XLSX files as packages: XML parts in an archive, and the relations between them.
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "converters/readers/archive.hpp"
#include "converters/readers/failure.hpp"

namespace tiaoli {

/// The name of an element without its prefix: programs choose different ones for the same namespace.
std::string_view local_name(pugi::xml_node node);
/// The value of an attribute, by its name without prefix; empty when there is none.
std::string_view attribute_of(pugi::xml_node node, std::string_view name);
/// The first child element of this name, without prefix; the null node when there is none.
pugi::xml_node child_of(pugi::xml_node node, std::string_view name);
/// All character data right inside an element.
std::string text_of(pugi::xml_node node);
/// A number that stands in an attribute; `otherwise` when it is none, or negative, or above a million.
std::size_t number_of(std::string_view text, std::size_t otherwise);
/// Whether an on-or-off property is on: it is there, and its `val` does not say no.
bool is_on(pugi::xml_node property);

struct PartRelation {
  std::string id, type, target;  ///< the type is what follows the last slash: `styles`; the target is a part's name
};

class Package {
 public:
  /// Opens a package. Fails like Archive::open; an encrypted package, which is no archive, is told as such.
  static std::optional<Package> open(std::string_view bytes, ReadFailure& failure);

  /// Whether there is a part of this name.
  bool contains(std::string_view part) const { return archive_.contains(part); }
  /// The bytes of a part. Fails like Archive::read.
  std::optional<std::string> content(std::string_view part, ReadFailure& failure) { return archive_.read(part, failure); }
  /// Parses a part. Fails like Archive::read, and with broken, has_doctype, too_deep or too_large (too many elements).
  bool load(std::string const& part, pugi::xml_document& document, ReadFailure& failure);
  /// The same for a part that a document can do without: an empty name, or no part of that name, leaves the document empty.
  bool load_if_there(std::string const& part, pugi::xml_document& document, ReadFailure& failure);
  /// What a part relates to; of the package itself when `part` is empty. Nothing when that is missing or broken.
  std::vector<PartRelation> relations(std::string_view part);
  /// The part that holds the relations of a part, whether it is there or not.
  static std::string relations_part(std::string_view part);
  /// The part that is the document, as the package says, or `usual`.
  std::string main_part(std::string_view usual);

 private:
  explicit Package(Archive archive) : archive_(std::move(archive)) {}
  Archive archive_;
};

/// The target of the first relation of a type; empty when there is none.
std::string target_of(std::vector<PartRelation> const& relations, std::string_view type);

/// Whether `bytes` are an office document under a password, which is an OLE file and no archive.
bool is_encrypted_package(std::string_view bytes);

}  // namespace tiaoli
