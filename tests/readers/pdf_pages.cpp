#include "tests/readers/pdf_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "converters/readers/child.hpp"
#include "tests/generator/prose.hpp"

namespace tiaoli::testing {
namespace {

std::string tagged(std::string const& tag, std::string const& text, std::size_t columns = 1, std::size_t rows = 1) {
  std::string spans;
  if (columns > 1) spans += fmt::format(" colspan=\"{}\"", columns);
  if (rows > 1) spans += fmt::format(" rowspan=\"{}\"", rows);
  return fmt::format("<{}{}>{}</{}>", tag, spans, text, tag.substr(0, tag.find(' ')));
}

class PagePrinter {
 public:
  PagePrinter(generator::Form const& form, Registry const& registry, PageStyle const& style)
      : form_(form), edition_(registry.editions()[form.edition]), style_(style) {}

  std::string value(std::uint16_t row, std::uint16_t column) const {
    const auto cell = edition_.cell_at(row, column);
    if (!cell) return "";
    const Decimal number = form_.values[*cell];
    if (number == Decimal{} && style_.zeros_blank) return "";
    if (number == Decimal{} && style_.zeros_marked) return "-";
    return number.to_string();
  }

  std::string values(EditionTable const& table, std::uint16_t row) const {
    std::string cells;
    for (std::uint16_t c = 0; c < table.column_count; ++c) cells += tagged("td class=n", value(row, static_cast<std::uint16_t>(table.first_column + c)));
    return cells;
  }

  std::string label(std::uint16_t row) const { return edition_.rows[row].number + edition_.rows[row].label + edition_.rows[row].note; }

  std::string list() const {
    EditionTable const& table = edition_.tables.front();
    std::string html = "<table class=list><thead><tr><th class=l>统计指标</th><th class=u>单位</th><th class=n>统计数</th></tr></thead>";
    for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
      const auto cell = edition_.cell_at(r, table.first_column);
      html += "<tr>" + tagged("td class=l", label(r)) + tagged("td class=u", cell ? edition_.cells[*cell].unit : "——") +
              (cell ? values(table, r) : tagged("td class=n", "")) + "</tr>";
    }
    return html + "</table>";
  }

  std::string blocks() const {
    std::string html = "<table class=blocks>";
    std::size_t widest = 1;
    for (EditionTable const& table : edition_.tables) {
      if (is_block(table)) widest = std::max<std::size_t>(widest, table.column_count);
    }
    for (EditionTable const& table : edition_.tables) {
      if (!is_block(table)) continue;
      html += "<tr>" + tagged("td class=b", table.label, widest + 1) + "</tr><tr><td class=l>信息内容</td>";
      const auto span = [&](std::uint16_t c) { return c + 1 == table.column_count ? widest - table.column_count + 1 : 1; };
      for (std::uint16_t c = 0; c < table.column_count; ++c) html += tagged("td class=n", edition_.columns[table.first_column + c].label, span(c));
      html += "</tr>";
      for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
        html += "<tr>" + tagged("td class=l", label(r));
        for (std::uint16_t c = 0; c < table.column_count; ++c) html += tagged("td class=n", value(r, static_cast<std::uint16_t>(table.first_column + c)), span(c));
        html += "</tr>";
      }
    }
    return html + "</table>";
  }

  std::string requests() const {
    EditionTable const& table = *std::find_if(edition_.tables.begin(), edition_.tables.end(), [&](EditionTable const& t) { return is_requests(t); });
    std::string html = "<table class=requests><tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>" +
                       tagged("td", "申请人情况", table.column_count) + "</tr><tr>", lower = "<tr>";
    for (std::uint16_t c = table.first_column; c < table.first_column + table.column_count; ++c) {
      EditionColumn const& column = edition_.columns[c];
      if (column.group.empty()) {
        html += tagged("td class=n", column.label, 1, 2);
        continue;
      }
      std::size_t same = 1;
      while (c + same < table.first_column + table.column_count && edition_.columns[c + same].group == column.group) ++same;
      if (c == table.first_column || edition_.columns[c - 1U].group != column.group) html += tagged("td", column.group, same);
      lower += tagged("td class=n", column.label);
    }
    html += "</tr>" + lower + "</tr>";
    std::map<std::uint16_t, std::size_t> leaves;
    const auto depth = [&](std::uint16_t row) {
      std::size_t above = 0;
      for (auto parent = edition_.rows[row].parent; parent; parent = edition_.rows[*parent].parent) ++above;
      return above;
    };
    for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
      if (edition_.rows[r].heading) continue;
      for (auto parent = edition_.rows[r].parent; parent; parent = edition_.rows[*parent].parent) ++leaves[*parent];
    }
    std::map<std::uint16_t, bool> printed;
    for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
      if (edition_.rows[r].heading) continue;
      std::string row;
      for (auto parent = edition_.rows[r].parent; parent; parent = edition_.rows[*parent].parent) {
        if (!std::exchange(printed[*parent], true)) row = tagged("td class=s", label(*parent), 1, leaves[*parent]) + row;
      }
      html += "<tr>" + row + tagged("td class=l", label(r), 3 - depth(r)) + values(table, r) + "</tr>";
    }
    return html + "</table>";
  }

  std::string review() const {
    EditionTable const& table = edition_.tables.back();
    std::string upper = tagged("td", "行政复议", 5, 2) + tagged("td", "行政诉讼", 10), middle, names;
    for (std::uint16_t c = 0; c < table.column_count; ++c) {
      EditionColumn const& column = edition_.columns[table.first_column + c];
      if (c % 5 == 0 && c > 0) middle += tagged("td", column.group, 5);
      names += tagged("td class=n", column.label);
    }
    return "<table class=review><tr>" + upper + "</tr><tr>" + middle + "</tr><tr>" + names + "</tr><tr>" + values(table, table.first_row) + "</tr></table>";
  }

  bool has_list() const { return edition_.tables.size() == 1; }

 private:
  bool is_requests(EditionTable const& table) const { return !edition_.columns[table.first_column].label.empty() && table.column_count == 7; }
  bool is_block(EditionTable const& table) const { return !is_requests(table) && &table != &edition_.tables.back(); }

  generator::Form const& form_;
  Edition const& edition_;
  PageStyle const& style_;
};

