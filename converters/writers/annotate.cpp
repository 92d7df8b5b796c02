#include "converters/writers/annotate.hpp"

#include <algorithm>
#include <map>

namespace tiaoli {

std::vector<PlaceRemark> by_place(std::vector<Annotation> const& annotations) {
  using Key = std::pair<Place::Kind, std::array<std::uint16_t, 5>>;
  std::map<Key, PlaceRemark> places;
  for (Annotation const& one : annotations) {
    const auto [found, is_new] = places.try_emplace({one.place.kind, one.place.numbers}, PlaceRemark{one.place, one.severity, one.text});
    if (is_new || one.text.empty()) continue;
    PlaceRemark& remark = found->second;
    remark.severity = remark.text.empty() ? one.severity : std::max(remark.severity, one.severity);
    remark.text += (remark.text.empty() ? "" : "\n\n") + one.text;
  }
  std::vector<PlaceRemark> remarks;
  for (auto& [key, remark] : places) remarks.push_back(std::move(remark));
  return remarks;
}

std::string_view colour_of(PlaceRemark const& remark) {
  if (remark.text.empty()) return "FFF9E0";
  return remark.severity == Severity::error ? "FFC7CE" : remark.severity == Severity::warning ? "FFE699" : "DDEBF7";
}

}  // namespace tiaoli
