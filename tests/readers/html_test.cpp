// Web pages: invented forms in the styles of many sites read back exactly, and what surrounds an article stays outside.
// TIAOLI_SEED and TIAOLI_DOCUMENTS set the first seed and the number of pages.
#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "converters/canonical.hpp"
#include "converters/convert.hpp"
#include "converters/readers/html.hpp"
#include "converters/readers/read.hpp"
#include "converters/writers/form.hpp"
#include "tests/catch.hpp"
#include "tests/generator/form.hpp"

namespace {

using namespace tiaoli;
using generator::Random;

Registry const& data() { return Registry::embedded(); }

enum class Style { spans, empty_cells, word, split_digits, paragraphs, odd_spans, gb18030, layout_tables, open_tags, line_breaks };
constexpr std::size_t styles = 10;

struct Page {
  std::string html;
  std::uint8_t edition = 0;
  std::vector<std::optional<Decimal>> values;  ///< blank where there is none
};

class Printer {
 public:
  Printer(Style style, Random& random) : style_(style), random_(random) {}

  std::string page(Form const& form) {
    std::string body;
    const std::string title = form.title;
    if (random_.percent(60)) body += "<h1>" + title + "</h1>\n";
    for (FormSection const& section : form.sections) {
      if (!section.heading.empty()) body += paragraph(section.heading);
      if (section.numbered) body += paragraph("本年度各项工作按照条例的要求推进，公开的内容和形式都有改进。");
      for (FormTable const& table : section.tables) body += this->table(table);
    }
    std::string list;
    for (int year = 2015; year < 2019; ++year) list += fmt::format("<li><a href='/{0}.html'>某市{0}年政府信息公开工作年度报告</a></li>", year);
    const std::string beside = "<ul class=list>" + list + "</ul>";
    const std::string content = style_ == Style::layout_tables
                                    ? "<table width=100% border=0><tr><td width=200>" + beside + "</td><td><table><tr><td>\n" + body + "</td></tr></table></td></tr></table>"
                                    : "<div class=side>" + beside + "</div><div id=zoom class='TRS_Editor'>\n" + body + "</div>";
    const std::string charset = style_ == Style::gb18030 ? "gb2312" : "utf-8";
    return "<!DOCTYPE html><html><head><meta charset=\"" + charset + "\"><meta name=\"ArticleTitle\" content=\"" + title + "\"><title>" + title +
           "_某某市人民政府</title><script>var a = '<table><tr><td>1</td><td>2</td></tr></table>';</script></head>\n<body><div class=nav><a href=/>首页</a> | <a href=/x>政务公开</a> | "
           "<a href=/y>互动交流</a></div>\n" +
           content + "<div class=foot><p>主办：某某市人民政府办公室</p></div></body></html>\n";
  }

 private:
  std::string paragraph(std::string const& text) {
    if (style_ == Style::word) return "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>" + text + "<span lang=EN-US><o:p></o:p></span></span></p>\n";
    return "<p>　　" + text + "</p>\n";
  }

  std::string inside(FormCell const& cell, std::string const& text) {
    const bool number = cell.role == FormCell::Role::figure;
    switch (style_) {
      case Style::word: return "<p class=MsoNormal align=center style='mso-line-height-rule:exactly'><span lang=EN-US style='font-size:9.0pt;mso-hansi-font-family:Calibri'>" + text + "<o:p></o:p></span></p>";
      case Style::split_digits: {
        if (!number) return text;
        std::string split;
        for (const char c : text) split += std::string("<span>") + c + "</span>";
        return split;
      }
      case Style::paragraphs: return text.empty() ? "<p>&nbsp;</p>" : "<p>" + text + "</p>";
      case Style::line_breaks: {
        if (number || text.size() < 12) return "\n   " + text + "\n  ";
        const std::size_t half = text.size() / 6 * 3;  // labels are three-byte characters at their start
        const bool whole = (static_cast<unsigned char>(text[half]) & 0xC0U) != 0x80U;
        return whole ? text.substr(0, half) + "<br/>" + text.substr(half) : text;
      }
      default: return text.empty() && random_.percent(50) ? "&nbsp;" : text;
    }
  }

