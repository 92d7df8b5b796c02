#include "converters/readers/read.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "converters/readers/utf8.hpp"

namespace tiaoli {
namespace {

/// Offsets are kept in 32 bits.
constexpr std::size_t largest_file = std::size_t{1} << 31U;

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  static constexpr char hexadecimal[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text.push_back(hexadecimal[byte >> 4U]);
    text.push_back(hexadecimal[byte & 0x0FU]);
  }
  return text;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// What the program itself writes starts with {"tiaoli": however it is laid out.
bool is_own_json(std::string_view text) {
  constexpr std::string_view key = "\"tiaoli\"";
  const std::size_t brace = text.find_first_not_of(" \t\r\n");
  if (brace == std::string_view::npos || text[brace] != '{') return false;
  const std::size_t name = text.find_first_not_of(" \t\r\n", brace + 1);
  return name != std::string_view::npos && text.substr(name).starts_with(key);
}

std::string slurp(std::filesystem::path const& path) {
  const bool standard_input = path == "-";
  std::unique_ptr<std::FILE, CloseFile> owned;
  if (!standard_input) {
    if (std::filesystem::is_directory(path)) throw FileError(fmt::format("{}: is a folder, a file is needed", path.string()));
    owned.reset(std::fopen(path.c_str(), "rb"));
    if (!owned) throw FileError(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  }
  std::FILE* const file = standard_input ? stdin : owned.get();
  std::string bytes;
  std::array<char, 1U << 16U> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), file)) > 0;) {
    bytes.append(buffer.data(), got);
    if (bytes.size() > largest_file) break;  // read_bytes says so
  }
  if (std::ferror(file) != 0) throw FileError(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  return bytes;
}

}  // namespace

std::unique_ptr<Source> read_bytes(std::string name, std::string bytes, Diagnostics& diagnostics) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::size_t size = bytes.size();
  std::string digest = sha256(bytes);
  Diagnostic found;
  if (bytes.empty() || bytes == byte_order_mark) {
    found.code = "R101";
  } else if (size > largest_file) {
    found.code = "R104";
    found.arguments = {{"bytes", std::to_string(size)}, {"limit", std::to_string(largest_file)}};
  } else if (const std::size_t invalid = find_invalid_utf8(bytes); bytes.find('\0') != std::string::npos) {
    found.code = "R102";
    found.arguments = {{"offset", std::to_string(bytes.find('\0'))}};
  } else if (invalid != std::string_view::npos) {
    found.code = "R103";
    found.arguments = {{"offset", std::to_string(invalid)},
                       {"byte", fmt::format("{:02X}", static_cast<unsigned char>(bytes[invalid]))}};
  }
  if (!found.code.empty()) {
    diagnostics.push_back(std::move(found));
    return std::make_unique<Source>(std::move(name), "text", std::string{}, size, std::move(digest));
  }
  const std::size_t skipped = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  bytes.erase(0, skipped);
  if (bytes.find('\n') == std::string::npos) std::replace(bytes.begin(), bytes.end(), '\r', '\n');  // line ends of old
  const std::string format = is_own_json(bytes) ? "json" : "text";
  return std::make_unique<Source>(std::move(name), format, std::move(bytes), size, std::move(digest), skipped);
}

std::unique_ptr<Source> read(std::filesystem::path const& path, Diagnostics& diagnostics) {
  return read_bytes(path.string(), slurp(path), diagnostics);
}

}  // namespace tiaoli
