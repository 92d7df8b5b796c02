// The laid-out form: what spans what, where the old prose goes, and how figures stand.
#include <algorithm>
#include <set>

#include "converters/writers/form.hpp"
#include "tests/catch.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;
using Role = FormCell::Role;

std::vector<FormTable> tables_of(Form const& form) {
  std::vector<FormTable> tables;
  for (FormSection const& section : form.sections) tables.insert(tables.end(), section.tables.begin(), section.tables.end());
  return tables;
}

FormCell const& cell_with(FormTable const& table, std::string const& text) {
  const auto found = std::find_if(table.cells.begin(), table.cells.end(), [&](FormCell const& c) { return c.text == text; });
  INFO(text);
  REQUIRE(found != table.cells.end());
  return *found;
}

struct Size {
  int rows, columns;
  friend bool operator==(Size, Size) = default;
};
Size size_of(FormTable const& table, std::string const& text) {
  FormCell const& cell = cell_with(table, text);
  return {cell.rows, cell.columns};
}

FormSection const& section_of(Form const& form, std::string const& heading) {
  const auto found = std::find_if(form.sections.begin(), form.sections.end(), [&](FormSection const& s) { return s.heading == heading; });
  REQUIRE(found != form.sections.end());
  return *found;
}

std::vector<std::string> old_headings(FormSection const& section) {
  std::vector<std::string> headings;
  for (FormProse const& prose : section.prose) {
    if (!prose.heading.empty()) headings.push_back(prose.heading);
  }
  return headings;
}

}  // namespace

TEST_CASE("The cells of a printed table cover it and do not overlap") {
  for (std::string const to : {"2014", "2019", "2021"}) {
    for (FormTable const& table : tables_of(sample("2019/zhongning", to).form())) {
      INFO(to << " " << table.name);
      std::set<std::pair<int, int>> places;
      int covered = 0;
      for (FormCell const& cell : table.cells) {
        covered += cell.rows * cell.columns;
        for (int r = cell.row; r < cell.row + cell.rows; ++r) {
          for (int c = cell.column; c < cell.column + cell.columns; ++c) {
            CHECK((r < table.rows && c < table.columns));
            places.emplace(r, c);
          }
        }
      }
      CHECK(covered == table.rows * table.columns);
      CHECK(places.size() == static_cast<std::size_t>(covered));
      CHECK(table.widths.size() == table.columns);
    }
  }
}

TEST_CASE("Every cell of the edition stands in its form once") {
  for (std::string const to : {"2014", "2019", "2021"}) {
    const Sample made = sample("2014/wuzhong", to);
    std::size_t figures = 0;
    for (FormTable const& table : tables_of(made.form())) {
      figures += static_cast<std::size_t>(std::count_if(table.cells.begin(), table.cells.end(), [](FormCell const& c) { return c.role == Role::figure; }));
    }
    CHECK(figures == made.conversion.cells.size());
  }
}

