// PDFs made by real programs are read back: every number in its cell, or said to be lost. TIAOLI_PDFS sets how many pages chromium
// prints, TIAOLI_SEED the first seed. Pages that fail are kept beside the program, under pdf/.
#include "converters/readers/pdf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "converters/canonical.hpp"
#include "converters/readers/pdf_lines.hpp"
#include "converters/writers/document.hpp"
#include "tests/catch.hpp"
#include "tests/form_text.hpp"
#include "tests/readers/pdf_pages.hpp"
#include "tests/writers/sample.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// What a reading of many cells came to.
struct Score {
  std::size_t forms = 0, clean = 0, cells = 0, right = 0, missing = 0, missing_unsaid = 0, wrong = 0, wrong_unsaid = 0;

  std::string text() const {
    return fmt::format("{} forms, {} with every cell right; {} cells: {} right, {} missing ({} of them in silence), {} wrong ({} of them in silence)", forms,
                       clean, cells, right, missing, missing_unsaid, wrong, wrong_unsaid);
  }
};

bool has_findings(Diagnostics const& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](Diagnostic const& found) { return !found.code.empty() && (found.code[0] == 'B' || found.code[0] == 'G'); });
}

/// Reads `pdf` and compares it with the form. Returns what is not right, for people.
std::string compare(std::string const& pdf, generator::Form const& form, PageStyle const& style, Score& score) {
  Registry const& registry = Registry::embedded();
  Edition const& edition = registry.editions()[form.edition];
  PdfReading reading = read_pdf(pdf);
  ++score.forms;
  score.cells += form.values.size();
  if (reading.end != PdfReading::End::read) {
    score.missing += form.values.size();
    return "not read: " + reading.message;
  }
  const Source source("x.pdf", "pdf", reading.extract.text, pdf.size(), "", 0, reading.extract.anchors);
  Diagnostics diagnostics;
  const Report report = read_report(source, registry, diagnostics);
  const bool said = has_findings(diagnostics);
  std::string failures;
  if (report.edition != form.edition || report.facts.size() != form.values.size()) {
    score.missing += form.values.size();
    return "edition not read";
  }
  std::size_t bad = 0;
  for (std::size_t i = 0; i < form.values.size(); ++i) {
    Fact const& fact = report.facts[i];
    const bool zero = form.values[i] == Decimal{};
    const auto expected = zero && style.zeros_blank ? State::blank : zero && style.zeros_marked ? State::mark : State::reported;
    const bool as_printed = fact.value.state == expected && (expected != State::reported || fact.value.number == form.values[i]);
    if (as_printed) {
      ++score.right;
      CHECK((expected == State::blank || fact.at.place.kind == Place::Kind::page));
      continue;
    }
    ++bad;
    const bool wrong = fact.value.number && *fact.value.number != form.values[i];
    ++(wrong ? score.wrong : score.missing);
    if (!said) ++(wrong ? score.wrong_unsaid : score.missing_unsaid);
    failures += fmt::format("{} is {}, read {} “{}”\n", edition.cells[i].id, form.values[i].to_string(), to_string(fact.value.state), fact.value.text);
  }
  if (bad == 0) ++score.clean;
  for (Diagnostic const& found : diagnostics) {
    if (bad > 0) failures += found.code + " ";
  }
  return failures;
}

void keep(std::string const& name, std::string const& pdf, std::string const& why) {
  const auto folder = std::filesystem::path(TIAOLI_BINARY).parent_path() / "pdf";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / (name + ".pdf"), std::ios::binary) << pdf;
  std::ofstream(folder / (name + ".txt"), std::ios::binary) << why << "\n\n" << read_pdf(pdf).extract.text;
}

TEST_CASE("forms printed by a browser are read back from PDF") {
  if (!is_there("chromium") || !is_there("pdftotext")) {
    WARN("skipped: chromium or pdftotext is not installed");
    return;
  }
  const std::uint64_t first = from_environment("TIAOLI_SEED", 1), count = from_environment("TIAOLI_PDFS", 15);
  Registry const& registry = Registry::embedded();
  Score score;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    generator::Random random(seed);
    const auto edition = static_cast<std::uint8_t>(seed % registry.editions().size());
    const auto form = generator::make_form(registry, edition, true, random);
    const PageStyle style = draw_style(random);
    const std::string pdf = pdf_by_chromium(print_page(form, registry, style, random));
    const std::size_t before = score.right;
    const std::string failures = compare(pdf, form, style, score);
    if (!failures.empty()) keep(fmt::format("{}-{}", registry.editions()[edition].id, seed), pdf, style.css + "\n" + failures);
    INFO(seed << " " << score.right - before);
  }
  WARN("chromium: " << score.text());
  CHECK(score.wrong_unsaid == 0);
  CHECK(score.missing_unsaid == 0);
  CHECK(score.right * 100 >= score.cells * 90);
}

