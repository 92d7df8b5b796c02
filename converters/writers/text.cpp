#include "converters/writers/text.hpp"

#include <algorithm>
#include <vector>

#include "converters/writers/form.hpp"
#include "converters/writers/plain.hpp"
#include "model/diagnostic.hpp"

namespace tiaoli {
namespace {

using Role = FormCell::Role;

constexpr std::size_t tab_stop = 8;
/// A longer label does not push the columns of all other rows away.
constexpr std::size_t widest_label = 55;

struct TextCell {
  std::string text;
  bool spans = false;
};
using TextRow = std::vector<TextCell>;

/// The rows of a table with all labels in one column, indented; a label over several rows has a row of its own.
class TextTable {
 public:
  TextTable(FormTable const& table, LayoutWords const& words) : table_(table), words_(words) {
    for (FormCell const& cell : table.cells) {
      if (cell.role == Role::figure || cell.role == Role::unit) first_value_ = std::min(first_value_, cell.column);
    }
  }

  std::string write() {
    for (std::uint16_t r = 0; r < table_.rows; ++r) add_row(r);
    measure();
    std::string text;
    for (TextRow const& row : rows_) {
      for (std::size_t c = 0; c < row.size(); ++c) {
        text += row[c].text;
        if (c + 1 == row.size()) break;
        const std::size_t width = display_width(row[c].text);
        if (width + 1 < stops_[c]) text.append(stops_[c] - width - 1, ' ');  // one TAB a cell
        text += '\t';
      }
      text += '\n';
    }
    return text;
  }

 private:
  void add_row(std::uint16_t r) {
    TextRow row(static_cast<std::size_t>(table_.columns - first_value_) + (first_value_ > 0 ? 1U : 0U));
    const std::size_t shift = first_value_ > 0 ? first_value_ - 1U : 0U;
    for (FormCell const& cell : table_.cells) {
      if (cell.row != r) continue;
      std::string text = in_a_row(cell.role == Role::figure ? cell.figure.text + note_mark(cell.figure, words_) : cell.text);
      if (cell.role == Role::label) {
        text.insert(0, 2U * (cell.column + cell.depth), ' ');
        if (cell.rows > 1) {
          rows_.emplace_back(row.size()).front() = {std::move(text), false};
          continue;
        }
      }
      const bool over_labels = cell.column < first_value_;
      TextCell& place = row[over_labels ? 0 : cell.column - shift];
      place = {std::move(text), cell.role == Role::title || (cell.role == Role::head && (over_labels || cell.columns > 1))};
    }
    rows_.push_back(std::move(row));
  }

  void measure() {
    for (TextRow const& row : rows_) {
      stops_.resize(std::max(stops_.size(), row.size()));
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (!row[c].spans) stops_[c] = std::max(stops_[c], std::min(display_width(row[c].text), c == 0 ? widest_label : std::string::npos));
      }
    }
    for (std::size_t& width : stops_) width = (width / tab_stop + 1) * tab_stop;
  }

  FormTable const& table_;
  LayoutWords const& words_;
  std::uint16_t first_value_ = 0xFFFF;
  std::vector<TextRow> rows_;
  std::vector<std::size_t> stops_;
};

}  // namespace

std::string write_text(Report const& report, Conversion const& conversion, Registry const& registry) {
  const Form form = lay_out(report, conversion, registry);
  LayoutWords const& words = registry.layout().words;
  std::string text = form.title + "\n\n";
  for (FormSection const& section : form.sections) {
    if (!section.heading.empty()) text += section.heading + "\n\n";
    for (FormTable const& table : section.tables) text += TextTable(table, words).write() + "\n";
    for (FormProse const& prose : section.prose) {
      if (!prose.heading.empty()) text += prose.heading + "\n";
      for (std::string const& line : prose.lines) text += line + "\n";
      text += "\n";
    }
  }
  for (PlainList const& list : lists_of(form, words)) {
    text += list.heading + "\n";
    for (std::string const& line : list.lines) text += line + "\n";
    text += "\n";
  }
  text.pop_back();
  return text;
}

}  // namespace tiaoli
