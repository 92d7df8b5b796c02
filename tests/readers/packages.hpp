#pragma once
// Small DOCX and XLSX files of hand-written XML, for the tests of their readers.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiaoli::testing {

/// Parts of a package: names and contents.
using Parts = std::vector<std::pair<std::string, std::string>>;

std::string zipped(Parts const& parts);
/// A DOCX file whose body holds `body`.
std::string word_file(std::string_view body, std::string_view numbering = {}, std::string_view styles = {});
/// The XML of a run with this text, of a paragraph, of a cell with one paragraph, and of a row or table that holds `content`.
std::string run(std::string_view text);
std::string paragraph(std::string_view text, std::string_view properties = {});
std::string cell(std::string_view text, std::string_view properties = {});
std::string row(std::string_view content);
std::string table(std::string_view content);

/// An XLSX file with one sheet for each of `sheets`, which are the content of `worksheet`; the second part of each is its
/// state, as `hidden`.
std::string workbook(std::vector<std::pair<std::string, std::string>> const& sheets, std::string_view strings = {}, std::string_view styles = {});
/// A sheet of these rows.
std::string sheet_data(std::string_view rows);

}  // namespace tiaoli::testing
