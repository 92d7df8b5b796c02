#include "tests/generator/page.hpp"

#include <fmt/format.h>

namespace tiaoli::generator {
namespace {

using Role = Slot::Role;

class TablePrinter {
 public:
  TablePrinter(Page& page, Traits const& traits, Random& random, std::vector<ExpectedCell>& expected)
      : page_(page),
        traits_(traits),
        random_(random),
        expected_(expected),
        padding_(random.percent(80) ? " " : ""),
        double_spaced_(traits.layout == Layout::plain_lines && random.percent(20)) {}

  void print(PrintedTable const& table) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      PrintedRow row = table.rows[i];
      const bool may_cut = i > 0 && !(row.head && table.rows[i - 1].head);
      if (may_cut && random_.per_mille(traits_.cut_per_mille)) {
        cut();
        if (traits_.repeats_span) repeat_spans(row);
      }
      if (i + 1 == table.rows.size()) drop_trailing_fillers(row);
      switch (traits_.layout) {
        case Layout::tabs: print_tabs(row); break;
        case Layout::markdown:
          print_pipes(row);
          if (i == 0) print_rule(row.slots.size());
          break;
        case Layout::bare_pipes: print_pipes(row); break;
        case Layout::cell_lines:
        case Layout::plain_lines: print_cells(row, i + 1 == table.rows.size()); break;
      }
    }
  }

 private:
  void cut() {
    page_.blank_lines(random_.between(1, 5));
    if (random_.percent(60)) return;
    page_.line(fmt::format(fmt::runtime(random_.pick({"— {} —", "— {} —", "- {} -", "—{}—"})), random_.between(2, 30)));
    page_.blank_lines(random_.between(0, 2));
  }

  static void repeat_spans(PrintedRow& row) {
    for (Slot& slot : row.slots) {
      if (!slot.spanned.empty()) slot = {.role = Role::label, .text = slot.spanned};
    }
  }

  /// Where cells stand one below the other, nothing shows that something empty follows at the end.
  void drop_trailing_fillers(PrintedRow& row) const {
    if (traits_.layout != Layout::cell_lines) return;
    while (row.slots.back().role == Role::filler) row.slots.pop_back();
  }

  bool is_kept(Slot const& slot) const {
    return !slot.text.empty() || (slot.role == Role::filler ? traits_.keeps_fillers : traits_.keeps_empty);
  }

  void place(Slot const& slot, std::uint32_t first_line, std::uint32_t last_line) {
    if (!slot.cell) return;
    expected_[*slot.cell].first_line = first_line;
    expected_[*slot.cell].last_line = last_line;
  }
  void place(Slot const& slot) { place(slot, page_.next_line(), page_.next_line()); }

  void print_tabs(PrintedRow const& row) {
    std::string line;
    for (std::size_t i = 0; i < row.slots.size(); ++i) {
      place(row.slots[i]);
      line += (i == 0 ? "" : "\t") + row.slots[i].text;
    }
    const auto extra = traits_.ragged_tabs ? random_.between(0, traits_.trailing_tabs) : traits_.trailing_tabs;
    line.append(static_cast<std::size_t>(extra), '\t');
    page_.line(line);
  }

  void print_pipes(PrintedRow const& row) {
    std::string line = "|";
    for (Slot const& slot : row.slots) {
      if (!is_kept(slot)) continue;
      place(slot);
      line += slot.text.empty() ? padding_ + "|" : padding_ + slot.text + padding_ + "|";
    }
    page_.line(line);
  }

  void print_rule(std::size_t columns) {
    std::string line = "|";
    for (std::size_t i = 0; i < columns; ++i) line += "---|";
    page_.line(line);
  }

  void print_cells(PrintedRow const& row, bool last_row) {
    for (std::size_t i = 0; i < row.slots.size(); ++i) {
      Slot const& slot = row.slots[i];
      if (!is_kept(slot)) continue;
      const std::uint32_t before = page_.next_line() - 1;
      place(slot);
      if (traits_.layout == Layout::plain_lines) {
        page_.line(slot.text);
        if (double_spaced_) page_.line();
      } else if (traits_.bars == Bars::after) {
        page_.line(slot.text + padding_ + "|");
      } else if (traits_.bars == Bars::before) {
        page_.line("|" + padding_ + slot.text);
      } else {
        page_.line(slot.text);
        if (!last_row || i + 1 < row.slots.size()) page_.line("|");
        if (slot.text.empty()) place(slot, before, page_.next_line() - 1);
      }
    }
  }

  Page& page_;
  Traits const& traits_;
  Random& random_;
  std::vector<ExpectedCell>& expected_;
  std::string padding_;
  bool double_spaced_;
};

}  // namespace

void print_table(Page& page, PrintedTable const& table, Traits const& traits, Random& random,
                 std::vector<ExpectedCell>& expected) {
  TablePrinter(page, traits, random, expected).print(table);
}

}  // namespace tiaoli::generator
