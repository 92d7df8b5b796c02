// A row is a label, at most one unit, and values; a printed line may hold several.
#include <string>
#include <vector>

#include "grammar/cell.hpp"
#include "grammar/table_row.hpp"
#include "tests/catch.hpp"

using namespace tiaoli;

namespace {

/// The rows of a line whose cells are divided by `|`, each as label|unit|values, cells divided by a comma.
std::string rows(std::string_view line) {
  ast::Document document;
  std::string_view rest = line;
  for (;;) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    document.cells.push_back(grammar::parse_cell(rest.substr(0, end)));
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  grammar::parse_rows(document, 0, line);
  std::string shown;
  std::uint32_t expected_first = 0;
  for (ast::Row const& row : document.rows) {
    CHECK(row.first_cell == expected_first);
    CHECK(row.line_column == row.first_cell);
    CHECK(row.first_of_line == (row.first_cell == 0));
    CHECK(row.text == line);
    CHECK(row.cell_count() > 0);
    const auto add = [&](std::uint32_t from, std::uint32_t to) {
      for (std::uint32_t i = from; i < to; ++i) shown += std::string(i > from ? "," : "") + std::string(document.cells[i].text);
    };
    if (!shown.empty()) shown += " ; ";
    add(row.first_cell, row.first_cell + row.label_count);
    shown += "|";
    if (row.has_unit) add(row.first_value() - 1, row.first_value());
    shown += "|";
    add(row.first_value(), row.first_value() + row.value_count);
    expected_first += row.cell_count();
  }
  CHECK(expected_first == document.cells.size());
  return shown;
}

}  // namespace

TEST_CASE("rows of the list before 2019") {
  CHECK(rows("（一）收到申请数|件|35") == "（一）收到申请数|件|35");
  CHECK(rows("三、依申请公开情况|——|") == "三、依申请公开情况||——,");
  CHECK(rows("八、机构建设|/|") == "八、机构建设||/,");
  CHECK(rows("（三）申请答复数|件|") == "（三）申请答复数|件|");
  CHECK(rows("二、回应解读情况||") == "二、回应解读情况||,");
  CHECK(rows("统计指标|单位|统计数") == "统计指标,单位,统计数||");
}

TEST_CASE("an ordinal before the label belongs to the label") {
  CHECK(rows("9|3.政务微博公开政府信息数|条|９２３") == "9,3.政务微博公开政府信息数|条|９２３");
  CHECK(rows("１０|4.政务微信公开政府信息数|条|1170") == "１０,4.政务微信公开政府信息数|条|1170");
  CHECK(rows("||一、本年新收|||3|2") == ",,一、本年新收||,,3,2");
}

TEST_CASE("rows of the tables of article 20") {
  CHECK(rows("规章|0|0|0") == "规章||0,0,0");
  CHECK(rows("三、本年度办理结果|（一）予以公开||3|1|0|0|0|0|4") == "三、本年度办理结果,（一）予以公开||,3,1,0,0,0,0,4");
  CHECK(rows("|（三）不予公开|1.属于国家秘密|0|0|0|0|0|0|0") == ",（三）不予公开,1.属于国家秘密||0,0,0,0,0,0,0");
  CHECK(rows("||2.其他法律行政法规禁止公开|/|-||0|0|0|0") == ",,2.其他法律行政法规禁止公开||/,-,,0,0,0,0");
  CHECK(rows("0|0|0|1|0") == "||0,0,0,1,0");
  CHECK(rows("三、||||0|0|4") == "三、||,,,0,0,4");
  CHECK(rows("政府集中采购|45996.82万元||") == "政府集中采购||45996.82万元,,");
  CHECK(rows("行政许可|246|减 45|52772") == "行政许可||246,减 45,52772");
}

TEST_CASE("a value that cannot be read stays among the values") {
  CHECK(rows("（一）收到申请数|件|3?") == "（一）收到申请数|件|3?");
  CHECK(rows("规章|0|约5|0") == "规章||0,约5,0");
}

TEST_CASE("several rows in one line") {
  CHECK(rows("行政处罚|3|行政强制|4") == "行政处罚||3 ; 行政强制||4");
  CHECK(rows("1.当面申请数|件|3|2.传真申请数|件|0") == "1.当面申请数|件|3 ; 2.传真申请数|件|0");
  CHECK(rows("条|条|3") == "|条| ; |条|3");
}

TEST_CASE("cells without words are a row without a label") {
  CHECK(rows("") == "||");
  CHECK(rows("|||") == "||,,,");
  CHECK(rows("件|5") == "|件|5");
}

TEST_CASE("every cell is in exactly one row, whatever the cells are") {
  const std::string kinds[] = {"", "/", "5", "3?", "件", "规章"};
  constexpr std::size_t count = std::size(kinds);
  std::size_t tried = 0;
  for (std::size_t i = 0; i < count * count * count * count * count; ++i, ++tried) {
    std::string line;
    for (std::size_t n = i, cell = 0; cell < 5; ++cell, n /= count) line += (cell > 0 ? "|" : "") + kinds[n % count];
    ast::Document document;
    std::string_view rest = line;
    for (std::size_t cell = 0; cell < 5; ++cell) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      document.cells.push_back(grammar::parse_cell(rest.substr(0, end)));
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    grammar::parse_rows(document, 0, line);
    std::uint32_t next = 0;
    bool whole = true;
    for (ast::Row const& row : document.rows) {
      whole = whole && row.first_cell == next && row.cell_count() > 0;
      next += row.cell_count();
    }
    if (!whole || next != 5) FAIL("not every cell is in one row: " << line);
  }
  CHECK(tried == 7776);
}
