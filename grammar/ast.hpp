#pragma once
// What the grammar makes of a text: its shape, without any meaning. All views point into the Source.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/claim.hpp"

namespace tiaoli::ast {

enum class CellKind : std::uint8_t {
  blank,    ///< nothing printed
  mark,     ///< a placeholder: / - —— 无
  number,   ///< a number, with sign, unit and remark
  garbled,  ///< digits that are no number: 3?, 约35, 25%
  unit,     ///< a unit alone: 条 件 万元
  words     ///< a label or any other text
};

/// digits × 10^exponent, as printed, whatever its unit.
struct Number {
  std::int64_t digits = 0;
  int exponent = 0;
};

/// A unit as printed: 件, 万元, 亿元. `magnitude` is the power of ten it counts in (4 for 万), apart
/// from what it counts; empty text when none was printed.
struct Unit {
  std::string_view text;
  std::int8_t magnitude = 0;
  bool money = false;
};

/// One cell of a table row. A number has `unit` and `note` as far as printed behind it; words have
/// a money unit when they state one (采购总金额（元）, 单位：元), and the parts of a label: `head` (what a torn neighbour left in front), `number` as printed (一、
/// （一） 1. 其中：), `body` and the bracketed remark `note`.
struct Cell {
  std::string_view text;  ///< the print without the space around it
  CellKind kind = CellKind::blank;
  Number value;
  Unit unit;
  std::string_view note, head, number, body;
};

/// One row of a table as a label, at most one unit, and values. A printed line that holds several
/// of these one after the other (or a table printed one cell a line) makes several rows.
struct Row {
  std::uint32_t first_cell = 0;  ///< into Document::cells
  std::uint16_t label_count = 0;  ///< cells up to the last one that has words
  std::uint16_t value_count = 0;  ///< cells after label and unit
  bool has_unit = false;
  bool first_of_line = true;     ///< starts a printed line
  std::uint16_t line_column = 0;  ///< how many cells of the same line stand before it
  std::string_view text;

  std::uint32_t first_value() const { return first_cell + label_count + (has_unit ? 1U : 0U); }
  std::uint32_t cell_count() const { return static_cast<std::uint32_t>(label_count + value_count) + (has_unit ? 1U : 0U); }
};

enum class BlockKind : std::uint8_t {
  paragraph,  ///< a line of prose
  heading,    ///< 一、总体情况 or （一）…, alone in its line
  table,      ///< lines with TABs or pipes, or one cell a line between pipes
  gap,        ///< blank lines, page numbers, rules
  overlong    ///< a line too long to be anything of a report; not looked into
};

/// A stretch of whole lines. Together the blocks hold every byte of the text, in order.
struct Block {
  BlockKind kind = BlockKind::gap;
  std::string_view text;           ///< with its line ends
  std::uint32_t first_row = 0;     ///< of a table, into Document::rows
  std::uint32_t row_count = 0;
  std::uint8_t level = 0;          ///< of a heading: 1 for 一、 and 2 for （一）
  std::string_view number, title;  ///< of a heading
  Unit unit;                       ///< of money, as far as a line of prose or a heading states one: 单位：元
  bool only_unit = false;          ///< the line says nothing else
  bool one_cell_a_line = false;    ///< of a table: line ends say nothing about rows
};

/// The title and what it says; empty where the text says nothing.
struct Title {
  std::string_view text;
  std::string_view publisher;  ///< as printed: 西吉县, 望江市水务局
  std::optional<int> year;
};

struct Document {
  std::vector<Cell> cells;
  std::vector<Row> rows;
  std::vector<Block> blocks;
  Title title;        ///< …年政府信息公开工作年度报告
  Title table_title;  ///< …年度政府信息公开情况统计表
  std::optional<int> period_year;    ///< 统计期限为 2017 年 1 月 1 日至…
  std::string_view compiled_by;      ///< 本报告由 … 编制
  /// The authority that the titles name, without inner spaces; the people's government of a place
  /// (西吉县 → 西吉县人民政府). Empty when none is named.
  std::string authority;
};

/// A number of the prose with what it counts: 1,234条, 16805 多条, 1.2万件, 一千二百人次, 45996.82 万元, 3.5%.
struct Mention {
  std::string_view text;  ///< from the word that approximates it to its unit
  Number value;           ///< with the magnitude of its unit: 1.2万 is 12000; money is in 元
  std::string_view unit;  ///< 条, 人次, 元; empty of a percentage
  bool percent = false;
  bool money = false;
  std::string_view label;  ///< of a percentage: what has it, 征地拆迁 in 征地拆迁占比25%
  Approximation approximation = Approximation::exact;
};

/// What stands between two signs of punctuation. A bracket makes clauses of its own, one deeper.
struct Clause {
  /// What ends it. `list` is a 、 behind a number: elsewhere it divides words.
  enum class End : std::uint8_t { comma, list, colon, bracket, semicolon, stop };
  std::string_view text;  ///< without the sign that ends it
  std::uint32_t first_mention = 0;  ///< into Prose::mentions
  std::uint16_t mention_count = 0;
  std::uint8_t depth = 0;  ///< of brackets
  bool of_which = false;    ///< begins with 其中 or 包括
  bool altogether = false;  ///< begins with 共, 共计, 合计
  bool rest = false;        ///< speaks of 其他, the last of a list that is complete
  bool rate = false;        ///< a percentage of what was done: 办结率, 回复率
  bool reduction = false;   ///< a percentage of less: 提速, 缩短
  End end = End::stop;
};

/// A sentence of a paragraph, or the words of a table cell that speaks in sentences.
struct Sentence {
  std::uint32_t first_clause = 0, clause_count = 0;  ///< into Prose::clauses
  std::uint32_t block = 0;  ///< into Document::blocks: the one it begins in
  bool first_of_paragraph = true;
  bool may_deny = false;  ///< holds 未, 没 or 无
};

/// The sentences of a document that can state a number, in order.
struct Prose {
  std::vector<Mention> mentions;
  std::vector<Clause> clauses;
  std::vector<Sentence> sentences;
};

}  // namespace tiaoli::ast
