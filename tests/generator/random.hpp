#pragma once
// Random choices that are the same on every machine.
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <span>
#include <utility>

namespace tiaoli::generator {

/// A source of choices. The engine is fixed by the standard, the distributions are written out here,
/// because those of the library differ between implementations.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// A number from 0 to `limit` - 1; `limit` must not be 0.
  std::uint64_t below(std::uint64_t limit) {
    const std::uint64_t rest = (UINT64_MAX % limit + 1) % limit;
    std::uint64_t drawn = engine_();
    while (drawn > UINT64_MAX - rest) drawn = engine_();
    return drawn % limit;
  }
  /// A number from `low` to `high`, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  /// True in `count` of 1000 cases.
  bool per_mille(unsigned count) { return below(1000) < count; }
  bool percent(unsigned count) { return below(100) < count; }

  std::size_t index(std::size_t size) { return static_cast<std::size_t>(below(size)); }
  template <typename Values>
  auto const& pick(Values const& values) {
    return *(std::begin(values) + static_cast<std::ptrdiff_t>(index(std::size(values))));
  }
  char const* pick(std::initializer_list<char const*> values) { return *(values.begin() + index(values.size())); }
  /// An index, drawn with the given weights.
  std::size_t weighted(std::initializer_list<unsigned> weights) {
    std::uint64_t total = 0;
    for (const unsigned weight : weights) total += weight;
    std::uint64_t left = below(total);
    std::size_t at = 0;
    for (auto weight = weights.begin(); left >= *weight; ++weight, ++at) left -= *weight;
    return at;
  }
  template <typename Values>
  void shuffle(Values& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[index(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tiaoli::generator
