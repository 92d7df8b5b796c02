#pragma once
// A DOCX or XLSX file again, with remarks at its cells.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// A remark about a place of a document: the cell or paragraph is coloured by severity and has `text` as a comment. Without
/// a text it is a cell that another remark is about, coloured faintly; without a place the comment stands at the top.
struct Annotation {
  Place place;
  Severity severity = Severity::error;
  std::string text;
};

/// What an XLSX or DOCX file needs for the remarks of one place, joined.
struct PlaceRemark {
  Place place;
  Severity severity = Severity::info;
  std::string text;  ///< empty: faintly coloured
};
/// The annotations by place, each place once, in the order of the places; those without one first.
std::vector<PlaceRemark> by_place(std::vector<Annotation> const& annotations);
/// The colour of a place, as six hexadecimal digits.
std::string_view colour_of(PlaceRemark const& remark);
/// Who writes the comments.
inline constexpr char const* annotator = "tiaoli";

/// `bytes`, an XLSX file, with comments (notes) and filled cells. Comments, styles and parts that are there stay; what is not
/// touched stays to the byte. Throws std::runtime_error for a file that the reader would not take.
std::string annotate_xlsx(std::string_view bytes, std::vector<Annotation> const& annotations);
/// The same for a DOCX file, with comments and shaded cells and paragraphs.
std::string annotate_docx(std::string_view bytes, std::vector<Annotation> const& annotations);

}  // namespace tiaoli