  std::string table(FormTable const& table) {
    std::string html = style_ == Style::word ? "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0>" : "<table border=\"1\"><tbody>";
    const auto grid = table.grid();
    const bool open = style_ == Style::open_tags;
    for (std::uint16_t r = 0; r < table.rows; ++r) {
      html += open ? "<TR>\n" : "<tr style=\"height:20px\">";
      for (std::uint16_t c = 0; c < table.columns; ++c) {
        FormCell const& cell = table.cells[grid[r][c]];
        const bool first = cell.row == r && cell.column == c;
        if (!first && style_ != Style::empty_cells) continue;
        std::string text = !first ? "" : cell.role == FormCell::Role::figure ? cell.figure.text : cell.text;
        std::string spans;
        if (style_ != Style::empty_cells) {
          std::size_t columns = cell.columns;
          if (style_ == Style::odd_spans && cell.columns == 1 && random_.percent(30)) columns = 2;
          if (style_ == Style::odd_spans && cell.columns > 1 && cell.role == FormCell::Role::label && random_.percent(50)) --columns;
          if (columns > 1) spans += fmt::format(" colspan={}", columns);
          if (cell.rows > 1) spans += fmt::format(" rowspan=\"{}\"", cell.rows);
        }
        html += (open ? "<TD" : "<td") + spans + ">" + inside(cell, text) + (open ? "" : "</td>");
      }
      html += open ? "" : "</tr>\n";
    }
    return html + (style_ == Style::word ? "</table>\n" : "</tbody></table>\n");
  }

  Style style_;
  Random& random_;
};

std::string to_gb18030(std::string const& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::string made(text.size() * 2, '\0');
  const auto size = ucnv_convert("GB18030", "UTF-8", made.data(), static_cast<std::int32_t>(made.size()), text.data(), static_cast<std::int32_t>(text.size()), &error);
  REQUIRE(U_SUCCESS(error));
  made.resize(static_cast<std::size_t>(size));
  return made;
}

Page make_page(std::uint8_t edition, Style style, bool blanks, std::uint64_t seed) {
  Random random(seed);
  const generator::Form truth = generator::make_form(data(), edition, true, random);
  Report report;
  report.edition = edition;
  report.outline.publisher = "云溪县人民政府";
  report.outline.year = data().editions()[edition].first_year;
  Page page;
  page.edition = edition;
  for (std::size_t i = 0; i < truth.values.size(); ++i) {
    Fact fact;
    fact.cell = {edition, static_cast<std::uint16_t>(i)};
    const bool blank = blanks && truth.values[i] == Decimal{};
    fact.value = blank ? Value{State::blank, {}, {}} : Value{State::reported, truth.values[i], truth.values[i].to_string()};
    page.values.push_back(fact.value.number);
    report.facts.push_back(std::move(fact));
  }
  Diagnostics none;
  const Conversion same = convert(report, edition, data(), none);
  Form form = lay_out(report, same, data());
  for (FormSection& section : form.sections) {
    for (FormTable& table : section.tables) {
      for (FormCell& cell : table.cells) {
        if (cell.role == FormCell::Role::figure) cell.figure.text = cell.figure.value && !(blanks && *cell.figure.value == Decimal{}) ? cell.figure.value->to_string() : "";
      }
    }
  }
  page.html = Printer(style, random).page(form);
  if (style == Style::gb18030) page.html = to_gb18030(page.html);
  return page;
}

/// What was read otherwise than printed; empty when nothing was.
std::string difference(Page const& page, Report const& report, bool& wrong) {
  if (report.edition != page.edition) return "the edition is not read";
  std::string first;
  std::size_t count = 0;
  for (std::size_t i = 0; i < page.values.size(); ++i) {
    Value const& found = report.facts[i].value;
    const bool same = page.values[i] ? found.number == page.values[i] : found.state == State::blank;
    if (same) continue;
    wrong = wrong || found.number.has_value();
    ++count;
    if (first.empty()) {
      first = fmt::format("{} is {}, read {} “{}”", data().editions()[page.edition].cells[i].id, page.values[i] ? page.values[i]->to_string() : "blank",
                          found.number ? found.number->to_string() : std::string(to_string(found.state)), found.text);
    }
  }
  return count == 0 ? "" : fmt::format("{} cells: {}", count, first);
}

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::string text_of(std::string const& html) {
  const auto extract = read_html(html);
  REQUIRE(extract);
  return extract->text;
}

}  // namespace

