#include "converters/readers/document.hpp"

#include "converters/readers/archive.hpp"
#include "converters/readers/docx.hpp"
#include "converters/readers/office.hpp"
#include "converters/readers/pdf.hpp"
#include "converters/readers/xlsx.hpp"

namespace tiaoli {
namespace {

std::unique_ptr<Source> refuse(FileBeingRead const& file, std::string_view kind, ReadFailure const& failure) {
  using Why = ReadFailure::Why;
  const FileBeingRead::Arguments what = {{"format", std::string(kind)}, {"what", failure.detail}};
  switch (failure.why) {
    case Why::too_large: return file.refuse("R111", what);
    case Why::too_deep: return file.refuse("R110", what);
    case Why::encrypted: return file.refuse("R112", {{"format", std::string(kind)}});
    case Why::not_installed: return file.refuse("R113", {{"format", std::string(kind)}, {"program", "soffice"}, {"packages", failure.detail}});
    case Why::timed_out: return file.refuse("R111", {{"format", std::string(kind)}, {"what", "soffice: time"}});
    case Why::none:
    case Why::broken:
    case Why::missing:
    case Why::has_doctype:
    case Why::not_converted: break;
  }
  return file.refuse("R110", what);
}

void say_cut(FileBeingRead const& file, std::size_t tables) {
  if (tables > 0) file.say("R115", {{"count", std::to_string(tables)}});
}

std::unique_ptr<Source> read_word(std::string_view bytes, std::string_view kind, FileBeingRead const& file) {
  ReadFailure failure;
  auto read = read_docx(bytes, failure);
  if (!read) return refuse(file, kind, failure);
  say_cut(file, read->cut_tables);
  return file.source(std::string(kind), std::move(read->extract));
}

std::unique_ptr<Source> read_workbook(std::string_view bytes, std::string_view kind, FileBeingRead const& file) {
  ReadFailure failure;
  auto read = read_xlsx(bytes, failure);
  if (!read) return refuse(file, kind, failure);
  say_cut(file, read->cut_sheets);
  if (read->hidden_sheets + read->hidden_rows + read->hidden_columns > 0) {
    file.say("R116", {{"sheets", std::to_string(read->hidden_sheets)}, {"rows", std::to_string(read->hidden_rows)}, {"columns", std::to_string(read->hidden_columns)}});
  }
  return file.source(std::string(kind), std::move(read->extract));
}

std::unique_ptr<Source> read_paper(std::string_view bytes, FileBeingRead const& file) {
  PdfReading read = read_pdf(bytes);
  switch (read.end) {
    case PdfReading::End::read:
      file.say("R118", {{"pages", std::to_string(read.pages)}});
      return file.source("pdf", std::move(read.extract));
    case PdfReading::End::scan: return file.refuse("R114", {{"pages", std::to_string(read.pages)}});
    case PdfReading::End::encrypted: return file.refuse("R112", {{"format", "pdf"}});
    case PdfReading::End::not_installed: return file.refuse("R113", {{"format", "pdf"}, {"program", "pdftotext"}, {"packages", "poppler-utils"}});
    case PdfReading::End::too_large: return file.refuse("R111", {{"format", "pdf"}, {"what", read.message}});
    case PdfReading::End::broken: break;
  }
  return file.refuse("R110", {{"format", "pdf"}, {"what", read.message}});
}

std::unique_ptr<Source> read_office(std::string_view bytes, OfficeFormat format, FileBeingRead const& file) {
  const bool is_ours = format == OfficeFormat::docx || format == OfficeFormat::xlsx;
  ReadFailure failure;
  const std::optional<std::string> made = is_ours ? std::nullopt : convert_office(bytes, format, failure);
  if (!is_ours && !made) return refuse(file, extension_of(format), failure);
  const std::string_view content = made ? std::string_view(*made) : bytes;
  return is_workbook(format) ? read_workbook(content, extension_of(format), file) : read_word(content, extension_of(format), file);
}

}  // namespace

void FileBeingRead::say(std::string_view code, Arguments arguments) const {
  diagnostics.push_back({.code = std::string(code), .arguments = std::move(arguments)});
}

std::unique_ptr<Source> FileBeingRead::source(std::string format, Extract extract, std::size_t skipped) const {
  if (extract.text.empty() && format != "text") extract.text = "\n";  // a document without a word: nothing is wrong with its bytes
  return std::make_unique<Source>(name, std::move(format), std::move(extract.text), size, digest, skipped, std::move(extract.anchors));
}

std::unique_ptr<Source> FileBeingRead::refuse(std::string_view code, Arguments arguments) const {
  say(code, std::move(arguments));
  return source("text", {});
}

std::unique_ptr<Source> read_document(Format format, std::string_view bytes, FileBeingRead const& file) {
  switch (format) {
    case Format::office: return read_office(bytes, *office_format(bytes), file);
    case Format::pdf: return read_paper(bytes, file);
    case Format::archive: {
      ReadFailure failure;
      if (!Archive::open(bytes, failure)) return refuse(file, "zip", failure);
      return file.refuse("R117");
    }
    case Format::text:
    case Format::html: break;
  }
  return file.refuse("R110", {{"format", "text"}, {"what", ""}});
}

}  // namespace tiaoli
