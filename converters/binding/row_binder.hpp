#pragma once
// Binding rows, as bind_rows() does it: row_labels.cpp reads labels, row_likeness.cpp settles the rows without one,
// row_findings.cpp says what is left. Only these include it.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/binding/rows.hpp"

namespace tiaoli::binding {

/// One document on its way to bound rows.
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

  Values values(ast::Row const& row) const;

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
    bool head_words = false;  ///< has other words of a table's head
    std::size_t unlabelled_hits = 0;  ///< of these, cells that only the table without a row label has
  };

  Reading read_labels(std::uint32_t row) const;

  /// Table 4 has one row of values and no label for it.
  bool is_unlabelled(std::uint16_t table) const;

  std::optional<std::uint16_t> unlabelled_row() const;

  /// Words among the values of a row (见注) start a row of their own in the grammar, which does not know labels.
  bool continues_row_before(std::uint32_t i);

  /// A label that wraps leaves its values beside its second line: that line is then the row.
  bool ends_label_before(std::uint32_t i);

  void read_row(std::uint32_t i);

  /// In a table printed one cell a line, a label that is followed by the next label is a row left blank.
  void bind_unfilled_rows(std::uint32_t row, Reading const& reading);

  bool names_column(std::uint32_t row, std::uint16_t cell) const;

  void add_head(std::uint32_t row, Reading const& reading);

  /// Of several rows with the same label (被依法纠错数 under 复议 and 诉讼) the next one that is free. Nothing
  /// when numbers stand in a row that is only a heading.
  std::optional<std::uint16_t> choose(std::vector<std::uint16_t> candidates, bool has_numbers) const;

  void bind_row(std::uint32_t row, std::uint16_t form_row, How how, bool torn, std::uint16_t label_cell);

  void report_repetition(std::uint32_t row, std::uint16_t form_row);

  // ---- rows without a known label -----------------------------------------------------------------

  void find_blocks();

  /// A block is part of a form when it names columns or tables of it, or several of its rows with values. A single
  /// row that is cut off by a page end follows such a block.
  void find_form_blocks();

  bool only_gaps(std::uint32_t a, std::uint32_t b) const;

  /// Whether nothing but gaps stands between two blocks.
  bool adjacent(std::uint32_t a, std::uint32_t b) const;

  /// The bound rows around a printed row that belong to the same tables, as indexes into result_.rows.
  struct Neighbours {
    std::optional<std::uint16_t> before, after;  ///< form rows
    bool in_table = false;
  };

  Neighbours neighbours(std::uint32_t row) const;

  void order_bound_rows();

  /// The free rows of the form that can stand between two bound ones.
  std::vector<std::uint16_t> free_between(Neighbours const& around) const;

  struct Unresolved {
    std::uint32_t row = 0;
    std::vector<std::uint32_t> heads;
    std::uint16_t first_words = 0;  ///< the cell at which the row's own words start
  };

  /// Unresolved rows with the same bound neighbours are settled together: first by their words, then, with
  /// more neighbours known, by their place.
  void bind_unresolved();

  void report_ignored_tables();

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

  std::vector<Unresolved> take_rows_with_values(std::vector<Unresolved>& run) const;

  double likeness(std::uint16_t form_row, Likeness& text);

  /// The keys of a row's label and aliases that are long enough to be told by their likeness.
  std::vector<std::string> const& long_keys(std::uint16_t form_row);

  /// Whether a text has the length of one of the row's labels: then it is misspelt, and not torn.
  bool is_as_long(std::uint16_t form_row, std::string_view text) const;

  void bind_by_likeness(std::vector<Unresolved>& rows, Neighbours const& around);

  std::uint16_t last_words(std::uint32_t row) const;

  /// Whether the row has no label of its own: nothing, or a piece of a heading that spans rows.
  bool label_is_lost(std::uint32_t row) const;

  void bind_by_position(std::vector<Unresolved>& rows, Neighbours const& around);

  /// Table 4 whose head was not understood: a row without words and with exactly its number of values, after
  /// everything else.
  bool is_shaped_like_last_table(std::uint32_t row) const;

  void bind_last_table(std::vector<Unresolved>& rows);

  // ---- what is left --------------------------------------------------------------------------------

  /// Rows without values: a head that could not be read is one finding, a row between data rows one each.
  void report_unread_words(std::vector<Unresolved> const& rows, Neighbours const& around);

  bool is_title(std::uint32_t row) const;

  void report_ignored(std::uint32_t block);

  void report_row(std::string_view code, std::uint32_t row);

  /// Enough of a text to know it by; the source line is printed below a finding anyway.
  static std::string shortened(std::string text);

  void report_order();

  void report_missing();

  /// Where a missing row should stand: the row of the form before it that was printed.
  Position nearest(std::uint16_t form_row) const;

  // ---- texts -----------------------------------------------------------------------------------

  /// The words of a printed row, or its first cell.
  std::string_view place(std::uint32_t row) const;

  std::string printed_label(std::uint32_t row) const;

  std::string label(std::uint16_t form_row) const;

  std::vector<std::string> cell_ids(std::uint16_t form_row) const;

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

}  // namespace tiaoli::binding
