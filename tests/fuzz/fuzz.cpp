// libFuzzer target: any bytes through parse, bind, derive, lint, convert and write_json. Besides the sanitizers it
// checks what holds for every input. The last byte decides whether the others are checked to be UTF-8 first, as the
// program does (the grammar has to survive any bytes), and which edition they are converted to, if any.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "converters/bind.hpp"
#include "converters/canonical.hpp"
#include "converters/claims.hpp"
#include "converters/convert.hpp"
#include "converters/readers/format.hpp"
#include "converters/readers/read.hpp"
#include "converters/readers/utf8.hpp"
#include "converters/solve.hpp"
#include "converters/writers/json.hpp"
#include "converters/writers/text.hpp"
#include "grammar/parse.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "mappings/registry.hpp"

namespace tiaoli {
namespace {

void check(bool holds, char const* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

bool lies_in(std::string_view part, std::string_view text) {
  return part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
}

/// Every byte lies in exactly one block, in order, and every row of cells in exactly one table.
void check_blocks(ast::Document const& document, std::string_view text) {
  const char* at = text.data();
  std::uint32_t row = 0;
  for (ast::Block const& block : document.blocks) {
    check(block.text.data() == at && !block.text.empty(), "blocks hold every byte once, in order");
    at += block.text.size();
    if (block.kind != ast::BlockKind::table) continue;
    check(block.first_row == row, "rows belong to tables in order");
    row += block.row_count;
  }
  check(at == text.data() + text.size(), "blocks hold the text to its end");
  check(row == document.rows.size(), "every row belongs to a table");
}

void check_cells(ast::Document const& document, std::string_view text) {
  std::size_t cell = 0;
  for (ast::Row const& row : document.rows) {
    check(row.first_cell == cell, "rows hold every cell once, in order");
    cell += row.cell_count();
    check(row.first_of_line == (row.line_column == 0), "the first row of a line starts at its first cell");
    check(lies_in(row.text, text), "the text of a row lies in the text");
  }
  check(cell == document.cells.size(), "every cell belongs to a row");
  for (ast::Cell const& found : document.cells) {
    for (const std::string_view part :
         {found.text, found.unit.text, found.note, found.head, found.number, found.body}) {
      check(lies_in(part, text), "every view of a cell lies in the text");
    }
  }
}

void check_prose(ast::Prose const& prose, std::string_view text) {
  const auto inside = [&](std::string_view part) {
    return part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
  };
  for (ast::Mention const& mention : prose.mentions) check(!mention.text.empty() && inside(mention.text) && inside(mention.unit) && inside(mention.label), "a mention is a view into the text");
  for (ast::Clause const& clause : prose.clauses) {
    check(inside(clause.text) && clause.first_mention + clause.mention_count <= prose.mentions.size(), "a clause is a view into the text and holds its mentions");
  }
  for (ast::Sentence const& sentence : prose.sentences) check(sentence.first_clause + sentence.clause_count <= prose.clauses.size(), "a sentence holds its clauses");
}

void check_report(Report const& report, Source const& source, Registry const& registry) {
  const std::size_t cells = report.edition ? registry.editions()[*report.edition].cells.size() : 0;
  check(report.facts.size() == cells, "one fact for each cell of the edition");
  for (std::size_t i = 0; i < report.facts.size(); ++i) {
    Fact const& fact = report.facts[i];
    check(fact.cell == CellId{*report.edition, static_cast<std::uint16_t>(i)}, "facts stand in form order");
    const bool reported = fact.value.state == State::reported;
    check(reported == fact.value.number.has_value(), "a reported value has a number, and only it");
    check(!reported || !fact.value.text.empty(), "a reported value has a text");
    check(!reported || !fact.derived, "nothing is derived for a reported value");
    check(fact.at.line == 0 || fact.at.offset + fact.at.length <= source.bytes(), "a fact lies in the file");
    const bool is_the_file = source.bytes() - source.text().size() <= 3;  // but for a byte order mark
    if (reported && source.format() == "text" && is_the_file) {
      const std::size_t offset = fact.at.offset - (source.bytes() - source.text().size());
      check(source.text().substr(offset, fact.at.length) == fact.value.text, "the place of a value is its text");
    }
  }
}

/// Parses as JSON where the text was UTF-8; strings of JSON have to be.
void check_json(std::string const& json, bool utf8) {
  if (utf8) check(nlohmann::json::accept(json), "what is written is JSON");
  check(json.ends_with('\n'), "what is written ends with a line end");
}

void exercise(Source const& source, bool utf8, std::uint8_t target) {
  Registry const& registry = Registry::embedded();
  Diagnostics diagnostics;
  const ast::Document document = parse(source, diagnostics);
  check_blocks(document, source.text());
  check_cells(document, source.text());
  Report report = to_canonical(tiaoli::bind(document, source, registry, diagnostics), source);
  derive(report, registry, diagnostics);
  const ast::Prose prose = parse_prose(document);
  check_prose(prose, source.text());
  report.claims = read_claims(prose, document, source, report.outline, report.edition, registry);
  lint({report, registry, &prose, &source}, diagnostics);
  check_report(report, source, registry);
  describe(diagnostics, Language::zh);
  for (Diagnostic const& found : diagnostics) {
    check(!found.message.empty(), "every diagnostic says something");
    if (diagnostics.size() < 100) check(!render(found, source).empty(), "every diagnostic can be shown");
  }
  check_json(write_json(report, registry, diagnostics, JsonLayout::one_line), utf8);
  if (!report.edition || target >= registry.editions().size()) return;
  Diagnostics found;
  const Conversion conversion = convert(report, target, registry, found);
  check(conversion.cells.size() == registry.editions()[target].cells.size(), "one record for each cell of the target");
  describe(found, Language::en);
  check_json(write_json(report, conversion, registry, found, false, JsonLayout::records), utf8);
  check(!write_text(report, conversion, registry).empty(), "every conversion can be shown");
}

}  // namespace
}  // namespace tiaoli

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t choice = data[size - 1];
  const bool any_bytes = choice % 2 == 1;
  const auto target =
      static_cast<std::uint8_t>(choice / 2 % 16);  // most are none: converting takes longer than the rest
  std::string bytes(reinterpret_cast<char const*>(data), size - 1);
  if (any_bytes) {
    const bool utf8 = tiaoli::find_invalid_utf8(bytes) == std::string_view::npos;
    tiaoli::exercise(tiaoli::Source("fuzz", "text", bytes, bytes.size(), ""), utf8, target);
  } else if (const auto format = tiaoli::recognise(bytes); format == tiaoli::Format::text || format == tiaoli::Format::html) {  // others start programs
    tiaoli::Diagnostics diagnostics;
    tiaoli::exercise(*tiaoli::read_bytes("fuzz", std::move(bytes), diagnostics), true, target);
  }
  return 0;
}
