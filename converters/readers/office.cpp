#include "converters/readers/office.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "converters/readers/archive.hpp"
#include "converters/readers/package.hpp"

namespace tiaoli {
namespace {

using Why = ReadFailure::Why;

constexpr std::string_view ole_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string wide(std::string_view name) {
  std::string text;
  for (const char c : name) text.append({c, '\0'});
  return text;
}

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t number = 0;
  for (std::size_t i = size; i-- > 0;) number = number << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
  return number;
}

/// The program that an OLE file belongs to, by the class of its root, which is the first entry of its directory.
std::optional<OfficeFormat> format_by_class(std::string_view bytes) {
  constexpr std::size_t sector_shift_at = 30, directory_at = 48, class_at = 80;
  constexpr std::string_view office = std::string_view("\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 13);  // what follows the number of a class
  const std::size_t shift = little_endian(bytes, sector_shift_at, 2);
  if (shift < 9 || shift > 12) return std::nullopt;
  const std::size_t root = (little_endian(bytes, directory_at, 4) + 1) << shift;
  if (root > bytes.size() || bytes.size() - root < class_at + 16 || bytes.substr(root + class_at + 3, office.size()) != office) return std::nullopt;
  switch (little_endian(bytes, root + class_at, 3)) {
    case 0x020900:
    case 0x020906: return OfficeFormat::doc;
    case 0x020810:
    case 0x020820: return OfficeFormat::xls;
    default: return std::nullopt;
  }
}

std::optional<OfficeFormat> ole_format(std::string_view bytes) {
  if (is_encrypted_package(bytes)) return OfficeFormat::docx;
  if (const auto format = format_by_class(bytes)) return format;
  if (bytes.find(wide("WordDocument")) != std::string_view::npos) return OfficeFormat::doc;
  if (bytes.find(wide("Workbook")) != std::string_view::npos || bytes.find(wide("Book")) != std::string_view::npos) return OfficeFormat::xls;
  return std::nullopt;
}

std::optional<OfficeFormat> archive_format(std::string_view bytes) {
  ReadFailure ignored;
  auto archive = Archive::open(bytes, ignored);
  if (!archive) return std::nullopt;
  if (const auto type = archive->read("mimetype", ignored)) {
    if (type->starts_with("application/vnd.oasis.opendocument.text")) return OfficeFormat::odt;
    if (type->starts_with("application/vnd.oasis.opendocument.spreadsheet")) return OfficeFormat::ods;
  }
  for (std::string const& name : archive->names()) {
    if (name.starts_with("word/") || name.starts_with("word\\")) return OfficeFormat::docx;
    if (name.starts_with("xl/") || name.starts_with("xl\\")) return OfficeFormat::xlsx;
  }
  return std::nullopt;
}

/// An OpenDocument file says in its manifest that its parts are encrypted.
bool is_encrypted_open_document(std::string_view bytes) {
  ReadFailure ignored;
  auto archive = Archive::open(bytes, ignored);
  const auto manifest = archive ? archive->read("META-INF/manifest.xml", ignored) : std::nullopt;
  return manifest && manifest->find("encryption-data") != std::string::npos;
}

/// No macros, no links followed, and no way to the network.
constexpr std::string_view settings = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
)";

void write_file(std::filesystem::path const& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw std::system_error(std::make_error_code(std::errc::io_error), path.string());
}

/// The bytes of a file; nothing when there is none.
std::optional<std::string> file_bytes(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

ReadFailure failure_of(ChildResult const& result, char const* package) {
  using End = ChildResult::End;
  const std::string said = result.output + result.errors;
  switch (result.end) {
    case End::not_found: return {Why::not_installed, package};
    case End::timed_out: return {Why::timed_out, "soffice"};
    case End::too_much_output: return {Why::too_large, "soffice"};
    case End::killed:
    case End::finished: break;
  }
  if (said.find("no export filter") != std::string::npos) return {Why::not_installed, package};
  constexpr std::size_t enough = 300;
  return {Why::not_converted, said.substr(0, enough)};
}

}  // namespace

char const* extension_of(OfficeFormat format) {
  switch (format) {
    case OfficeFormat::docx: return "docx";
    case OfficeFormat::xlsx: return "xlsx";
    case OfficeFormat::doc: return "doc";
    case OfficeFormat::xls: return "xls";
    case OfficeFormat::rtf: return "rtf";
    case OfficeFormat::odt: return "odt";
    case OfficeFormat::ods: return "ods";
  }
  return "";
}

std::optional<OfficeFormat> office_format(std::string_view bytes) {
  if (bytes.starts_with(ole_mark)) return ole_format(bytes);
  if (bytes.starts_with("{\\rtf")) return OfficeFormat::rtf;
  if (bytes.starts_with("PK")) return archive_format(bytes);
  return std::nullopt;
}

bool is_workbook(OfficeFormat format) { return format == OfficeFormat::xlsx || format == OfficeFormat::xls || format == OfficeFormat::ods; }

ChildLimits conversion_limits() {
  ChildLimits limits;
  limits.wall = std::chrono::seconds(120);
  limits.processor = std::chrono::seconds(60);
  limits.memory = std::size_t{4} << 30U;
  limits.output = std::size_t{128} << 20U;
  return limits;
}

std::optional<std::string> convert_office(std::string_view bytes, OfficeFormat format, ReadFailure& failure, ChildLimits const& limits) {
  const bool open_document = format == OfficeFormat::odt || format == OfficeFormat::ods;
  if (is_encrypted_package(bytes) || (open_document && is_encrypted_open_document(bytes))) {
    failure = {Why::encrypted, {}};
    return std::nullopt;
  }
  const TemporaryFolder folder;
  const std::filesystem::path profile = folder.path() / "profile", made = folder.path() / "made";
  const std::filesystem::path input = folder.path() / (std::string("input.") + extension_of(format));
  std::filesystem::create_directories(profile / "user");
  write_file(profile / "user" / "registrymodifications.xcu", settings);
  write_file(input, bytes);
  const std::string to = is_workbook(format) ? "xlsx" : "docx";
  const ChildResult result = run_child({"soffice", "-env:UserInstallation=file://" + profile.string(), "--headless", "--norestore", "--nolockcheck",
                                        "--nodefault", "--convert-to", to, "--outdir", made.string(), input.string()},
                                       {}, limits, folder.path());
  auto converted = result.end == ChildResult::End::finished && result.code == 0 ? file_bytes(made / ("input." + to)) : std::nullopt;
  if (!converted) failure = failure_of(result, is_workbook(format) ? "libreoffice-calc" : "libreoffice-writer");
  return converted;
}

}  // namespace tiaoli
