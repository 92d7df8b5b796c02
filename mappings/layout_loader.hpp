#pragma once
// Reads document.json. Throws MappingError with the place of what is wrong.
#include <nlohmann/json.hpp>

#include <span>
#include <string>

#include "mappings/layout.hpp"
#include "mappings/registry.hpp"

namespace tiaoli {

/// The layout in `content`; every table that it names is one of `editions`, and it prints each of their tables once.
DocumentLayout load_layout(nlohmann::json const& content, std::string const& file, std::span<Edition const> editions);

}  // namespace tiaoli
