#include "converters/writers/document.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "converters/writers/csv.hpp"
#include "converters/writers/docx.hpp"
#include "converters/writers/html.hpp"
#include "converters/writers/markdown.hpp"
#include "converters/writers/text.hpp"
#include "converters/writers/xlsx.hpp"

namespace tiaoli {
namespace {

struct Ending {
  std::string_view text;
  DocumentFormat format;
};
constexpr Ending endings[] = {
    {".json", DocumentFormat::json}, {".txt", DocumentFormat::text},  {".text", DocumentFormat::text}, {".md", DocumentFormat::md},
    {".html", DocumentFormat::html}, {".htm", DocumentFormat::html},  {".docx", DocumentFormat::docx}, {".xlsx", DocumentFormat::xlsx},
    {".csv", DocumentFormat::csv},   {".markdown", DocumentFormat::md}};

constexpr std::string_view names[] = {"json", "text", "md", "html", "docx", "xlsx", "csv"};

}  // namespace

std::optional<DocumentFormat> document_format(std::string_view name) {
  auto const* const found = std::find(std::begin(names), std::end(names), name);
  return found == std::end(names) ? std::nullopt : std::optional(static_cast<DocumentFormat>(found - std::begin(names)));
}

std::optional<DocumentFormat> document_format_of(std::string_view path) {
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (Ending const& ending : endings) {
    if (lower.ends_with(ending.text)) return ending.format;
  }
  return std::nullopt;
}

bool is_binary(DocumentFormat format) { return format == DocumentFormat::docx || format == DocumentFormat::xlsx; }

std::string write_document(DocumentFormat format, Report const& report, Conversion const& conversion, Registry const& registry) {
  switch (format) {
    case DocumentFormat::text: return write_text(report, conversion, registry);
    case DocumentFormat::md: return write_markdown(report, conversion, registry);
    case DocumentFormat::html: return write_html(report, conversion, registry);
    case DocumentFormat::docx: return write_docx(report, conversion, registry);
    case DocumentFormat::xlsx: return write_xlsx(report, conversion, registry);
    case DocumentFormat::csv: return write_csv(conversion, registry);
    case DocumentFormat::json: break;
  }
  throw std::logic_error("write_document does not write JSON");
}

}  // namespace tiaoli
