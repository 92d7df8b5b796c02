#pragma once
// The labels of a form as publishers, typists and scanners print them.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/registry.hpp"
#include "tests/generator/random.hpp"

namespace tiaoli::generator {

/// The characters of a UTF-8 text.
std::vector<std::string> characters(std::string_view text);

/// Prints labels in the manner of one document: its brackets, quotes and numbering are the same
/// throughout, while other names, spaces, variant characters and typing errors come now and then.
class Wording {
 public:
  Wording(Registry const& registry, std::uint8_t edition, bool may_mistype, Random& random);

  /// Number, label and remark of a row.
  std::string row(EditionRow const& row);
  std::string column(EditionColumn const& column);
  /// The heading of a table or block.
  std::string table(EditionTable const& table);
  /// Any other words of the form, such as 信息内容.
  std::string words(std::string_view official);

  int typing_errors() const { return typing_errors_; }

 private:
  std::string name(std::string const& label, std::vector<std::string> const& aliases);
  std::string numbering(std::string_view number) const;
  std::string with_typing_error(std::string const& label);
  bool mistakable(std::string const& wrong, std::string const& right) const;
  std::string dress(std::string_view label);

  Registry const& registry_;
  Edition const& edition_;
  Random& random_;
  unsigned alias_per_mille_, space_per_mille_, variant_per_mille_, typing_error_per_mille_;
  bool half_width_brackets_, notes_;
  std::string item_mark_, open_quote_, close_quote_;
  int typing_errors_ = 0;
};

}  // namespace tiaoli::generator
