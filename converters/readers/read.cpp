#include "converters/readers/read.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "converters/readers/charset.hpp"
#include "converters/readers/csv.hpp"
#include "converters/readers/document.hpp"
#include "converters/readers/format.hpp"
#include "converters/readers/extract.hpp"
#include "converters/readers/html.hpp"
#include "converters/readers/pile.hpp"
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

std::optional<Decoded> decode(std::string&& bytes, std::string const& declared, FileBeingRead const& file) {
  const std::size_t invalid = find_invalid_utf8(bytes);
  const std::size_t zero = bytes.find('\0');
  const unsigned char broken = invalid != std::string::npos ? static_cast<unsigned char>(bytes[invalid]) : 0;
  auto decoded = tiaoli::decode(std::move(bytes), declared);
  if (!decoded) {
    if (zero != std::string::npos) {
      file.say("R102", {{"offset", std::to_string(zero)}});
    } else {
      file.say("R103", {{"offset", std::to_string(invalid)}, {"byte", fmt::format("{:02X}", broken)}});
    }
  } else if (decoded->declared_wrong) {
    file.say("R108", {{"charset", decoded->charset}, {"declared", declared}});
  } else if (declared.empty() && decoded->charset != "UTF-8" && !decoded->text.empty()) {
    file.say("R107", {{"charset", decoded->charset}});
  }
  return decoded;
}

std::unique_ptr<Source> read_page(FileBeingRead const& file, Decoded const& decoded) {
  auto extract = read_html(decoded.text);
  if (!extract) return file.refuse("R109", {{"limit", std::to_string(deepest_html)}});
  for (Anchor& anchor : extract->anchors) {
    const std::uint32_t end = decoded.original(anchor.offset + anchor.length);
    anchor.offset = decoded.original(anchor.offset);
    anchor.length = end - std::min(end, anchor.offset);
  }
  return file.source("html", std::move(*extract));
}

/// An anchor at the start of each line and cell of a text that was decoded.
std::vector<Anchor> anchors_of(Decoded const& decoded) {
  std::vector<Anchor> anchors;
  if (decoded.starts.empty()) return anchors;
  const auto add = [&](std::size_t text) {
    anchors.push_back({static_cast<std::uint32_t>(text), decoded.original(text), 0, {}});
  };
  add(0);
  for (std::size_t at = decoded.text.find_first_of("\t|\n"); at != std::string::npos; at = decoded.text.find_first_of("\t|\n", at + 1)) add(at + 1);
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const std::uint32_t end = i + 1 < anchors.size() ? anchors[i + 1].offset : decoded.original(decoded.text.size());
    anchors[i].length = end - std::min(end, anchors[i].offset);
  }
  return anchors;
}

std::unique_ptr<Source> read_text(FileBeingRead const& file, Decoded&& decoded) {
  std::string& text = decoded.text;
  if (text.find('\n') == std::string::npos) std::replace(text.begin(), text.end(), '\r', '\n');  // line ends of old
  const std::string format = is_own_json(text) ? "json" : is_own_csv(text) ? "csv" : "text";
  std::vector<Anchor> anchors = anchors_of(decoded);
  return file.source(format, {std::move(text), std::move(anchors)}, decoded.skipped);
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
  const FileBeingRead file{std::move(name), bytes.size(), sha256(bytes), diagnostics};
  if (bytes.empty() || bytes == "\xEF\xBB\xBF") return file.refuse("R101");
  if (bytes.size() > largest_file) return file.refuse("R104", {{"bytes", std::to_string(bytes.size())}, {"limit", std::to_string(largest_file)}});
  const Format format = recognise(bytes);
  if (format != Format::text && format != Format::html) return read_document(format, bytes, file);
  const bool html = format == Format::html;
  const std::string declared = html ? declared_charset(bytes) : std::string();
  auto decoded = decode(std::move(bytes), declared, file);
  if (!decoded) return file.source("text", {});
  if (decoded->text.empty()) return file.refuse("R101");
  return html ? read_page(file, *decoded) : read_text(file, std::move(*decoded));
}

std::unique_ptr<Source> read(std::filesystem::path const& path, Diagnostics& diagnostics) {
  return read_bytes(path.string(), bytes_at(path), diagnostics);
}

std::string bytes_at(std::filesystem::path const& path) {
  if (auto entry = entry_at(path.string())) return std::move(*entry);
  return slurp(path);
}

}  // namespace tiaoli
