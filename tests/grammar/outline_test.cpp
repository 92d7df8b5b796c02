// A whole text: every byte is in exactly one block, tables are found in each layout, and nothing else is taken for one.
#include <cstdint>
#include <string>
#include <vector>

#include "grammar/parse.hpp"
#include "tests/catch.hpp"

using namespace tiaoli;
using ast::BlockKind;

namespace {

struct Parsed {
  Source source;
  Diagnostics diagnostics;
  ast::Document document;
  explicit Parsed(std::string text) : source("t.txt", "text", std::move(text), 0, ""), document(parse(source, diagnostics)) {}
};

/// Whether the blocks are the text, one after the other, and rows and cells stand inside their blocks.
std::string disorder(Parsed const& parsed) {
  char const* at = parsed.source.text().data();
  char const* const end = at + parsed.source.text().size();
  std::uint32_t next_row = 0, next_cell = 0;
  for (ast::Block const& block : parsed.document.blocks) {
    if (block.text.data() != at) return "a block does not begin where the one before ends";
    if (block.text.empty()) return "a block is empty";
    at += block.text.size();
    if (at > end) return "a block ends behind the text";
    if (at != end && *(at - 1) != '\n') return "a block ends within a line";
    if (block.row_count > 0 && block.first_row != next_row) return "the rows of a block do not follow those before";
    if (block.row_count > 0 && block.kind != BlockKind::table) return "rows outside of a table";
    for (std::uint32_t r = 0; r < block.row_count; ++r) {
      ast::Row const& row = parsed.document.rows[block.first_row + r];
      if (row.first_cell != next_cell) return "a cell is in no row or in two";
      if (row.text.data() < block.text.data() || row.text.data() + row.text.size() > at) return "a row stands outside of its block";
      for (std::uint32_t c = 0; c < row.cell_count(); ++c) {
        const std::string_view text = parsed.document.cells[row.first_cell + c].text;
        if (text.data() < row.text.data() || text.data() + text.size() > row.text.data() + row.text.size()) return "a cell stands outside of its row";
      }
      next_cell += row.cell_count();
    }
    next_row += block.row_count;
  }
  if (at != end) return "the text goes on behind the last block";
  if (next_row != parsed.document.rows.size()) return "a row is in no block";
  if (next_cell != parsed.document.cells.size()) return "a cell is in no row";
  return "";
}

/// One letter a block: p, h, t, -, !
std::string kinds(Parsed const& parsed) {
  std::string made;
  for (ast::Block const& block : parsed.document.blocks) made += "pht-!"[static_cast<std::size_t>(block.kind)];
  return made;
}

std::size_t values(Parsed const& parsed) {
  std::size_t count = 0;
  for (ast::Cell const& cell : parsed.document.cells) count += cell.kind == ast::CellKind::number ? 1 : 0;
  return count;
}

std::string lines(std::vector<std::string> const& parts) {
  std::string text;
  for (std::string const& part : parts) text += part + "\n";
  return text;
}

}  // namespace

TEST_CASE("paragraphs, headings, tables and gaps") {
  const Parsed parsed(lines({"云溪县人民政府2023年政府信息公开工作年度报告", "", "一、总体情况", "全年公开信息6204条。", "（一）主动公开", "规章\t0\t0\t0", "行政许可\t5", "",
                             "— 5 —", "第 6 页", "行政处罚\t3"}));
  CHECK(kinds(parsed) == "p-hpht-t");
  CHECK(disorder(parsed).empty());
  auto const& blocks = parsed.document.blocks;
  CHECK(blocks[2].number == "一、");
  CHECK(blocks[2].title == "总体情况");
  CHECK(blocks[2].level == 1);
  CHECK(blocks[4].number == "（一）");
  CHECK(blocks[4].level == 2);
  CHECK(blocks[5].row_count == 2);
  CHECK(parsed.document.title.publisher == "云溪县人民政府");
  CHECK(parsed.document.title.year == 2023);
  CHECK(parsed.document.authority == "云溪县人民政府");
}

TEST_CASE("headings of either generation") {
  const auto heading = [](std::string const& line) {
    const Parsed parsed(line);
    REQUIRE(parsed.document.blocks.size() == 1);
    ast::Block const& block = parsed.document.blocks.front();
    return block.kind == BlockKind::heading ? std::to_string(block.level) + std::string(block.number) + "|" + std::string(block.title) : "";
  };
  CHECK(heading("六、其他需要报告的情况") == "1六、|其他需要报告的情况");
  CHECK(heading("  十一、 附则  ") == "1十一、|附则");
  CHECK(heading("（三）平台建设\n") == "2（三）|平台建设");
  CHECK(heading("(三)平台建设\r\n") == "2(三)|平台建设");
  CHECK(heading("## 二、主动公开政府信息情况") == "1二、|主动公开政府信息情况");
  CHECK(heading("**二、主动公开政府信息情况**") == "1二、|主动公开政府信息情况");
  CHECK(heading("一是部门之间对同一事项公布的数字不一致") == "");
  CHECK(heading("一、全年公开信息6204条。") == "");
  CHECK(heading("1.属于国家秘密") == "");
}

TEST_CASE("a table of TABs keeps its cells") {
  const Parsed parsed("三、\t（一）予以公开\t\t3\t\t0\n");
  REQUIRE(parsed.document.rows.size() == 1);
  CHECK(parsed.document.rows.front().value_count == 4);
  CHECK(parsed.document.cells.size() == 6);
}

