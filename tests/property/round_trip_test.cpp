// Invented reports in every layout are read back: what was printed is what is read, and of a damaged
// report nothing wrong is read. TIAOLI_SEED and TIAOLI_DOCUMENTS set the first seed and the number of
// documents. Documents that fail are written beside the program, under round_trip/, with a list of all.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "tests/catch.hpp"
#include "tests/generator/layout.hpp"

namespace {

using namespace tiaoli;
using generator::Document;
using generator::ExpectedCell;
using generator::Layout;
using generator::Request;

constexpr std::uint64_t layouts = 5;

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Editions and layouts in turn, every document with a seed of its own.
Request request_of(std::uint64_t index, std::uint64_t first_seed, bool damaged) {
  const std::uint64_t editions = Registry::embedded().editions().size();
  return {static_cast<std::uint8_t>(index % editions), static_cast<generator::Layout>(1 + index / editions % layouts),
          first_seed + index, damaged};
}

std::string shown(std::optional<Decimal> number) { return number ? number->to_string() : "null"; }

std::string difference(ExpectedCell const& expected, Fact const& fact) {
  Value const& found = fact.value;
  if (found.state != expected.state || found.number != expected.number || found.text != expected.text) {
    return fmt::format("is {} {} “{}”, read {} {} “{}”", to_string(expected.state), shown(expected.number),
                       expected.text, to_string(found.state), shown(found.number), found.text);
  }
  if (fact.at.line < expected.first_line || fact.at.line > expected.last_line) {
    return fmt::format("stands in line {}, read from line {}", expected.first_line, fact.at.line);
  }
  if (fact.derived && fact.derived->value != expected.truth) {
    return fmt::format("is {}, derived as {}", expected.truth.to_string(), fact.derived->value.to_string());
  }
  return {};
}

/// What was read otherwise than printed, first of all a wrong number; empty when there is nothing.
std::string first_difference(Request const& request, Document const& document, Report const& report) {
  Registry const& registry = Registry::embedded();
  if (report.edition != request.edition) {
    return fmt::format("edition {}",
                       report.edition ? "read as " + registry.editions()[*report.edition].id : "not read");
  }
  if (report.outline.year != document.year) {
    return fmt::format("year is {}, read {}", document.year, report.outline.year.value_or(0));
  }
  if (report.outline.publisher != document.publisher) {
    return fmt::format("publisher is {}, read “{}”", document.publisher, report.outline.publisher);
  }
  auto const& cells = registry.editions()[request.edition].cells;
  if (report.facts.size() != cells.size())
    return fmt::format("{} facts for {} cells", report.facts.size(), cells.size());
  std::string first;
  std::size_t count = 0;
  bool wrong = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string found = difference(document.cells[i], report.facts[i]);
    if (found.empty()) continue;
    ++count;
    const auto known = report.facts[i].known();
    const bool wrong_here = known && *known != document.cells[i].truth;
    if (count == 1 || (wrong_here && !wrong)) {
      first = fmt::format("{}{} {}", wrong_here ? "WRONG NUMBER " : "", cells[i].id, found);
    }
    wrong = wrong || wrong_here;
  }
  return count > 1 ? fmt::format("{} (and {} cells more)", first, count - 1) : first;
}

/// The first number read from a damaged document that is wrong and of which nothing is said.
std::string first_wrong_number(Request const& request, Document const& document, Report const& report,
                               Diagnostics const& diagnostics) {
  Registry const& registry = Registry::embedded();
  if (document.must_be_noticed && diagnostics.empty()) return "no diagnostic";
  if (!report.edition) return {};
  if (report.edition != request.edition) return "edition read as " + registry.editions()[*report.edition].id;
  auto const& cells = registry.editions()[request.edition].cells;
  const auto is_named = [&](std::string const& cell) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [&](Diagnostic const& diagnostic) {
      const bool counts = diagnostic.code.starts_with('B') || diagnostic.severity == Severity::error;
      return counts && std::find(diagnostic.cells.begin(), diagnostic.cells.end(), cell) != diagnostic.cells.end();
    });
  };
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Fact const& fact = report.facts[i];
    const std::string truth = document.cells[i].truth.to_string();
    if (fact.value.number && *fact.value.number != document.cells[i].truth && !is_named(cells[i].id)) {
      return fmt::format("{} is {}, read {} and nothing said", cells[i].id, truth, shown(fact.value.number));
    }
    if (fact.derived && fact.derived->value != document.cells[i].truth) {
      return fmt::format("{} is {}, derived as {}", cells[i].id, truth, fact.derived->value.to_string());
    }
  }
  return {};
}

