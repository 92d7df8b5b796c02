// The readers that run in this process, on any bytes: pages, word processors' files, workbooks, what pdftotext prints, archives,
// character sets. The last byte chooses the reader; the XML of a DOCX or XLSX file is packed here, so that the fuzzer need
// not find out how archives are made.
#include <zip.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "converters/canonical.hpp"
#include "converters/readers/archive.hpp"
#include "converters/readers/charset.hpp"
#include "converters/readers/docx.hpp"
#include "converters/readers/html.hpp"
#include "converters/readers/pdf.hpp"
#include "converters/readers/utf8.hpp"
#include "converters/readers/xlsx.hpp"
#include "tests/readers/packages.hpp"

namespace tiaoli {
namespace {

void check(bool holds, char const* what) {
  if (holds) return;
  std::cerr << "broken: " << what << "\n";
  std::abort();
}

/// What a reader made goes all the way to facts.
void use(Extract extract, std::string const& format) {
  std::uint32_t last = 0;
  for (Anchor const& anchor : extract.anchors) {
    check(anchor.text >= last && anchor.text <= extract.text.size(), "anchors stand in the order of the text and in it");
    last = anchor.text;
  }
  if (find_invalid_utf8(extract.text) != std::string_view::npos) return;
  const Source source("fuzz", format, std::move(extract.text), 1, "", 0, std::move(extract.anchors));
  Diagnostics diagnostics;
  const Report report = read_report(source, Registry::embedded(), diagnostics);
  check(report.facts.empty() == !report.edition, "facts are of an edition");
}

void read(std::string const& bytes, unsigned reader) {
  ReadFailure failure;
  switch (reader) {
    case 0:
      if (auto extract = read_html(bytes)) use(std::move(*extract), "html");
      return;
    case 1:
      if (auto read = read_docx(testing::word_file(bytes), failure)) use(std::move(read->extract), "docx");
      return;
    case 2:
      if (auto read = read_docx(testing::word_file({}, bytes), failure)) use(std::move(read->extract), "docx");
      return;
    case 3:
      if (auto read = read_xlsx(testing::workbook({{bytes, ""}}, bytes, bytes), failure)) use(std::move(read->extract), "xlsx");
      return;
    case 4: {
      PdfReading read = read_pdf_words(bytes);
      use(std::move(read.extract), "pdf");
      return;
    }
    case 5: {
      auto archive = Archive::open(bytes, failure);
      for (std::size_t i = 0; archive && i < std::min<std::size_t>(archive->names().size(), 16); ++i) archive->read(archive->names()[i], failure);
      if (auto read = read_docx(bytes, failure)) use(std::move(read->extract), "docx");
      if (auto read = read_xlsx(bytes, failure)) use(std::move(read->extract), "xlsx");
      return;
    }
    default: {
      const auto decoded = decode(bytes, declared_charset(bytes));
      if (decoded) check(find_invalid_utf8(decoded->text) == std::string_view::npos, "what is decoded is UTF-8");
      if (decoded && !decoded->text.empty()) check(decoded->original(decoded->text.size() - 1) < bytes.size(), "its bytes lie in the file");
    }
  }
}

}  // namespace
}  // namespace tiaoli

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  constexpr unsigned readers = 7;
  if (size == 0) return 0;
  tiaoli::read(std::string(reinterpret_cast<char const*>(data), size - 1), data[size - 1] % readers);
  return 0;
}
