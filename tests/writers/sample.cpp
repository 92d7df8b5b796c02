#include "tests/writers/sample.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"

namespace tiaoli::testing {
namespace fs = std::filesystem;

namespace {

fs::path input_of(std::string const& name) {
  for (auto const& entry : fs::directory_iterator(fs::path(TIAOLI_SOURCE_DIR) / "fixtures" / name)) {
    if (entry.path().stem() == "input") return entry.path();
  }
  throw std::runtime_error("no input in " + name);
}

}  // namespace

Form Sample::form() const { return lay_out(report, conversion, Registry::embedded()); }

ConvertedCell const& Sample::cell(std::string_view id) const { return conversion.cells[Registry::embedded().find_cell(id).value().index]; }

Sample sample(std::string const& name, std::string const& to) {
  Registry const& registry = Registry::embedded();
  Diagnostics diagnostics;
  Sample made;
  made.name = name;
  made.to = to;
  made.source = read(input_of(name), diagnostics);
  made.report = read_report(*made.source, registry, diagnostics);
  if (made.report.edition) made.conversion = convert(made.report, registry.find_edition(to).value(), registry, diagnostics);
  return made;
}

std::vector<Sample> samples() {
  const fs::path fixtures = fs::path(TIAOLI_SOURCE_DIR) / "fixtures";
  std::vector<std::string> names;
  for (auto const& entry : fs::recursive_directory_iterator(fixtures)) {
    if (entry.path().stem() == "input") names.push_back(entry.path().parent_path().lexically_relative(fixtures).generic_string());
  }
  std::sort(names.begin(), names.end());
  std::vector<Sample> made;
  for (std::string const& name : names) {
    for (Edition const& edition : Registry::embedded().editions()) {
      Sample one = sample(name, edition.id);
      if (one.report.edition) made.push_back(std::move(one));
    }
  }
  return made;
}

Report read_back(std::string const& text) {
  Diagnostics diagnostics;
  const auto source = read_bytes("written", text, diagnostics);
  return read_report(*source, Registry::embedded(), diagnostics);
}

std::string file_text(std::string const& path) {
  std::ifstream in(fs::path(TIAOLI_SOURCE_DIR) / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace tiaoli::testing
