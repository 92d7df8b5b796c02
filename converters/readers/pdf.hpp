#pragma once
// Reads PDF files with pdftotext of poppler-utils, which runs as a program of its own with limits.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "converters/readers/child.hpp"
#include "converters/readers/extract.hpp"

namespace tiaoli {

/// What came of reading a PDF.
struct PdfReading {
  enum class End : std::uint8_t {
    read,
    scan,           ///< it has pages and no text
    broken,         ///< no PDF, damaged, or without any page
    encrypted,      ///< a password is needed
    not_installed,  ///< pdftotext was not found
    too_large       ///< it took more time, memory or text than allowed
  };
  End end = End::broken;
  Extract extract{};       ///< empty unless it was read
  std::size_t pages = 0;
  std::string message{};   ///< what pdftotext said, in its own words, or empty
};

/// The limits that read_pdf() works in unless others are given.
ChildLimits pdf_limits();

/// Reads the PDF in `bytes`. Throws std::system_error when the system refuses to start a program.
PdfReading read_pdf(std::string_view bytes, ChildLimits const& limits = pdf_limits());

/// The text of pages, from what `pdftotext -bbox-layout` printed: prose as paragraphs, tables as rows.
PdfReading read_pdf_words(std::string_view xhtml);

}  // namespace tiaoli
