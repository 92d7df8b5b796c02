#pragma once
// The form of a label under which it is looked up. The text itself is never changed.
#include <string>
#include <string_view>
#include <vector>

namespace tiaoli {

/// Folds a printed label to its key: Han characters and digits only, full-width digits as ASCII, variant
/// characters as the form prints them; spaces, punctuation, brackets, quotes and letters are dropped.
class LabelKey {
 public:
  LabelKey();
  /// From now on `variant` counts as `character`; both are one Han character of the basic plane (radicals and compatibility
  /// forms, which PDFs print, included) in UTF-8.
  /// Answers false when they are not.
  bool add_variant(std::string_view variant, std::string_view character);

  std::string operator()(std::string_view label) const {
    std::string key;
    append(key, label);
    return key;
  }
  /// Appends the key of `label` to `key`.
  void append(std::string& key, std::string_view label) const;

 private:
  std::vector<char16_t> folded_;  ///< for U+2E80 … U+FAFF
};

}  // namespace tiaoli
