#pragma once
// The words of the page of findings.
#include <string_view>

#include "lint/rules.hpp"

namespace tiaoli {

struct PageTexts {
  std::string_view language, title, skip, reports, publisher, year, edition, file, findings, none, text, elsewhere, nowhere, unread, why_and_mend, suggestions,
      unknown, table, to_list, place, errors, warnings, infos, and_then;
};

inline constexpr PageTexts page_words_zh{
    .language = "zh-CN", .title = "报告检查结果", .skip = "跳到检查结果", .reports = "各份报告", .publisher = "发布单位", .year = "年度", .edition = "表格版本", .file = "文件",
    .findings = "发现的问题", .none = "没有发现问题。", .text = "报告原文（问题标在原处）", .elsewhere = "下列位置属于另一个文件，这里没有它的原文：", .nowhere = "没有具体位置的问题",
    .unread = "这个文件没有读出文字。", .why_and_mend = "为什么，怎么改", .suggestions = "可能的正确数字（须对照台账核实）", .unknown = "不详", .table = "表格（可左右滚动）",
    .to_list = "回到问题列表", .place = "位置", .errors = "错误", .warnings = "警告", .infos = "提示", .and_then = "，"};

inline constexpr PageTexts page_words_en{
    .language = "en", .title = "What was found in the reports", .skip = "Skip to the findings", .reports = "The reports", .publisher = "Publisher", .year = "Year",
    .edition = "Form of", .file = "File", .findings = "Findings", .none = "Nothing was found.", .text = "The report, with the findings in place",
    .elsewhere = "The places below belong to another file, whose text is not at hand: ", .nowhere = "Findings without a place", .unread = "No text was read from this file.",
    .why_and_mend = "Why, and how to mend it", .suggestions = "Figures that would be right (check them against your records)", .unknown = "unknown",
    .table = "Table (scrolls sideways)", .to_list = "Back to the list", .place = "Place", .errors = "errors", .warnings = "warnings", .infos = "infos", .and_then = ", "};

inline PageTexts const& page_words(Language language) { return language == Language::zh ? page_words_zh : page_words_en; }

}  // namespace tiaoli