TEST_CASE("The table of requests spans what the order prescribes") {
  for (auto const& [to, results, other] : {std::tuple<std::string, int, int>{"2019", 20, 1}, {"2021", 22, 3}}) {
    const FormTable table = tables_of(sample("2019/zhongning", to).form())[1];
    INFO(to);
    CHECK(table.columns == 10);
    CHECK(table.rows == 3 + 2 + results + 1);
    CHECK(table.head_rows == 3);
    CHECK(size_of(table, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）") == Size{3, 3});
    CHECK(size_of(table, "申请人情况") == Size{1, 7});
    CHECK(size_of(table, "自然人") == Size{2, 1});
    CHECK(size_of(table, "法人或其他组织") == Size{1, 5});
    CHECK(size_of(table, "商业企业") == Size{1, 1});
    CHECK(size_of(table, "总计") == Size{2, 1});
    CHECK(size_of(table, "一、本年新收政府信息公开申请数量") == Size{1, 3});
    CHECK(size_of(table, "三、本年度办理结果") == Size{results, 1});
    CHECK(size_of(table, "（一）予以公开") == Size{1, 2});
    CHECK(size_of(table, "（三）不予公开") == Size{8, 1});
    CHECK(size_of(table, "（四）无法提供") == Size{3, 1});
    CHECK(size_of(table, "（五）不予处理") == Size{5, 1});
    CHECK(size_of(table, "（六）其他处理") == Size{other, other == 1 ? 2 : 1});
    CHECK(size_of(table, "四、结转下年度继续办理") == Size{1, 3});
    CHECK(cell_with(table, "（三）不予公开").row == cell_with(table, "1.属于国家秘密").row);
  }
}

TEST_CASE("The table of disputes has heads of three rows and no label") {
  const FormTable table = tables_of(sample("2019/zhongning", "2021").form())[2];
  CHECK(table.columns == 15);
  CHECK(table.rows == 4);
  CHECK(size_of(table, "行政复议") == Size{2, 5});
  CHECK(size_of(table, "行政诉讼") == Size{1, 10});
  CHECK(size_of(table, "未经复议直接起诉") == Size{1, 5});
  CHECK(size_of(table, "复议后起诉") == Size{1, 5});
  CHECK(size_of(table, "结果维持") == Size{1, 1});
  CHECK(cell_with(table, "结果维持").row == 2);
}

TEST_CASE("The table of proactive disclosure has a block for each item of Article 20") {
  const FormTable table = tables_of(sample("2019/zhongning", "2019").form())[0];
  CHECK(table.columns == 4);
  for (std::string const title : {"第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第二十条第（八）项", "第二十条第（九）项"}) {
    CHECK(size_of(table, title) == Size{1, 4});
  }
  CHECK(size_of(table, "采购总金额") == Size{1, 2});
  const FormTable today = tables_of(sample("2019/zhongning", "2021").form())[0];
  CHECK(size_of(today, "本年处理决定数量") == Size{1, 3});
}

TEST_CASE("The list of 2014 has three columns and indents its rows") {
  const FormTable table = tables_of(sample("2021/yunxi", "2014").form())[0];
  CHECK(table.columns == 3);
  CHECK(table.rows == 1 + 58 + 7);
  CHECK(cell_with(table, "一、主动公开情况").depth == 0);
  CHECK(cell_with(table, "4.不同意公开答复数").depth == 2);
  CHECK(cell_with(table, "其中：涉及国家秘密").depth == 3);
  CHECK(size_of(table, "单位") == Size{1, 1});
}

TEST_CASE("The old report's prose stands complete under the new headings") {
  for (Sample const& made : samples()) {
    INFO(made.name << " to " << made.to);
    const Form form = made.form();
    std::multiset<std::string> lines;
    for (FormSection const& section : form.sections) {
      for (FormProse const& prose : section.prose) lines.insert(prose.lines.begin(), prose.lines.end());
    }
    std::size_t printed = 0, missing = 0;
    for (Section const& section : made.report.outline.sections) {
      std::string_view rest = section.text;
      while (!rest.empty()) {
        const std::string line(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        ++printed;
        if (!lines.contains(line)) ++missing;
      }
    }
    CHECK(missing <= 1);  // the title line stands above
    CHECK(lines.size() + missing == printed);
  }
}

TEST_CASE("Old headings find their place in the outline of today") {
  const Form form = sample("2014/wuzhong", "2021").form();
  CHECK(form.title == "吴忠市 2017 年政府信息公开工作年度报告");
  CHECK(old_headings(section_of(form, "一、总体情况")) ==
        std::vector<std::string>{"【一、概述】", "【二、深化重点领域政府信息公开情况】", "【三、政府信息主动公开情况】"});
  CHECK(old_headings(section_of(form, "三、收到和处理政府信息公开申请情况")) == std::vector<std::string>{"【四、政府信息依申请公开情况】"});
  CHECK(old_headings(section_of(form, "四、政府信息公开行政复议、行政诉讼情况")) ==
        std::vector<std::string>{"【五、因政府信息公开申请行政复议、提起行政诉讼、收到投诉举报情况】"});
  CHECK(old_headings(section_of(form, "五、存在的主要问题及改进情况")) == std::vector<std::string>{"【七、存在的问题及下一步重点工作】"});
  CHECK(old_headings(section_of(form, "六、其他需要报告的事项")) == std::vector<std::string>{"【六、各级人大代表建议和政协委员提案办理结果公开情况】"});
  CHECK(form.sections.front().heading.empty());
  // Headings of the same outline are not printed twice.
  for (FormSection const& section : sample("2021/yunxi", "2021").form().sections) CHECK(old_headings(section).empty());
}

TEST_CASE("Figures say how they stand") {
  const Sample made = sample("2014/wuzhong", "2021");
  const Form form = made.form();
  const FormTable disputes = tables_of(form)[2];
  std::vector<Figure> figures;
  for (FormCell const& cell : disputes.cells) {
    if (cell.role == Role::figure) figures.push_back(cell.figure);
  }
  REQUIRE(figures.size() == 15);
  CHECK(figures[0].standing == Standing::close);
  CHECK(figures[0].text == "8");
  CHECK(figures[5].standing == Standing::bounded);
  CHECK(figures[5].text == "0–2");
  CHECK_FALSE(figures[5].value);
  CHECK(figures[5].note == figures[10].note);  // one equation says both
  CHECK(note_mark(figures[5], Registry::embedded().layout().words) == "（注" + std::to_string(figures[5].note) + "）");
  std::string const& note = form.notes[figures[5].note - 1U].text;
  CHECK(note.find("未经复议直接起诉 结果维持 0–2；复议后起诉 结果维持 0–2") != std::string::npos);
  CHECK(note.find("（一）维持具体行政行为或者驳回原告诉讼请求数 2") != std::string::npos);
  CHECK(tables_of(form)[0].cells[6].figure.text == "…");  // nothing known
  CHECK(std::any_of(form.loss_lines.begin(), form.loss_lines.end(),
                    [](std::string const& line) { return line.starts_with("7.告知作出更改补充数 4件。补正告知"); }));
}

TEST_CASE("A sheet of the same edition shows what it printed") {
  const FormTable disputes = tables_of(sample("2019/blanks", "2019").form())[2];
  std::size_t marks = 0;
  for (FormCell const& cell : disputes.cells) {
    if (cell.figure.standing == Standing::mark) {
      ++marks;
      CHECK(cell.figure.text == "-");
    }
  }
  CHECK(marks == 10);
  const Form form = sample("2019/blanks", "2019").form();
  CHECK(form.notes.front().text.find("原文为“7314.52万元”") != std::string::npos);
}
