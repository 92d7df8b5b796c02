// L1xx: sections that are missing, repeated or misnumbered.
#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "lint/families.hpp"

namespace tiaoli {
namespace {

/// 一 … 十
constexpr std::array<std::string_view, 10> numerals = {"\u4E00", "\u4E8C", "\u4E09", "\u56DB", "\u4E94", "\u516D", "\u4E03", "\u516B", "\u4E5D", "\u5341"};

/// The value of a heading's number up to 十九, or 0.
int value_of(std::string_view number) {
  int value = 0;
  for (std::size_t at = 0; at + 3 <= number.size();) {
    const auto found = std::find(numerals.begin(), numerals.end(), number.substr(at, 3));
    if (found == numerals.end()) {
      ++at;
      continue;
    }
    value += static_cast<int>(found - numerals.begin()) + 1;
    at += 3;
  }
  return value < 20 ? value : 0;
}

class OutlineLint {
 public:
  OutlineLint(LintContext const& context, Diagnostics& diagnostics) : report_(context.report), registry_(context.registry), diagnostics_(diagnostics) {}

  void lint() {
    check_numbers();
    auto edition = report_.edition;
    if (!edition && report_.outline.year) edition = registry_.edition_of_year(*report_.outline.year);
    if (!edition) return;
    LayoutOutline const* const outline = registry_.layout().outline_of(registry_.editions()[*edition].id);
    if (outline == nullptr || headings() < few_headings) return;  // without an outline of its own nothing is missing from it
    check_contents(*outline);
    check_sections(*outline);
  }

 private:
  static constexpr std::ptrdiff_t few_headings = 2;

  std::ptrdiff_t headings() const {
    return std::count_if(report_.outline.sections.begin(), report_.outline.sections.end(), [](Section const& section) { return section.level == 1; });
  }

  /// 一, 二, 三, 三. A list that begins again at 一 is another one: an annex, a notice that is quoted.
  void check_numbers() {
    int before = 0;
    for (Section const& section : report_.outline.sections) {
      if (section.level != 1) continue;
      const int number = value_of(section.number);
      if (number == 0) continue;
      if (number == before && number > 1) {
        add("L104", section, {{"number", section.number}, {"title", section.title}});
      } else if (before > 0 && number > before + 1) {
        add("L105", section, {{"number", section.number}, {"title", section.title}});
      }
      before = number;
    }
  }

  /// A search that is not slowed down by the first byte, which all Han characters share with thousands of others.
  static bool stands_in(std::string_view text, std::string_view word) { return memmem(text.data(), text.size(), word.data(), word.size()) != nullptr; }

  void check_contents(LayoutOutline const& outline) {
    for (RequiredContent const& content : outline.contents) {
      const bool found = std::any_of(report_.outline.sections.begin(), report_.outline.sections.end(), [&](Section const& section) {
        return std::any_of(content.words.begin(), content.words.end(), [&](std::string const& word) {
          return stands_in(section.title, word) || stands_in(section.text, word);
        });
      });
      if (found) continue;
      diagnostics_.push_back({.code = content.minor ? "L102" : "L101", .arguments = {{"content_zh", content.zh}, {"content_en", content.en}}, .basis = content.basis});
    }
  }

  void check_sections(LayoutOutline const& outline) {
    for (Section const& section : report_.outline.sections) keys_.push_back(registry_.key()(section.title));
    for (std::size_t i = 0; i < outline.sections.size(); ++i) {
      LayoutSection const& wanted = outline.sections[i];
      if (wanted.number.empty()) continue;
      const std::string key = registry_.key()(wanted.title);
      Section const* found = nullptr;
      bool titled = false;
      for (Section const& section : report_.outline.sections) {
        if (section.level == 0) continue;
        titled = titled || key_of(section) == key;
        if (found == nullptr && speaks_of(outline, section, i)) found = &section;
      }
      if (titled) continue;
      if (found == nullptr) {
        diagnostics_.push_back({.code = "L103", .arguments = {{"number", wanted.number}, {"title", wanted.title}}});
        continue;
      }
      if (value_of(found->number) == value_of(wanted.number)) {
        add("L106", *found, {{"printed", found->title}, {"number", wanted.number}, {"title", wanted.title}});
      }
    }
  }

  std::string const& key_of(Section const& section) const { return keys_[static_cast<std::size_t>(&section - report_.outline.sections.data())]; }

  bool speaks_of(LayoutOutline const& outline, Section const& section, std::size_t wanted) const {
    std::string const& key = key_of(section);
    LayoutSection const& here = outline.sections[wanted];
    const auto is_key = [&](std::string const& alias) { return registry_.key()(alias) == key; };
    if (std::any_of(here.aliases.begin(), here.aliases.end(), is_key)) return true;
    if (section.level == 1 && value_of(section.number) == value_of(here.number)) return true;
    for (HeadingRule const& rule : outline.headings) {
      const bool fits = std::any_of(rule.words.begin(), rule.words.end(), [&](std::string const& word) { return section.title.find(word) != std::string::npos; });
      if (fits) return rule.section == wanted;
    }
    return false;
  }

  void add(char const* code, Section const& section, std::vector<std::pair<std::string_view, std::string>> arguments) {
    diagnostics_.push_back({.code = code, .at = section.at, .arguments = std::move(arguments)});
  }

  Report const& report_;
  Registry const& registry_;
  Diagnostics& diagnostics_;
  std::vector<std::string> keys_;  ///< by section: of its title
};

}  // namespace

void lint_outline(LintContext const& context, Diagnostics& diagnostics) { OutlineLint(context, diagnostics).lint(); }

}  // namespace tiaoli
