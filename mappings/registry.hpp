#pragma once
// The meaning of the forms, as data: indicators, editions and equations, loaded and checked once.
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mappings/label_key.hpp"
#include "mappings/layout.hpp"
#include "mappings/phrases.hpp"
#include "model/sheet.hpp"

namespace tiaoli {

/// The mapping data is broken: which file, where in it (a JSON pointer), and what is wrong.
struct MappingError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A text in both languages of the program.
struct Text {
  std::string zh;
  std::string en;
};

/// A way to divide an indicator, such as `applicant`, and its values in form order.
struct Dimension {
  std::string id;
  Text name;
  std::vector<std::pair<std::string, Text>> values;
};

/// What a cell may hold: whole numbers from 0, whole numbers of either sign, or money.
enum class Kind : std::uint8_t { count, signed_count, decimal };

/// One concept of the canonical vocabulary. Ids are public and stable.
struct Indicator {
  std::string id;
  std::string unit;
  Kind kind = Kind::count;
  std::vector<std::string> dimensions;
  Text name;
  Text definition;
  std::string basis;
};

/// A quantity: an indicator with its breakdown, written `requests.granted{applicant=natural_person}`.
/// Two cells of different editions that state the same quantity share one entry.
struct Quantity {
  std::uint16_t indicator = 0;
  std::vector<std::pair<std::string, std::string>> breakdown;
  std::string id;
};

struct EditionTable {
  std::string id;
  std::string label;
  std::vector<std::string> aliases;
  std::uint16_t first_row = 0, row_count = 0;        ///< into Edition::rows
  std::uint16_t first_column = 0, column_count = 0;  ///< into Edition::columns
};

struct EditionColumn {
  std::uint16_t table = 0;
  std::string id;
  std::string group;  ///< the heading above it, as 行政复议 over 结果维持
  std::string label;
  std::vector<std::string> aliases;
};

struct EditionRow {
  std::uint16_t table = 0;
  std::string id;
  std::string number;  ///< the numbering printed before the label
  std::string label;
  std::string note;  ///< the bracketed remark printed after it
  std::vector<std::string> aliases;
  std::optional<std::uint16_t> parent;  ///< the row this one is printed under
  bool heading = false;                 ///< has no cells of its own
};

struct EditionCell {
  std::string id;  ///< `2019:R3.1/nat`
  std::uint16_t row = 0, column = 0;
  std::uint16_t quantity = 0;
  std::string unit;
  Kind kind = Kind::count;
};

/// How far an equation holds. An identity belongs to the form itself, the next three relate
/// concepts of different editions, a soft one is only plausible.
enum class Strength : std::uint8_t { identity, exact, close, bounded, soft };
std::string_view to_string(Strength strength);

enum class Relation : std::uint8_t { equal, at_most, at_least };

/// An equation of one form over its own cells: Σ sign × cell (relation) 0.
struct CellRelation {
  struct CellTerm {
    std::uint16_t cell = 0;
    int sign = 1;
  };
  std::uint16_t equation = 0;  ///< into Registry::equations()
  Strength strength = Strength::identity;
  Relation relation = Relation::equal;
  std::size_t left_count = 0;  ///< the terms of the left side come first
  std::vector<CellTerm> terms;
};

/// One national form. Rows and columns stand table by table, cells in form order.
struct Edition {
  std::string id;
  Text name;
  std::string basis;
  int first_year = 0;
  std::optional<int> last_year;
  std::vector<std::string> evidence;  ///< labels that no other edition prints
  std::vector<EditionTable> tables;
  std::vector<EditionColumn> columns;
  std::vector<EditionRow> rows;
  std::vector<EditionCell> cells;

  /// The cell at `row` and `column`, when the form has one there.
  std::optional<std::uint16_t> cell_at(std::uint16_t row, std::uint16_t column) const;
  std::vector<std::vector<std::int32_t>> grid{};  ///< row → column → cell or -1

