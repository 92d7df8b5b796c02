#include "tests/generator/layout.hpp"

#include <fmt/format.h>

#include <array>

#include "tests/generator/damage.hpp"
#include "tests/generator/page.hpp"
#include "tests/generator/prose.hpp"

namespace tiaoli::generator {
namespace {

Traits draw_traits(Request const& request, bool list, Random& random) {
  Traits traits;
  traits.layout = request.layout;
  const bool one_cell_a_line = request.layout == Layout::cell_lines || request.layout == Layout::plain_lines;
  if (request.layout == Layout::cell_lines) {
    traits.bars = std::array{Bars::between, Bars::after, Bars::before}[random.weighted({6, 1, 1})];
    // Where line ends say nothing about rows, empty places of both kinds could not be told apart.
    const std::size_t kept = traits.bars == Bars::between ? random.weighted({3, 1, 2}) : 0;
    traits.keeps_fillers = kept == 1;
    traits.keeps_empty = kept == 2;
  } else {
    traits.keeps_fillers = request.layout == Layout::tabs || request.layout == Layout::markdown;
    traits.keeps_empty = request.layout != Layout::plain_lines;
  }
  traits.ordinals = list && !one_cell_a_line && random.percent(20);
  traits.provincial_rows = random.percent(12);
  traits.permuted_columns = !list && request.layout == Layout::tabs && random.percent(5);
  traits.swapped_rows = list && random.percent(5);
  traits.headings_cut_short = random.percent(4);
  traits.cut_per_mille = random.percent(60) ? static_cast<unsigned>(random.between(10, 120)) : 0;
  traits.repeats_span = (request.layout == Layout::tabs || request.layout == Layout::bare_pipes) && random.percent(40);
  traits.trailing_tabs = static_cast<int>(random.weighted({4, 1, 1, 1}));
  traits.ragged_tabs = random.percent(30);
  return traits;
}

int draw_year(Edition const& edition, Random& random) {
  constexpr int latest = 2025;
  return static_cast<int>(random.between(edition.first_year, edition.last_year.value_or(latest)));
}

/// Writes the sections of a report around its tables.
class Report {
 public:
  Report(Page& page, std::string publisher, int year, Traits const& traits, Random& random,
         std::vector<ExpectedCell>& expected)
      : page_(page),
        publisher_(std::move(publisher)),
        year_(year),
        traits_(traits),
        random_(random),
        expected_(expected),
        markdown_(traits.layout == Layout::markdown && random.percent(70)) {}

  void print_front() {
    for (std::string const& line : title_lines(publisher_, year_, markdown_, random_)) {
      page_.line(line);
    }
    page_.blank_lines(random_.between(0, 2));
    if (random_.percent(20)) page_.line(fmt::format("发布日期：{}-03-2{}", year_ + 1, random_.below(9)));
    page_.line(opening(publisher_, year_, random_));
    page_.line();
  }

  /// 一、… with text and perhaps a list of web pages under it.
  void print_section(std::string_view heading, Topic topic, bool may_hold_decoy) {
    print_heading(heading);
    for (auto count = random_.between(1, 4); count > 0; --count) page_.line(paragraph(topic, year_, random_));
    if (may_hold_decoy && random_.percent(20)) {
      page_.blank_lines(random_.between(0, 2));
      for (std::string const& line : decoy(year_, random_)) page_.line(line);
      page_.blank_lines(random_.between(1, 2));
      page_.line(paragraph(topic, year_, random_));
    }
    page_.line();
  }

  void print_table_section(std::string_view heading, PrintedTable const& table) {
    print_heading(heading);
    print(table);
  }

  void print(PrintedTable const& table) {
    print_table(page_, table, traits_, random_, expected_);
    page_.line();
  }

