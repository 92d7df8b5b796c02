#include "cli/output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace tiaoli::cli {
namespace {

[[noreturn]] void fail(std::string const& path) { throw OutputError(fmt::format("{}: {}", path, std::strerror(errno))); }

}  // namespace

void write_output(std::string const& path, std::string_view content) {
  if (path == "-") {
    if (std::fwrite(content.data(), 1, content.size(), stdout) != content.size() || std::fflush(stdout) != 0) fail("standard output");
    return;
  }
  const std::filesystem::path target(path);
  if (std::filesystem::exists(target) && !std::filesystem::is_regular_file(target)) {  // /dev/stdout, a pipe
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) fail(path);
    const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
    if (std::fclose(file) != 0 || !written) fail(path);
    return;
  }
  const std::string temporary = fmt::format("{}.{}.part", path, ::getpid());
  std::FILE* const file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) fail(path);
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  if (std::fclose(file) != 0 || !written) {
    const int why = errno;
    std::remove(temporary.c_str());
    errno = why;
    fail(path);
  }
  std::error_code error;
  std::filesystem::rename(temporary, target, error);
  if (error) {
    std::remove(temporary.c_str());
    throw OutputError(fmt::format("{}: {}", path, error.message()));
  }
}

void say(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace tiaoli::cli
