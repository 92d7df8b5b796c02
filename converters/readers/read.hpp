#pragma once
// From bytes to a Source.
#include <filesystem>
#include <memory>
#include <string>
#include <stdexcept>
#include <string_view>

#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// A file that cannot be opened or read.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads the file at `path`, or standard input for `-`. Throws FileError when the system refuses.
/// What is wrong with the bytes is a diagnostic R1xx, and the text of such a Source is empty.
std::unique_ptr<Source> read(std::filesystem::path const& path, Diagnostics& diagnostics);

/// The same for bytes that are in memory; `name` is what diagnostics call them.
std::unique_ptr<Source> read_bytes(std::string name, std::string bytes, Diagnostics& diagnostics);

/// The bytes of the file at `path`, of an archive's entry, or of standard input for `-`. Throws FileError.
std::string bytes_at(std::filesystem::path const& path);

}  // namespace tiaoli
