#include "mappings/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tiaoli {

using nlohmann::json;

JsonObject::JsonObject(json const& value, std::string place) : value_(value), place_(std::move(place)) {
  if (!value_.is_object()) fail("an object is expected here");
}

void JsonObject::fail(std::string_view what) const { throw MappingError(fmt::format("{}: {}", place_, what)); }

json const& JsonObject::any(char const* field) {
  const auto found = value_.find(field);
  if (found == value_.end()) fail(fmt::format("the field \"{}\" is missing", field));
  asked_.emplace_back(field);
  return *found;
}

std::string JsonObject::string(char const* field) {
  json const& value = any(field);
  if (!value.is_string()) fail(fmt::format("the field \"{}\" must be a string", field));
  return value.get<std::string>();
}

std::string JsonObject::string_or(char const* field, std::string fallback) {
  return has(field) ? string(field) : std::move(fallback);
}

bool JsonObject::flag(char const* field) {
  if (!has(field)) return false;
  json const& value = any(field);
  if (!value.is_boolean()) fail(fmt::format("the field \"{}\" must be true or false", field));
  return value.get<bool>();
}

std::vector<std::string> JsonObject::strings(char const* field) {
  json const& value = any(field);
  const bool all = value.is_array() && std::all_of(value.begin(), value.end(), [](json const& v) { return v.is_string(); });
  if (!all) fail(fmt::format("the field \"{}\" must be an array of strings", field));
  return value.get<std::vector<std::string>>();
}

std::vector<std::string> JsonObject::strings_or_none(char const* field) {
  return has(field) ? strings(field) : std::vector<std::string>{};
}

Text JsonObject::text(std::string const& field) {
  const std::string prefix = field.empty() ? "" : field + "_";
  return {string((prefix + "zh").c_str()), string((prefix + "en").c_str())};
}

Text JsonObject::text_or_none(std::string const& field) {
  const std::string prefix = field + "_";
  return {string_or((prefix + "zh").c_str(), ""), string_or((prefix + "en").c_str(), "")};
}

std::vector<JsonObject> JsonObject::objects(char const* field) {
  json const& value = any(field);
  if (!value.is_array()) fail(fmt::format("the field \"{}\" must be an array", field));
  std::vector<JsonObject> made;
  for (std::size_t i = 0; i < value.size(); ++i) made.emplace_back(value[i], fmt::format("{}/{}/{}", place_, field, i));
  return made;
}

void JsonObject::finish() const {
  for (auto const& [field, value] : value_.items()) {
    if (std::find(asked_.begin(), asked_.end(), field) == asked_.end()) fail(fmt::format("unknown field \"{}\"", field));
  }
}

namespace {

/// Where a parser stands in a JSON text.
class Path {
 public:
  void enter(bool array) {
    next_item();
    levels_.push_back({array, -1, {}, {}});
  }
  void leave() { levels_.pop_back(); }
  void next_item() {
    if (!levels_.empty() && levels_.back().array) ++levels_.back().index;
  }
  /// Whether the key is new in its object.
  bool enter_key(std::string key) {
    levels_.back().key = key;
    return levels_.back().seen.insert(std::move(key)).second;
  }
  /// The JSON pointer of the object that is being read.
  std::string pointer() const {
    std::string text;
    for (std::size_t i = 0; i + 1 < levels_.size(); ++i) {
      text += "/" + (levels_[i].array ? std::to_string(levels_[i].index) : levels_[i].key);
    }
    return text;
  }

 private:
  struct Level {
    bool array = false;
    int index = -1;
    std::string key;
    std::set<std::string> seen;
  };
  std::vector<Level> levels_;
};

}  // namespace

json parse_strictly(std::string_view file, std::string_view text) {
  Path path;
  const auto watch = [&](int, json::parse_event_t event, json& value) {
    switch (event) {
      case json::parse_event_t::object_start: path.enter(false); break;
      case json::parse_event_t::array_start: path.enter(true); break;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end: path.leave(); break;
      case json::parse_event_t::value: path.next_item(); break;
      case json::parse_event_t::key:
        if (!path.enter_key(value.get<std::string>())) {
          throw MappingError(fmt::format("{}{}: the key \"{}\" stands twice in one object", file, path.pointer(), value.get<std::string>()));
        }
        break;
    }
    return true;
  };
  try {
    return json::parse(text, watch);
  } catch (json::parse_error const& error) {
    throw MappingError(fmt::format("{}: {}", file, error.what()));
  }
}

}  // namespace tiaoli
