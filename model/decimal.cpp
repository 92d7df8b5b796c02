#include "model/decimal.hpp"

#include <fmt/format.h>

namespace tiaoli {

std::optional<Decimal> Decimal::scaled(std::int64_t digits, int exponent) {
  int shift = exponent + places;
  for (; shift > 0; --shift) {
    if (__builtin_mul_overflow(digits, std::int64_t{10}, &digits)) return std::nullopt;
  }
  for (; shift < 0 && digits != 0; ++shift) {
    if (digits % 10 != 0) return std::nullopt;
    digits /= 10;
  }
  if (digits > largest || digits < -largest) return std::nullopt;
  return from_millionths(digits);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.front() == '.' || text.back() == '.') return std::nullopt;
  std::int64_t digits = 0;
  int exponent = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || __builtin_mul_overflow(digits, std::int64_t{10}, &digits) ||
        __builtin_add_overflow(digits, std::int64_t{c - '0'}, &digits)) {
      return std::nullopt;
    }
    if (point) --exponent;
  }
  return scaled(negative ? -digits : digits, exponent);
}

std::string Decimal::to_string() const {
  if (is_integer()) return fmt::format("{}", millionths_ / scale);
  const auto magnitude = millionths_ < 0 ? 0 - static_cast<std::uint64_t>(millionths_)
                                         : static_cast<std::uint64_t>(millionths_);
  auto text = fmt::format("{}{}.{:06}", millionths_ < 0 ? "-" : "", magnitude / scale, magnitude % scale);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace tiaoli
