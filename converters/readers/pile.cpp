#include "converters/readers/pile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>

#include "converters/readers/archive.hpp"
#include "converters/readers/format.hpp"
#include "converters/readers/read.hpp"

namespace tiaoli {
namespace {

namespace fs = std::filesystem;

/// An archive of reports stays open, since its entries are asked for one after the other.
struct Pile {
  std::string path;
  fs::file_time_type changed;
  std::string bytes;
  std::optional<Archive> archive;
};

bool starts_like_zip(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  char start[4] = {};
  in.read(start, sizeof start);
  const std::string_view read(start, static_cast<std::size_t>(in.gcount()));
  return read == std::string_view("PK\x03\x04") || read == std::string_view("PK\x05\x06");
}

Pile* open_pile(fs::path const& path) {
  thread_local std::unique_ptr<Pile> open;
  std::error_code ignored;
  const auto changed = fs::last_write_time(path, ignored);
  if (open && open->path == path.string() && open->changed == changed) return open.get();
  auto pile = std::make_unique<Pile>();
  pile->path = path.string();
  pile->changed = changed;
  std::ifstream in(path, std::ios::binary);
  pile->bytes.assign(std::istreambuf_iterator<char>(in), {});
  if (recognise(pile->bytes) != Format::archive) return nullptr;
  ReadFailure failure;
  ArchiveLimits limits;
  limits.together = std::numeric_limits<std::size_t>::max();  // they are not kept
  limits.entries = 1'000'000;
  pile->archive = Archive::open(pile->bytes, failure, limits);
  if (!pile->archive) return nullptr;
  open = std::move(pile);
  return open.get();
}

/// Files that the program keeps beside reports: settings, baselines, ledgers of edits.
bool is_own(std::string_view name) { return name.starts_with(".tiaoli") || name.find(".tiaoli-fixes.") != std::string_view::npos; }

}  // namespace

std::vector<std::string> files_at(std::string const& path) {
  std::vector<std::string> files;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    for (auto const& entry : fs::recursive_directory_iterator(path)) {
      if (!entry.is_regular_file() || is_own(entry.path().filename().string())) continue;
      for (std::string& file : files_at(entry.path().string())) files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end());
    return files;
  }
  if (!fs::is_regular_file(path, ignored) || !starts_like_zip(path)) return {path};
  Pile* const pile = open_pile(path);
  if (pile == nullptr) return {path};
  for (std::string const& name : pile->archive->names()) {
    if (!name.ends_with('/')) files.push_back(path + "/" + name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::optional<std::string> entry_at(std::string const& path) {
  std::error_code ignored;
  if (fs::exists(path, ignored)) return std::nullopt;
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const fs::path archive = path.substr(0, slash);
    if (!fs::is_regular_file(archive, ignored)) continue;
    Pile* const pile = starts_like_zip(archive) ? open_pile(archive) : nullptr;
    if (pile == nullptr) return std::nullopt;
    ReadFailure failure;
    auto bytes = pile->archive->read(path.substr(slash + 1), failure);
    if (bytes) return bytes;
    if (failure.why == ReadFailure::Why::missing) return std::nullopt;
    throw FileError(fmt::format("{}: the entry of the archive cannot be unpacked{}{}", path, failure.detail.empty() ? "" : ": ", failure.detail));
  }
  return std::nullopt;
}

}  // namespace tiaoli
