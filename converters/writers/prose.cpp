#include "converters/writers/prose.hpp"

#include <algorithm>

namespace tiaoli {
namespace {

class Sorter {
 public:
  Sorter(LayoutOutline const& outline, Registry const& registry) : outline_(outline), registry_(registry) {}

  /// The section that a heading belongs to, and whether it is that section's own heading.
  std::pair<std::size_t, bool> section_of(std::string const& title) const {
    const std::string key = registry_.key()(title);
    for (std::size_t s = 0; s < outline_.sections.size(); ++s) {
      LayoutSection const& section = outline_.sections[s];
      if (section.title.empty()) continue;
      if (key == registry_.key()(section.title)) return {s, true};
      for (std::string const& alias : section.aliases) {
        if (key == registry_.key()(alias)) return {s, false};
      }
    }
    for (HeadingRule const& rule : outline_.headings) {
      for (std::string const& word : rule.words) {
        if (key.find(registry_.key()(word)) != std::string::npos) return {rule.section, false};
      }
    }
    return {outline_.others, false};
  }

 private:
  LayoutOutline const& outline_;
  Registry const& registry_;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
  }
  return lines;
}

}  // namespace

void add_prose(Outline const& report, LayoutOutline const& outline, Registry const& registry, std::vector<FormSection>& sections) {
  const Sorter sorter(outline, registry);
  std::size_t place = outline.introduction;
  const std::string title = registry.key()(report.title);
  bool title_met = title.empty();
  for (Section const& section : report.sections) {
    FormProse prose;
    bool own = false;
    if (section.level == 1) std::tie(place, own) = sorter.section_of(section.title);
    prose.lines = lines_of(section.text);
    const auto line = std::find_if(prose.lines.begin(), prose.lines.end(), [&](std::string const& l) { return registry.key()(l) == title; });
    if (!title_met && line != prose.lines.end()) {
      prose.lines.erase(line);
      title_met = true;
    }
    if (section.level > 0 && !own) {
      prose.heading = section.number + section.title;
      prose.level = section.level;
      prose.foreign = section.level == 1 && !outline.sections[place].title.empty();
      if (prose.foreign) prose.heading = fill(registry.layout().words.old_heading, {{"heading", prose.heading}});
    }
    if (!prose.heading.empty() || !prose.lines.empty()) sections[place].prose.push_back(std::move(prose));
  }
}

}  // namespace tiaoli
