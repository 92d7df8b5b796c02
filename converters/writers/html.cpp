#include "converters/writers/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "converters/writers/form.hpp"
#include "converters/writers/html_text.hpp"
#include "converters/writers/plain.hpp"

namespace tiaoli {
namespace {

using Role = FormCell::Role;

constexpr std::string_view style = R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f2f2f0; color: #111; line-height: 1.75; }
main { max-width: 60rem; margin: 1.5rem auto; padding: 3rem 3.5rem; background: #fff; box-shadow: 0 0 .5rem #0002; }
h1 { font-weight: normal; font-size: 1.8rem; line-height: 1.4; text-align: center; margin: 0 0 2rem; }
h2 { font-weight: normal; font-size: 1.25rem; margin: 2rem 0 .75rem; break-after: avoid; }
h2.of-table { text-align: center; }
h3, h4 { font-weight: bold; font-size: 1.05rem; margin: 1.25rem 0 .5rem; break-after: avoid; }
h3.old { color: #555; }
p { margin: .3rem 0; text-indent: 2em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.45; }
th, td { border: 1px solid #333; padding: .3rem .35rem; text-align: center; vertical-align: middle; font-weight: normal; }
thead { background: #f4f6f8; }
th.title { background: #e9edf1; }
th.label { text-align: left; }
th.label.tall { text-align: center; }
td.figure { font-variant-numeric: tabular-nums; min-width: 2.6em; }
table.prose td { text-align: left; min-width: 5.5em; }
.wide { min-width: 46rem; }
.sum { background: #eef5ea; }
.close { background: #fff6dd; }
.bounded { background: #fdeedd; font-style: italic; white-space: nowrap; }
.none { color: #888; background: repeating-linear-gradient(135deg, #fff 0 4px, #f0f0f0 4px 8px); }
.unreadable { color: #a00; text-decoration: underline wavy; }
sup { font-size: .7em; line-height: 1; }
sup a { text-decoration: none; color: #0645ad; }
aside { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid #999; font-size: .875rem; line-height: 1.6; }
aside h2 { font-size: 1rem; margin: 1rem 0 .4rem; }
aside ul { margin: 0; padding-left: 1.4em; }
aside li { overflow-wrap: anywhere; }
aside li:target { background: #fff6dd; }
@media (max-width: 40rem) {
  main { margin: 0; padding: 1.25rem 1rem; box-shadow: none; }
  h1 { font-size: 1.4rem; }
}
@media print {
  @page { size: A4; margin: 20mm 18mm; }
  body { background: none; font-size: 11pt; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  .scroll { overflow: visible; break-inside: avoid; }
  .wide { min-width: 0; }
  table { font-size: 8.5pt; }
  th, td { padding: .15rem .2rem; }
  tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

std::string_view class_of(Standing standing) {
  switch (standing) {
    case Standing::sum: return " sum";
    case Standing::close: return " close";
    case Standing::bounded: return " bounded";
    case Standing::none: return " none";
    case Standing::unreadable: return " unreadable";
    case Standing::exact:
    case Standing::mark:
    case Standing::blank: break;
  }
  return "";
}

class Page {
 public:
  Page(Form const& form, DocumentLayout const& layout) : form_(form), words_(layout.words), fonts_(layout.fonts) {}

  std::string write() {
    put("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}",
        escaped_html(form_.title), style);
    put("body {{ font-family: {}, {}, serif; }}\nh1 {{ font-family: {}, serif; }}\nh2 {{ font-family: {}, sans-serif; }}\n"
        "h3, h4 {{ font-family: {}, serif; }}\ntable, aside {{ font-family: {}, {}, serif; }}\n",
        fonts_.latin.web, fonts_.body.web, fonts_.title.web, fonts_.heading.web, fonts_.subheading.web, fonts_.latin.web, fonts_.table.web);
    put("</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n", escaped_html(form_.title));
    for (FormSection const& section : form_.sections) add_section(section);
    add_lists();
    put("</main>\n</body>\n</html>\n");
    return fmt::to_string(out_);
  }

 private:
  template <typename... Parts>
  void put(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Parts>(parts)...);
  }

  void add_section(FormSection const& section) {
    if (!section.heading.empty()) put("<h2{}>{}</h2>\n", section.numbered ? "" : " class=\"of-table\"", escaped_html(section.heading));
    for (FormTable const& table : section.tables) add_table(table);
    for (FormProse const& prose : section.prose) {
      const int level = section.heading.empty() ? prose.level + 1 : prose.level + 2;
      if (!prose.heading.empty()) put("<h{}{}>{}</h{}>\n", level, prose.foreign ? " class=\"old\"" : "", escaped_html(prose.heading), level);
      add_lines(prose.lines);
    }
  }

  void add_lines(std::vector<std::string> const& lines) {
    bool in_table = false;
    for (std::string const& line : lines) {
      const bool row = line.find('\t') != std::string::npos;
      if (row != in_table) put("{}", row ? "<div class=\"scroll\"><table class=\"prose\">\n" : "</table></div>\n");
      in_table = row;
      if (!row) {
        put("<p>{}</p>\n", escaped_html(line));
        continue;
      }
      std::string cells;
      for (std::size_t from = 0;;) {
        const std::size_t end = std::min(line.find('\t', from), line.size());
        cells += "<td>" + escaped_html(std::string_view(line).substr(from, end - from)) + "</td>";
        if (end == line.size()) break;
        from = end + 1;
      }
      put("<tr>{}</tr>\n", cells);
    }
    if (in_table) put("</table></div>\n");
  }

  void add_table(FormTable const& table) {
    const bool wide = table.columns > 6;
    put("<div class=\"scroll\"><table{} aria-label=\"{}\">\n", wide ? " class=\"wide\"" : "", escaped_html(table.name));
    add_columns(table);
    std::uint16_t row = 0;
    put("{}", table.head_rows > 0 ? "<thead>\n<tr>" : "<tbody>\n<tr>");
    for (FormCell const& cell : table.cells) {
      while (row < cell.row) {
        ++row;
        put("{}", row == table.head_rows ? "</tr>\n</thead>\n<tbody>\n<tr>" : "</tr>\n<tr>");
      }
      add_cell(cell);
    }
    put("</tr>\n</tbody>\n</table></div>\n");
  }

  void add_columns(FormTable const& table) {
    double sum = 0;
    for (const double width : table.widths) sum += width;
    put("<colgroup>");
    for (const double width : table.widths) put("<col style=\"width:{:.2f}%\">", width / sum * 100);
    put("</colgroup>\n");
  }

  void add_cell(FormCell const& cell) {
    std::string spans;
    if (cell.rows > 1) spans += fmt::format(" rowspan=\"{}\"", cell.rows);
    if (cell.columns > 1) spans += fmt::format(" colspan=\"{}\"", cell.columns);
    switch (cell.role) {
      case Role::title: put("<th class=\"title\" scope=\"colgroup\"{}>{}</th>", spans, escaped_html(cell.text)); break;
      case Role::head: put("<th scope=\"{}\"{}>{}</th>", cell.columns > 1 ? "colgroup" : "col", spans, escaped_html(cell.text)); break;
      case Role::label:
        put("<th class=\"label{}\" scope=\"{}\"{}{}>{}</th>", cell.rows > 1 ? " tall" : "", cell.rows > 1 ? "rowgroup" : "row", spans,
            cell.depth > 0 ? fmt::format(" style=\"padding-left:{:.2f}em\"", 0.4 + cell.depth) : "", escaped_html(cell.text));
        break;
      case Role::unit:
      case Role::empty: put("<td{}>{}</td>", spans, escaped_html(cell.text)); break;
      case Role::figure: add_figure(cell, spans);
    }
  }

  void add_figure(FormCell const& cell, std::string const& spans) {
    Figure const& figure = cell.figure;
    put("<td class=\"figure{}\"{}>{}", class_of(figure.standing), spans, escaped_html(figure.text));
    if (figure.note > 0) {
      const bool first = linked_.insert(figure.note).second;
      put("<sup><a{} href=\"#note-{}\">{}</a></sup>", first ? fmt::format(" id=\"figure-{}\"", figure.note) : "", figure.note,
          escaped_html(small_mark(figure, words_)));
    }
    put("</td>");
  }

  /// The footnotes stand behind the legend in the first list.
  void add_lists() {
    const std::vector<PlainList> lists = lists_of(form_, words_);
    put("<aside>\n");
    for (PlainList const& list : lists) {
      put("<h2>{}</h2>\n<ul>\n", escaped_html(list.heading));
      for (std::size_t i = 0; i < list.lines.size(); ++i) {
        const bool is_note = &list == lists.data() && i >= form_.legend.size();
        const std::size_t number = is_note ? form_.notes[i - form_.legend.size()].number : 0;
        const std::string id = is_note ? fmt::format(" id=\"note-{}\"", number) : "";
        const std::string back = is_note ? fmt::format(" <a href=\"#figure-{}\">\u21A9</a>", number) : "";
        put("<li{}>{}{}</li>\n", id, escaped_html(list.lines[i]), back);
      }
      put("</ul>\n");
    }
    put("</aside>\n");
  }

  Form const& form_;
  LayoutWords const& words_;
  LayoutFonts const& fonts_;
  std::set<std::uint16_t> linked_;
  fmt::memory_buffer out_;
};

}  // namespace

std::string write_html(Report const& report, Conversion const& conversion, Registry const& registry) {
  const Form form = lay_out(report, conversion, registry);
  return Page(form, registry.layout()).write();
}

}  // namespace tiaoli
