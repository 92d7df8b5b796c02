// tiaoli_generate: prints invented reports and their exact reading, for benchmarks and debugging.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/generator/layout.hpp"

namespace {

using namespace tiaoli;

std::string as_json(std::string_view text) { return nlohmann::json(text).dump(); }

/// One JSON line for the document, then one for each cell.
std::string reading(generator::Document const& document, Edition const& edition) {
  std::string lines =
      fmt::format(R"({{"edition": "{}", "year": {}, "publisher": {}, "notes": {}}})"
                  "\n",
                  edition.id, document.year, as_json(document.publisher), nlohmann::json(document.notes).dump());
  for (std::size_t i = 0; i < document.cells.size(); ++i) {
    generator::ExpectedCell const& cell = document.cells[i];
    lines += fmt::format(R"({{"cell": "{}", "state": "{}", "value": {}, "text": {}, "line": {}, "truth": {}}})"
                         "\n",
                         edition.cells[i].id, to_string(cell.state), cell.number ? cell.number->to_string() : "null",
                         as_json(cell.text), cell.first_line, cell.truth.to_string());
  }
  return lines;
}

void write(std::filesystem::path const& path, std::string const& text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text)) throw std::runtime_error(path.string() + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app("Prints an invented report; the same options give the same report on every machine.");
  std::string edition = "2021", reading_path;
  int layout = 1, count = 1;
  std::uint64_t seed = 1;
  bool damaged = false;
  std::filesystem::path folder;
  app.add_option("--edition", edition, "2014, 2019 or 2021")->capture_default_str();
  app.add_option("--layout", layout, "1 TABs, 2 Markdown, 3 bare pipes, 4 cell lines with bars, 5 plain cell lines")
      ->capture_default_str()
      ->check(CLI::Range(1, 5));
  app.add_option("--seed", seed, "the first seed")->capture_default_str();
  app.add_flag("--damage", damaged, "lose or tear something");
  app.add_option("--expected", reading_path, "where to write the exact reading of the one printed report");
  auto* const out = app.add_option("--out", folder, "the folder for --count reports and their readings");
  app.add_option("--count", count, "how many reports, with seeds one after the other")->needs(out);
  CLI11_PARSE(app, argc, argv);

  Registry const& registry = Registry::embedded();
  const auto index = registry.find_edition(edition);
  if (!index) throw std::runtime_error("no edition " + edition);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t of_this = seed + static_cast<std::uint64_t>(i);
    const auto document =
        generator::make_document(registry, {*index, static_cast<generator::Layout>(layout), of_this, damaged});
    const std::string expected = reading(document, registry.editions()[*index]);
    if (folder.empty()) {
      std::cout << document.text;
      if (!reading_path.empty()) write(reading_path, expected);
    } else {
      std::filesystem::create_directories(folder);
      const std::string name = fmt::format("{}_{}_{}", edition, layout, of_this);
      write(folder / (name + ".txt"), document.text);
      write(folder / (name + ".jsonl"), expected);
    }
  }
  return 0;
} catch (std::exception const& error) {
  std::cerr << "tiaoli_generate: " << error.what() << '\n';
  return 2;
}
