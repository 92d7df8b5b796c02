#pragma once
// The numbers that a word processor sets before paragraphs and does not store in them.
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace tiaoli {

/// `number` in a format of WordprocessingML (`chineseCounting`, `decimal`, `upperRoman`, …); in digits when the format is not
/// known, and nothing for `none` and `bullet`.
std::string numeral(std::size_t number, std::string_view format);

/// Counts the numbered paragraphs of one document, which are asked for in its order.
class ParagraphNumbers {
 public:
  /// From word/numbering.xml and word/styles.xml; either can be an empty document.
  ParagraphNumbers(pugi::xml_document const& numbering, pugi::xml_document const& styles);

  /// What stands before the paragraph with these properties (`w:pPr`), as U+4E00 U+3001; empty for most.
  std::string next(pugi::xml_node properties);

 private:
  static constexpr std::size_t most_levels = 9;
  struct Level {
    std::size_t start = 1;
    std::string format = "decimal", text, style;
    bool is_legal = false, restarts = true, is_apart = true;
  };
  using Levels = std::array<Level, most_levels>;
  struct List {
    std::size_t counters = 0;  ///< of the list that it shares its counting with
    Levels levels;
    std::array<std::optional<std::size_t>, most_levels> starts_anew;
  };
  /// A list, 0 for none, and the level in it.
  struct Place {
    std::size_t list = 0;
    std::optional<std::size_t> level;
  };
  struct Style {
    std::string based_on;
    Place place;
  };

  static Level level_of(pugi::xml_node node);
  static Place place_of(pugi::xml_node properties);
  void read_lists(pugi::xml_node numbering);
  void read_styles(pugi::xml_node styles);
  Place place_of_style(std::string_view id) const;
  std::string text_of_level(List const& list, std::size_t level) const;

  std::map<std::size_t, List> lists_;
  std::map<std::string, Style, std::less<>> styles_;
  std::string usual_style_;  ///< of paragraphs that name none
  std::map<std::size_t, std::array<std::optional<std::size_t>, most_levels>> counters_;
};

}  // namespace tiaoli
