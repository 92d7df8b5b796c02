#include "converters/readers/format.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "converters/readers/office.hpp"

namespace tiaoli {
namespace {

constexpr std::string_view page_tags[] = {"<html", "<!doctype html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p ", "<title"};

/// Whether a document starts with a tag and has those that pages are made of.
bool is_html(std::string_view bytes) {
  constexpr std::size_t looked_at = 4096;
  const std::size_t start = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (start == std::string_view::npos || bytes[start] != '<') return false;
  std::string head(bytes.substr(start, looked_at));
  std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(std::begin(page_tags), std::end(page_tags), [&](std::string_view tag) { return head.find(tag) != std::string::npos; });
}

}  // namespace

Format recognise(std::string_view bytes) {
  constexpr std::size_t looked_at = 1024;
  if (bytes.substr(0, looked_at).find("%PDF-") != std::string_view::npos) return Format::pdf;
  if (office_format(bytes)) return Format::office;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return Format::archive;
  return is_html(bytes) ? Format::html : Format::text;
}

}  // namespace tiaoli
