// Every fixture is read exactly as its expected-cells.json says, and everything the program says of it is kept beside it.
// TIAOLI_BLESS=1 writes the kept files anew: read what changed before it is committed.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "converters/canonical.hpp"
#include "converters/convert.hpp"
#include "converters/readers/read.hpp"
#include "converters/writers/json.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "tests/catch.hpp"
#include "tests/kept.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;
namespace fs = std::filesystem;

namespace {

fs::path const& root = repository();

/// input.* of every case, relative to the repository.
std::vector<fs::path> inputs() {
  std::vector<fs::path> found;
  for (auto const& entry : fs::recursive_directory_iterator(root / "fixtures")) {
    if (entry.path().stem() == "input") found.push_back(entry.path().lexically_relative(root));
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// What the program makes of a case: kept file → content.
std::map<std::string, std::string> results(fs::path const& input) {
  Registry const& registry = Registry::embedded();
  Diagnostics reading;
  const auto source = read_bytes(input.generic_string(), content(root / input), reading);
  const Report report = read_report(*source, registry, reading);
  std::map<std::string, std::string> made;

  Diagnostics said = reading;
  describe(said, Language::en);
  made["canonical.json"] = write_json(report, registry, said, JsonLayout::records);

  Diagnostics linted = reading;
  lint(report, registry, linted);
  describe(linted, Language::en);
  std::string& text = made["diagnostics.txt"];
  for (Diagnostic const& found : linted) text += render(found, *source);

  for (std::uint8_t target = 0; report.edition && target < registry.editions().size(); ++target) {
    Diagnostics converting = reading;
    const Conversion conversion = convert(report, target, registry, converting);
    describe(converting, Language::en);
    made["converted-" + registry.editions()[target].id + ".json"] = write_json(report, conversion, registry, converting, false, JsonLayout::records);
  }
  return made;
}

bool is_kept(fs::path const& path) {
  const std::string name = path.filename().string();
  return name == "canonical.json" || name == "diagnostics.txt" || name.starts_with("converted-");
}

}  // namespace

TEST_CASE("what the program says of the fixtures is what is kept") {
  std::size_t cases = 0;
  for (fs::path const& input : inputs()) {
    ++cases;
    const fs::path folder = root / input.parent_path();
    const auto made = results(input);
    for (auto const& entry : fs::directory_iterator(folder)) {
      if (is_kept(entry.path()) && !made.contains(entry.path().filename().string())) {
        FAIL_CHECK(entry.path().string() << " is of no use");
      }
    }
    for (auto const& [name, text] : made) {
      check_kept(folder / name, text);
    }
  }
  CHECK(cases >= 12);
}

TEST_CASE("the fixtures are read as expected-cells.json says") {
  for (fs::path const& input : inputs()) {
    CAPTURE(input.generic_string());
    const auto expected = nlohmann::ordered_json::parse(content(root / input.parent_path() / "expected-cells.json"));
    Diagnostics diagnostics;
    const auto source = read_bytes(input.generic_string(), content(root / input), diagnostics);
    const Report report = read_report(*source, Registry::embedded(), diagnostics);
    CHECK(report.outline.publisher == expected["publisher"].get<std::string>());
    CHECK(report.outline.year == expected["year"].get<int>());
    auto const& cells = expected["cells"];
    Edition const& edition = Registry::embedded().editions()[Registry::embedded().find_edition(expected["edition"].get<std::string>()).value()];
    REQUIRE(cells.size() == edition.cells.size());
    const bool all_null = std::all_of(cells.begin(), cells.end(), [](auto const& value) { return value.is_null(); });
    if (!report.edition) {
      CHECK(all_null);
      CHECK(report.facts.empty());
      continue;
    }
    CHECK(Registry::embedded().editions()[*report.edition].id == edition.id);
    REQUIRE(report.facts.size() == cells.size());
    std::size_t i = 0;
    for (auto const& [id, value] : cells.items()) {
      Fact const& fact = report.facts[i];
      CHECK(edition.cells[i].id == id);
      ++i;
      const std::string found = fact.value.number ? fact.value.number->to_string() : "null";
      if (found != value.dump()) FAIL_CHECK(id << " is " << value.dump() << ", read " << found);
    }
  }
}
