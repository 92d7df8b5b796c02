#include "tests/generator/number.hpp"

#include <fmt/format.h>

#include <array>

namespace tiaoli::generator {
namespace {

constexpr std::array minus_signs{"-", "-", "－", "−", "–", "减", "减 ", "减少", "- "};
constexpr std::array plus_signs{"", "", "", "+", "＋", "增", "增 ", "增加"};

std::string in_full_width(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      made += fmt::format("\xEF\xBC{}", static_cast<char>('\x90' + (c - '0')));
    } else if (c == '.') {
      made += "．";
    } else {
      made += c;
    }
  }
  return made;
}

Decimal magnitude_of(Decimal value) {
  return value < Decimal{} ? Decimal::from_millionths(-value.millionths()) : value;
}

}  // namespace

NumberPrinter::NumberPrinter(bool may_blank, bool may_forget, Random& random)
    : random_(random),
      may_blank_(may_blank),
      thousands_(random.percent(15)),
      full_width_(random.percent(4)),
      minus_style_(random.index(minus_signs.size())),
      plus_style_(random.index(plus_signs.size())),
      unit_per_mille_(random.percent(12) ? 40 : 0),
      remark_per_mille_(random.percent(15) ? 15 : 0),
      blank_per_mille_(may_blank && may_forget && random.percent(15) ? 15 : 0),
      unreadable_per_mille_(random.percent(4) ? 8 : 0) {
  static constexpr std::array styles{ZeroStyle::number, ZeroStyle::blank, ZeroStyle::mark, ZeroStyle::sometimes_mark};
  zero_style_ = styles[random.weighted({12, may_blank ? 3U : 0U, 2, 3})];
  mark_ = random.pick({"-", "-", "/", "/", "——", "—", "－", "无"});
}

PrintedValue NumberPrinter::print(Decimal value, EditionCell const& cell, Emptiness emptiness) {
  const bool may_blank = may_blank_ && emptiness != Emptiness::never;
  const PrintedValue blank{"", State::blank, std::nullopt};
  const PrintedValue mark{mark_, State::mark, std::nullopt};
  if (value == Decimal{}) {
    if (zero_style_ == ZeroStyle::blank && may_blank) return blank;
    if (zero_style_ == ZeroStyle::mark) return mark;
    if (zero_style_ == ZeroStyle::sometimes_mark && random_.percent(5)) return mark;
  }
  if (may_blank && emptiness == Emptiness::any && random_.per_mille(blank_per_mille_)) return blank;
  if (random_.per_mille(unreadable_per_mille_)) {
    return {plain(magnitude_of(value), false) + "?", State::unreadable, std::nullopt};
  }
  PrintedValue made{"", State::reported, value};
  made.text = random_.per_mille(unit_per_mille_) ? with_unit(value, cell) : signed_print(value, cell);
  if (cell.kind == Kind::count && value > Decimal{} && random_.per_mille(remark_per_mille_)) made.text += remark();
  return made;
}

std::string NumberPrinter::plain(Decimal magnitude, bool money) {
  std::string text = magnitude.to_string();
  const std::size_t point = text.find('.');
  if (money && random_.percent(10)) text += point == std::string::npos ? ".00" : "0";
  if (thousands_) {
    for (std::size_t at = std::min(text.find('.'), text.size()); at > 3; at -= 3) text.insert(at - 3, ",");
  }
  return full_width_ || random_.per_mille(2) ? in_full_width(text) : text;
}

std::string NumberPrinter::signed_print(Decimal value, EditionCell const& cell) {
  const std::string text = plain(magnitude_of(value), cell.kind == Kind::decimal);
  if (value < Decimal{}) return minus_signs[minus_style_] + text;
  if (value > Decimal{} && cell.kind == Kind::signed_count) return plus_signs[plus_style_] + text;
  return text;
}

/// 22件, 160.5964万元, or in yuan: 251000元
std::string NumberPrinter::with_unit(Decimal value, EditionCell const& cell) {
  constexpr std::int64_t yuan_in_unit = 10'000;
  if (cell.kind == Kind::decimal && random_.percent(50)) {
    return plain(Decimal::from_millionths(value.millionths() * yuan_in_unit), true) + "元";
  }
  return signed_print(value, cell) + cell.unit;
}

std::string NumberPrinter::remark() {
  const auto part = random_.between(1, 29);
  switch (random_.below(3)) {
    case 0: return fmt::format("（其中修订{}件）", part);
    case 1: return fmt::format("（含自然失效 {} 件）", part);
    default: return fmt::format("(含上年{})", part);
  }
}

}  // namespace tiaoli::generator