  void print_list(PrintedTable const& table) {
    constexpr std::array sections{std::pair{"一、主动公开政府信息的情况", Topic::disclosure},
                                  std::pair{"二、依申请公开政府信息的情况", Topic::requests},
                                  std::pair{"三、因政府信息公开申请行政复议、提起行政诉讼的情况", Topic::general},
                                  std::pair{"四、存在的主要问题及改进情况", Topic::problems},
                                  std::pair{"五、其他需要报告的事项", Topic::other}};
    for (auto const& [heading, topic] : sections) print_section(heading, topic, topic == Topic::disclosure);
    if (random_.percent(60)) page_.line(random_.pick({"附件", "附件：", "附表"}));
    switch (random_.weighted({5, 3, 1})) {
      case 0: page_.line("政府信息公开情况统计表"); break;
      case 1: page_.line(fmt::format("{}{}年度政府信息公开情况统计表", publisher_, year_)); break;
      default: break;
    }
    if (random_.percent(30)) page_.line(fmt::format("（{}年度）", year_));
    page_.blank_lines(random_.between(0, 1));
    print(table);
    if (random_.percent(30)) page_.line("单位负责人：甲某　　审核人：乙某　　填报人：丙某");
  }

  void print_tables(std::vector<PrintedTable> const& tables) {
    print_section("一、总体情况", Topic::general, true);
    print_table_section("二、主动公开政府信息情况", tables[0]);
    print_table_section("三、收到和处理政府信息公开申请情况", tables[1]);
    print_table_section("四、政府信息公开行政复议、行政诉讼情况", tables[2]);
    if (random_.percent(15)) page_.line("注：行政复议、行政诉讼数量含上年度结转数量。");
    print_section("五、存在的主要问题及改进情况", Topic::problems, true);
    print_section("六、其他需要报告的事项", Topic::other, false);
  }

 private:
  void print_heading(std::string_view heading) {
    page_.line((markdown_ ? "## " : "") + std::string(heading));
    page_.blank_lines(random_.between(0, 1));
  }

  Page& page_;
  std::string publisher_;
  int year_;
  Traits const& traits_;
  Random& random_;
  std::vector<ExpectedCell>& expected_;
  bool markdown_;
};

}  // namespace

Document make_document(Registry const& registry, Request const& request) {
  Random random(request.seed);
  Edition const& edition = registry.editions()[request.edition];
  const bool list = edition.id == "2014";
  const Form form = make_form(registry, request.edition, random.percent(50), random);
  const Traits traits = draw_traits(request, list, random);
  Document document;
  const std::string publisher = invent_publisher(random);
  document.publisher = authority_of(publisher);
  document.year = draw_year(edition, random);
  // Of a row in another place than the form's, the label is all there is to know it by.
  Wording wording(registry, request.edition, !traits.swapped_rows, random);
  NumberPrinter numbers(traits.keeps_empty, !request.damaged, random);
  TableBuilder builder(registry, form, traits, wording, numbers, random, document.cells);
  std::vector<PrintedTable> tables;
  if (list) {
    tables.push_back(builder.list());
  } else {
    tables.push_back(builder.disclosure());
    tables.push_back(builder.requests());
    tables.push_back(builder.review());
  }
  if (request.damaged) {
    const Damage done = damage(tables, traits, numbers.zero_style(), random);
    document.notes.push_back(done.how);
    document.must_be_noticed = done.must_be_noticed;
  }
  if (wording.typing_errors() > 0) document.notes.push_back(fmt::format("{} typing errors", wording.typing_errors()));
  if (traits.provincial_rows) document.notes.emplace_back("provincial rows");
  if (traits.permuted_columns) document.notes.emplace_back("permuted columns");
  if (traits.swapped_rows) document.notes.emplace_back("swapped rows");
  if (traits.ordinals) document.notes.emplace_back("ordinals");
  if (numbers.zero_style() == ZeroStyle::blank) document.notes.emplace_back("blank for zero");
  if (numbers.zero_style() == ZeroStyle::mark) document.notes.emplace_back("mark for zero");

  Page page(random.percent(3) ? "\r\n" : "\n");
  Report report(page, publisher, document.year, traits, random, document.cells);
  report.print_front();
  if (list) {
    report.print_list(tables.front());
  } else {
    report.print_tables(tables);
  }
  document.text = (random.percent(3) ? "\xEF\xBB\xBF" : "") + page.text();
  return document;
}

}  // namespace tiaoli::generator
