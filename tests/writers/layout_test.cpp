// document.json: what a broken one is told.
#include <filesystem>
#include <fstream>

#include "mappings/registry.hpp"
#include "tests/catch.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;

/// The message about a document.json in which `from` is replaced by `to`.
std::string complaint(std::string const& from, std::string const& to) {
  std::string text = testing::file_text("mappings/document.json");
  REQUIRE(text.find(from) != std::string::npos);
  text.replace(text.find(from), from.size(), to);
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("tiaoli-layout-" + std::to_string(std::hash<std::string>{}(text)));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "document.json", std::ios::binary) << text;
  std::string message;
  try {
    Registry::load(folder);
  } catch (MappingError const& error) {
    message = error.what();
  }
  std::filesystem::remove_all(folder);
  return message;
}

}  // namespace

TEST_CASE("The layout is loaded, and a broken one is refused with its place") {
  DocumentLayout const& layout = Registry::embedded().layout();
  for (Edition const& edition : Registry::embedded().editions()) CHECK(layout.outline_of(edition.id) != nullptr);
  CHECK(complaint("\"over\": \"申请人情况\"", "\"over\": \"申请人\"").empty());
  CHECK(complaint("\"P8\", ", "").find("document.json/outlines/1: table P8 of edition 2019 is printed 0 times") == 0);
  CHECK(complaint("\"tables\": [\"R\"]", "\"tables\": [\"R\", \"X\"]").find("document.json/outlines/1/sections/3/tables/0: there is no table \"X\"") == 0);
  CHECK(complaint("\"titled\": true", "\"title\": true").find("unknown field \"title\"") != std::string::npos);
  CHECK(complaint("{min}–{max}", "{min}").find("document.json/words: \"interval\" must use {max}, {min}") == 0);
  CHECK(complaint("\"section\": \"problems\"", "\"section\": \"problem\"").find("document.json/outlines/1/headings/3: \"section\" names no section") == 0);
  CHECK(complaint("\"none_mark\": \"…\"", "\"none_mark\": \"\"").find("\"none_mark\" is empty") != std::string::npos);
}

TEST_CASE("A template takes its values by name") {
  CHECK(fill("{a}-{b}{a}", {{"a", "1"}, {"b", "{a}"}}) == "1-{a}1");
  CHECK(fill("none", {}) == "none");
  CHECK(fill("{unknown}x{", {}) == "x");
}