std::string slurp(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

PageStyle draw_style(generator::Random& random) {
  PageStyle style;
  const auto size = random.between(9, 14);
  const auto padding = random.pick({"0", "1px", "2px 4px", "4px", "6px 3px", "8px"});
  const bool plain = random.percent(25);
  style.css = fmt::format("@page{{size:A4{};margin:{}mm}}body{{font-family:'{}';font-size:16px;line-height:{}}}", random.percent(20) ? " landscape" : "",
                          random.between(15, 28), random.pick({"Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"}), random.pick({"1.3", "1.6", "2"}));
  style.css += "p{text-indent:2em;text-align:justify;margin:0}h1{font-size:24px;text-align:center}h2{font-size:18px}";
  style.css += fmt::format("table{{border-collapse:collapse;width:100%;font-size:{}px;line-height:{}}}td,th{{padding:{};border:{};text-align:{};vertical-align:{}}}",
                           size, random.pick({"1.2", "1.35", "1.6"}), padding, plain ? "none" : "1px solid", random.pick({"left", "center"}),
                           random.percent(80) ? "middle" : "top");
  if (plain && std::string_view(padding) == "0") style.css += "td{padding:2px}";
  style.css += fmt::format(".n{{text-align:{}}}.l{{text-align:{}}}.b{{text-align:{}}}", random.pick({"center", "center", "right", "left"}),
                           random.pick({"left", "center"}), random.pick({"center", "left"}));
  if (random.percent(40)) style.css += "table.requests,table.review{table-layout:fixed}";
  if (random.percent(30)) style.css += "tr{break-inside:avoid}";
  if (random.percent(30)) style.css += ".s{width:3em}";
  style.zeros_blank = random.percent(20);
  style.zeros_marked = !style.zeros_blank && random.percent(15);
  style.most_prose = static_cast<int>(random.between(0, 6));
  return style;
}

std::string print_page(generator::Form const& form, Registry const& registry, PageStyle const& style, generator::Random& random) {
  Edition const& edition = registry.editions()[form.edition];
  const int year = edition.first_year;
  const std::string publisher = generator::invent_publisher(random);
  const PagePrinter printer(form, registry, style);
  std::string html = "<!doctype html><html lang=zh><meta charset=utf-8><style>" + style.css + "</style><body>";
  html += "<h1>" + publisher + std::to_string(year) + "年政府信息公开工作年度报告</h1>" + tagged("p", generator::opening(publisher, year, random));
  const auto prose = [&](generator::Topic topic) {
    for (auto left = random.between(0, style.most_prose); left > 0; --left) html += tagged("p", generator::paragraph(topic, year, random));
  };
  const auto section = [&](std::string const& heading, generator::Topic topic, std::string const& table) {
    html += tagged("h2", heading);
    prose(topic);
    html += table;
  };
  section("一、总体情况", generator::Topic::general, "");
  if (printer.has_list()) {
    section("二、存在的主要问题", generator::Topic::problems, "");
    html += "<h2>附件：政府信息公开情况统计表</h2>" + printer.list();
  } else {
    section("二、主动公开政府信息情况", generator::Topic::disclosure, printer.blocks());
    section("三、收到和处理政府信息公开申请情况", generator::Topic::requests, printer.requests());
    section("四、政府信息公开行政复议、行政诉讼情况", generator::Topic::requests, printer.review());
    section("五、存在的主要问题及改进情况", generator::Topic::problems, "");
    section("六、其他需要报告的事项", generator::Topic::other, "");
  }
  return html + "</body></html>";
}

bool is_there(std::string const& program) { return run_child({"sh", "-c", "command -v " + program}, "", {}).code == 0; }

std::string pdf_by_chromium(std::string const& html) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "page.html", std::ios::binary) << html;
  ChildLimits limits;
  limits.memory = 0;  // it reserves addresses by the terabyte
  run_child({"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--user-data-dir=" + (folder.path() / "profile").string(), "--print-to-pdf=" + (folder.path() / "page.pdf").string(),
             (folder.path() / "page.html").string()}, "", limits, folder.path());
  return slurp(folder.path() / "page.pdf");
}

std::vector<std::string> pdfs_by_office(std::vector<std::string> const& files, std::string const& ending) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"soffice", "--headless", "-env:UserInstallation=file://" + (folder.path() / "profile").string(), "--convert-to", "pdf"};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string name = std::to_string(i) + "." + ending;
    std::ofstream(folder.path() / name, std::ios::binary) << files[i];
    arguments.push_back(name);
  }
  ChildLimits limits;
  limits.wall = limits.processor = std::chrono::seconds{180};
  limits.memory = 0;
  run_child(arguments, "", limits, folder.path());
  std::vector<std::string> made;
  for (std::size_t i = 0; i < files.size(); ++i) made.push_back(slurp(folder.path() / (std::to_string(i) + ".pdf")));
  return made;
}

}  // namespace tiaoli::testing
