#pragma once
// What can be mended in a text without a person: the spelling of labels, the width of digits, stray space around numbers.
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/registry.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// One edit of a file.
struct Fix {
  enum class Kind : std::uint8_t {
    label,   ///< a row's label that was read with certainty is spelt as in the form
    digits,  ///< full-width digits of a number become ASCII ones
    space    ///< space around a number, within its cell, is taken out
  };
  Kind kind = Kind::label;
  Position at{};  ///< in the file as it was
  std::string before, after;
};
std::string_view to_string(Fix::Kind kind);
/// The rule that the fix answers; empty when it is none of a rule.
std::string_view rule_of(Fix::Kind kind);

/// A file with its edits.
struct FixedFile {
  std::string bytes;              ///< with the edits made
  std::string before, after;      ///< SHA-256 of the bytes before and after, hexadecimal
  std::vector<Fix> fixes;         ///< by place
  std::vector<Fix> dropped;       ///< that would have changed what is read from the file, and were not made
};

/// A file that cannot be fixed, and why.
struct FixError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Mends what is safe in the report that `bytes` are; every fact, finding and statement of the report is the same afterwards
/// but for the findings that were mended, which is checked by reading the result. Line ends, byte order mark and everything else
/// stay as they are. Throws FixError for what is no text in UTF-8.
FixedFile fix(std::string const& name, std::string bytes, Registry const& registry);

/// The record of the edits as JSON: where (bytes of the original), what, by what, and the SHA-256 of the file before and after.
std::string write_ledger(std::string const& name, FixedFile const& fixed);

}  // namespace tiaoli
