#pragma once
// The paragraphs of a PDF.
#include <span>

#include "converters/readers/extract.hpp"
#include "converters/readers/pdf_lines.hpp"

namespace tiaoli {

/// Writes lines as paragraphs: a line that ends before the right margin, an indented one and one in other type end them.
void write_prose(std::span<PageLine const> lines, TextMaker& text);

}  // namespace tiaoli
