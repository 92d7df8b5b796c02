#include "lint/fixes.hpp"

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "tests/catch.hpp"
#include "tests/kept.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

FixedFile fixed(std::string const& bytes) { return fix("report.txt", bytes, Registry::embedded()); }

Report read(std::string const& bytes) {
  Diagnostics diagnostics;
  const auto source = read_bytes("report.txt", bytes, diagnostics);
  return read_report(*source, Registry::embedded(), diagnostics);
}

/// The report in which B201 fires, with one replacement.
std::string misspelt() { return content(repository() / "fixtures/rules/B201/fires.txt"); }
std::string spelt() { return content(repository() / "fixtures/rules/B201/silent.txt"); }

/// Makes the edits of `bytes`, checks what holds of all edits, and answers them.
std::vector<Fix> fixes_of(std::string const& bytes) {
  const FixedFile made = fixed(bytes);
  CHECK(made.dropped.empty());
  std::string again = bytes;  // from the end, so that places stay true
  for (auto edit = made.fixes.rbegin(); edit != made.fixes.rend(); ++edit) {
    CHECK(again.substr(edit->at.offset, edit->at.length) == edit->before);
    again.replace(edit->at.offset, edit->at.length, edit->after);
  }
  CHECK(again == made.bytes);
  CHECK(fixed(made.bytes).fixes.empty());
  CHECK((made.before == made.after) == made.fixes.empty());
  const Report before = read(bytes), after = read(made.bytes);
  REQUIRE(before.facts.size() == after.facts.size());
  for (std::size_t i = 0; i < before.facts.size(); ++i) {
    CHECK(before.facts[i].value.state == after.facts[i].value.state);
    CHECK(before.facts[i].value.number == after.facts[i].value.number);
  }
  return made.fixes;
}

}  // namespace

TEST_CASE("a misspelt label that was read with certainty is spelt as in the form") {
  const auto made = fixes_of(misspelt());
  REQUIRE(made.size() == 1);
  CHECK(made[0].kind == Fix::Kind::label);
  CHECK(made[0].before == "3.政策角读稿件发布");
  CHECK(made[0].after == "3.政策解读稿件发布数");
  CHECK(made[0].at.line == 21);
  CHECK(made[0].at.column == 1);
  CHECK(fixed(misspelt()).bytes == replaced(misspelt(), "3.政策角读稿件发布", "3.政策解读稿件发布数"));
}

TEST_CASE("a label that says more than the form is left alone") {
  CHECK(fixes_of(replaced(misspelt(), "3.政策角读稿件发布", "3.政策角读稿件发布（含转载）")).empty());
}

TEST_CASE("full-width digits become ASCII ones, but not where a blank divides them") {
  const auto made = fixes_of(replaced(spelt(), "篇\t7", "篇\t１７"));
  REQUIRE(made.size() == 1);
  CHECK(made[0].kind == Fix::Kind::digits);
  CHECK(made[0].after == "17");
  CHECK(fixes_of(replaced(spelt(), "篇\t7", "篇\t１ ２３４")).empty());
  CHECK(fixes_of(replaced(spelt(), "篇\t7", "篇\t1 234")).empty());
}

TEST_CASE("space around a number is taken out, within its cell") {
  const auto made = fixes_of(replaced(spelt(), "篇\t7", "篇\t\u3000 7\u00A0"));
  REQUIRE(made.size() == 2);
  CHECK(made[0].before == "\u3000 ");
  CHECK(made[0].after.empty());
  CHECK(made[1].before == "\u00A0");
  CHECK(fixes_of(spelt()).empty());
}

TEST_CASE("line ends and byte order mark stay") {
  std::string text = misspelt();
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
  text.insert(0, "\xEF\xBB\xBF");
  CHECK(fixes_of(text).size() == 1);
  const std::string bytes = fixed(text).bytes;
  CHECK(bytes.starts_with("\xEF\xBB\xBF"));
  CHECK(std::count(bytes.begin(), bytes.end(), '\r') == std::count(text.begin(), text.end(), '\r'));
}

TEST_CASE("of the space beside Markdown's pipes only that which is no plain one is stray") {
  std::string text = content(repository() / "fixtures/2021/markdown/input.md");
  CHECK(fixes_of(text).empty());
}

TEST_CASE("nothing but text in UTF-8 is fixed") {
  CHECK_THROWS_AS(fixed("<html><body><p>a</p></body></html>"), FixError);
  CHECK_THROWS_AS(fixed("\xFF\xFE" + std::string("a\0b\0", 4)), FixError);
  CHECK_THROWS_AS(fixed(R"({"tiaoli": 1})"), FixError);
}

TEST_CASE("the record of the edits says where, what and by what") {
  const FixedFile made = fixed(misspelt());
  const std::string ledger = write_ledger("a.txt", made);
  CHECK(ledger.find(R"("kind": "label", "rule": "B201", "line": 21, "column": 1, )") != std::string::npos);
  CHECK(ledger.find(R"("sha256_before": ")" + made.before + '"') != std::string::npos);
  CHECK(ledger.find(R"("sha256_after": ")" + made.after + '"') != std::string::npos);
  CHECK(made.before != made.after);
}
