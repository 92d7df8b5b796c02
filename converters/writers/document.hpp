#pragma once
// The formats that a conversion can be written in.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

enum class DocumentFormat : std::uint8_t { json, text, md, html, docx, xlsx, csv };

/// The format with this name, which is that of its enumerator.
std::optional<DocumentFormat> document_format(std::string_view name);
/// The format that the ending of a file name stands for.
std::optional<DocumentFormat> document_format_of(std::string_view path);
/// Whether its bytes are no text.
bool is_binary(DocumentFormat format);

/// The bytes of `conversion` in any format but JSON, whose writer takes more. Throws std::runtime_error when a library fails.
std::string write_document(DocumentFormat format, Report const& report, Conversion const& conversion, Registry const& registry);

}  // namespace tiaoli