TEST_CASE("forms that the program writes are read back from the PDFs of an office program") {
  if (!is_there("soffice") || !is_there("pdftotext")) {
    WARN("skipped: soffice or pdftotext is not installed");
    return;
  }
  Registry const& registry = Registry::embedded();
  std::vector<std::string> files;
  std::vector<generator::Form> forms;
  for (std::uint64_t seed = 1; seed <= 9; ++seed) {
    generator::Random random(1000 + seed);
    const auto edition = static_cast<std::uint8_t>(seed % registry.editions().size());
    forms.push_back(generator::make_form(registry, edition, true, random));
    // A conversion to the form's own edition is the report itself.
    FormText form(registry.editions()[edition].id);
    for (std::size_t i = 0; i < forms.back().values.size(); ++i) form.set(registry.editions()[edition].cells[i].id, forms.back().values[i].to_string());
    const Reading reading = read_form(form);
    Diagnostics diagnostics;
    files.push_back(write_document(DocumentFormat::docx, reading.report, convert(reading.report, edition, registry, diagnostics), registry));
  }
  const auto pdfs = pdfs_by_office(files, "docx");
  Score score;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const std::string failures = compare(pdfs[i], forms[i], {}, score);
    if (!failures.empty()) keep(fmt::format("office-{}", i), pdfs[i], failures);
  }
  WARN("soffice: " << score.text());
  CHECK(score.wrong == 0);
  CHECK(score.missing_unsaid == 0);
  CHECK(score.right * 100 >= score.cells * 98);
}

/// A PDF of one page whose content is `drawing`.
std::string small_pdf(std::string const& drawing) {
  const std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                                            fmt::format("<</Length {}>>stream\n{}\nendstream", drawing.size(), drawing),
                                            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string pdf = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj{}endobj\n", i + 1, objects[i]);
  }
  return pdf + table + fmt::format("trailer<</Root 1 0 R/Size {}>>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, pdf.size());
}

TEST_CASE("what cannot be read of a PDF is said") {
  using End = PdfReading::End;
  if (!is_there("pdftotext")) {
    CHECK(read_pdf("").end == End::not_installed);
    return;
  }
  CHECK(read_pdf("").end == End::broken);
  CHECK(read_pdf("%PDF-1.7 and nothing more").end == End::broken);
  CHECK(read_pdf(std::string(1 << 20U, 'x')).end == End::broken);
  CHECK(read_pdf(small_pdf("0 0 300 300 re f")).end == End::scan);
  const PdfReading words = read_pdf(small_pdf("BT /F 12 Tf 50 200 Td (first) Tj 0 -40 Td (second) Tj ET"));
  CHECK(words.end == End::read);
  CHECK(words.pages == 1);
  CHECK(words.extract.text == "first\nsecond\n");
  REQUIRE(words.extract.anchors.size() == 2);
  CHECK(words.extract.anchors[1].text == 6);
  CHECK(words.extract.anchors[1].place.numbers[0] == 1);
  CHECK(words.extract.anchors[1].place.numbers[1] == 50);
  ChildLimits small = pdf_limits();
  small.output = 100;
  CHECK(read_pdf(small_pdf("BT /F 12 Tf 50 200 Td (first) Tj ET"), small).end == End::too_large);
  CHECK(read_pdf_words("no XML <").end == End::broken);
  CHECK(read_pdf_words("<html><body><doc></doc></body></html>").end == End::broken);
}

/// Words of one page, as pdftotext prints them.
class PrintedWords {
 public:
  PrintedWords& word(double left, double middle, std::string const& text, double width = 0, double height = 12) {
    const double right = left + (width > 0 ? width : 10.0 * static_cast<double>(count_characters(text)));
    words_ += fmt::format("<word xMin=\"{}\" yMin=\"{}\" xMax=\"{}\" yMax=\"{}\">{}</word>", left, middle - height / 2, right, middle + height / 2, text);
    return *this;
  }
  PrintedWords& page() {
    words_ += "</page><page width=\"600\" height=\"800\">";
    return *this;
  }
  std::string text() const { return read_pdf_words("<html><body><doc><page width=\"600\" height=\"800\">" + words_ + "</page></doc></body></html>").extract.text; }

