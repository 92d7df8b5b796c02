#include "converters/readers/pdf.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "converters/readers/pdf_lines.hpp"
#include "converters/readers/pdf_prose.hpp"
#include "converters/readers/pdf_regions.hpp"
#include "converters/readers/pdf_table.hpp"
#include "converters/readers/pdf_words.hpp"

namespace tiaoli {
namespace {

/// No report has more pages or words; a PDF with more is not read.
constexpr std::size_t most_pages = 5'000, most_words = 500'000, most_words_of_page = 10'000;

Extract extract_of(std::vector<PageWords> const& pages) {
  const std::vector<PageLine> lines = make_lines(pages);
  const std::span<PageLine const> all(lines);
  TextMaker text;
  std::size_t done = 0;
  for (TableRegion const& table : find_tables(lines)) {
    if (table.head > done) write_prose(all.subspan(done, table.head - done), text);
    write_table(lines, table, text);
    done = table.end;
  }
  if (done < lines.size()) write_prose(all.subspan(done), text);
  return text.take();
}

}  // namespace

ChildLimits pdf_limits() {
  using std::chrono::seconds;
  return {seconds{60}, seconds{60}, std::size_t{2} << 30U, std::size_t{256} << 20U};
}

PdfReading read_pdf_words(std::string_view xhtml) {
  PdfReading reading;
  const auto pages = read_page_words(xhtml);
  if (!pages || pages->empty()) return reading;
  reading.pages = pages->size();
  std::size_t words = 0, densest = 0;
  for (PageWords const& page : *pages) {
    words += page.words.size();
    densest = std::max(densest, page.words.size());
  }
  if (words == 0) {
    reading.end = PdfReading::End::scan;
  } else if (words > most_words || densest > most_words_of_page || pages->size() > most_pages) {
    reading.end = PdfReading::End::too_large;
  } else {
    reading.extract = extract_of(*pages);
    reading.end = PdfReading::End::read;
  }
  return reading;
}

PdfReading read_pdf(std::string_view bytes, ChildLimits const& limits) {
  ChildResult child = run_child({"pdftotext", "-enc", "UTF-8", "-bbox-layout", "-", "-"}, bytes, limits);
  PdfReading reading;
  if (child.end == ChildResult::End::not_found) {
    reading.end = PdfReading::End::not_installed;
  } else if (child.end == ChildResult::End::timed_out || child.end == ChildResult::End::too_much_output) {
    reading.end = PdfReading::End::too_large;
  } else if (child.end == ChildResult::End::finished && child.code == 0) {
    reading = read_pdf_words(child.output);
  } else if (child.errors.find("Incorrect password") != std::string::npos) {
    reading.end = PdfReading::End::encrypted;
  }
  reading.message = std::move(child.errors);
  return reading;
}

}  // namespace tiaoli
