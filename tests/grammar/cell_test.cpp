// One table cell: numbers in every way the reports print them, placeholders, units, labels.
#include <string>

#include "grammar/cell.hpp"
#include "model/decimal.hpp"
#include "tests/catch.hpp"

using tiaoli::Decimal;
using tiaoli::ast::Cell;
using tiaoli::ast::CellKind;
using tiaoli::grammar::parse_cell;

namespace {

/// The number as printed, or what the cell is instead.
std::string number(std::string_view print) {
  const Cell cell = parse_cell(print);
  switch (cell.kind) {
    case CellKind::blank: return "blank";
    case CellKind::mark: return "mark";
    case CellKind::garbled: return "garbled";
    case CellKind::unit: return "unit";
    case CellKind::words: return "words";
    case CellKind::number: break;
  }
  const auto value = Decimal::scaled(cell.value.digits, cell.value.exponent);
  return value ? value->to_string() : "out of range";
}

struct Print {
  char const* text;
  char const* number;
};

}  // namespace

TEST_CASE("plain numbers") {
  for (auto const& [text, expected] : {
           Print{"0", "0"}, {"5", "5"}, {"127736", "127736"}, {"007", "7"}, {"8.8", "8.8"}, {"33.0", "33"}, {"59237.2449", "59237.2449"},
           {"0.08", "0.08"}, {" 16 ", "16"}, {"\u300016\u3000", "16"}, {"\u00A016\u200B", "16"}, {"\uFEFF16", "16"}, {"16\r", "16"},
           {"**16**", "16"}, {"** 16 **", "16"}}) {
    CAPTURE(text);
    CHECK(number(text) == expected);
  }
}

TEST_CASE("signs") {
  for (auto const& [text, expected] :
       {Print{"-1", "-1"}, {"+2", "2"}, {"－8", "-8"}, {"−8", "-8"}, {"–8", "-8"}, {"＋3", "3"}, {"减 45", "-45"}, {"减45", "-45"},
        {"减少45", "-45"}, {"減 2", "-2"}, {"增 3", "3"}, {"增加3", "3"}, {"増3", "3"}, {"-0", "0"}, {"- 5", "-5"}, {"减\u300045", "-45"}}) {
    CAPTURE(text);
    CHECK(number(text) == expected);
  }
}

TEST_CASE("full-width digits") {
  for (auto const& [text, expected] : {Print{"０", "0"}, {"９２３", "923"}, {"１２．５", "12.5"}, {"１，２３４", "1234"}, {"－１", "-1"}, {"1２3", "123"}}) {
    CAPTURE(text);
    CHECK(number(text) == expected);
  }
}

TEST_CASE("thousands separators stand before groups of three and nowhere else") {
  for (auto const& [text, expected] :
       {Print{"1,234", "1234"}, {"12,345", "12345"}, {"123,456,789", "123456789"}, {"1,234.5", "1234.5"}, {"-1,234", "-1234"}, {"1，234", "1234"},
        {"1,23", "garbled"}, {"1,2345", "garbled"}, {"1234,567", "garbled"}, {",123", "words"}, {"1,234,56", "garbled"}, {"1,234,", "garbled"}}) {
    CAPTURE(text);
    CHECK(number(text) == expected);
  }
}

TEST_CASE("units typed into the cell") {
  struct Unit {
    char const* text;
    char const* number;
    char const* unit;
    int magnitude;
    bool money;
  };
  for (Unit const& expected :
       {Unit{"251000元", "251000", "元", 0, true}, {"45996.82万元", "45996.82", "万元", 4, true}, {"160.5964 万元", "160.5964", "万元", 4, true},
        {"380 元", "380", "元", 0, true}, {"1.2亿元", "1.2", "亿元", 8, true}, {"3 件", "3", "件", 0, false}, {"12条", "12", "条", 0, false},
        {"286人次", "286", "人次", 0, false}, {"3项", "3", "项", 0, false}, {"2万", "2", "万", 4, false}, {"1万条", "1", "万条", 4, false},
        {"5個", "5", "個", 0, false}, {"２７篇", "27", "篇", 0, false}, {"7", "7", "", 0, false}}) {
    CAPTURE(expected.text);
    const Cell cell = parse_cell(expected.text);
    CHECK(number(expected.text) == expected.number);
    CHECK(cell.unit.text == expected.unit);
    CHECK(cell.unit.magnitude == expected.magnitude);
    CHECK(cell.unit.money == expected.money);
  }
}

TEST_CASE("a bracketed remark behind a number is kept apart from it") {
  struct Remark {
    char const* text;
    char const* number;
    char const* note;
  };
  for (Remark const& expected : {Remark{"22（其中修订 16 件）", "22", "（其中修订 16 件）"}, {"55（含自然失效29件）", "55", "（含自然失效29件）"},
                                 {"22 (16)", "22", "(16)"}, {"3件（含结转1件）", "3", "（含结转1件）"}, {"1,234（注1）", "1234", "（注1）"}}) {
    CAPTURE(expected.text);
    CHECK(number(expected.text) == expected.number);
    CHECK(parse_cell(expected.text).note == expected.note);
  }
}

