#include "mappings/phrases.hpp"

#include <algorithm>

#include "mappings/registry.hpp"

namespace tiaoli {

std::uint16_t WordFinder::add(std::string const& key) {
  auto& here = begins_with_[slot(key.data())];
  const auto known = std::find_if(here.begin(), here.end(), [&](std::uint16_t number) { return words_[number] == key; });
  if (known != here.end()) return *known;
  const auto number = static_cast<std::uint16_t>(words_.size());
  words_.push_back(key);
  const auto shorter = std::find_if(here.begin(), here.end(), [&](std::uint16_t other) { return words_[other].size() < key.size(); });
  here.insert(shorter, number);
  return number;
}

Phrase const* Phrases::find(std::string_view id) const {
  const auto found = std::find_if(phrases.begin(), phrases.end(), [&](Phrase const& phrase) { return phrase.id == id; });
  return found == phrases.end() ? nullptr : &*found;
}

}  // namespace tiaoli
