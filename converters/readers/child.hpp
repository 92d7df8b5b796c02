#pragma once
// Programs that read formats for us, run with limits.
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tiaoli {

struct ChildLimits {
  std::chrono::seconds wall{60};
  std::chrono::seconds processor{60};
  std::size_t memory = std::size_t{2} << 30U;   ///< bytes of address space; 0 for no limit
  std::size_t output = std::size_t{256} << 20U;  ///< bytes of standard output, and of each file it writes
};

struct ChildResult {
  enum class End { finished, not_found, timed_out, too_much_output, killed };
  End end = End::finished;
  int code = 0;        ///< exit code when it finished
  std::string output;  ///< standard output
  std::string errors;  ///< the first part of standard error
};

/// Runs `arguments[0]`, found in PATH, with `input` as standard input, without a shell, with no inherited files but the three
/// standard ones, in `folder` when it is not empty, and waits for its end. Throws std::system_error when the system refuses.
ChildResult run_child(std::vector<std::string> const& arguments, std::string_view input, ChildLimits const& limits, std::filesystem::path const& folder = {});

/// A new folder for temporary files, removed with all it holds at the end of its life.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder();
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tiaoli
