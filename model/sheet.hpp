#pragma once
// A filled form of one edition: the cells in form order, as printed.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// How a cell was found. `mark` is a printed placeholder such as `/` or `——`; `missing` means that
/// the row or the cell is absent. None of them but `reported` has a number, and none is zero.
enum class State : std::uint8_t { reported, blank, mark, unreadable, missing };
std::string_view to_string(State state);

/// What was printed in one cell. `number` is in the unit of the form; `text` is the print itself.
struct Value {
  State state = State::missing;
  std::optional<Decimal> number;
  std::string text;
};

/// One cell of a form: its place in the registry's editions and in that edition's form order.
struct CellId {
  std::uint8_t edition = 0;
  std::uint16_t index = 0;
  friend bool operator==(CellId, CellId) = default;
};

/// One cell of a sheet and where it was printed.
struct Cell {
  Value value;
  Position at;
};

/// A row or cell that is no part of the national form, kept as printed.
struct Extra {
  std::string text;
  Position at;
};

/// A heading of the report with the text under it, up to the next heading.
struct Section {
  std::string number;  ///< as printed: 一、 or （一）
  std::string title;
  int level = 1;       ///< 1 for 一、 and 2 for （一）
  std::string text;
  Position at;
};

/// What a report says of itself, before and beside its table.
struct Outline {
  std::string title;
  std::string publisher;
  std::optional<int> year;
  std::vector<Section> sections;
};

/// A report bound to one edition. `cells` holds one entry for every cell of the edition, in form
/// order; without a statistics table there is no edition and there are no cells.
struct Sheet {
  Outline outline;
  std::optional<std::uint8_t> edition;
  std::vector<Cell> cells;
  std::vector<Extra> extras;
};

}  // namespace tiaoli
