#include "converters/writers/zip.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <stdexcept>

namespace tiaoli {
namespace {

/// 1980-01-01, the first day a ZIP archive knows.
constexpr zip_uint16_t first_day = (1U << 5U) | 1U, midnight = 0;

[[noreturn]] void fail(char const* why) { throw std::runtime_error(fmt::format("the archive cannot be written: {}", why)); }

/// An archive that is written in memory.
class ArchiveInMemory {
 public:
  /// Starts with the entries of `content`, or with none.
  explicit ArchiveInMemory(std::string_view content) {
    zip_error_t error;
    zip_error_init(&error);
    buffer_ = zip_source_buffer_create(content.empty() ? nullptr : content.data(), content.size(), 0, &error);
    if (buffer_ == nullptr) fail(zip_error_strerror(&error));
    zip_source_keep(buffer_);  // the archive lets go of it when it is closed
    archive_ = zip_open_from_source(buffer_, content.empty() ? ZIP_TRUNCATE : 0, &error);
    if (archive_ == nullptr) {
      zip_source_free(buffer_);
      zip_source_free(buffer_);
      fail(zip_error_strerror(&error));
    }
  }
  ArchiveInMemory(ArchiveInMemory const&) = delete;
  ArchiveInMemory& operator=(ArchiveInMemory const&) = delete;
  ~ArchiveInMemory() {
    if (archive_ != nullptr) zip_discard(archive_);
    zip_source_free(buffer_);
  }

  /// Adds an entry; `content` has to stay where it is. It takes the place of one that has its name.
  void put(std::string const& name, std::string const& content) {
    zip_source_t* const source = zip_source_buffer(archive_, content.data(), content.size(), 0);
    if (source == nullptr) fail(zip_strerror(archive_));
    zip_int64_t index = zip_name_locate(archive_, name.c_str(), ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
    const bool is_there = index >= 0;
    const bool put = is_there ? zip_file_replace(archive_, static_cast<zip_uint64_t>(index), source, 0) == 0
                              : (index = zip_file_add(archive_, name.c_str(), source, ZIP_FL_ENC_UTF_8)) >= 0;
    if (!put) {
      zip_source_free(source);
      fail(zip_strerror(archive_));
    }
    if (zip_file_set_dostime(archive_, static_cast<zip_uint64_t>(index), midnight, first_day, 0) != 0) fail(zip_strerror(archive_));
  }

  std::string finish() {
    if (zip_close(archive_) != 0) fail(zip_strerror(archive_));
    archive_ = nullptr;
    std::string bytes;
    zip_stat_t stat;
    bool read = zip_source_stat(buffer_, &stat) == 0 && zip_source_open(buffer_) == 0;
    if (read) {
      bytes.resize(stat.size);
      read = zip_source_read(buffer_, bytes.data(), stat.size) == static_cast<zip_int64_t>(stat.size);
      zip_source_close(buffer_);
    }
    if (!read) fail("its bytes are lost");
    return bytes;
  }

 private:
  zip_source_t* buffer_ = nullptr;
  zip_t* archive_ = nullptr;
};

}  // namespace

std::string zip_of(std::vector<std::pair<std::string, std::string>> const& files) { return zip_with({}, files); }

std::string zip_with(std::string_view archive, std::vector<std::pair<std::string, std::string>> const& files) {
  ArchiveInMemory made(archive);
  for (auto const& [name, content] : files) made.put(name, content);
  return made.finish();
}

}  // namespace tiaoli
