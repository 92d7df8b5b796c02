#pragma once
// Reports as HTML pages in several styles, and PDFs that real programs make of them.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "mappings/registry.hpp"
#include "tests/generator/form.hpp"
#include "tests/generator/random.hpp"

namespace tiaoli::testing {

/// How the tables of one page look.
struct PageStyle {
  std::string css;
  bool zeros_blank = false;    ///< nothing is printed for 0
  bool zeros_marked = false;   ///< “-” is printed for 0
  int most_prose = 3;          ///< paragraphs in each section

  bool prints(Decimal value) const { return !zeros_blank || value != Decimal{}; }
};

/// A style drawn at random: type, size, padding, alignment, widths, orientation.
PageStyle draw_style(generator::Random& random);

/// The report of `form` with sections, prose and tables.
std::string print_page(generator::Form const& form, Registry const& registry, PageStyle const& style, generator::Random& random);

/// Whether the program can be run.
bool is_there(std::string const& program);
/// The PDF that chromium prints of an HTML page; empty when it fails.
std::string pdf_by_chromium(std::string const& html);
/// The PDFs that LibreOffice makes of files with this ending, in one run; an empty one for each that fails.
std::vector<std::string> pdfs_by_office(std::vector<std::string> const& files, std::string const& ending);

}  // namespace tiaoli::testing
