// PDFs made by real programs are read back: every number in its cell, or said to be lost. TIAOLI_PDFS sets how many pages chromium
// prints, TIAOLI_SEED the first seed. Pages that fail are kept beside the program, under pdf/.
#include "converters/readers/pdf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "converters/canonical.hpp"
#include "converters/writers/document.hpp"
#include "tests/catch.hpp"
#include "tests/readers/pdf_pages.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// What a reading of many cells came to.
struct Score {
  std::size_t forms = 0, clean = 0, cells = 0, right = 0, missing = 0, missing_unsaid = 0, wrong = 0, wrong_unsaid = 0;

  std::string text() const {
    return fmt::format("{} forms, {} with every cell right; {} cells: {} right, {} missing ({} of them in silence), {} wrong ({} of them in silence)", forms,
                       clean, cells, right, missing, missing_unsaid, wrong, wrong_unsaid);
  }
};

bool has_findings(Diagnostics const& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](Diagnostic const& found) { return !found.code.empty() && (found.code[0] == 'B' || found.code[0] == 'G'); });
}

/// Reads `pdf` and compares it with the form. Returns what is not right, for people.
std::string compare(std::string const& pdf, generator::Form const& form, PageStyle const& style, Score& score) {
  Registry const& registry = Registry::embedded();
  Edition const& edition = registry.editions()[form.edition];
  PdfReading reading = read_pdf(pdf);
  ++score.forms;
  score.cells += form.values.size();
  if (reading.end != PdfReading::End::read) {
    score.missing += form.values.size();
    return "not read: " + reading.message;
  }
  const Source source("x.pdf", "pdf", reading.extract.text, pdf.size(), "", 0, reading.extract.anchors);
  Diagnostics diagnostics;
  const Report report = read_report(source, registry, diagnostics);
  const bool said = has_findings(diagnostics);
  std::string failures;
  if (report.edition != form.edition || report.facts.size() != form.values.size()) {
    score.missing += form.values.size();
    return "edition not read";
  }
  std::size_t bad = 0;
  for (std::size_t i = 0; i < form.values.size(); ++i) {
    Fact const& fact = report.facts[i];
    const bool zero = form.values[i] == Decimal{};
    const auto expected = zero && style.zeros_blank ? State::blank : zero && style.zeros_marked ? State::mark : State::reported;
    const bool as_printed = fact.value.state == expected && (expected != State::reported || fact.value.number == form.values[i]);
    if (as_printed) {
      ++score.right;
      CHECK((expected == State::blank || fact.at.place.kind == Place::Kind::page));
      continue;
    }
    ++bad;
    const bool wrong = fact.value.number && *fact.value.number != form.values[i];
    ++(wrong ? score.wrong : score.missing);
    if (!said) ++(wrong ? score.wrong_unsaid : score.missing_unsaid);
    failures += fmt::format("{} is {}, read {} “{}”\n", edition.cells[i].id, form.values[i].to_string(), to_string(fact.value.state), fact.value.text);
  }
  if (bad == 0) ++score.clean;
  for (Diagnostic const& found : diagnostics) {
    if (bad > 0) failures += found.code + " ";
  }
  return failures;
}

void keep(std::string const& name, std::string const& pdf, std::string const& why) {
  const auto folder = std::filesystem::path(TIAOLI_BINARY).parent_path() / "pdf";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / (name + ".pdf"), std::ios::binary) << pdf;
  std::ofstream(folder / (name + ".txt"), std::ios::binary) << why << "\n\n" << read_pdf(pdf).extract.text;
}

TEST_CASE("forms printed by a browser are read back from PDF") {
  if (!is_there("chromium") || !is_there("pdftotext")) {
    WARN("skipped: chromium or pdftotext is not installed");
    return;
  }
  const std::uint64_t first = from_environment("TIAOLI_SEED", 1), count = from_environment("TIAOLI_PDFS", 18);
  Registry const& registry = Registry::embedded();
  Score score;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    generator::Random random(seed);
    const auto edition = static_cast<std::uint8_t>(seed % registry.editions().size());
    const auto form = generator::make_form(registry, edition, true, random);
    const PageStyle style = draw_style(random);
    const std::string pdf = pdf_by_chromium(print_page(form, registry, style, random));
    const std::size_t before = score.right;
    const std::string failures = compare(pdf, form, style, score);
    if (!failures.empty()) keep(fmt::format("{}-{}", registry.editions()[edition].id, seed), pdf, style.css + "\n" + failures);
    INFO(seed << " " << score.right - before);
  }
  WARN("chromium: " << score.text());
  CHECK(score.wrong_unsaid == 0);
  CHECK(score.missing_unsaid == 0);
  CHECK(score.right * 100 >= score.cells * 90);
}

}  // namespace