TEST_CASE("web pages in the styles of many sites read back exactly") {
  const std::uint64_t seed = from_environment("TIAOLI_SEED", 20210615), count = from_environment("TIAOLI_DOCUMENTS", 1000);
  std::map<std::string, std::size_t> failed;
  std::vector<std::string> shown;
  std::size_t wrong_pages = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto edition = static_cast<std::uint8_t>(i % 3);
    const auto style = static_cast<Style>(i / 3 % styles);
    const bool blanks = i / (3 * styles) % 4 == 3;
    const Page page = make_page(edition, style, blanks, seed + i);
    Diagnostics diagnostics;
    const auto source = read_bytes("page.html", page.html, diagnostics);
    const Report report = read_report(*source, data(), diagnostics);
    bool wrong = false;
    std::string found = difference(page, report, wrong);
    if (found.empty() && report.outline.year != data().editions()[edition].first_year) found = "another year";
    if (found.empty() && report.outline.publisher != "云溪县人民政府") found = "another publisher: " + report.outline.publisher;
    if (found.empty()) continue;
    wrong_pages += wrong ? 1 : 0;
    ++failed[fmt::format("edition {}, style {}{}", data().editions()[edition].id, static_cast<int>(style), blanks ? ", blanks" : "")];
    if (shown.size() < 8) shown.push_back(fmt::format("seed {} edition {} style {}{}: {}", seed + i, data().editions()[edition].id, static_cast<int>(style), blanks ? " blanks" : "", found));
  }
  std::string report = fmt::format("{} with a wrong number\n", wrong_pages);
  for (auto const& [kind, number] : failed) report += fmt::format("{}: {}\n", kind, number);
  for (std::string const& line : shown) report += line + "\n";
  INFO(report);
  CHECK(failed.empty());
}

TEST_CASE("places in a page are bytes of the page, whatever its character set") {
  for (const bool gb : {false, true}) {
    Page page = make_page(2, gb ? Style::gb18030 : Style::spans, false, 77);
    Diagnostics diagnostics;
    const auto source = read_bytes("page.html", page.html, diagnostics);
    const Report report = read_report(*source, data(), diagnostics);
    REQUIRE(report.edition);
    for (Fact const& fact : report.facts) {
      const std::string print = page.html.substr(fact.at.offset, fact.at.length);
      CAPTURE(print, fact.value.text);
      CHECK(print.starts_with("<td"));
      CHECK(print.find(">" + fact.value.text + "<") != std::string::npos);
    }
  }
}

TEST_CASE("the article is found, and its title where it stands outside") {
  const std::string text = text_of(
      "<html><head><title>云溪县2021年政府信息公开工作年度报告 - 云溪县人民政府</title></head><body><div><a href=1>首页</a><a href=2>2019年政府信息公开工作年度报告</a></div>"
      "<div><p>第一段文字，足够长，足够说明问题，不会被当作导航。</p><p>第二段文字，也足够长，同样不会被当作导航。</p></div><div>版权</div></body></html>");
  CHECK(text == "云溪县2021年政府信息公开工作年度报告\n第一段文字，足够长，足够说明问题，不会被当作导航。\n第二段文字，也足够长，同样不会被当作导航。\n");
}

TEST_CASE("spans, breaks and pieces of a line") {
  CHECK(text_of("<p>一<b>二</b>三<br>四</p><p> </p><div>五<p>六</p>七</div>") == "一二三\n四\n五\n六\n七\n");
  CHECK(text_of("<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>") == "甲\t1\n2\t\n\n");
  CHECK(text_of("<table><tr><td>甲</td><td>1</td><td>2</td></tr><tr><td>乙</td><td colspan=2></td></tr><tr><td>丙</td><td>3</td><td>4</td></tr></table>") == "甲\t1\t2\n乙\t\t\n丙\t3\t4\n\n");
  CHECK(text_of("<table><tr><td>只有一列</td></tr><tr><td>是版面</td></tr></table>") == "只有一列\n是版面\n");
}

TEST_CASE("a page nested without end is refused, and said") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  Diagnostics diagnostics;
  const auto source = read_bytes("deep.html", "<html>" + deep, diagnostics);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics.front().code == "R109");
  CHECK(source->text().empty());
}