/// Where the documents of failures are kept.
std::filesystem::path folder_of_failures() {
  auto folder = std::filesystem::path(TIAOLI_BINARY).parent_path() / "round_trip";
  std::filesystem::create_directories(folder);
  return folder;
}

std::string keep(std::string const& edition, Request const& request, Document const& document) {
  const auto path = folder_of_failures() / fmt::format("{}_{}_{}{}.txt", edition, static_cast<int>(request.layout),
                                                       request.seed, request.damaged ? "_damaged" : "");
  std::ofstream(path, std::ios::binary) << document.text;
  return path.string();
}

/// Reads `count` documents; answers what to tell of those that fail, and nothing when none does.
std::string failures(std::uint64_t count, bool damaged) {
  constexpr std::size_t most_details = 5;
  Registry const& registry = Registry::embedded();
  const std::uint64_t first_seed = from_environment("TIAOLI_SEED", 20'080'501);
  std::map<std::string, int> counts;
  std::ofstream list(folder_of_failures() / (damaged ? "damaged.list" : "printed.list"));
  std::string details;
  std::size_t failed = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Request request = request_of(i, first_seed, damaged);
    const Document document = generator::make_document(registry, request);
    Diagnostics diagnostics;
    const auto source = read_bytes("generated.txt", document.text, diagnostics);
    const Report report = read_report(*source, registry, diagnostics);
    const std::string found = damaged ? first_wrong_number(request, document, report, diagnostics)
                                      : first_difference(request, document, report);
    if (found.empty()) continue;
    std::string const& edition = registry.editions()[request.edition].id;
    ++counts[fmt::format("edition {}, layout {}", edition, static_cast<int>(request.layout))];
    const std::string detail =
        fmt::format("tiaoli_generate --edition {} --layout {} --seed {}{} [{}]: {}\n  {}\n", edition,
                    static_cast<int>(request.layout), request.seed, damaged ? " --damage" : "",
                    fmt::join(document.notes, ", "), found, keep(edition, request, document));
    list << detail;
    if (++failed <= most_details) details += detail;
  }
  if (failed == 0) return {};
  std::string summary = fmt::format("{} of {} documents:\n", failed, count);
  for (auto const& [where, number] : counts) summary += fmt::format("  {}: {}\n", where, number);
  return summary + details;
}

}  // namespace

TEST_CASE("generated forms keep the rules of the paper form") {
  Registry const& registry = Registry::embedded();
  for (std::uint8_t edition = 0; edition < registry.editions().size(); ++edition) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      generator::Random random(seed);
      const generator::Form form = generator::make_form(registry, edition, seed % 2 == 0, random);
      CAPTURE(registry.editions()[edition].id, seed);
      REQUIRE(generator::contradictions(form, registry) == std::vector<std::string>{});
    }
  }
}

TEST_CASE("a generated document depends on its request alone") {
  const Request request{.edition = 1, .layout = generator::Layout::markdown, .seed = 4};
  const Document first = generator::make_document(Registry::embedded(), request);
  REQUIRE(first.text == generator::make_document(Registry::embedded(), request).text);
}

TEST_CASE("what was printed is what is read") {
  const std::string failed = failures(from_environment("TIAOLI_DOCUMENTS", 2'010), false);
  INFO(failed);
  REQUIRE(failed.empty());
}

TEST_CASE("of a damaged document nothing wrong is read") {
  const std::string failed = failures(from_environment("TIAOLI_DOCUMENTS", 2'010) / 4, true);
  INFO(failed);
  REQUIRE(failed.empty());
}
