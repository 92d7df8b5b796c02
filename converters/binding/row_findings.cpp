// What is left over, missing or out of order, and the texts that say so.
#include "converters/binding/row_binder.hpp"

namespace tiaoli::binding {

using ast::CellKind;
using What = LabelUse::What;

void RowBinder::report_unread_words(std::vector<Unresolved> const& rows, Neighbours const& around) {
  std::vector<std::uint32_t> heads;
  for (Unresolved const& unresolved : rows) {
    const std::uint32_t row = unresolved.row;
    if (printed_label(row).empty() || is_title(row)) continue;
    const bool before_its_table = !around.before || (around.after && edition_.rows[*around.before].table != edition_.rows[*around.after].table);
    if (before_its_table || !around.after) {
      heads.push_back(row);
    } else {
      report_row("B204", row);
      result_.leftovers.push_back(row);
    }
  }
  if (!heads.empty()) {
    diagnostics_.push_back({.code = "B210",
                            .at = source_.position(place(heads.front())),
                            .arguments = {{"count", std::to_string(heads.size())}}});
  }
}

bool RowBinder::is_title(std::uint32_t row) const {
  const std::string_view text = document_.rows[row].text;
  const auto inside = [&](ast::Title const& title) { return !title.text.empty() && text.find(title.text) != std::string_view::npos; };
  return inside(document_.title) || inside(document_.table_title);
}

void RowBinder::report_ignored(std::uint32_t block) {
  ast::Row const& first = document_.rows[document_.blocks[block].first_row];
  diagnostics_.push_back({.code = "B211",
                          .at = source_.position(document_.cells[first.first_cell].text),
                          .arguments = {{"count", std::to_string(document_.blocks[block].row_count)}}});
}

void RowBinder::report_row(std::string_view code, std::uint32_t row) {
  diagnostics_.push_back({.code = std::string(code), .at = source_.position(place(row)), .arguments = {{"printed", shortened(printed_label(row))}}});
}

std::string RowBinder::shortened(std::string text) {
  constexpr std::size_t enough = 60;
  if (text.size() <= enough) return text;
  std::size_t end = enough;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

void RowBinder::report_order() {
  std::uint16_t highest = 0;
  for (BoundRow const& bound : result_.rows) {
    if (bound.form_row < highest) {
      diagnostics_.push_back({.code = "B212",
                              .at = source_.position(place(bound.row)),
                              .cells = cell_ids(bound.form_row),
                              .arguments = {{"row", label(bound.form_row)}, {"other", label(highest)}}});
    }
    highest = std::max(highest, bound.form_row);
  }
}

void RowBinder::report_missing() {
  for (EditionTable const& table : edition_.tables) {
    std::vector<std::uint16_t> missing;
    std::size_t present = 0;
    for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
      if (edition_.rows[r].heading) continue;
      if (bound_at_[r] == none) {
        missing.push_back(r);
      } else {
        ++present;
      }
    }
    if (missing.empty()) continue;
    if (present == 0) {
      diagnostics_.push_back({.code = "B213", .arguments = {{"table", table.label}, {"count", std::to_string(missing.size())}}});
      continue;
    }
    for (const std::uint16_t r : missing) {
      diagnostics_.push_back({.code = "B205", .at = nearest(r), .cells = cell_ids(r), .arguments = {{"row", label(r)}}});
    }
  }
}

Position RowBinder::nearest(std::uint16_t form_row) const {
  for (std::size_t r = form_row; r-- > 0;) {
    if (bound_at_[r] != none) return source_.position(place(bound_at_[r]));
  }
  return {};
}

std::string_view RowBinder::place(std::uint32_t row) const {
  ast::Row const& printed = document_.rows[row];
  for (std::uint32_t i = printed.label_count; i-- > 0;) {
    ast::Cell const& cell = document_.cells[printed.first_cell + i];
    if (cell.kind == CellKind::words) return cell.text;
  }
  return document_.cells[printed.first_cell].text;
}

std::string RowBinder::printed_label(std::uint32_t row) const {
  std::string text;
  ast::Row const& printed = document_.rows[row];
  for (std::uint32_t i = 0; i < printed.label_count; ++i) {
    ast::Cell const& cell = document_.cells[printed.first_cell + i];
    if (cell.kind == CellKind::words) text.append(text.empty() ? "" : " ").append(cell.text);
  }
  return text;
}

std::string RowBinder::label(std::uint16_t form_row) const {
  EditionRow const& row = edition_.rows[form_row];
  return row.label.empty() ? edition_.tables[row.table].label : row.number + row.label;
}

std::vector<std::string> RowBinder::cell_ids(std::uint16_t form_row) const {
  std::vector<std::string> ids;
  for (const std::int32_t cell : edition_.grid[form_row]) {
    if (cell >= 0) ids.push_back(edition_.cells[static_cast<std::size_t>(cell)].id);
  }
  return ids;
}

}  // namespace tiaoli::binding
