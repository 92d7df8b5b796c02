#pragma once
// The text that a report is read from, and positions in it.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tiaoli {

/// A stretch of a source's text, in bytes.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// Where something stands in a document that is no text: what people look it up by. Numbers count from 1.
struct Place {
  enum class Kind : std::uint8_t {
    none,
    paragraph,  ///< of a word processor's file: its number
    table,      ///< of a word processor's file: table, row, cell
    sheet,      ///< of a workbook: sheet, row, column
    page        ///< of a PDF: page, then left, top, right and bottom of a box in points
  };
  Kind kind = Kind::none;
  std::array<std::uint16_t, 5> numbers{};

  friend bool operator==(Place const&, Place const&) = default;
};
/// `table 3, row 2, cell 4`, `sheet 1, B4`, `page 2 (70, 300, 120, 312)`; empty for none.
std::string to_string(Place const& place);
/// The column of a workbook as letters: 1 is A, 28 is AB.
std::string column_letters(std::uint16_t column);

/// Where something stands. Lines and columns count from 1 in the text that was read, which for a text file is the file
/// itself; a column is one character whatever its width. Offset and length are bytes of the original file; they are 0
/// where the file is packed and `place` says where to look. Line 0 means nowhere: a cell that the report does not have.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  Place place{};
};

/// The way back from a stretch of a source's text, up to the next anchor, to the original file.
struct Anchor {
  std::uint32_t text = 0;                  ///< where the stretch starts in the text
  std::uint32_t offset = 0, length = 0;    ///< bytes of the original file
  Place place{};
};

/// What a reader made of one file: its UTF-8 text, in which a table row is one line of cells divided by TABs, and the
/// facts about the original bytes. It stays where it is, because the AST points into it.
class Source {
 public:
  /// `skipped` bytes of the original stood before `text` (a byte order mark). With `anchors`, which stand in the order of
  /// the text, they tell the way back; without, the text is the file.
  Source(std::string name, std::string format, std::string text, std::size_t bytes, std::string sha256,
         std::size_t skipped = 0, std::vector<Anchor> anchors = {});
  Source(Source const&) = delete;
  Source& operator=(Source const&) = delete;

  std::string const& name() const { return name_; }
  /// `text`, `json` for the program's own JSON, or the document it was read from: `html`, `docx`, `xlsx`, `pdf`.
  std::string const& format() const { return format_; }
  std::string_view text() const { return text_; }
  /// The size of the original file and the SHA-256 of its bytes in lower-case hexadecimal.
  std::size_t bytes() const { return bytes_; }
  std::string const& sha256() const { return sha256_; }

  /// The place of `part`, which must be a view into text().
  Span span(std::string_view part) const;
  Position position(Span span) const;
  Position position(std::string_view part) const { return position(span(part)); }
  /// The text of line `number`, counted from 1, without its line end; empty when there is none.
  std::string_view line(std::uint32_t number) const;

 private:
  std::string name_, format_, text_, sha256_;
  std::size_t bytes_;
  std::uint32_t skipped_;
  std::vector<std::uint32_t> line_starts_;
  std::vector<Anchor> anchors_;
};

}  // namespace tiaoli
