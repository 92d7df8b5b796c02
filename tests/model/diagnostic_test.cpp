// The text of a diagnostic: its line, and a caret that stands under what it speaks of.
#include <string>
#include <vector>

#include "model/diagnostic.hpp"
#include "tests/catch.hpp"

using namespace tiaoli;

namespace {

Diagnostic found_at(Position at) {
  Diagnostic found{.code = "L401", .at = at};
  found.name = "total_mismatch";
  found.severity = Severity::error;
  found.message = "总计 is wrong";
  return found;
}

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// What a terminal shows: the line, and the part of it that the carets stand under.
struct Shown {
  std::string line, marked;
  std::size_t width = 0;
};

/// Takes from `text` what stands in the terminal columns [begin, end).
std::string columns(std::string_view text, std::size_t begin, std::size_t end) {
  std::string taken;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    const std::string_view character = text.substr(at, next - at);
    if (column >= begin && column < end) taken += character;
    column += display_width(character);
    at = next;
  }
  return taken;
}

Shown show(std::string const& text, std::string_view part) {
  const Source source("t", "text", text, text.size(), "");
  const std::size_t at = source.text().find(part);
  REQUIRE(at != std::string_view::npos);
  const auto lines = lines_of(render(found_at(source.position(source.text().substr(at, part.size()))), source));
  REQUIRE(lines.size() == 3);
  const std::size_t gutter = lines[1].find(" | ") + 3;
  REQUIRE(lines[2].find(" | ") + 3 == gutter);
  const std::string carets = lines[2].substr(gutter);
  const std::size_t first = carets.find('^');
  REQUIRE(first != std::string::npos);
  CHECK(carets.find_first_not_of(' ') == first);
  CHECK(carets.find_first_not_of('~', first + 1) == std::string::npos);
  const std::string line = lines[1].substr(gutter);
  return {line, columns(line, first, carets.size()), display_width(line)};
}

}  // namespace

TEST_CASE("characters take the columns a terminal gives them") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc 12") == 6);
  CHECK(display_width("总计") == 4);
  CHECK(display_width("（一）") == 6);
  CHECK(display_width("４５") == 4);
  CHECK(display_width("“a”") == 3);   // quotes are of ambiguous width: one column
  CHECK(display_width("——") == 2);    // and so is the dash
  CHECK(display_width("\t") == 1);
  CHECK(display_width("\u200B\uFEFF") == 0);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("𠮷") == 2);
  CHECK(display_width("\xFF\xE4") == 2);  // broken bytes, one column each
}

TEST_CASE("a diagnostic looks like a compiler's") {
  const std::string text = "甲\t0\n行政复议\t0\t1\n";
  const Source source("seeds/a.txt", "text", text, text.size(), "");
  Diagnostic found = found_at(source.position(source.text().substr(text.rfind('0'), 1)));
  found.notes = {"0 + 1 = 1", "second"};
  found.basis = "国办公开办函〔2019〕60号";
  CHECK(render(found, source) ==
        "seeds/a.txt:2:6: error[L401 total_mismatch]: 总计 is wrong\n"
        "2 | 行政复议 0 1\n"
        "  |          ^\n"
        "note: 0 + 1 = 1\n"
        "note: second\n"
        "basis: 国办公开办函〔2019〕60号\n");
  found.severity = Severity::warning;
  CHECK(render(found, source, {"错误", "警告", "提示", "说明", "依据"}) ==
        "seeds/a.txt:2:6: 警告[L401 total_mismatch]: 总计 is wrong\n"
        "2 | 行政复议 0 1\n"
        "  |          ^\n"
        "说明: 0 + 1 = 1\n"
        "说明: second\n"
        "依据: 国办公开办函〔2019〕60号\n");
}

TEST_CASE("a diagnostic without a place shows no line") {
  const Source source("a.txt", "text", "x\n", 2, "");
  Diagnostic found = found_at({});
  found.severity = Severity::info;
  CHECK(render(found, source) == "a.txt: info[L401 total_mismatch]: 总计 is wrong\n");
}

TEST_CASE("the caret stands under Han text") {
  CHECK(show("本年新收\t3\n", "新收").marked == "新收");
  CHECK(show("一、本年新收政府信息公开申请数量\t3\t２\t0\n", "２").marked == "２");
  CHECK(show("x“y”总计—z\t9\n", "总计").marked == "总计");
  CHECK(show("甲\u200B乙\t1", "1").marked == "1");
  CHECK(show("甲\n乙\t7\r\n丙", "7").marked == "7");
}

TEST_CASE("an empty place has one caret") {
  const std::string text = "总计\t\t5\n";
  const Source source("t", "text", text, text.size(), "");
  const auto lines = lines_of(render(found_at(source.position(source.text().substr(7, 0))), source));
  REQUIRE(lines.size() == 3);
  CHECK(lines[1] == "1 | 总计  5");
  CHECK(lines[2] == "  |      ^");
}

TEST_CASE("a place over several lines is marked in its first") {
  const Shown shown = show("ab总计\nabc\n", "总计\nab");
  CHECK(shown.line == "ab总计");
  CHECK(shown.marked == "总计");
}

TEST_CASE("of a long line the part around the place is shown") {
  std::string filler;
  for (int i = 0; i < 300; ++i) filler += "条件";
  constexpr std::size_t terminal = 114;  // a little more than what the renderer aims at: the marks of omission
  SECTION("at its front") {
    const Shown shown = show("总计" + filler, "总计");
    CHECK(shown.marked == "总计");
    CHECK(shown.line.ends_with("…"));
    CHECK(shown.width <= terminal);
  }
  SECTION("in the middle") {
    const Shown shown = show(filler + "总计" + filler, "总计");
    CHECK(shown.marked == "总计");
    CHECK(shown.line.starts_with("…"));
    CHECK(shown.line.ends_with("…"));
    CHECK(shown.width <= terminal);
  }
  SECTION("at its end") {
    const Shown shown = show(filler + "总计", "总计");
    CHECK(shown.marked == "总计");
    CHECK(shown.line.starts_with("…"));
    CHECK(shown.line.ends_with("总计"));
    CHECK(shown.width <= terminal);
  }
  SECTION("a place longer than the line shown") {
    const Shown shown = show("a" + filler + "b", filler);
    CHECK(shown.marked.starts_with("条件条件"));
    CHECK(shown.width <= terminal);
  }
  SECTION("a line of a hundred thousand tabs") {
    const Shown shown = show(std::string(100'000, '\t') + "9", "9");
    CHECK(shown.marked == "9");
    CHECK(shown.width <= terminal);
  }
}

TEST_CASE("control characters do not reach the terminal") {
  const Shown shown = show("a\x1B[31m\b\x07总计", "总计");
  CHECK(shown.line == "a [31m  总计");
  CHECK(shown.marked == "总计");
  const Shown removed = show("a\x7F总计", "总计");
  CHECK(removed.line.find('\x7F') == std::string::npos);
}

TEST_CASE("the gutter is as wide as the number of the line") {
  std::string text;
  for (int i = 0; i < 120; ++i) text += "\n";
  const Shown shown = show(text + "总计", "总计");
  CHECK(shown.line == "总计");
  CHECK(shown.marked == "总计");
}

TEST_CASE("severities have names") {
  CHECK(to_string(Severity::info) == "info");
  CHECK(to_string(Severity::warning) == "warning");
  CHECK(to_string(Severity::error) == "error");
}
