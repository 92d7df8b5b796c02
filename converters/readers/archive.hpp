#pragma once
// The entries of a ZIP archive in memory. Nothing is ever written to a disk.
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/readers/failure.hpp"

namespace tiaoli {

/// What one archive may cost. Sizes are of what is unpacked, counted while it is: an archive can lie about them.
struct ArchiveLimits {
  std::size_t entry = std::size_t{64} << 20U;
  std::size_t together = std::size_t{192} << 20U;    ///< of all entries that are read
  std::size_t ratio = 300;                           ///< unpacked to packed
  std::size_t ratio_from = std::size_t{4} << 20U;    ///< unpacked bytes that no ratio is too high for
  std::size_t entries = 20'000;
};

class Archive {
 public:
  /// Opens `bytes`, which have to stay where they are. Fails with broken, too_large (too many entries) or encrypted.
  static std::optional<Archive> open(std::string_view bytes, ReadFailure& failure, ArchiveLimits const& limits = {});

  /// The names of the entries as they are written, in the archive's order.
  std::vector<std::string> const& names() const { return names_; }
  /// Whether there is an entry of this name; upper and lower case, and the two slashes, are the same.
  bool contains(std::string_view name) const;
  /// The content of an entry. Fails with missing, too_large, broken or encrypted.
  std::optional<std::string> read(std::string_view name, ReadFailure& failure);

 private:
  struct Discard {
    void operator()(void* archive) const;
  };
  Archive(void* archive, ArchiveLimits const& limits) : archive_(archive), limits_(limits) {}

  std::unique_ptr<void, Discard> archive_;
  ArchiveLimits limits_;
  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> places_;  ///< by the name in lower case
  std::size_t read_ = 0;                                    ///< bytes of all entries so far
};

}  // namespace tiaoli
