#include "converters/readers/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

namespace tiaoli {
namespace {

using Why = ReadFailure::Why;

zip_t* handle(void* archive) { return static_cast<zip_t*>(archive); }

std::string key_of(std::string_view name) {
  std::string key(name);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\\') c = '/';
  }
  return key;
}

struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// The most that an entry of this packed size may become.
std::size_t most_of(zip_stat_t const& stat, ArchiveLimits const& limits, std::size_t read) {
  const std::size_t left = limits.together - std::min(read, limits.together);
  std::size_t by_ratio = limits.entry;
  if ((stat.valid & ZIP_STAT_COMP_SIZE) != 0 && stat.comp_size < limits.entry / limits.ratio) {
    by_ratio = std::max(limits.ratio_from, static_cast<std::size_t>(stat.comp_size) * limits.ratio);
  }
  return std::min({limits.entry, left, by_ratio});
}

}  // namespace

void Archive::Discard::operator()(void* archive) const { zip_discard(handle(archive)); }

std::optional<Archive> Archive::open(std::string_view bytes, ReadFailure& failure, ArchiveLimits const& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* const opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (opened == nullptr) {
    failure = {Why::broken, zip_error_strerror(&error)};
    zip_error_fini(&error);
    if (source != nullptr) zip_source_free(source);
    return std::nullopt;
  }
  Archive archive(opened, limits);
  const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(zip_get_num_entries(opened, 0), 0));
  if (count == 0) {  // the library takes no bytes at all for an archive
    failure = {Why::broken, "no entries"};
    return std::nullopt;
  }
  if (count > limits.entries) {
    failure = {Why::too_large, fmt::format("{} entries", count)};
    return std::nullopt;
  }
  for (std::size_t i = 0; i < count; ++i) {
    char const* const name = zip_get_name(opened, i, ZIP_FL_ENC_GUESS);
    archive.names_.emplace_back(name == nullptr ? "" : name);
    archive.places_.emplace(key_of(archive.names_.back()), i);
  }
  return archive;
}

bool Archive::contains(std::string_view name) const { return places_.contains(key_of(name)); }

std::optional<std::string> Archive::read(std::string_view name, ReadFailure& failure) {
  const auto fail = [&](Why why, std::string_view what = {}) {
    failure = {why, what.empty() ? std::string(name) : fmt::format("{}: {}", name, what)};
    return std::nullopt;
  };
  const auto found = places_.find(key_of(name));
  if (found == places_.end()) return fail(Why::missing);
  zip_stat_t stat;
  if (zip_stat_index(handle(archive_.get()), found->second, 0, &stat) != 0) return fail(Why::broken, zip_strerror(handle(archive_.get())));
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) return fail(Why::encrypted);
  const std::size_t most = most_of(stat, limits_, read_);
  if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > most) return fail(Why::too_large);
  const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(handle(archive_.get()), found->second, 0));
  if (!file) return fail(Why::broken, zip_strerror(handle(archive_.get())));
  std::string content;
  for (;;) {
    constexpr std::size_t step = std::size_t{1} << 18U;
    const std::size_t before = content.size();
    content.resize(before + std::min(step, most + 1 - before));
    const zip_int64_t got = zip_fread(file.get(), content.data() + before, content.size() - before);
    if (got < 0) return fail(Why::broken, zip_file_strerror(file.get()));
    content.resize(before + static_cast<std::size_t>(got));
    if (content.size() > most) return fail(Why::too_large);
    if (got == 0) break;
  }
  read_ += content.size();
  return content;
}

}  // namespace tiaoli
