#pragma once
// How a sheet is set as a document: the outline of the report, the printed tables, the words between them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiaoli {

/// A heading printed over several column groups of a table, as 行政诉讼 over its two routes.
struct LayoutOver {
  std::string label;
  std::vector<std::string> groups;
};

/// One printed table. It may hold several tables of the form, one below the other.
struct LayoutTable {
  std::vector<std::string> tables;  ///< ids; an edition prints those it has
  bool titled = false;              ///< each table of the form begins with its label across the whole width
  std::string stub;                 ///< printed over the row labels
  std::string unit;                 ///< head of the column of units; empty when units are not printed
  std::string no_unit;              ///< printed as the unit of a heading row
  std::string over;                 ///< printed over all columns
  std::vector<LayoutOver> over_groups;
};

/// One section of a report. Without a title it has no heading of its own.
struct LayoutSection {
  std::string id;
  std::string number;
  std::string title;
  std::vector<std::string> aliases;  ///< other titles of the same section
  std::vector<LayoutTable> tables;
};

/// Old headings with one of these words in them belong into a section.
struct HeadingRule {
  std::vector<std::string> words;
  std::size_t section = 0;
};

/// Something that the law wants a report to speak of. It does when one of the words stands in it.
struct RequiredContent {
  std::string id;
  std::string zh, en;  ///< how it is called
  std::vector<std::string> words;
  bool minor = false;  ///< its lack is worth a hint only
  std::string basis;
};

/// The report that an edition prescribes. `headings` are asked in order, after the titles themselves.
struct LayoutOutline {
  std::vector<std::string> editions;
  std::vector<LayoutSection> sections;
  std::vector<HeadingRule> headings;
  std::vector<RequiredContent> contents;
  std::size_t introduction = 0;  ///< the section for what stands before the first heading
  std::size_t others = 0;        ///< the section for headings that no rule names
};

/// The words of a document. Those with {names} are templates, see fill().
struct LayoutWords {
  std::string title, old_heading, note_mark, small_mark, sum_sign, close_sign, none_mark, interval, at_least, at_most;
  std::string sum, close, bounded;
  std::string notes_heading, converted, copied;
  std::string plain_legend, sum_legend, close_legend, bounded_legend, open_legend, none_legend;
  std::string note, note_without_source, remark_note, figure_of, derived, estimated, path_separator, list_separator;
  std::string losses_heading, loss, extras_heading;
  std::string notes_sheet, losses_sheet, loss_cell, loss_label, loss_value, loss_unit, loss_why;
};

/// A typeface by its name, by the one to use where it is missing, and as a CSS font list.
struct LayoutFont {
  std::string name, fallback, web;
};

struct LayoutFonts {
  LayoutFont title, heading, subheading, body, table, latin;
};

struct DocumentLayout {
  std::vector<LayoutOutline> outlines;
  LayoutWords words;
  LayoutFonts fonts;

  /// The outline for an edition, or nullptr when the data has none.
  LayoutOutline const* outline_of(std::string_view edition) const;
};

/// Puts the values of `names` in the place of their {name} in `words`.
std::string fill(std::string_view words, std::vector<std::pair<std::string_view, std::string>> const& names);

}  // namespace tiaoli