TEST_CASE("tables of pipes, with and without a divider at the ends") {
  for (const char* const line : {"| 规章 | 0 | 1 | 2 |\n", "规章|0|1|2\n", "| 规章 | 0 | 1 | 2\n", "规章 | 0 | 1 | 2 |\n", "  | 规章 | 0 | 1 | 2 |  \r\n"}) {
    CAPTURE(line);
    const Parsed parsed(line);
    REQUIRE(parsed.document.rows.size() == 1);
    CHECK(parsed.document.cells.size() == 4);
    CHECK(parsed.document.rows.front().value_count == 3);
    CHECK(disorder(parsed).empty());
  }
}

TEST_CASE("the rule below the head of a Markdown table is no row") {
  const Parsed parsed(lines({"| 信息内容 | 本年制发件数 |", "|---|:--:|", "| 规章 | 0 |", "| - | - |"}));
  CHECK(parsed.document.rows.size() == 3);
  CHECK(disorder(parsed).empty());
}

TEST_CASE("a table printed one cell a line") {
  std::vector<std::string> parts = {"二、主动公开政府信息情况", ""};
  for (const char* const cell : {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "1", "2", "行政规范性文件", "6", "", "31"}) {
    if (*cell != '\0') parts.emplace_back(cell);
    parts.emplace_back("|");
  }
  SECTION("with bars between the cells") {
    const Parsed parsed(lines(parts));
    CHECK(disorder(parsed).empty());
    REQUIRE(kinds(parsed).find('t') != std::string::npos);
    ast::Block const& table = parsed.document.blocks[kinds(parsed).find('t')];
    CHECK(table.one_cell_a_line);
    REQUIRE(table.row_count == 2);
    ast::Row const& second = parsed.document.rows[table.first_row + 1];
    REQUIRE(second.value_count == 3);
    CHECK(parsed.document.cells[second.first_value()].value.digits == 6);
    CHECK(parsed.document.cells[second.first_value() + 1].kind == ast::CellKind::blank);  // two bars, nothing between
    CHECK(parsed.document.cells[second.first_value() + 2].value.digits == 31);
    CHECK(kinds(parsed).front() == 'h');
  }
  SECTION("a paragraph below it is none of its cells") {
    parts.emplace_back("");
    parts.emplace_back("五、存在的主要问题");
    parts.emplace_back("一是人手不足。");
    const Parsed parsed(lines(parts));
    CHECK(disorder(parsed).empty());
    CHECK(kinds(parsed).ends_with("hp"));
  }
}

TEST_CASE("prose with a few numbers is no table") {
  const Parsed parsed(lines({"本年公开", "5", "条，", "比上年多", "3", "条"}));
  CHECK(parsed.document.rows.empty());
  CHECK(disorder(parsed).empty());
}

TEST_CASE("a table cut by a page keeps all of its values") {
  const Parsed parsed(lines({"（一）收到申请数\t件\t35", "", "- 3 -", "", "1.当面申请数\t件\t7"}));
  CHECK(kinds(parsed) == "t-t");
  CHECK(values(parsed) == 2);
}

TEST_CASE("a line too long to be a row is not looked into, and said") {
  const Parsed parsed("一、总体情况\n" + std::string(40'000, '1') + "\t5\n规章\t0\n");
  CHECK(kinds(parsed) == "h!t");
  CHECK(disorder(parsed).empty());
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics.front().code == "G102");
  CHECK(parsed.diagnostics.front().at.line == 2);
  const Parsed prose(std::string(40'000, 'x'));
  CHECK(kinds(prose) == "p");
  CHECK(prose.diagnostics.empty());
}

TEST_CASE("the year may stand in the title, in the table's title, or in the period") {
  CHECK(Parsed("云溪县2023年政府信息公开工作年度报告\n统计期限为2022年1月1日至12月31日。\n").document.period_year == 2022);
  CHECK(Parsed("政府信息公开工作年度报告\n云溪县2016年度政府信息公开情况统计表\n").document.table_title.year == 2016);
  CHECK(Parsed("本报告由云溪县人民政府办公室编制。\n").document.compiled_by == "云溪县人民政府办公室");
}

TEST_CASE("a publisher may stand in the line before the title") {
  const Parsed parsed("云溪县人民政府\n2023年政府信息公开工作年度报告\n\n一、总体情况\n");
  CHECK(parsed.document.authority == "云溪县人民政府");
  CHECK(parsed.document.title.year == 2023);
}

TEST_CASE("every byte is in exactly one block, whatever the bytes are") {
  static const std::string pieces[] = {"\n", "\n", "\n\n", "\t", "|", "|\n", "| ", "5", "0\t", "件", "一、", "（一）", "规章", "。", "---", "|---|---|\n", "\r\n", "\u3000", "2019年",
                                       "政府信息公开工作年度报告", "统计表", "本报告由", "统计期限", "减", "3?", "**", "#", "第 3 页\n", "— 3 —\n", "\xE4\xBD", "\xFF", "a", std::string(1, '\0')};
  std::uint64_t state = 20191101;
  const auto next = [&state](std::size_t below) {  // Knuth's MMIX generator: the same everywhere
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state >> 33U) % below);
  };
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const std::size_t length = next(60);
    for (std::size_t i = 0; i < length; ++i) text += pieces[next(std::size(pieces))];
    const Parsed parsed(text);
    const std::string wrong = disorder(parsed);
    if (!wrong.empty()) {
      FAIL(wrong << " in round " << round << ":\n" << text);
    }
  }
  SUCCEED();
}

TEST_CASE("texts of nothing much") {
  for (const char* const text : {"", "\n", "\n\n\n", "|", "|\n|", "\t", "\t\n", "x", "|\n\n|\n\n|\n|\n|\n|", "5\n|\n|\n|\n|\n|"}) {
    CAPTURE(text);
    CHECK(disorder(Parsed(text)).empty());
  }
}
