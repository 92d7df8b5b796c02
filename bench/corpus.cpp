#include "bench/corpus.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "mappings/registry.hpp"

namespace tiaoli::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough_bytes = std::size_t{1} << 20U;

struct File {
  std::string name;
  std::string text;
};

std::string slurp(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::vector<File> read_files() {
  std::vector<File> files;
  if (char const* const pages = std::getenv("TIAOLI_BENCH_PAGES")) {
    for (auto const& entry : fs::directory_iterator(pages)) {
      if (entry.path().extension() == ".html") files.push_back({"pages/" + entry.path().stem().string(), slurp(entry.path())});
    }
    std::sort(files.begin(), files.end(), [](File const& a, File const& b) { return a.name < b.name; });
    return files;
  }
  const fs::path fixtures = fs::path(TIAOLI_SOURCE_DIR) / "fixtures";
  for (auto const& entry : fs::recursive_directory_iterator(fixtures)) {
    if (entry.path().stem() != "input") continue;
    files.push_back({entry.path().parent_path().lexically_relative(fixtures).generic_string(), slurp(entry.path())});
  }
  const fs::path seeds = fs::path(TIAOLI_SOURCE_DIR) / "../shared/seeds";
  if (fs::is_directory(seeds)) {
    for (auto const& entry : fs::directory_iterator(seeds)) {
      if (entry.path().extension() != ".txt") continue;
      files.push_back({"seeds/" + entry.path().stem().string(), slurp(entry.path())});
    }
  }
  std::sort(files.begin(), files.end(), [](File const& a, File const& b) { return a.name < b.name; });
  return files;
}

Corpus repeat(std::string name, std::vector<std::string> const& texts) {
  Corpus corpus;
  corpus.name = std::move(name);
  while (corpus.bytes < enough_bytes) {
    for (std::string const& text : texts) {
      Diagnostics diagnostics;
      corpus.texts.push_back(text);
      corpus.sources.push_back(read_bytes(corpus.name, text, diagnostics));
      corpus.bytes += text.size();
    }
  }
  return corpus;
}

std::string edition_of(std::string const& text) {
  Diagnostics diagnostics;
  const auto source = read_bytes("", text, diagnostics);
  const Report report = read_report(*source, Registry::embedded(), diagnostics);
  return report.edition ? Registry::embedded().editions()[*report.edition].id : "no_table";
}

std::vector<Corpus> make() {
  const std::vector<File> files = read_files();
  std::map<std::string, std::vector<std::string>> editions;
  for (File const& file : files) editions[file.name.starts_with("pages/") ? "pages" : edition_of(file.text)].push_back(file.text);
  std::vector<Corpus> made;
  for (auto const& [edition, texts] : editions) made.push_back(repeat(edition, texts));
  for (File const& file : files) {
    if (!file.text.empty()) made.push_back(repeat(file.name, {file.text}));
  }
  return made;
}

}  // namespace

std::vector<Corpus> const& corpora() {
  static const std::vector<Corpus> all = make();
  return all;
}

}  // namespace tiaoli::bench
