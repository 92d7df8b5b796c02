#include "converters/writers/zip.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <stdexcept>

namespace tiaoli {
namespace {

/// 1980-01-01, the first day a ZIP archive knows.
constexpr zip_uint16_t first_day = (1U << 5U) | 1U, midnight = 0;

[[noreturn]] void fail(char const* why) { throw std::runtime_error(fmt::format("the archive cannot be written: {}", why)); }

}  // namespace

std::string zip_of(std::vector<std::pair<std::string, std::string>> const& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) fail(zip_error_strerror(&error));
  zip_source_keep(target);  // the archive lets go of it when it is closed
  zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(target);
    zip_source_free(target);
    fail(zip_error_strerror(&error));
  }
  for (auto const& [name, content] : files) {
    zip_source_t* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = source == nullptr ? -1 : zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0 || zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), midnight, first_day, 0) != 0) {
      const std::string why = zip_strerror(archive);
      if (source != nullptr && index < 0) zip_source_free(source);
      zip_discard(archive);
      zip_source_free(target);
      fail(why.c_str());
    }
  }
  if (zip_close(archive) != 0) {
    const std::string why = zip_strerror(archive);
    zip_discard(archive);
    zip_source_free(target);
    fail(why.c_str());
  }
  std::string bytes;
  zip_stat_t stat;
  bool read = zip_source_stat(target, &stat) == 0 && zip_source_open(target) == 0;
  if (read) {
    bytes.resize(stat.size);
    read = zip_source_read(target, bytes.data(), stat.size) == static_cast<zip_int64_t>(stat.size);
    zip_source_close(target);
  }
  zip_source_free(target);
  if (!read) fail("its bytes are lost");
  return bytes;
}

}  // namespace tiaoli
