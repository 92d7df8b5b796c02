#pragma once
// Strict reading of the mapping files: every field is asked for by name, a field nobody asked for or
// a key given twice is an error, and every error names its place.
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "mappings/registry.hpp"

namespace tiaoli {

/// One object of a mapping file. Field access throws MappingError with file and JSON pointer.
class JsonObject {
 public:
  JsonObject(nlohmann::json const& value, std::string place);

  std::string string(char const* field);
  std::string string_or(char const* field, std::string fallback);
  bool flag(char const* field);
  std::vector<std::string> strings(char const* field);
  std::vector<std::string> strings_or_none(char const* field);
  /// A text in both languages: `field_zh` and `field_en`, or `zh` and `en` when `field` is empty.
  Text text(std::string const& field);
  Text text_or_none(std::string const& field);
  nlohmann::json const& any(char const* field);
  bool has(char const* field) const { return value_.contains(field); }
  /// The objects of an array field.
  std::vector<JsonObject> objects(char const* field);
  /// To be called last: throws when the object has a field that was not asked for.
  void finish() const;

  [[noreturn]] void fail(std::string_view what) const;
  std::string const& place() const { return place_; }

 private:
  nlohmann::json const& value_;
  std::string place_;
  std::vector<std::string> asked_;
};

/// Parses `text`; throws MappingError when it is no JSON or has a key twice in one object.
nlohmann::json parse_strictly(std::string_view file, std::string_view text);

}  // namespace tiaoli