TEST_CASE("placeholders are marks") {
  for (const char* const text : {"/", "／", "-", "——", "---", "—", "－", "–", "―", "─", "无", "無", "*", "**", "…", "N/A", " - ", "\\"}) {
    CAPTURE(text);
    CHECK(parse_cell(text).kind == CellKind::mark);
  }
}

TEST_CASE("nothing printed is blank") {
  for (const char* const text : {"", " ", "\u3000", "\u00A0 \u200B", "\r", "\uFEFF"}) {
    CAPTURE(text);
    const Cell cell = parse_cell(text);
    CHECK(cell.kind == CellKind::blank);
    CHECK(cell.text.empty());
  }
}

TEST_CASE("what was meant to be a number and is none is garbled") {
  for (const char* const text : {"3?", "?3", "约35", "近100", "25%", "1.2.3", "3 4", "0/1", "<u>5</u>", "307余条", "16805 多条", "2-3", "3O",
                                 "12345678901234567890123"}) {
    CAPTURE(text);
    CHECK(parse_cell(text).kind == CellKind::garbled);
  }
}

TEST_CASE("units alone") {
  for (const char* const text : {"条", "件", "次", "篇", "个", "人", "人次", "万元", "元", "项", "條", "個", " 件 "}) {
    CAPTURE(text);
    CHECK(parse_cell(text).kind == CellKind::unit);
    CHECK_FALSE(parse_cell(text).unit.text.empty());
  }
  CHECK(parse_cell("万元").unit.magnitude == 4);
  CHECK(parse_cell("万元").unit.money);
}

TEST_CASE("labels fall into what stood before, number, body and remark") {
  struct Label {
    char const* text;
    char const *head, *number, *body, *note;
  };
  for (Label const& expected :
       {Label{"一、主动公开情况", "", "一、", "主动公开情况", ""},
        {"（一）收到申请数", "", "（一）", "收到申请数", ""},
        {"(一)收到申请数", "", "(一)", "收到申请数", ""},
        {"（ 七 ） 总计", "", "（ 七 ）", "总计", ""},
        {"1.当面申请数", "", "1.", "当面申请数", ""},
        {"5. 其他方式回应事件数", "", "5.", "其他方式回应事件数", ""},
        {"1、信访举报投诉类申请", "", "1、", "信访举报投诉类申请", ""},
        {"1．属于国家秘密", "", "1．", "属于国家秘密", ""},
        {"其中：涉及国家秘密", "", "其中：", "涉及国家秘密", ""},
        {"其中:涉及国家秘密", "", "其中:", "涉及国家秘密", ""},
        {"涉及商业秘密", "", "", "涉及商业秘密", ""},
        {"（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "", "（一）", "主动公开政府信息数", "（不同渠道和方式公开相同信息计1条）"},
        {"1.专职人员数(不包括政府公报及网站人员数)", "", "1.", "专职人员数", "(不包括政府公报及网站人员数)"},
        {"十二、其他", "", "十二、", "其他", ""},
        {")不 2. 重复申请", ")不 ", "2.", "重复申请", ""},
        {"年度 1.属于国家秘密", "年度 ", "1.", "属于国家秘密", ""},
        {"甲 其中：乙", "甲 ", "其中：", "乙", ""},
        {"统 计 指 标", "", "", "统 计 指 标", ""}}) {
    CAPTURE(expected.text);
    const Cell cell = parse_cell(expected.text);
    CHECK(cell.kind == CellKind::words);
    CHECK(cell.head == expected.head);
    CHECK(cell.number == expected.number);
    CHECK(cell.body == expected.body);
    CHECK(cell.note == expected.note);
  }
}

TEST_CASE("a column head may name a unit of money") {
  CHECK(parse_cell("采购总金额（元）").unit.text == "元");
  CHECK(parse_cell("采购总金额（元）").unit.magnitude == 0);
  CHECK(parse_cell("本年收费金额（单位：万元）").unit.text == "万元");
  CHECK(parse_cell("本年收费金额（单位：万元）").unit.magnitude == 4);
  CHECK(parse_cell("本年收费金额（单位：万元）").unit.money);
  CHECK(parse_cell("采购项目数量").unit.text.empty());
}

TEST_CASE("the parts of a cell are views into the print") {
  const std::string print = " 1.专职人员数（不包括）\t";
  const Cell cell = parse_cell(print);
  for (const std::string_view part : {cell.text, cell.number, cell.body, cell.note}) {
    CHECK(part.data() >= print.data());
    CHECK(part.data() + part.size() <= print.data() + print.size());
  }
}

TEST_CASE("any bytes are some cell") {
  const std::string pieces[] = {"\xE4", "\xE4\xBD", "\xFF", "（", "）", "一", "、", "1", ".", "-", "减", "其中", "：", "**", ",", "万", "元", "\u3000", "？"};
  const std::size_t count = std::size(pieces);
  for (std::size_t i = 0; i < count * count * count; ++i) {
    const std::string print = pieces[i % count] + pieces[i / count % count] + pieces[i / count / count];
    const Cell cell = parse_cell(print);
    const bool inside = cell.text.empty() || print.find(cell.text) != std::string::npos;
    if (!inside) FAIL("the text of a cell is not in its print: " << print);
  }
  SUCCEED();
}
