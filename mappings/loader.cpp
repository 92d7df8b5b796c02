// Where the mapping files come from: the program itself, or a folder.
#include <fstream>
#include <iterator>

#include "mappings/embedded.hpp"
#include "mappings/registry_loader.hpp"

namespace tiaoli {

namespace {

RegistryLoader::Files embedded_copy() {
  RegistryLoader::Files files;
  for (auto const& [name, content] : embedded_files()) files.emplace(name, content);
  return files;
}

}  // namespace

Registry const& Registry::embedded() {
  static const Registry registry = RegistryLoader(embedded_copy()).load();
  return registry;
}

Registry Registry::load(std::filesystem::path const& folder) {
  if (!std::filesystem::is_directory(folder)) throw MappingError(folder.string() + ": there is no such folder");
  RegistryLoader::Files files = embedded_copy();
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    const bool known = files.contains(name) || name.starts_with("editions/");
    if (!known) throw MappingError(entry.path().string() + ": no mapping file has this name");
    std::ifstream in(entry.path(), std::ios::binary);
    files[name] = std::string(std::istreambuf_iterator<char>(in), {});
    if (!in) throw MappingError(entry.path().string() + ": cannot be read");
  }
  return RegistryLoader(std::move(files)).load();
}

}  // namespace tiaoli
