#pragma once
// A converted sheet as the order prescribes it, laid out once for all writers: title, sections with the old report's
// prose and the printed tables, footnotes and losses.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// How the figure of a cell stands: the five fidelities, and what a sheet of the same edition printed for no number.
enum class Standing : std::uint8_t { exact, sum, close, bounded, none, mark, blank, unreadable };

/// What stands in a cell of the form. `value` is empty unless one number is known.
struct Figure {
  Standing standing = Standing::none;
  std::string text;            ///< the number, the interval, or the mark of nothing known
  std::optional<Decimal> value;
  std::string sign;            ///< `=` for a sum, `≈` for a close relation
  std::uint16_t note = 0;      ///< the number of its footnote, or 0
};

/// A footnote under the form, with its number and all it says.
struct FormNote {
  std::uint16_t number = 0;
  std::string text;
};

/// One rectangle of a printed table. Together the rectangles of a table cover it without overlap.
struct FormCell {
  enum class Role : std::uint8_t {
    title,   ///< the name of a block across the whole width
    head,    ///< of columns, or over the row labels
    label,   ///< of a row
    unit,
    figure,
    empty    ///< no cell of the form
  };
  std::uint16_t row = 0, column = 0, rows = 1, columns = 1;
  Role role = Role::empty;
  std::string text{};      ///< of all but figures
  std::uint16_t depth = 0; ///< how far a label of a list is indented
  Figure figure{};
};

/// One printed table. `cells` are in reading order; `widths` are relative, one a column.
struct FormTable {
  std::string name;
  std::uint16_t rows = 0, columns = 0;
  std::uint16_t head_rows = 0;  ///< to be repeated on every page
  std::vector<double> widths;
  std::vector<FormCell> cells;

  /// row → column → index into `cells` of the cell that covers the place.
  std::vector<std::vector<std::uint16_t>> grid() const;
};

/// Prose of the old report: a heading as printed, if any, and the lines under it.
struct FormProse {
  std::string heading;
  int level = 0;          ///< 0 without a heading, 1 for 一、, 2 for （一）
  bool foreign = false;   ///< a heading of the old outline below one of the new
  std::vector<std::string> lines;
};

struct FormSection {
  std::string heading;   ///< may be empty
  bool numbered = true;  ///< a chapter; otherwise its heading is the title of its table
  std::vector<FormTable> tables;
  std::vector<FormProse> prose;
};

/// A printed number without a place in the form.
struct FormLoss {
  CellId cell;
  std::string id, label, value, unit, why;
};

struct Form {
  std::string title;
  std::vector<FormSection> sections;
  std::vector<std::string> legend;  ///< where the figures come from and what their signs mean
  std::vector<FormNote> notes;
  std::vector<FormLoss> losses;
  std::vector<std::string> loss_lines;  ///< the same in words, one line for each row and reason
  std::vector<std::string> extras;  ///< printed rows outside the national form
};

/// Lays out `conversion` of `report`. Texts are those of Registry::layout(), in Chinese.
Form lay_out(Report const& report, Conversion const& conversion, Registry const& registry);

/// The mark of a figure's footnote, empty without one: `（≈注2）`.
std::string note_mark(Figure const& figure, LayoutWords const& words);
/// The same as a small raised sign: `(≈2)`.
std::string small_mark(Figure const& figure, LayoutWords const& words);

}  // namespace tiaoli
