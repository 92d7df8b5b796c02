// Positions are those of the original file.
#include <string>

#include "model/source.hpp"
#include "tests/catch.hpp"

using tiaoli::Position;
using tiaoli::Source;

namespace {

/// Where the first `part` of the text stands.
Position place(Source const& source, std::string_view part) {
  const std::size_t at = source.text().find(part);
  REQUIRE(at != std::string_view::npos);
  return source.position(source.text().substr(at, part.size()));
}

Source make(std::string text, std::size_t skipped = 0) {
  const std::size_t bytes = text.size() + skipped;
  return Source("t.txt", "text", std::move(text), bytes, "", skipped);
}

}  // namespace

TEST_CASE("lines and columns count from one, a column is a character") {
  const Source source = make("一、总体\t3\nab 条\t４５\n");
  const Position first = place(source, "总体");
  CHECK(first.line == 1);
  CHECK(first.column == 3);
  CHECK(first.offset == 6);
  CHECK(first.length == 6);
  const Position second = place(source, "４５");
  CHECK(second.line == 2);
  CHECK(second.column == 6);
  CHECK(second.offset == 22);
  CHECK(second.length == 6);
  CHECK(place(source, "ab").column == 1);
}

TEST_CASE("a character of four bytes is one column") {
  const Source source = make("𠮷x");
  CHECK(place(source, "x").column == 2);
  CHECK(place(source, "x").offset == 4);
}

TEST_CASE("offsets count the byte order mark, columns do not") {
  const Source source = make("甲\t1\n乙\t2\n", 3);
  CHECK(place(source, "甲").offset == 3);
  CHECK(place(source, "甲").column == 1);
  CHECK(place(source, "1").offset == 7);
  CHECK(place(source, "1").column == 3);
  CHECK(place(source, "乙").offset == 9);
  CHECK(place(source, "乙").line == 2);
  CHECK(place(source, "乙").column == 1);
  CHECK(source.bytes() == 15);
}

TEST_CASE("a place may be empty and at the very end") {
  const Source source = make("甲\t\n乙");
  const Position between = source.position(source.text().substr(4, 0));
  CHECK(between.line == 1);
  CHECK(between.column == 3);
  CHECK(between.length == 0);
  const Position end = source.position(source.text().substr(source.text().size()));
  CHECK(end.line == 2);
  CHECK(end.column == 2);
  CHECK(end.offset == 8);
}

TEST_CASE("the place behind the last line end is a line of its own") {
  const Source source = make("a\n");
  const Position end = source.position(source.text().substr(2));
  CHECK(end.line == 2);
  CHECK(end.column == 1);
}

TEST_CASE("a line comes without its end") {
  const Source source = make("一\r\n二\n\n三");
  CHECK(source.line(1) == "一");
  CHECK(source.line(2) == "二");
  CHECK(source.line(3).empty());
  CHECK(source.line(4) == "三");
  CHECK(source.line(5).empty());
  CHECK(source.line(0).empty());
}

TEST_CASE("an empty text has one empty line") {
  const Source source = make("");
  CHECK(source.line(1).empty());
  CHECK(source.position(source.text()).line == 1);
  CHECK(source.position(source.text()).column == 1);
}

TEST_CASE("spans are bytes of the text") {
  const Source source = make("甲乙", 3);
  const tiaoli::Span span = source.span(source.text().substr(3));
  CHECK(span.offset == 3);
  CHECK(span.length == 3);
  CHECK(source.position(span).offset == 6);
}

TEST_CASE("a source knows what its file was") {
  const Source source("报告.txt", "text", "x", 4, "abc", 3);
  CHECK(source.name() == "报告.txt");
  CHECK(source.format() == "text");
  CHECK(source.bytes() == 4);
  CHECK(source.sha256() == "abc");
}
