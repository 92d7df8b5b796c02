#include "lint/fingerprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace tiaoli {
namespace {

/// FNV-1a with 64 bits: simple, and the same everywhere.
class Hash {
 public:
  void add(std::string_view field) {
    for (const char c : field) add_byte(static_cast<unsigned char>(c));
    add_byte(0x1F);
  }
  std::uint64_t value() const { return value_; }

 private:
  void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

/// Arguments that say where something stands, or how much the file is.
constexpr std::array<std::string_view, 8> of_the_file = {"line", "column", "offset", "byte", "bytes", "pages", "limit", "charset"};

/// `text` without the space that another format would set differently.
std::string dense(std::string_view text) {
  constexpr std::string_view wide_space = "\xE3\x80\x80", no_break_space = "\xC2\xA0";
  std::string made;
  while (!text.empty()) {
    const std::size_t blank = text.starts_with(wide_space) ? wide_space.size() : text.starts_with(no_break_space) ? no_break_space.size() : 0;
    if (blank == 0 && std::string_view(" \t\r\n").find(text[0]) == std::string_view::npos) made += text[0];
    text.remove_prefix(std::max<std::size_t>(blank, 1));
  }
  return made;
}

std::uint64_t hash_of(Diagnostic const& found, Report const& report, Registry const& registry) {
  Hash hash;
  hash.add(found.code);
  hash.add(report.outline.publisher);
  hash.add(report.outline.year ? std::to_string(*report.outline.year) : "");
  hash.add(report.edition ? registry.editions()[*report.edition].id : "");
  std::vector<std::string> cells = found.cells;
  std::sort(cells.begin(), cells.end());
  for (std::string const& cell : cells) hash.add(cell);
  hash.add("");
  for (auto const& [name, value] : found.arguments) {
    if (std::find(of_the_file.begin(), of_the_file.end(), name) != of_the_file.end()) continue;
    const bool is_figure = Decimal::parse(value).has_value();
    if (name == "other" && !is_figure) continue;  // another row or report, which can be the name of a file
    // With a cell, labels add nothing but their spelling; `text` is the print of a cell that holds no number.
    if (found.cells.empty() || name == "text" || is_figure) hash.add(dense(value));
  }
  return hash.value();
}

}  // namespace

void add_fingerprints(Diagnostics& diagnostics, Report const& report, Registry const& registry) {
  std::unordered_map<std::uint64_t, std::size_t> seen;
  for (Diagnostic& found : diagnostics) {
    const std::uint64_t hash = hash_of(found, report, registry);
    const std::size_t count = ++seen[hash];
    found.fingerprint = fmt::format("{:016x}", hash);
    if (count > 1) found.fingerprint += fmt::format(":{}", count);
  }
}

}  // namespace tiaoli