 private:
  std::string words_;
};

TEST_CASE("numbers of a PDF keep their columns") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁戊己庚辛壬癸").word(50, 214, "子丑寅卯").word(200, 207, "1", 5).word(300, 207, "22", 10).word(400, 207, "3", 5);
  page.word(50, 230, "天地玄黄").word(300, 230, "5", 5);
  page.word(50, 246, "宇宙洪荒").word(200, 246, "7", 5).word(396, 246, "888", 15);
  CHECK(page.text() == "甲乙丙丁戊己庚辛壬癸子丑寅卯\t1\t22\t3\n天地玄黄\t\t5\t\n宇宙洪荒\t7\t\t888\n\n");
}

TEST_CASE("numbers of a PDF that share a place are left in reading order") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁").word(200, 200, "1", 5).word(240, 200, "2", 5);
  page.word(50, 220, "子丑寅卯").word(198, 220, "123456789", 50);
  page.word(50, 240, "天地玄黄").word(200, 240, "4", 5).word(240, 240, "5", 5);
  CHECK(page.text().find("天地玄黄\t4\t5\n") != std::string::npos);
  CHECK(page.text().find("甲乙丙丁\t1\t2\n") != std::string::npos);
}

TEST_CASE("a table of a PDF right below another has columns of its own") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁戊己庚辛壬癸子丑寅卯甲乙丙丁戊己庚辛壬癸").word(400, 200, "件").word(450, 200, "11", 10);
  page.word(50, 220, "天地玄黄").word(400, 220, "件").word(450, 220, "12", 10);
  page.word(50, 240, "宇宙洪荒").word(250, 240, "次").word(280, 240, "13", 10);
  page.word(50, 260, "日月盈昃").word(250, 260, "次");
  page.word(50, 280, "辰宿列张").word(250, 280, "次").word(280, 280, "15", 10);
  const std::string text = page.text();
  for (std::string const row : {"天地玄黄\t件\t12\n", "宇宙洪荒\t次\t13\n", "日月盈昃\t次\t\n", "辰宿列张\t次\t15\n"}) CHECK(text.find(row) != std::string::npos);
}

TEST_CASE("digits of a PDF that stand in another font belong to their lines") {
  PrintedWords page;
  for (int i = 0; i < 4; ++i) {
    const double middle = 100 + 22 * i;
    page.word(50, middle + 3, std::to_string(i + 1) + ".", 9, 13).word(62, middle, "甲乙丙丁", 48, 30).word(300, middle, "件", 12, 30);
    page.word(330, middle + 1.5, std::to_string(i + 21), 12, 13);
  }
  for (int i = 0; i < 3; ++i) page.word(50, 300 + 20 * i, "天地玄黄", 48, 30).word(101, 303 + 20 * i, "2017", 24, 13).word(128, 300 + 20 * i, "年。", 24, 30);
  const std::string text = page.text();
  for (std::string const row : {"1.甲乙丙丁\t件\t21\n", "4.甲乙丙丁\t件\t24\n", "天地玄黄2017年。\n"}) CHECK(text.find(row) != std::string::npos);
}

TEST_CASE("digits of a PDF that are spaced like columns are no number") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁").word(200, 200, "1", 5).word(212, 200, "2", 5).word(224, 200, "3", 5);
  page.word(50, 220, "天地玄黄").word(200, 220, "456", 29);
  page.word(50, 240, "宇宙洪荒").word(200, 240, "7", 5).word(212, 240, "8", 5).word(224, 240, "9", 5);
  CHECK(page.text() == "甲乙丙丁\t1\t2\t3\n天地玄黄\t4\t5\t6\n宇宙洪荒\t7\t8\t9\n\n");
}

