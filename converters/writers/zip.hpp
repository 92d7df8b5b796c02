#pragma once
// A ZIP archive in memory, as office documents are.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiaoli {

/// The bytes of an archive with these files, names first, in this order and without times of their own. Throws std::runtime_error.
std::string zip_of(std::vector<std::pair<std::string, std::string>> const& files);

/// `archive` with these files put in the place of those of the same name, or behind all others. Whatever else is in it stays as it
/// is, packed bytes and all. Throws std::runtime_error.
std::string zip_with(std::string_view archive, std::vector<std::pair<std::string, std::string>> const& files);

}  // namespace tiaoli
