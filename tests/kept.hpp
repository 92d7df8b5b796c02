#pragma once
// Files of the repository that tests read, and kept results: TIAOLI_BLESS=1 writes them anew.
#include <filesystem>
#include <string>

namespace tiaoli::testing {

/// The root of the repository.
std::filesystem::path const& repository();

/// The bytes of a file; empty when there is none.
std::string content(std::filesystem::path const& path);

/// Fails the test when `text` is not what the file at `path` keeps. With TIAOLI_BLESS=1 writes the file instead.
void check_kept(std::filesystem::path const& path, std::string const& text);

}  // namespace tiaoli::testing
