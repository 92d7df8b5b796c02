#pragma once
// The values of a form as they are printed in its cells.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/registry.hpp"
#include "model/sheet.hpp"
#include "tests/generator/random.hpp"

namespace tiaoli::generator {

/// The print of one cell and what a reader has to make of it.
struct PrintedValue {
  std::string text;
  State state = State::reported;
  std::optional<Decimal> number;
};

/// What a document does where it has nothing to report.
enum class ZeroStyle : std::uint8_t {
  number,          ///< 0
  blank,           ///< nothing
  mark,            ///< always the same placeholder
  sometimes_mark,  ///< now and then a placeholder
};

/// Whether a cell may be left empty where the document leaves cells empty.
enum class Emptiness : std::uint8_t {
  any,
  /// Only with all other zeros. A single empty place beside a label is not distinct from a lost cell.
  with_zeros,
  never
};

/// Prints values in the manner of one document.
class NumberPrinter {
 public:
  /// Without `may_blank` no cell is left empty: the layout does not keep the place of an empty cell. Without
  /// `may_forget` cells are left empty only where the document has nothing to report.
  NumberPrinter(bool may_blank, bool may_forget, Random& random);

  /// The print of `value`, which is in the unit of `cell`.
  PrintedValue print(Decimal value, EditionCell const& cell, Emptiness emptiness = Emptiness::any);

  ZeroStyle zero_style() const { return zero_style_; }

 private:
  std::string plain(Decimal magnitude, bool money);
  std::string signed_print(Decimal value, EditionCell const& cell);
  std::string with_unit(Decimal value, EditionCell const& cell);
  std::string remark();

  Random& random_;
  bool may_blank_, thousands_, full_width_;
  ZeroStyle zero_style_;
  std::string mark_;
  std::size_t minus_style_, plus_style_;
  unsigned unit_per_mille_, remark_per_mille_, blank_per_mille_, unreadable_per_mille_;
};

}  // namespace tiaoli::generator
