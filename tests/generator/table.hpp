#pragma once
// The tables of a filled form as rows of printed cells, before any layout.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/registry.hpp"
#include "model/sheet.hpp"
#include "tests/generator/form.hpp"
#include "tests/generator/number.hpp"
#include "tests/generator/random.hpp"
#include "tests/generator/wording.hpp"

namespace tiaoli::generator {

/// What a reader has to find for one cell, and the number that the form really has there.
struct ExpectedCell {
  State state = State::missing;
  std::optional<Decimal> number;
  std::string text;
  Decimal truth;
  /// Where it is printed, counted from 1; the two differ for an empty cell that has no line of its own.
  std::uint32_t first_line = 0, last_line = 0;
};

/// How tables become lines.
enum class Layout : std::uint8_t {
  tabs = 1,     ///< a row is a line, TABs divide, cells that a span covers are empty
  markdown,     ///< pipes, with empty cells for spans and a line of dashes under the head
  bare_pipes,   ///< pipes, nothing for spans: rows of different length with the values last
  cell_lines,   ///< one cell a line, with bars
  plain_lines,  ///< one cell a line, without bars
};

/// Where the bars stand in Layout::cell_lines.
enum class Bars : std::uint8_t {
  between,  ///< a line of its own between two cells
  after,    ///< `cell |`
  before    ///< `| cell`
};

/// The random decisions about one document that concern more than one place.
struct Traits {
  Layout layout = Layout::tabs;
  Bars bars = Bars::between;
  bool keeps_fillers = true;  ///< the empty cells that spans cover are printed
  bool keeps_empty = true;    ///< a value cell with nothing in it keeps its place
  bool ordinals = false;      ///< 序号 before the list
  bool provincial_rows = false;
  bool permuted_columns = false;
  bool swapped_rows = false;
  bool headings_cut_short = false;  ///< 本年新制作数量 and 本年新公开数量 both printed 本年新
  unsigned cut_per_mille = 0;       ///< page breaks between rows
  bool repeats_span = false;        ///< a label that spans rows is printed again after a page break
  int trailing_tabs = 0;
  bool ragged_tabs = false;
};

/// One printed cell.
struct Slot {
  enum class Role : std::uint8_t { head, label, unit, value, extra, filler };
  Role role = Role::filler;
  std::string text{};
  std::optional<std::uint16_t> cell{};  ///< of a value, in form order
  std::string spanned{};                ///< of a filler: the label whose span covers it
};

struct PrintedRow {
  std::vector<Slot> slots;
  bool head = false;
};

struct PrintedTable {
  std::string id;  ///< L, P, R or V
  std::vector<PrintedRow> rows;
};

/// Makes the tables of `form` and writes into `expected` what each cell prints.
class TableBuilder {
 public:
  TableBuilder(Registry const& registry, Form const& form, Traits const& traits, Wording& wording,
               NumberPrinter& numbers, Random& random, std::vector<ExpectedCell>& expected);

  /// The list of the 2014 form.
  PrintedTable list();
  /// The blocks of 第二十条, one under the other.
  PrintedTable disclosure();
  /// Requests: result rows by applicants.
  PrintedTable requests();
  /// Reviews and lawsuits: one row of fifteen values.
  PrintedTable review();

 private:
  Slot value(std::uint16_t cell, bool in_last_row = false);
  Slot number_of_extra_row();
  std::vector<std::uint16_t> list_order();
  std::uint16_t table_index(std::string_view id) const;
  std::vector<PrintedRow> request_head(std::vector<std::uint16_t> const& columns);
  PrintedRow request_row(std::uint16_t row, std::vector<std::uint16_t> const& columns, bool last);

  Edition const& edition_;
  Form const& form_;
  Traits const& traits_;
  Wording& wording_;
  NumberPrinter& numbers_;
  Random& random_;
  std::vector<ExpectedCell>& expected_;
  std::vector<std::pair<std::uint16_t, std::string>> open_spans_;  ///< headings already printed, by row
  bool all_zero_ = false;                                          ///< of the review table
};

}  // namespace tiaoli::generator
