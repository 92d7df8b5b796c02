#include "converters/writers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "model/diagnostic.hpp"

namespace tiaoli {
namespace {

std::string figure(ConvertedCell const& cell) {
  if (cell.value) {
    const std::string_view sign = cell.fidelity == Fidelity::sum ? "=" : cell.fidelity == Fidelity::close ? "~" : "";
    return cell.value->to_string() + std::string(sign);
  }
  if (cell.min && cell.max) return fmt::format("[{}, {}]", cell.min->to_string(), cell.max->to_string());
  return ".";
}

/// Lines of cells, each column as wide as its widest cell.
class Table {
 public:
  void add(std::vector<std::string> line) { lines_.push_back(std::move(line)); }

  template <typename Out>
  void write(Out out) const {
    std::vector<std::size_t> widths;
    for (auto const& line : lines_) {
      widths.resize(std::max(widths.size(), line.size()));
      for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
    }
    for (auto const& line : lines_) {
      for (std::size_t i = 0; i < line.size(); ++i) {
        const std::size_t padding = widths[i] - display_width(line[i]);
        if (i == 0) {
          fmt::format_to(out, "{}{:{}}", line[i], "", padding);
        } else {
          fmt::format_to(out, "  {:{}}{}", "", padding, line[i]);
        }
      }
      fmt::format_to(out, "\n");
    }
  }

 private:
  std::vector<std::vector<std::string>> lines_;
};

void add_rows(Table& table, Edition const& edition, EditionTable const& form, Conversion const& conversion) {
  for (std::uint16_t r = form.first_row; r < form.first_row + form.row_count; ++r) {
    EditionRow const& row = edition.rows[r];
    std::size_t depth = 0;
    for (auto parent = row.parent; parent; parent = edition.rows[*parent].parent) ++depth;
    std::vector<std::string> line{fmt::format("{:{}}{}{}", "", depth * 2, row.number, row.label)};
    for (std::uint16_t c = form.first_column; !row.heading && c < form.first_column + form.column_count; ++c) {
      const auto cell = edition.cell_at(r, c);
      line.push_back(cell ? figure(conversion.cells[*cell]) : "");
    }
    table.add(std::move(line));
  }
}

/// A table of one unlabelled row reads better with one line a column.
void add_columns(Table& table, Edition const& edition, EditionTable const& form, Conversion const& conversion) {
  for (std::uint16_t c = form.first_column; c < form.first_column + form.column_count; ++c) {
    const auto cell = edition.cell_at(form.first_row, c);
    if (cell) table.add({fmt::format("{} {}", edition.columns[c].group, edition.columns[c].label), figure(conversion.cells[*cell])});
  }
}

}  // namespace

std::string write_text(Report const& report, Conversion const& conversion, Registry const& registry, bool chinese) {
  Edition const& edition = registry.editions()[conversion.edition];
  fmt::memory_buffer out;
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{}\n{} -> {}  (=: sum  ~: close  .: none)\n", report.outline.title, registry.editions()[*report.edition].id, edition.id);
  for (EditionTable const& form : edition.tables) {
    fmt::format_to(to, "\n{}\n", form.label);
    Table table;
    const bool one_row = form.row_count == 1 && edition.rows[form.first_row].label.empty();
    if (one_row) {
      add_columns(table, edition, form, conversion);
    } else {
      std::vector<std::string> head{""};
      for (std::uint16_t c = form.first_column; c < form.first_column + form.column_count; ++c) head.push_back(edition.columns[c].label);
      table.add(std::move(head));
      add_rows(table, edition, form, conversion);
    }
    table.write(to);
  }
  if (!conversion.losses.empty()) {
    fmt::format_to(to, "\n");
    for (Loss const& loss : conversion.losses) {
      EditionCell const& cell = registry.cell(loss.cell);
      EditionRow const& row = registry.editions()[loss.cell.edition].rows[cell.row];
      fmt::format_to(to, "- {} {}{} {}: {}\n", cell.id, row.number, row.label, loss.value.to_string(), chinese ? loss.why.zh : loss.why.en);
    }
  }
  return fmt::to_string(out);
}

}  // namespace tiaoli
