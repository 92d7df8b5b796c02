#include "tests/kept.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/catch.hpp"

namespace tiaoli::testing {
namespace {

/// The first line in which two texts differ.
std::string difference(std::string const& found, std::string const& expected) {
  const auto [a, b] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  const auto line = [](std::string const& text, auto at) {
    const auto offset = static_cast<std::size_t>(at - text.begin());
    const std::size_t begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    return text.substr(begin, text.find('\n', offset) - begin);
  };
  return "line " + std::to_string(1 + std::count(found.begin(), a, '\n')) + "\n  now  " + line(found, a) + "\n  kept " + line(expected, b);
}

}  // namespace

std::filesystem::path const& repository() {
  static const std::filesystem::path root = TIAOLI_SOURCE_DIR;
  return root;
}

std::string content(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void check_kept(std::filesystem::path const& path, std::string const& text) {
  char const* const bless = std::getenv("TIAOLI_BLESS");
  if (bless != nullptr && *bless == '1') {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  const std::string kept = content(path);
  if (text != kept) FAIL_CHECK(path.lexically_relative(repository()).generic_string() << ", " << difference(text, kept));
}

}  // namespace tiaoli::testing
