// Rows without a known label: by likeness, by place, by shape.
#include "converters/binding/row_binder.hpp"

namespace tiaoli::binding {

using ast::CellKind;
using What = LabelUse::What;

void RowBinder::find_blocks() {
  block_of_row_.resize(document_.rows.size());
  touched_blocks_.resize(document_.blocks.size());
  for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
    ast::Block const& block = document_.blocks[b];
    for (std::uint32_t r = 0; r < block.row_count; ++r) block_of_row_[block.first_row + r] = b;
  }
  find_form_blocks();
}

void RowBinder::find_form_blocks() {
  constexpr std::size_t several = 3;
  is_form_.resize(document_.blocks.size());
  std::optional<std::uint32_t> last_form;
  for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
    ast::Block const& block = document_.blocks[b];
    if (block.kind != ast::BlockKind::table) continue;
    std::size_t heads = 0, rows = 0;
    for (std::uint32_t r = block.first_row; r < block.first_row + block.row_count; ++r) {
      const Reading reading = read_labels(r);
      const Values printed = values(document_.rows[r]);
      heads += reading.head_cells + (reading.names_table ? 1U : 0U);
      if (!reading.form_rows.empty() && (printed.readable + printed.marks > 0 || printed.cells >= columns_of(reading.form_rows.front()))) ++rows;
    }
    const bool follows = last_form && only_gaps(*last_form, b);
    is_form_[b] = heads > 0 || rows >= several || follows;
    if (is_form_[b]) last_form = b;
  }
}

bool RowBinder::only_gaps(std::uint32_t a, std::uint32_t b) const {
  return std::all_of(document_.blocks.begin() + a + 1, document_.blocks.begin() + b, [](ast::Block const& block) { return block.kind == ast::BlockKind::gap; });
}

bool RowBinder::adjacent(std::uint32_t a, std::uint32_t b) const {
  if (a > b) std::swap(a, b);
  for (std::uint32_t between = a + 1; between < b; ++between) {
    if (document_.blocks[between].kind != ast::BlockKind::gap && !touched_blocks_[between]) return false;
  }
  return true;
}

auto RowBinder::neighbours(std::uint32_t row) const -> Neighbours {
  Neighbours found;
  const auto after = std::find_if(in_order_.begin(), in_order_.end(), [&](auto const& b) { return b.first > row; });
  if (after != in_order_.end() && adjacent(block_of_row_[row], block_of_row_[after->first])) found.after = after->second;
  if (after != in_order_.begin() && adjacent(block_of_row_[row], block_of_row_[(after - 1)->first])) found.before = (after - 1)->second;
  found.in_table = found.before.has_value() || found.after.has_value() || touched_blocks_[block_of_row_[row]];
  return found;
}

void RowBinder::order_bound_rows() {
  in_order_.clear();
  for (BoundRow const& bound : result_.rows) in_order_.emplace_back(bound.row, bound.form_row);
  std::sort(in_order_.begin(), in_order_.end());
}

std::vector<std::uint16_t> RowBinder::free_between(Neighbours const& around) const {
  const std::size_t begin = around.before ? *around.before + 1U : 0;
  std::size_t end = around.after ? *around.after : edition_.rows.size();
  if (begin > end) end = edition_.rows.size();
  std::vector<std::uint16_t> free;
  for (std::size_t r = begin; r < end; ++r) {
    if (!edition_.rows[r].heading && !edition_.rows[r].label.empty() && bound_at_[r] == none) free.push_back(static_cast<std::uint16_t>(r));
  }
  return free;
}

void RowBinder::bind_unresolved() {
  report_ignored_tables();
  for_each_run([&](std::vector<Unresolved>& run, Neighbours const& around) { bind_by_likeness(run, around); });
  for_each_run([&](std::vector<Unresolved>& run, Neighbours const& around) {
    std::vector<Unresolved> with_values = take_rows_with_values(run);
    bind_by_position(with_values, around);
    bind_last_table(with_values);
    for (Unresolved const& unresolved : with_values) {
      report_row("B202", unresolved.row);
      result_.leftovers.push_back(unresolved.row);
    }
    report_unread_words(run, around);
    run.clear();
  });
}

void RowBinder::report_ignored_tables() {
  order_bound_rows();
  std::uint32_t ignored_block = none;
  std::erase_if(unresolved_, [&](Unresolved const& unresolved) {
    if (neighbours(unresolved.row).in_table || is_shaped_like_last_table(unresolved.row)) return false;
    const std::uint32_t block = block_of_row_[unresolved.row];
    if (block != ignored_block) report_ignored(block);
    ignored_block = block;
    return true;
  });
}

auto RowBinder::take_rows_with_values(std::vector<Unresolved>& run) const -> std::vector<Unresolved> {
  const auto middle = std::stable_partition(run.begin(), run.end(), [&](Unresolved const& unresolved) {
    const Values printed = values(document_.rows[unresolved.row]);
    return printed.readable + printed.marks == 0 && !document_.rows[unresolved.row].has_unit;
  });
  std::vector<Unresolved> taken(middle, run.end());
  run.erase(middle, run.end());
  return taken;
}

double RowBinder::likeness(std::uint16_t form_row, Likeness& text) {
  double best = 0;
  for (std::string const& key : long_keys(form_row)) best = std::max(best, text.of(key));
  return best;
}

