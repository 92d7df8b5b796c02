#pragma once
// The text that a report is read from, and positions in it.
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

/// Where something stands in the original file. Lines and columns count from 1, a column is one
/// character whatever its width; offset and length are bytes of the original file. Line 0 means
/// nowhere: a cell that the report does not have.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// What a reader made of one file: its UTF-8 text, in which a table row is one line, and the facts
/// about the original bytes. It stays where it is, because the AST points into it.
class Source {
 public:
  /// `skipped` bytes of the original stood before `text` (a byte order mark).
  Source(std::string name, std::string format, std::string text, std::size_t bytes, std::string sha256,
         std::size_t skipped = 0);
  Source(Source const&) = delete;
  Source& operator=(Source const&) = delete;

  std::string const& name() const { return name_; }
  /// `text`, or `json` for the program's own JSON.
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
};

}  // namespace tiaoli
