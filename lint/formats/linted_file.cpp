#include "lint/formats/linted_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiaoli {

bool LintedFile::is_plain_text() const {
  constexpr std::size_t byte_order_mark = 3;
  if (source == nullptr || !has_lines() || placed_in() != source->name()) return false;
  const std::size_t more = source->bytes() - std::min(source->bytes(), source->text().size());
  return source->text().size() <= source->bytes() && (more == 0 || more == byte_order_mark);
}

FindingCount count_findings(std::vector<LintedFile> const& files) {
  FindingCount count;
  for (LintedFile const& file : files) {
    count.suppressed += file.suppressed.size();
    count.known += file.known;
    count.not_selected += file.not_selected;
    for (Diagnostic const& found : file.diagnostics) {
      ++(found.severity == Severity::error ? count.errors : found.severity == Severity::warning ? count.warnings : count.infos);
    }
  }
  return count;
}

std::string verdict(std::vector<LintedFile> const& files, Language language) {
  const FindingCount count = count_findings(files);
  RuleTexts const& texts = rule_texts();
  const auto reports = std::count_if(files.begin(), files.end(), [](LintedFile const& file) { return file.is_report; });
  std::string text = fmt::format(fmt::runtime(in(language, texts.verdict)), fmt::arg("files", reports), fmt::arg("errors", count.errors),
                                 fmt::arg("warnings", count.warnings), fmt::arg("infos", count.infos));
  for (auto const& [said, number] : {std::pair{&texts.suppressed, count.suppressed}, {&texts.known, count.known}, {&texts.not_selected, count.not_selected}}) {
    if (number > 0) text += fmt::format(fmt::runtime(in(language, *said)), fmt::arg("count", number));
  }
  return text;
}

std::string place_words(Position const& at, bool has_lines, Language language) {
  auto const& n = at.place.numbers;
  const bool zh = language == Language::zh;
  switch (at.place.kind) {
    case Place::Kind::paragraph: return fmt::format(fmt::runtime(zh ? "第 {} 段" : "paragraph {}"), n[0]);
    case Place::Kind::table: return fmt::format(fmt::runtime(zh ? "第 {} 个表格第 {} 行第 {} 格" : "table {}, row {}, cell {}"), n[0], n[1], n[2]);
    case Place::Kind::sheet: return fmt::format(fmt::runtime(zh ? "第 {} 个工作表 {}{}" : "sheet {}, {}{}"), n[0], column_letters(n[2]), n[1]);
    case Place::Kind::page: return fmt::format(fmt::runtime(zh ? "第 {} 页" : "page {}"), n[0]);
    case Place::Kind::none: break;
  }
  if (at.line == 0) return {};
  if (has_lines) return fmt::format(fmt::runtime(zh ? "第 {} 行第 {} 字" : "line {}, column {}"), at.line, at.column);
  return fmt::format(fmt::runtime(zh ? "第 {} 字节" : "byte {}"), at.offset);
}

std::optional<std::uint32_t> end_column(Position const& at, LintedFile const& file) {
  if (!file.is_plain_text() || at.line == 0) return std::nullopt;
  const std::string_view line = file.source->line(at.line);
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  std::size_t begin = 0;
  for (std::uint32_t column = 1; column < at.column && begin < line.size(); ++column) {
    do ++begin;
    while (begin < line.size() && !starts(line[begin]));
  }
  const std::string_view part = line.substr(begin, at.length);
  return at.column + static_cast<std::uint32_t>(std::count_if(part.begin(), part.end(), starts));
}

}  // namespace tiaoli
