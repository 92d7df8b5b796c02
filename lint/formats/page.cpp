#include "lint/formats/page.hpp"

#include <fmt/format.h>

#include <iterator>

#include "converters/writers/html_text.hpp"
#include "lint/formats/page_finding.hpp"
#include "lint/formats/page_style.hpp"
#include "lint/formats/page_text.hpp"

namespace tiaoli {
namespace {

class FindingsPage {
 public:
  FindingsPage(std::vector<LintedFile> const& files, FormatSetting const& setting) : files_(files), context_{setting, page_words(setting.language)} {}

  std::string write() {
    const std::string title = files_.size() == 1 ? fmt::format("{}: {}", context_.words.title, name_of(files_[0])) : std::string(context_.words.title);
    put("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"generator\" content=\"tiaoli {}\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        context_.words.language, escaped_html(context_.setting.version), escaped_html(title), page_style);
    put("<a class=\"skip\" href=\"#findings-1\">{}</a>\n<header>\n<h1>{}</h1>\n<p class=\"verdict\">{}</p>\n</header>\n", context_.words.skip, context_.words.title,
        escaped_html(verdict(files_, context_.setting.language)));
    if (files_.size() > 1) add_contents();
    put("<main>\n");
    for (std::size_t i = 0; i < files_.size(); ++i) add_report(files_[i], i + 1);
    put("</main>\n</body>\n</html>\n");
    return fmt::to_string(out_);
  }

 private:
  template <typename... Parts>
  void put(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Parts>(parts)...);
  }

  static std::string const& name_of(LintedFile const& file) { return file.report.outline.title.empty() ? file.name : file.report.outline.title; }

  std::string counts(LintedFile const& file) const {
    std::size_t count[3] = {};
    for (Diagnostic const& found : file.diagnostics) ++count[static_cast<std::size_t>(found.severity)];
    PageTexts const& words = context_.words;
    return fmt::format("{} {}{}{} {}{}{} {}", words.errors, count[2], words.and_then, words.warnings, count[1], words.and_then, words.infos, count[0]);
  }

  void add_contents() {
    put("<nav aria-label=\"{}\">\n<ul>\n", context_.words.reports);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      put("<li><a href=\"#report-{}\">{}</a> <span class=\"soft\">{} · {}</span></li>\n", i + 1, escaped_html(name_of(files_[i])), escaped_html(files_[i].name), counts(files_[i]));
    }
    put("</ul>\n</nav>\n");
  }

  void add_head(LintedFile const& file, std::size_t number) {
    PageTexts const& words = context_.words;
    Outline const& outline = file.report.outline;
    const auto known = [&](std::string_view text) { return text.empty() ? std::string(words.unknown) : escaped_html(text); };
    put("<h2 id=\"title-{}\">{}</h2>\n<dl>\n", number, escaped_html(name_of(file)));
    put("<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n", words.publisher, known(outline.publisher), words.year, outline.year ? std::to_string(*outline.year) : known(""));
    put("<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n</dl>\n", words.edition,
        known(file.report.edition ? context_.setting.registry.editions()[*file.report.edition].id : ""), words.file, escaped_html(file.name));
    put("<p class=\"verdict\">{}</p>\n", counts(file));
  }

  void add_report(LintedFile const& file, std::size_t number) {
    PageTexts const& words = context_.words;
    put("<article id=\"report-{}\" aria-labelledby=\"title-{}\">\n", number, number);
    add_head(file, number);
    put("<section aria-labelledby=\"findings-{}\">\n<h3 id=\"findings-{}\">{}</h3>\n", number, number, words.findings);
    if (file.diagnostics.empty()) put("<p>{}</p>\n", words.none);
    add_list(file, number);
    put("</section>\n");
    add_unplaced(file, number);
    put("<section class=\"text\" aria-labelledby=\"text-{}\">\n<h3 id=\"text-{}\">{}</h3>\n", number, number, words.text);
    const bool elsewhere = file.placed_in() != file.source->name();
    if (elsewhere || file.source->text().find_first_not_of(" \r\n") == std::string_view::npos) {
      put("<p>{}{}</p>\n", elsewhere ? words.elsewhere : words.unread, elsewhere ? escaped_html(file.placed_in()) : "");
    } else {
      put("{}", report_text(file, number, context_));
    }
    put("</section>\n</article>\n");
  }

  void add_list(LintedFile const& file, std::size_t number) {
    if (file.diagnostics.empty()) return;
    put("<ol class=\"list\">\n");
    for (std::size_t i = 0; i < file.diagnostics.size(); ++i) {
      Diagnostic const& found = file.diagnostics[i];
      const std::string place = place_words(found.at, file.has_lines(), context_.setting.language);
      put("<li class=\"{}\"><span class=\"severity\">{}</span> <a href=\"#{}\">{} {}</a>: {}", to_string(found.severity), escaped_html(word(found.severity, context_.setting.language)),
          finding_id(number, i + 1), escaped_html(found.code), escaped_html(found.name), escaped_html(found.message));
      if (!place.empty()) put(" <span class=\"soft\">({})</span>", escaped_html(place));
      put("</li>\n");
    }
    put("</ol>\n");
  }

  void add_unplaced(LintedFile const& file, std::size_t number) {
    bool any = false;
    for (std::size_t i = 0; i < file.diagnostics.size(); ++i) {
      if (stands_in_text(file, file.diagnostics[i])) continue;
      if (!any) put("<section aria-labelledby=\"nowhere-{}\">\n<h3 id=\"nowhere-{}\">{}</h3>\n", number, number, context_.words.nowhere);
      any = true;
      put("{}", finding_block(file, number, i, context_));
    }
    if (any) put("</section>\n");
  }

  std::vector<LintedFile> const& files_;
  PageContext context_;
  fmt::memory_buffer out_;
};

}  // namespace

std::string write_page(std::vector<LintedFile> const& files, FormatSetting const& setting) { return FindingsPage(files, setting).write(); }

}  // namespace tiaoli