TEST_CASE("numbers of a PDF that begin among the labels are a row of the same table") {
  PrintedWords page;
  for (int i = 0; i < 3; ++i) {
    const double middle = 200 + 30 * i;
    page.word(50, middle, i == 0 ? "甲" : i == 1 ? "乙" : "丙").word(150, middle - 7, "子丑寅卯辰").word(150, middle + 7, "巳午");
    for (int c = 0; c < 3; ++c) page.word(300 + 50 * c, middle, std::to_string(10 * i + c), i == 0 ? 5 : 10);
  }
  page.word(50, 283, "天地玄黄宇").word(50, 297, "宙洪荒").word(150, 290, "7", 5).word(180, 290, "8", 5).word(300, 290, "9", 5);
  page.word(50, 320, "丁").word(150, 313, "日月盈昃辰").word(150, 327, "宿列").word(300, 320, "4", 5).word(350, 320, "5", 5).word(400, 320, "6", 5);
  const std::string text = page.text();
  for (std::string const row : {"甲\t子丑寅卯辰巳午\t0\t1\t2\n", "丙\t子丑寅卯辰巳午\t20\t21\t22\n", "天地玄黄宇宙洪荒\t7\t8\t9\n", "丁\t日月盈昃辰宿列\t4\t5\t6\n"}) {
    INFO(text);
    CHECK(text.find(row) != std::string::npos);
  }
}

TEST_CASE("a row of a PDF without a label in the last column has the one at its height") {
  PrintedWords page;
  for (int i = 0; i < 4; ++i) {
    const double middle = 200 + 24 * i;
    if (i == 2) {
      page.word(100, middle, "甲乙丙");
    } else {
      page.word(200, middle, "天地玄黄宇宙").word(100, middle, i == 0 ? "子" : i == 1 ? "丑" : "寅");
    }
    page.word(300, middle, std::to_string(i + 1), 5).word(350, middle, "0", 5);
  }
  const std::string text = page.text();
  INFO(text);
  for (std::string const row : {"子\t天地玄黄宇宙\t1\t0\n", "丑\t天地玄黄宇宙\t2\t0\n", "甲乙丙\t3\t0\n", "寅\t天地玄黄宇宙\t4\t0\n"}) CHECK(text.find(row) != std::string::npos);
}

TEST_CASE("numbers of a PDF that are broken over lines are one, or none when it is not sure") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁").word(200, 200, "98", 10).word(250, 200, "19", 10).word(300, 200, "7", 5);
  page.word(200, 214, "4", 5).word(250, 214, "58", 10);
  page.word(50, 240, "天地玄黄").word(200, 240, "3", 5).word(250, 240, "25", 10).word(300, 240, "0", 5);
  page.word(50, 264, "宇宙洪荒").word(200, 264, "12", 10).word(250, 264, "0", 5).word(300, 264, "6", 5);
  page.word(300, 278, "5", 5);
  const std::string text = page.text();
  INFO(text);
  CHECK(text.find("甲乙丙丁\t984\t1958\t7\n") != std::string::npos);
  CHECK(text.find("天地玄黄\t3\t25\t0\n") != std::string::npos);
  CHECK(text.find("\t6\n") == std::string::npos);
}

TEST_CASE("a number of a PDF that goes on below its point is one") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁").word(300, 200, "万元").word(350, 200, "11", 10);
  page.word(50, 223, "天地玄黄").word(50, 241, "宇宙洪荒").word(300, 232, "万元").word(350, 223, "１２．", 30).word(350, 241, "５", 10);
  page.word(50, 264, "日月盈昃").word(300, 264, "件").word(350, 264, "13", 10);
  const std::string text = page.text();
  INFO(text);
  CHECK(text.find("天地玄黄宇宙洪荒\t万元\t１２．５\n") != std::string::npos);
}

TEST_CASE("a page number inside a table of a PDF is no row") {
  PrintedWords page;
  page.word(50, 200, "甲乙丙丁").word(200, 200, "1", 5).word(240, 200, "2", 5);
  page.word(50, 220, "-", 4).word(57, 220, "22", 10).word(71, 220, "-", 4);
  page.word(50, 240, "天地玄黄").word(200, 240, "3", 5).word(240, 240, "4", 5);
  const std::string text = page.text();
  INFO(text);
  CHECK(text.find("甲乙丙丁\t1\t2\n") != std::string::npos);
  CHECK(text.find("天地玄黄\t3\t4\n") != std::string::npos);
  CHECK(text.find("-\t22\t-\t\t\n") != std::string::npos);
}

TEST_CASE("running heads and page numbers of a PDF are no text") {
  PrintedWords pages;
  for (int number = 1; number <= 4; ++number) {
    if (number > 1) pages.page();
    pages.word(250, 30, "云溪县").word(50, 300, "正文第" + std::string(static_cast<std::size_t>(number), 'x')).word(290, 780, "- " + std::to_string(number) + " -", 25);
  }
  CHECK(pages.text() == "正文第x\n正文第xx\n正文第xxx\n正文第xxxx\n");
}

}  // namespace
