#pragma once
// Office files of other formats, converted by LibreOffice when it is installed.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "converters/readers/child.hpp"
#include "converters/readers/failure.hpp"

namespace tiaoli {

/// Files of WPS are `doc`, those of its spreadsheets (ET) are `xls`.
enum class OfficeFormat : std::uint8_t { docx, xlsx, doc, xls, rtf, odt, ods };

/// What kind of office file `bytes` are, by what they hold and not by a name. A file under a password is what it was before,
/// or docx; reading or converting it says that it is encrypted.
std::optional<OfficeFormat> office_format(std::string_view bytes);

/// The usual ending of files of this format, without a point.
char const* extension_of(OfficeFormat format);

/// Whether files of this format are sheets, which become XLSX; others become DOCX.
bool is_workbook(OfficeFormat format);

/// What a conversion may cost when nothing else is asked for: it takes a second or two, and much address space.
ChildLimits conversion_limits();

/// The bytes of a DOCX or XLSX file that LibreOffice makes of `bytes`. Fails with not_installed (`detail` is the package that is
/// missing: libreoffice-writer or libreoffice-calc), timed_out, too_large, encrypted, or not_converted (`detail` is what the
/// program said). Throws std::system_error when the system gives no process or folder.
std::optional<std::string> convert_office(std::string_view bytes, OfficeFormat format, ReadFailure& failure, ChildLimits const& limits = conversion_limits());

}  // namespace tiaoli