  /// The identities and soft relations of the form, over its cells, and for each cell the identities
  /// (by place in `relations`) that contain it.
  std::vector<CellRelation> relations{};
  std::vector<std::vector<std::uint16_t>> relations_of_cell{};
};

struct Term {
  std::uint16_t quantity = 0;
  int sign = 1;
};

/// left − right (relation) 0, over quantities; `terms` has the right side's signs turned. An equation
/// of one term says that the quantity is the same one in all its editions.
struct Equation {
  std::string id;
  std::vector<std::uint8_t> editions;  ///< the editions it holds in, or relates
  Strength strength = Strength::identity;
  Relation relation = Relation::equal;
  std::vector<Term> terms;
  std::size_t left_count = 0;
  bool covers = false;  ///< a ≤ b where b counts each thing that a counts: b is not 0 when a is not
  Text why;
  std::string basis;
  Text lost;  ///< what does not survive the way from the finer to the coarser side
};

/// An equation between this year's report and the last one's; `last_year` holds the terms of the
/// right side.
struct YearEquation {
  std::string id;
  std::vector<std::uint8_t> editions;
  Strength strength = Strength::identity;
  Relation relation = Relation::equal;
  std::vector<Term> this_year, last_year;
  Text why;
  std::string basis;
};

/// A conversion that looks natural and is wrong. No equation may make it.
struct Never {
  std::vector<CellId> from, to;
  Text why;
};

/// Where a label occurs in the forms.
struct LabelUse {
  /// `head`: other words that the form prints in the head of a table (信息内容, 申请人情况).
  enum class What : std::uint8_t { row, column, table, group, head, evidence };
  What what = What::row;
  std::uint8_t edition = 0;
  std::uint16_t index = 0;  ///< into rows, columns (also for a group: its first column) or tables
};

/// What the law says of quantities, whatever the form.
struct Law {
  std::vector<std::uint16_t> rules;  ///< the quantities of 规章 made in the year
  /// Bodies that cannot make any, by the ends of their names, but for names that begin or end otherwise.
  std::vector<std::string> no_rules_endings, rules_beginnings, rules_endings;
  std::string rules_basis;
  std::vector<std::uint16_t> unpaid_fees;  ///< quantities that suppose a fee for information
  std::vector<std::string> fee_phrases;    ///< claims of such a fee
  int first_free_year = 0;                 ///< from this year none could be charged,
  int first_fee_year = 0;                  ///< until this one
  std::string fees_basis;
};

class Registry {
 public:
  /// The data the program was built with.
  static Registry const& embedded();
  /// Like embedded(), with the files present in `folder` in place of the embedded ones. Throws MappingError.
  static Registry load(std::filesystem::path const& folder);

  std::span<Dimension const> dimensions() const { return dimensions_; }
  std::span<Indicator const> indicators() const { return indicators_; }
  std::span<Quantity const> quantities() const { return quantities_; }
  std::span<Edition const> editions() const { return editions_; }
  std::span<Equation const> equations() const { return equations_; }
  std::span<YearEquation const> across_years() const { return across_years_; }
  std::span<Never const> never() const { return never_; }
  /// How sheets are set as documents.
  DocumentLayout const& layout() const { return layout_; }
  /// How the prose of reports speaks of quantities.
  Phrases const& phrases() const { return phrases_; }
  Law const& law() const { return law_; }
  /// What to say of a cell that another edition has no place for, when no record says more.
  Text const& no_place() const { return no_place_; }

  std::optional<std::uint8_t> find_edition(std::string_view id) const;
  /// The edition whose form holds for reports on `year`.
  std::optional<std::uint8_t> edition_of_year(int year) const;
  std::optional<CellId> find_cell(std::string_view id) const;
  Indicator const* find_indicator(std::string_view id) const;

  /// The equations that contain a quantity, as places in equations().
  std::span<std::uint16_t const> equations_of(std::uint16_t quantity) const { return equations_of_[quantity]; }
  /// The record that says why a quantity is the same one in all editions that state it, or nullptr.
  Equation const* sameness(std::uint16_t quantity) const;

  EditionCell const& cell(CellId id) const { return editions_[id.edition].cells[id.index]; }
  Quantity const& quantity(CellId id) const { return quantities_[cell(id).quantity]; }
  Indicator const& indicator(CellId id) const { return indicators_[quantity(id).indicator]; }

  /// Folds a printed label to the key under which uses() finds it.
  LabelKey const& key() const { return key_; }
  /// The uses of a label whose folded key is `key`; empty when no form prints it.
  std::span<LabelUse const> uses(std::string_view key) const;

 private:
  friend class RegistryLoader;
  std::vector<Dimension> dimensions_;
  std::vector<Indicator> indicators_;
  std::vector<Quantity> quantities_;
  std::vector<Edition> editions_;
  std::vector<Equation> equations_;
  std::vector<std::vector<std::uint16_t>> equations_of_;
  std::vector<YearEquation> across_years_;
  std::vector<Never> never_;
  Text no_place_;
  DocumentLayout layout_;
  Phrases phrases_;
  Law law_;
  LabelKey key_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::vector<LabelUse>, Hash, std::equal_to<>> uses_;
  std::unordered_map<std::string, CellId, Hash, std::equal_to<>> cell_ids_;
};

}  // namespace tiaoli
