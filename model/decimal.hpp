#pragma once
// Exact decimal numbers of the forms: counts, and money with up to six places.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tiaoli {

/// An exact decimal with six places, kept as a whole number of millionths. Six places hold a
/// fen in a cell of ten-thousand yuan. The range is a hundred thousand million either way, so that the sums
/// of a form's equations, up to fifty terms, stay within 64 bits.
class Decimal {
 public:
  static constexpr std::int64_t scale = 1'000'000;
  static constexpr int places = 6;
  static constexpr std::int64_t largest = 100'000'000'000 * scale;

  constexpr Decimal() = default;
  static constexpr Decimal from_millionths(std::int64_t millionths) {
    Decimal made;
    made.millionths_ = millionths;
    return made;
  }
  /// `whole` units; it must lie within the range, which every count of a form does.
  static constexpr Decimal of(std::int64_t whole) { return from_millionths(whole * scale); }

  /// digits × 10^exponent: 35 is (35, 0), 25.10 is (2510, -2), 251000 yuan in a cell of ten-thousand
  /// yuan is (251000, -4). No value when that does not fit exactly.
  static std::optional<Decimal> scaled(std::int64_t digits, int exponent);
  /// Reads `-12.50`: ASCII digits with an optional sign and point, nothing else.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr std::int64_t millionths() const { return millionths_; }
  constexpr bool is_integer() const { return millionths_ % scale == 0; }

  /// The shortest exact form: `35`, `-45`, `25.1`.
  std::string to_string() const;

  friend constexpr auto operator<=>(Decimal, Decimal) = default;

 private:
  std::int64_t millionths_ = 0;
};

}  // namespace tiaoli
