#pragma once
// Where results go.
#include <stdexcept>
#include <string>
#include <string_view>

namespace tiaoli::cli {

/// A result that could not be written.
struct OutputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Writes `content` to the file at `path` (under another name first, so that nothing half-written is left), or to standard
/// output for `-`. Throws OutputError.
void write_output(std::string const& path, std::string_view content);

/// Standard error, for everything that is not data.
void say(std::string_view text);

}  // namespace tiaoli::cli
