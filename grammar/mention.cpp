// The grammar of a number in prose:
//   mention = [约] number [余] [万] [余] (unit | %) [左右]
#include "grammar/mention.hpp"

#include <optional>

#include "grammar/lexemes.hpp"

namespace tiaoli::grammar {
namespace {

using namespace lexemes;

// ---- numbers -------------------------------------------------------------------------------------

/// In prose 1，234 are two numbers: only the comma of ASCII divides thousands.
const auto thousands_ahead = x3::lit(',') >> any_digit >> any_digit >> any_digit >> !any_digit;
const auto figure = x3::rule<struct figure_class, Printed>{"figure"} =
    ((&(any_digit >> -any_digit >> -any_digit >> thousands_ahead) >> +digit >> +(&thousands_ahead >> ',' >> digit >> digit >> digit)) | +digit) >> -(point >> +place);

const auto set_value = [](std::int64_t value) { return [value](auto& context) { _val(context) = value; }; };
const auto han_digit = x3::rule<struct han_digit_class, std::int64_t>{"han digit"} =
    one_of<"〇", "零">[set_value(0)] | x3::lit("一")[set_value(1)] | one_of<"二", "两", "兩">[set_value(2)] | x3::lit("三")[set_value(3)] |
    x3::lit("四")[set_value(4)] | x3::lit("五")[set_value(5)] | x3::lit("六")[set_value(6)] | x3::lit("七")[set_value(7)] |
    x3::lit("八")[set_value(8)] | x3::lit("九")[set_value(9)];
const auto han_place = x3::rule<struct han_place_class, std::int64_t>{"han place"} =
    x3::lit("十")[set_value(10)] | x3::lit("百")[set_value(100)] | x3::lit("千")[set_value(1000)];

/// 一千二百, 一百零五, 十二. Digits without a place (二〇一七) are years and the like, not counts.
std::optional<std::int64_t> parse_han_number(Iterator& at, Iterator end) {
  std::int64_t sum = 0, place = 10000, value = 0;
  Iterator here = at;
  bool any = false;
  for (;;) {
    Iterator next = here;
    const bool has_digit = x3::parse(next, end, han_digit, value);
    if (has_digit && value == 0) {  // 一百零五
      if (!any) break;
      here = next;
      continue;
    }
    std::int64_t found = 0;
    Iterator behind = next;
    if (x3::parse(behind, end, han_place, found)) {
      if (found >= place || (!has_digit && (any || found != 10))) return std::nullopt;
      sum += (has_digit ? value : 1) * found;
      place = found;
      here = behind;
    } else {
      if (!has_digit) break;
      Iterator another = next;
      std::int64_t ignored = 0;
      if (place == 1 || x3::parse(another, end, han_digit, ignored)) return std::nullopt;
      sum += value;
      place = 1;
      here = next;
    }
    any = true;
  }
  if (!any) return std::nullopt;
  at = here;
  return sum;
}

// ---- mentions ------------------------------------------------------------------------------------

constexpr auto more = one_of<"余", "多", "来", "餘">;
constexpr auto more_behind = one_of<"以上", "之多">;
constexpr auto about_behind = one_of<"左右", "上下">;
constexpr auto at_most_behind = one_of<"以内", "以下">;
constexpr auto percent_sign = one_of<"%", "％", "﹪">;
/// Counted in prose beside what the forms count.
constexpr auto other_piece = one_of<"个工作日", "工作日", "小时", "户", "台", "例", "张", "套", "册", "批", "类", "种", "组", "只", "辆", "亩", "公里",
                                    "平方米", "位", "所", "座", "片", "幅", "盒", "卷", "天", "倍">;
/// With these a figure is a part of a name or of a date: 第3次, 24号.
constexpr auto no_count_behind = one_of<"个百分点">;
/// 一次性, 一件事 are words.
constexpr auto word_behind = one_of<"性", "事", "龙", "站", "流", "体", "致", "律", "方面">;

const auto set_about = [](auto& context) { _val(context) = Approximation::about; };
const auto set_at_least = [](auto& context) { _val(context) = Approximation::at_least; };
const auto set_at_most = [](auto& context) { _val(context) = Approximation::at_most; };
const auto approximation_before = x3::rule<struct before_class, Approximation>{"approximation before"} =
    (one_of<"约", "大约">[set_about] | one_of<"超过", "超", "逾", "至少", "不少于", "不低于">[set_at_least] |
     one_of<"将近", "近", "不足", "不到", "不超过">[set_at_most]) >> spaces;

std::string_view between(Iterator from, Iterator to) { return {from, static_cast<std::size_t>(to - from)}; }

/// A figure glued to what stands before it is no count of its own: 0953-2039337, COVID19, 9-15, 第3.
bool is_glued(Iterator at, Iterator begin) {
  if (at == begin) return false;
  const char before = at[-1];
  const bool ascii = (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
  if (ascii || before == '-' || before == '.' || before == '/' || before == '_' || before == '~') return true;
  const auto ends_with = [&](std::string_view word) { return between(begin, at).ends_with(word); };
  constexpr std::size_t one_character = 3;
  const bool range = ends_with("至") && at - begin > static_cast<std::ptrdiff_t>(one_character) && at[-4] >= '0' && at[-4] <= '9';  // 2至3次, but 压缩至9.3个工作日
  return range || ends_with("第") || ends_with("—") || ends_with("～") || ends_with("〔") || ends_with("－") || ends_with("每");
}

/// A mention without the word that approximates it from before.
bool parse_plain(Iterator& at, Iterator end, Iterator begin, ast::Mention& made) {
  Iterator here = at;
  Printed printed;
  bool han = false;
  if (x3::parse(here, end, figure, printed)) {
    if (printed.overflow || is_glued(at, begin)) return false;
  } else if (const auto value = parse_han_number(here, end)) {
    if (is_glued(at, begin)) return false;
    printed.number.digits = *value;
    han = true;
  } else {
    return false;
  }
  made = {};
  made.value = printed.number;
  const auto skip_more = [&] {
    x3::parse(here, end, spaces);
    if (x3::parse(here, end, more)) made.approximation = Approximation::at_least;
    x3::parse(here, end, spaces);
  };
  skip_more();
  if (!han && x3::parse(here, end, percent_sign)) {
    made.percent = true;
  } else {
    ast::Unit scale;
    if (x3::parse(here, end, x3::rule<struct scale_class, ast::Unit>{"scale"} %= magnitude, scale)) made.value.exponent += scale.magnitude;
    skip_more();
    const Iterator unit_begin = here;
    ast::Unit found;
    if (x3::parse(here, end, no_count_behind)) return false;
    if (!x3::parse(here, end, other_piece) && !x3::parse(here, end, unit, found)) return false;
    if (found.magnitude > 0) return false;
    made.unit = between(unit_begin, here);
    made.money = found.money;
    Iterator behind = here;
    if (han && x3::parse(behind, end, word_behind)) return false;
  }
  Iterator behind = here;
  x3::parse(behind, end, spaces);
  if (x3::parse(behind, end, more_behind)) {
    made.approximation = Approximation::at_least;
    here = behind;
  } else if (x3::parse(behind, end, about_behind)) {
    made.approximation = Approximation::about;
    here = behind;
  } else if (x3::parse(behind, end, at_most_behind)) {
    made.approximation = Approximation::at_most;
    here = behind;
  }
  made.text = between(at, here);
  at = here;
  return true;
}

}  // namespace

bool parse_mention(char const*& at, char const* end, char const* begin, ast::Mention& made) {
  const Iterator from = at;
  Iterator here = at;
  Approximation approximation = Approximation::exact;
  const bool approximated = x3::parse(here, end, approximation_before, approximation);
  if (!parse_plain(here, end, begin, made)) return false;
  if (approximated) {
    made.approximation = approximation;
    made.text = between(from, here);
  }
  at = here;
  return true;
}

}  // namespace tiaoli::grammar