std::vector<std::string> const& RowBinder::long_keys(std::uint16_t form_row) {
  constexpr std::size_t shortest_label = 4 * 3;  // four Han characters: shorter ones are like anything
  auto& keys = long_keys_[form_row];
  if (keys) return *keys;
  keys.emplace();
  const auto add = [&](std::string_view label) {
    std::string key = registry_.key()(label);
    if (key.size() >= shortest_label) keys->push_back(std::move(key));
  };
  EditionRow const& row = edition_.rows[form_row];
  add(row.label);
  if (!row.note.empty()) add(row.label + row.note);
  for (std::string const& alias : row.aliases) add(alias);
  return *keys;
}

bool RowBinder::is_as_long(std::uint16_t form_row, std::string_view text) const {
  constexpr std::size_t one_character = 3;
  EditionRow const& row = edition_.rows[form_row];
  const auto fits = [&](std::string_view candidate) {
    const std::size_t length = registry_.key()(candidate).size();
    return text.size() + one_character >= length && text.size() <= length + one_character;
  };
  return fits(row.number + row.label) || fits(row.number + row.label + row.note) || fits(row.label) || fits(row.label + row.note) ||
         std::any_of(row.aliases.begin(), row.aliases.end(), fits);
}

void RowBinder::bind_by_likeness(std::vector<Unresolved>& rows, Neighbours const& around) {
  constexpr double enough = 0.6, margin = 0.1;
  constexpr std::size_t longest_run = 64;  // more unknown rows in one place are no damage to a form
  if (rows.size() > longest_run) return;
  std::vector<std::uint16_t> free = free_between(around);
  std::erase_if(rows, [&](Unresolved const& unresolved) {
    const std::uint32_t row = unresolved.row;
    const std::string text = label_key(document_, document_.rows[row], registry_, unresolved.first_words);
    if (text.empty()) return false;
    Likeness text_likeness(text);
    double best = 0, second = 0;
    std::uint16_t best_row = 0;
    for (const std::uint16_t candidate : free) {
      const double like = likeness(candidate, text_likeness);
      if (like > best) {
        second = best;
        best = like;
        best_row = candidate;
      } else {
        second = std::max(second, like);
      }
    }
    if (best < enough || best - second < margin) return false;
    const Values printed = values(document_.rows[row]);
    const bool has_place = printed.numbers + printed.marks > 0 || document_.rows[row].has_unit || printed.cells >= columns_of(best_row);
    if (!has_place || printed.numbers > columns_of(best_row)) return false;
    std::erase(free, best_row);
    heads_ = unresolved.heads;
    bind_row(row, best_row, How::misspelt, !is_as_long(best_row, text), last_words(row));
    diagnostics_.push_back({.code = "B201",
                            .at = source_.position(place(row)),
                            .cells = cell_ids(best_row),
                            .arguments = {{"printed", printed_label(row)}, {"row", label(best_row)}}});
    return true;
  });
}

std::uint16_t RowBinder::last_words(std::uint32_t row) const {
  const std::uint16_t labels = document_.rows[row].label_count;
  return labels == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(labels - 1);
}

bool RowBinder::label_is_lost(std::uint32_t row) const {
  const std::string key = label_key(document_, document_.rows[row], registry_, 0);
  constexpr std::size_t one_character = 3;
  if (key.size() <= one_character) return true;
  std::string headings;
  for (EditionRow const& form_row : edition_.rows) {
    if (form_row.heading) registry_.key().append(headings, form_row.number + form_row.label);
  }
  return headings.find(key) != std::string::npos;
}

void RowBinder::bind_by_position(std::vector<Unresolved>& rows, Neighbours const& around) {
  if (rows.empty() || !around.before || !around.after) return;
  const std::vector<std::uint16_t> free = free_between(around);
  const bool fits = free.size() == rows.size() && std::all_of(rows.begin(), rows.end(), [&](Unresolved const& unresolved) {
    const auto k = static_cast<std::size_t>(&unresolved - rows.data());
    return label_is_lost(unresolved.row) && values(document_.rows[unresolved.row]).numbers <= columns_of(free[k]);
  });
  if (!fits) return;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    heads_ = rows[k].heads;
    bind_row(rows[k].row, free[k], How::position, true, last_words(rows[k].row));
    diagnostics_.push_back({.code = "B203",
                            .at = source_.position(place(rows[k].row)),
                            .cells = cell_ids(free[k]),
                            .arguments = {{"row", label(free[k])}, {"before", label(*around.before)}, {"after", label(*around.after)}}});
  }
  rows.clear();
}

bool RowBinder::is_shaped_like_last_table(std::uint32_t row) const {
  const auto unlabelled = unlabelled_row();
  if (!unlabelled || bound_at_[*unlabelled] != none || document_.rows[row].label_count != 0) return false;
  const Values printed = values(document_.rows[row]);
  const bool after_all = in_order_.empty() || row > in_order_.back().first;
  return after_all && printed.numbers + printed.marks == columns_of(*unlabelled);
}

void RowBinder::bind_last_table(std::vector<Unresolved>& rows) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](Unresolved const& u) { return is_shaped_like_last_table(u.row); });
  if (found == rows.end()) return;
  const auto unlabelled = unlabelled_row();
  diagnostics_.push_back({.code = "B209",
                          .at = source_.position(place(found->row)),
                          .cells = cell_ids(*unlabelled),
                          .arguments = {{"table", edition_.tables[edition_.rows[*unlabelled].table].label}}});
  heads_ = found->heads;
  bind_row(found->row, *unlabelled, How::position, true, 0);
  rows.erase(found);
}

}  // namespace tiaoli::binding
