#include "converters/binding/rows.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace tiaoli::binding {
namespace {

using ast::CellKind;
using What = LabelUse::What;

class RowBinder {
 public:
  RowBinder(ast::Document const& document, Source const& source, LabelHits const& hits, Registry const& registry,
            std::uint8_t edition, Diagnostics& diagnostics)
      : document_(document),
        source_(source),
        hits_(hits),
        registry_(registry),
        edition_index_(edition),
        edition_(registry.editions()[edition]),
        diagnostics_(diagnostics),
        bound_at_(edition_.rows.size(), none),
        long_keys_(edition_.rows.size()) {}

  RowBinding bind() {
    find_blocks();
    for (std::uint32_t i = 0; i < document_.rows.size(); ++i) {
      if (!continues_row_before(i)) read_row(i);
    }
    bind_unresolved();
    std::sort(result_.rows.begin(), result_.rows.end(), [](BoundRow const& a, BoundRow const& b) { return a.row < b.row; });
    report_order();
    report_missing();
    result_.statistics = std::move(touched_blocks_);
    return std::move(result_);
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct Values {
    std::size_t numbers = 0;  ///< numbers, also unreadable ones
    std::size_t readable = 0;
    std::size_t marks = 0;
    std::size_t cells = 0;
  };

  Values values(ast::Row const& row) const {
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

  std::uint16_t columns_of(std::uint16_t form_row) const { return edition_.tables[edition_.rows[form_row].table].column_count; }

  // ---- one row after the other: labels ---------------------------------------------------------

  /// The rows that the last labelled cell of a printed row can be, and the other hits before it.
  struct Reading {
    std::vector<std::uint16_t> form_rows;
    std::uint16_t label_cell = 0;
    bool glued = false;
    std::size_t head_cells = 0;  ///< cells that name a column or a group of columns
    std::uint32_t last_head = none;  ///< the last of them
    bool names_table = false;
    std::size_t unlabelled_hits = 0;  ///< of these, cells that only the table without a row label has
  };

  Reading read_labels(std::uint32_t row) const {
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

  /// Table 4 has one row of values and no label for it.
  bool is_unlabelled(std::uint16_t table) const {
    EditionTable const& t = edition_.tables[table];
    return t.row_count == 1 && edition_.rows[t.first_row].label.empty();
  }

  std::optional<std::uint16_t> unlabelled_row() const {
    for (EditionTable const& table : edition_.tables) {
      if (table.row_count == 1 && edition_.rows[table.first_row].label.empty()) return table.first_row;
    }
    return std::nullopt;
  }

  /// Words among the values of a row (见注) start a row of their own in the grammar, which does not know labels.
  bool continues_row_before(std::uint32_t i) {
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

  void read_row(std::uint32_t i) {
    if (!is_form_[block_of_row_[i]]) {
      unresolved_.push_back({i, heads_, 0});
      return;
    }
    ast::Row const& row = document_.rows[i];
    Reading reading = read_labels(i);
    const Values printed = values(row);
    const bool has_values = printed.numbers + printed.marks > 0;
    const bool too_many = !reading.form_rows.empty() && printed.numbers + printed.marks > columns_of(reading.form_rows.front());
    if (reading.head_cells >= 2 || (reading.head_cells == 1 && (reading.form_rows.empty() || has_values))) add_head(i, reading);

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
      const bool nothing_known = reading.head_cells == 0 && !reading.names_table;
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

  /// In a table printed one cell a line, a label that is followed by the next label is a row left blank.
  void bind_unfilled_rows(std::uint32_t row, Reading const& reading) {
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

  bool names_column(std::uint32_t row, std::uint16_t cell) const {
    const auto hits = hits_.of_row(row);
    return std::any_of(hits.begin(), hits.end(), [&](Hit const& hit) {
      return hit.use.edition == edition_index_ && hit.cell == cell && hit.use.what == What::column;
    });
  }

  void add_head(std::uint32_t row, Reading const& reading) {
    if (data_since_head_) {
      heads_.clear();
      head_unlabelled_ = 0;
      data_since_head_ = false;
    }
    heads_.push_back(row);
    head_unlabelled_ += reading.unlabelled_hits;
  }

  /// Of several rows with the same label (被依法纠错数 under 复议 and 诉讼) the next one that is free. Nothing
  /// when numbers stand in a row that is only a heading.
  std::optional<std::uint16_t> choose(std::vector<std::uint16_t> candidates, bool has_numbers) const {
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

  void bind_row(std::uint32_t row, std::uint16_t form_row, How how, bool torn, std::uint16_t label_cell) {
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

  void report_repetition(std::uint32_t row, std::uint16_t form_row) {
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

  // ---- rows without a known label -----------------------------------------------------------------

  void find_blocks() {
    block_of_row_.resize(document_.rows.size());
    touched_blocks_.resize(document_.blocks.size());
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      ast::Block const& block = document_.blocks[b];
      for (std::uint32_t r = 0; r < block.row_count; ++r) block_of_row_[block.first_row + r] = b;
    }
    find_form_blocks();
  }

  /// A block is part of a form when it names columns or tables of it, or several of its rows with values. A single
  /// row that is cut off by a page end follows such a block.
  void find_form_blocks() {
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

  bool only_gaps(std::uint32_t a, std::uint32_t b) const {
    return std::all_of(document_.blocks.begin() + a + 1, document_.blocks.begin() + b, [](ast::Block const& block) { return block.kind == ast::BlockKind::gap; });
  }

  /// Whether nothing but gaps stands between two blocks.
  bool adjacent(std::uint32_t a, std::uint32_t b) const {
    if (a > b) std::swap(a, b);
    for (std::uint32_t between = a + 1; between < b; ++between) {
      if (document_.blocks[between].kind != ast::BlockKind::gap && !touched_blocks_[between]) return false;
    }
    return true;
  }

  /// The bound rows around a printed row that belong to the same tables, as indexes into result_.rows.
  struct Neighbours {
    std::optional<std::uint16_t> before, after;  ///< form rows
    bool in_table = false;
  };

  Neighbours neighbours(std::uint32_t row) const {
    Neighbours found;
    const auto after = std::find_if(in_order_.begin(), in_order_.end(), [&](auto const& b) { return b.first > row; });
    if (after != in_order_.end() && adjacent(block_of_row_[row], block_of_row_[after->first])) found.after = after->second;
    if (after != in_order_.begin() && adjacent(block_of_row_[row], block_of_row_[(after - 1)->first])) found.before = (after - 1)->second;
    found.in_table = found.before.has_value() || found.after.has_value() || touched_blocks_[block_of_row_[row]];
    return found;
  }

  void order_bound_rows() {
    in_order_.clear();
    for (BoundRow const& bound : result_.rows) in_order_.emplace_back(bound.row, bound.form_row);
    std::sort(in_order_.begin(), in_order_.end());
  }

  /// The free rows of the form that can stand between two bound ones.
  std::vector<std::uint16_t> free_between(Neighbours const& around) const {
    const std::size_t begin = around.before ? *around.before + 1U : 0;
    std::size_t end = around.after ? *around.after : edition_.rows.size();
    if (begin > end) end = edition_.rows.size();
    std::vector<std::uint16_t> free;
    for (std::size_t r = begin; r < end; ++r) {
      if (!edition_.rows[r].heading && !edition_.rows[r].label.empty() && bound_at_[r] == none) free.push_back(static_cast<std::uint16_t>(r));
    }
    return free;
  }

  struct Unresolved {
    std::uint32_t row = 0;
    std::vector<std::uint32_t> heads;
    std::uint16_t first_words = 0;  ///< the cell at which the row's own words start
  };

  /// Unresolved rows with the same bound neighbours are settled together: first by their words, then, with
  /// more neighbours known, by their place.
  void bind_unresolved() {
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

  void report_ignored_tables() {
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

  /// Calls `work` with each run of unresolved rows between the same neighbours; what it leaves in the run stays
  /// unresolved.
  template <typename Work>
  void for_each_run(Work const& work) {
    order_bound_rows();
    const std::vector<Unresolved> all = std::move(unresolved_);
    unresolved_.clear();
    std::vector<std::pair<Neighbours, std::vector<Unresolved>>> runs;
    for (Unresolved const& unresolved : all) {
      const Neighbours around = neighbours(unresolved.row);
      const bool same = !runs.empty() && runs.back().first.before == around.before && runs.back().first.after == around.after;
      if (!same) runs.push_back({around, {}});
      runs.back().second.push_back(unresolved);
    }
    for (auto& [around, run] : runs) {
      work(run, around);
      unresolved_.insert(unresolved_.end(), run.begin(), run.end());
    }
    std::sort(unresolved_.begin(), unresolved_.end(), [](Unresolved const& a, Unresolved const& b) { return a.row < b.row; });
  }

  std::vector<Unresolved> take_rows_with_values(std::vector<Unresolved>& run) const {
    const auto middle = std::stable_partition(run.begin(), run.end(), [&](Unresolved const& unresolved) {
      const Values printed = values(document_.rows[unresolved.row]);
      return printed.readable + printed.marks == 0 && !document_.rows[unresolved.row].has_unit;
    });
    std::vector<Unresolved> taken(middle, run.end());
    run.erase(middle, run.end());
    return taken;
  }

  double likeness(std::uint16_t form_row, Likeness& text) {
    double best = 0;
    for (std::string const& key : long_keys(form_row)) best = std::max(best, text.of(key));
    return best;
  }

  /// The keys of a row's label and aliases that are long enough to be told by their likeness.
  std::vector<std::string> const& long_keys(std::uint16_t form_row) {
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

  /// Whether a text has the length of one of the row's labels: then it is misspelt, and not torn.
  bool is_as_long(std::uint16_t form_row, std::string_view text) const {
    constexpr std::size_t one_character = 3;
    EditionRow const& row = edition_.rows[form_row];
    const auto fits = [&](std::string_view candidate) {
      const std::size_t length = registry_.key()(candidate).size();
      return text.size() + one_character >= length && text.size() <= length + one_character;
    };
    return fits(row.number + row.label) || fits(row.number + row.label + row.note) || fits(row.label) || fits(row.label + row.note) ||
           std::any_of(row.aliases.begin(), row.aliases.end(), fits);
  }

  void bind_by_likeness(std::vector<Unresolved>& rows, Neighbours const& around) {
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

  std::uint16_t last_words(std::uint32_t row) const {
    const std::uint16_t labels = document_.rows[row].label_count;
    return labels == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(labels - 1);
  }

  /// Whether the row has no label of its own: nothing, or a piece of a heading that spans rows.
  bool label_is_lost(std::uint32_t row) const {
    const std::string key = label_key(document_, document_.rows[row], registry_, 0);
    constexpr std::size_t one_character = 3;
    if (key.size() <= one_character) return true;
    std::string headings;
    for (EditionRow const& form_row : edition_.rows) {
      if (form_row.heading) registry_.key().append(headings, form_row.number + form_row.label);
    }
    return headings.find(key) != std::string::npos;
  }

  void bind_by_position(std::vector<Unresolved>& rows, Neighbours const& around) {
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

  /// Table 4 whose head was not understood: a row without words and with exactly its number of values, after
  /// everything else.
  bool is_shaped_like_last_table(std::uint32_t row) const {
    const auto unlabelled = unlabelled_row();
    if (!unlabelled || bound_at_[*unlabelled] != none || document_.rows[row].label_count != 0) return false;
    const Values printed = values(document_.rows[row]);
    const bool after_all = in_order_.empty() || row > in_order_.back().first;
    return after_all && printed.numbers + printed.marks == columns_of(*unlabelled);
  }

  void bind_last_table(std::vector<Unresolved>& rows) {
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

  // ---- what is left --------------------------------------------------------------------------------

  /// Rows without values: a head that could not be read is one finding, a row between data rows one each.
  void report_unread_words(std::vector<Unresolved> const& rows, Neighbours const& around) {
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

  bool is_title(std::uint32_t row) const {
    const std::string_view text = document_.rows[row].text;
    const auto inside = [&](ast::Title const& title) { return !title.text.empty() && text.find(title.text) != std::string_view::npos; };
    return inside(document_.title) || inside(document_.table_title);
  }

  void report_ignored(std::uint32_t block) {
    diagnostics_.push_back({.code = "B211",
                            .at = source_.position(place(document_.blocks[block].first_row)),
                            .arguments = {{"count", std::to_string(document_.blocks[block].row_count)}}});
  }

  void report_row(std::string_view code, std::uint32_t row) {
    diagnostics_.push_back({.code = code, .at = source_.position(place(row)), .arguments = {{"printed", shortened(printed_label(row))}}});
  }

  /// Enough of a text to know it by; the source line is printed below a finding anyway.
  static std::string shortened(std::string text) {
    constexpr std::size_t enough = 60;
    if (text.size() <= enough) return text;
    std::size_t end = enough;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
  }

  void report_order() {
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

  void report_missing() {
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

  /// Where a missing row should stand: the row of the form before it that was printed.
  Position nearest(std::uint16_t form_row) const {
    for (std::size_t r = form_row; r-- > 0;) {
      if (bound_at_[r] != none) return source_.position(place(bound_at_[r]));
    }
    return {};
  }

  // ---- texts -----------------------------------------------------------------------------------

  /// The words of a printed row, or its first cell.
  std::string_view place(std::uint32_t row) const {
    ast::Row const& printed = document_.rows[row];
    for (std::uint32_t i = printed.label_count; i-- > 0;) {
      ast::Cell const& cell = document_.cells[printed.first_cell + i];
      if (cell.kind == CellKind::words) return cell.text;
    }
    return document_.cells[printed.first_cell].text;
  }

  std::string printed_label(std::uint32_t row) const {
    std::string text;
    ast::Row const& printed = document_.rows[row];
    for (std::uint32_t i = 0; i < printed.label_count; ++i) {
      ast::Cell const& cell = document_.cells[printed.first_cell + i];
      if (cell.kind == CellKind::words) text.append(text.empty() ? "" : " ").append(cell.text);
    }
    return text;
  }

  std::string label(std::uint16_t form_row) const {
    EditionRow const& row = edition_.rows[form_row];
    return row.label.empty() ? edition_.tables[row.table].label : row.number + row.label;
  }

  std::vector<std::string> cell_ids(std::uint16_t form_row) const {
    std::vector<std::string> ids;
    for (const std::int32_t cell : edition_.grid[form_row]) {
      if (cell >= 0) ids.push_back(edition_.cells[static_cast<std::size_t>(cell)].id);
    }
    return ids;
  }

  ast::Document const& document_;
  Source const& source_;
  LabelHits const& hits_;
  Registry const& registry_;
  std::uint8_t edition_index_;
  Edition const& edition_;
  Diagnostics& diagnostics_;

  RowBinding result_;
  std::vector<std::uint32_t> bound_at_;  ///< form row → printed row
  std::vector<std::optional<std::vector<std::string>>> long_keys_;  ///< by form row, as far as they were asked for
  std::vector<std::pair<std::uint32_t, std::uint16_t>> in_order_;
  std::vector<std::uint32_t> block_of_row_;
  std::vector<bool> touched_blocks_;
  std::vector<bool> is_form_;  ///< for each block whether it can be part of a form
  std::vector<Unresolved> unresolved_;
  std::vector<std::uint32_t> heads_;
  std::size_t head_unlabelled_ = 0;
  bool data_since_head_ = false;
  std::optional<std::uint16_t> last_;
};

}  // namespace

RowBinding bind_rows(ast::Document const& document, Source const& source, LabelHits const& hits, Registry const& registry,
                     std::uint8_t edition, Diagnostics& diagnostics) {
  return RowBinder(document, source, hits, registry, edition, diagnostics).bind();
}

}  // namespace tiaoli::binding
