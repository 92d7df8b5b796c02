// Rows by their labels.
#include "converters/binding/row_binder.hpp"

namespace tiaoli::binding {

using ast::CellKind;
using What = LabelUse::What;

auto RowBinder::values(ast::Row const& row) const -> Values {
  Values counted;
  for (std::uint32_t i = 0; i < row.value_count; ++i) {
    const CellKind kind = document_.cells[row.first_value() + i].kind;
    ++counted.cells;
    if (kind == CellKind::mark) ++counted.marks;
    if (kind == CellKind::number || kind == CellKind::garbled) ++counted.numbers;
    if (kind == CellKind::number) ++counted.readable;
  }
  return counted;
}

auto RowBinder::read_labels(std::uint32_t row) const -> Reading {
  Reading reading;
  for (Hit const& hit : hits_.of_row(row)) {
    if (hit.use.edition != edition_index_ || hit.use.what != What::row) continue;
    if (hit.cell != reading.label_cell) reading.form_rows.clear();
    reading.label_cell = hit.cell;
    reading.glued = hit.glued;
    reading.form_rows.push_back(hit.use.index);
  }
  bool last_is_unlabelled = false;
  for (Hit const& hit : hits_.of_row(row)) {
    if (hit.use.edition != edition_index_) continue;
    if (hit.use.what == What::table) reading.names_table = true;
    if (hit.use.what == What::head) reading.head_words = true;
    if (hit.use.what != What::column && hit.use.what != What::group) continue;
    const bool is_the_label = !reading.form_rows.empty() && hit.cell == reading.label_cell;
    if (is_the_label) continue;
    const bool unlabelled = is_unlabelled(edition_.columns[hit.use.index].table);
    if (hit.cell != reading.last_head) {
      ++reading.head_cells;
      reading.unlabelled_hits += unlabelled ? 1U : 0U;
      last_is_unlabelled = unlabelled;
      reading.last_head = hit.cell;
    } else if (last_is_unlabelled && !unlabelled) {  // 其他 and 总计 head columns of two tables
      --reading.unlabelled_hits;
      last_is_unlabelled = false;
    }
  }
  return reading;
}

bool RowBinder::is_unlabelled(std::uint16_t table) const {
  EditionTable const& t = edition_.tables[table];
  return t.row_count == 1 && edition_.rows[t.first_row].label.empty();
}

std::optional<std::uint16_t> RowBinder::unlabelled_row() const {
  for (EditionTable const& table : edition_.tables) {
    if (table.row_count == 1 && edition_.rows[table.first_row].label.empty()) return table.first_row;
  }
  return std::nullopt;
}

bool RowBinder::continues_row_before(std::uint32_t i) {
  ast::Row const& row = document_.rows[i];
  if (row.first_of_line || result_.rows.empty() || !hits_.of_row(i).empty() || document_.blocks[block_of_row_[i]].one_cell_a_line) return false;
  BoundRow& before = result_.rows.back();
  if (before.row + before.continued + 1 != i || row.has_unit) return false;
  const auto from = document_.cells.begin() + document_.rows[before.row].first_value();
  const auto to = document_.cells.begin() + row.first_cell + row.cell_count();
  const auto printed = std::count_if(from, to, [](ast::Cell const& cell) { return cell.kind != CellKind::blank; });
  if (printed > columns_of(before.form_row)) return false;
  ++before.continued;
  return true;
}

bool RowBinder::ends_label_before(std::uint32_t i) {
  constexpr std::size_t enough = 4 * 3;  // four Han characters
  if (result_.rows.empty() || !hits_.of_row(i).empty()) return false;
  BoundRow& before = result_.rows.back();
  const Values above = values(document_.rows[before.row]), here = values(document_.rows[i]);
  if (before.row + 1 != i || before.unfilled || above.numbers + above.marks > 0 || here.numbers + here.marks == 0) return false;
  EditionRow const& row = edition_.rows[before.form_row];
  const std::string words = label_key(document_, document_.rows[i], registry_, 0);
  if (words.size() < enough || registry_.key()(row.label + row.note).find(words) == std::string::npos) return false;
  before.row = bound_at_[before.form_row] = i;
  before.torn = true;
  before.label_cell = last_words(i);
  diagnostics_.push_back({.code = "B224",
                          .at = source_.position(place(i)),
                          .cells = cell_ids(before.form_row),
                          .arguments = {{"printed", shortened(printed_label(i))}, {"row", label(before.form_row)}}});
  return true;
}

void RowBinder::read_row(std::uint32_t i) {
  if (!is_form_[block_of_row_[i]]) {
    unresolved_.push_back({i, heads_, 0});
    return;
  }
  if (ends_label_before(i)) return;
  ast::Row const& row = document_.rows[i];
  Reading reading = read_labels(i);
  const Values printed = values(row);
  const bool has_values = printed.numbers + printed.marks > 0;
  const bool too_many = !reading.form_rows.empty() && printed.numbers + printed.marks > columns_of(reading.form_rows.front());
  // 总计 is the name of a column and of a row: without values, beside another column, it is the column.
  const bool one_is_enough = reading.form_rows.empty() || has_values || names_column(i, reading.label_cell);
  if (reading.head_cells >= 2 || (reading.head_cells == 1 && one_is_enough)) add_head(i, reading);

  const auto unlabelled = unlabelled_row();
  constexpr std::size_t enough_head = 2;
  if (unlabelled && head_unlabelled_ >= enough_head && bound_at_[*unlabelled] == none &&
      (reading.form_rows.empty() || too_many) && printed.cells * 2 > columns_of(*unlabelled) &&
      (printed.numbers + printed.marks > 0 || row.label_count == 0)) {
    bind_row(i, *unlabelled, How::label, false, 0);
    head_unlabelled_ = 0;
    return;
  }
  if (document_.blocks[block_of_row_[i]].one_cell_a_line) bind_unfilled_rows(i, reading);
  const bool blank_row = !reading.form_rows.empty() && reading.label_cell == last_words(i) && !names_column(i, reading.label_cell) &&
                         printed.cells >= columns_of(reading.form_rows.front());
  const bool head_only = !has_values && reading.head_cells >= 2 && !blank_row;
  if (reading.form_rows.empty() || head_only) {
    const bool nothing_known = reading.head_cells == 0 && !reading.names_table && !reading.head_words;
    const bool unknown_label = reading.form_rows.empty() && has_values && reading.head_cells > 0;
    if (nothing_known) unresolved_.push_back({i, heads_, 0});
    if (unknown_label) unresolved_.push_back({i, heads_, static_cast<std::uint16_t>(reading.last_head + 1)});
    return;
  }
  // Unknown words between a known label and the values: they are the row's own label.
  if (printed.cells > 0 && reading.label_cell != last_words(i)) {
    unresolved_.push_back({i, heads_, static_cast<std::uint16_t>(reading.label_cell + 1)});
    return;
  }
  const auto form_row = choose(reading.form_rows, printed.numbers > 0);
  if (!form_row) {
    result_.headings_with_values.push_back(i);
    return;
  }
  EditionRow const& meant = edition_.rows[*form_row];
  if (meant.heading) {
    last_ = *form_row;
    touched_blocks_[block_of_row_[i]] = true;
    return;
  }
  // 总计 or 其他 alone in a line is a piece of a column head, not a row without values.
  const bool bare = printed.numbers + printed.marks == 0 && !row.has_unit && printed.cells < columns_of(*form_row);
  if (bare && names_column(i, reading.label_cell)) return;
  bind_row(i, *form_row, How::label, reading.glued, reading.label_cell);
  if (reading.glued) {
    diagnostics_.push_back({.code = "B224",
                            .at = source_.position(place(i)),
                            .cells = cell_ids(*form_row),
                            .arguments = {{"printed", shortened(printed_label(i))}, {"row", label(*form_row)}}});
  }
}

void RowBinder::bind_unfilled_rows(std::uint32_t row, Reading const& reading) {
  std::vector<std::uint16_t> candidates;
  const auto hits = hits_.of_row(row);
  for (std::size_t h = 0; h < hits.size(); ++h) {
    Hit const& hit = hits[h];
    if (hit.cell >= reading.label_cell) break;
    if (hit.use.edition == edition_index_ && hit.use.what == What::row && !edition_.rows[hit.use.index].heading) candidates.push_back(hit.use.index);
    const bool last_of_cell = h + 1 == hits.size() || hits[h + 1].cell != hit.cell;
    if (!last_of_cell || candidates.empty()) continue;
    const auto form_row = choose(std::exchange(candidates, {}), true);
    if (form_row && bound_at_[*form_row] == none && !names_column(row, hit.cell)) {
      bind_row(row, *form_row, How::label, false, hit.cell);
      result_.rows.back().unfilled = true;
    }
  }
}

bool RowBinder::names_column(std::uint32_t row, std::uint16_t cell) const {
  const auto hits = hits_.of_row(row);
  return std::any_of(hits.begin(), hits.end(), [&](Hit const& hit) {
    return hit.use.edition == edition_index_ && hit.cell == cell && hit.use.what == What::column;
  });
}

void RowBinder::add_head(std::uint32_t row, Reading const& reading) {
  if (data_since_head_) {
    heads_.clear();
    head_unlabelled_ = 0;
    data_since_head_ = false;
  }
  heads_.push_back(row);
  head_unlabelled_ += reading.unlabelled_hits;
}

std::optional<std::uint16_t> RowBinder::choose(std::vector<std::uint16_t> candidates, bool has_numbers) const {
  if (has_numbers) {
    std::erase_if(candidates, [&](std::uint16_t r) { return edition_.rows[r].heading; });
    if (candidates.empty()) return std::nullopt;
  }
  const auto free = [&](std::uint16_t r) { return bound_at_[r] == none; };
  for (const std::uint16_t r : candidates) {
    if (free(r) && last_ && r > *last_) return r;
  }
  const auto any_free = std::find_if(candidates.begin(), candidates.end(), free);
  return any_free != candidates.end() ? *any_free : candidates.front();
}

void RowBinder::bind_row(std::uint32_t row, std::uint16_t form_row, How how, bool torn, std::uint16_t label_cell) {
  data_since_head_ = true;
  touched_blocks_[block_of_row_[row]] = true;
  if (bound_at_[form_row] != none) {
    report_repetition(row, form_row);
    return;
  }
  bound_at_[form_row] = row;
  last_ = form_row;
  result_.rows.push_back({row, form_row, how, torn, 0, false, label_cell, heads_});
}

void RowBinder::report_repetition(std::uint32_t row, std::uint16_t form_row) {
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    const auto numbers = [&](std::uint32_t r) {
      std::vector<std::string_view> texts;
      ast::Row const& printed = document_.rows[r];
      for (std::uint32_t i = 0; i < printed.value_count; ++i) {
        ast::Cell const& cell = document_.cells[printed.first_value() + i];
        if (cell.kind != CellKind::blank) texts.push_back(cell.text);
      }
      return texts;
    };
    return numbers(a) == numbers(b);
  };
  const bool repeated = same(row, bound_at_[form_row]);
  diagnostics_.push_back({.code = repeated ? "B207" : "B206",
                          .at = source_.position(place(row)),
                          .cells = cell_ids(form_row),
                          .arguments = {{"row", label(form_row)},
                                        {"line", std::to_string(source_.position(place(bound_at_[form_row])).line)}}});
  if (!repeated) result_.leftovers.push_back(row);
}

}  // namespace tiaoli::binding
