#pragma once
// A ZIP archive in memory, as office documents are.
#include <string>
#include <utility>
#include <vector>

namespace tiaoli {

/// The bytes of an archive with these files, names first, in this order and without times of their own. Throws std::runtime_error.
std::string zip_of(std::vector<std::pair<std::string, std::string>> const& files);

}  // namespace tiaoli
