// The grammar of titles: publisher, year and subject in any of the orders that are printed.
#include "grammar/title.hpp"

#include "grammar/lexemes.hpp"

#include <algorithm>
#include <iterator>

namespace tiaoli::grammar {
namespace {

using namespace lexemes;

const auto set_digit = [](int digit) { return [digit](auto& context) { _val(context) = _val(context) * 10 + digit; }; };
const auto push_year_digit = [](auto& context) { _val(context) = _val(context) * 10 + (_attr(context) & 0x0F); };

/// 2017, ２０１７ or 二〇一七
const auto year_digit = arabic_digit[push_year_digit] | (x3::lit("\xEF\xBC") >> x3::char_('\x90', '\x99')[push_year_digit]);
const auto han_digit = x3::lit("〇")[set_digit(0)] | x3::lit("○")[set_digit(0)] | x3::lit("零")[set_digit(0)] |
                       x3::lit("一")[set_digit(1)] | x3::lit("二")[set_digit(2)] | x3::lit("三")[set_digit(3)] |
                       x3::lit("四")[set_digit(4)] | x3::lit("五")[set_digit(5)] | x3::lit("六")[set_digit(6)] |
                       x3::lit("七")[set_digit(7)] | x3::lit("八")[set_digit(8)] | x3::lit("九")[set_digit(9)];
const auto four_digits = (year_digit >> year_digit >> year_digit >> year_digit >> !arabic_digit) |
                         (han_digit >> han_digit >> han_digit >> han_digit);
const auto year_word = spaces >> x3::lit("年") >> -x3::lit("度");
const auto year = x3::rule<struct year_class, int>{"year"} = four_digits >> year_word;
// Only to see whether a year comes: it counts nothing.
const auto plain_digit = x3::omit[arabic_digit] | (x3::lit("\xEF\xBC") >> x3::omit[x3::char_('\x90', '\x99')]);
constexpr auto plain_han_digit = one_of<"〇", "○", "零", "一", "二", "三", "四", "五", "六", "七", "八", "九">;
const auto year_ahead = &(((plain_digit >> plain_digit >> plain_digit >> plain_digit) |
                           (plain_han_digit >> plain_han_digit >> plain_han_digit >> plain_han_digit)) >> year_word);

constexpr auto subject = one_of<"政府信息", "政务公开", "信息公开", "政府資訊公開">;
const auto decoration = one_of<"#", "*", "《", "》", "<", ">", "附件", "附：", "附表", "：", ":", "关于"> | space;
const auto name = +(character - year_ahead - subject - decoration - "。" - "，");

/// A year is four digits, not the end of a longer number.
bool follows_digit(Iterator at, Iterator begin) { return at > begin && at[-1] >= '0' && at[-1] <= '9'; }

std::optional<int> find_year(Iterator first, Iterator last) {
  const Iterator begin = first;
  for (; first < last; x3::parse(first, last, character | '\n')) {
    int found = 0;
    Iterator at = first;
    if (!follows_digit(first, begin) && x3::parse(at, last, year, found) && found > 1999 && found < 2100) return found;
  }
  return std::nullopt;
}

std::string_view between(Iterator from, Iterator to) { return {from, static_cast<std::size_t>(to - from)}; }

bool contains(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

/// `text` without spaces, for words that are printed apart.
std::string compact(std::string_view text) {
  std::string out;
  Iterator at = text.data();
  const Iterator end = at + text.size();
  while (at < end) {
    if (x3::parse(at, end, space | '\n' | '\t')) continue;
    const Iterator from = at;
    x3::parse(at, end, character);
    out.append(from, at);
  }
  return out;
}

}  // namespace

std::optional<AnyTitle> parse_title(std::string_view line) {
  constexpr std::size_t longest_title = 240;
  if (line.size() > longest_title || contains(line, "。") || contains(line, "；")) return std::nullopt;
  const std::string words = compact(line);
  AnyTitle made;
  made.of_table = contains(words, "统计表") || contains(words, "統計表");
  const bool report = contains(words, "报告") || contains(words, "年报") || contains(words, "報告");
  const bool about = contains(words, "信息公开") || contains(words, "政务公开");
  if (!about || (!report && !made.of_table)) return std::nullopt;

  Iterator at = line.data();
  const Iterator end = at + line.size();
  boost::iterator_range<Iterator> before;
  boost::iterator_range<Iterator> after;
  int printed_year = 0;
  x3::parse(at, end, *decoration);
  const Iterator start = at;
  x3::parse(at, end, x3::raw[name], before);
  x3::parse(at, end, *decoration);
  const bool has_year = !follows_digit(at, start) && x3::parse(at, end, year, printed_year);
  x3::parse(at, end, *decoration);
  x3::parse(at, end, x3::raw[-name], after);
  Iterator tail = end;
  while (tail > start && contains(" \r\t*>", std::string_view(tail - 1, 1))) --tail;
  made.title.text = between(start, tail);
  if (has_year && printed_year > 1999 && printed_year < 2100) {
    made.title.year = printed_year;
  } else {
    made.title.year = find_year(start, end);
  }
  made.title.publisher = !before.empty() ? view(before) : view(after);
  return made;
}

std::string authority_of(std::string_view publisher) {
  Iterator first = publisher.data();
  const Iterator last = first + publisher.size();
  x3::parse(first, last, *decoration);
  std::string name = compact(between(first, last));
  // Sub-district offices (街道办事处) and management committees carry the word themselves.
  constexpr std::string_view places[] = {"省", "自治区", "市", "县", "区", "旗", "州", "盟", "乡", "镇"};
  constexpr std::string_view not_places[] = {"开发区", "新区", "管理区", "园区", "示范区", "高新区", "度假区", "试验区", "合作区", "保税区", "风景区"};
  const auto ends = [&](std::string_view word) { return name.ends_with(word); };
  const bool place = std::any_of(std::begin(places), std::end(places), ends) &&
                     std::none_of(std::begin(not_places), std::end(not_places), ends);
  constexpr std::size_t one_character = 3;
  if (place && name.size() > one_character) name += "人民政府";
  return name;
}

std::optional<int> parse_period(std::string_view paragraph) {
  const std::size_t at = paragraph.find("统计期限");
  if (at == std::string_view::npos) return std::nullopt;
  return find_year(paragraph.data() + at, paragraph.data() + paragraph.size());
}

std::string_view parse_compiler(std::string_view paragraph) {
  constexpr std::string_view opening = "本报告由";
  const std::size_t at = paragraph.find(opening);
  if (at == std::string_view::npos) return {};
  Iterator first = paragraph.data() + at + opening.size();
  const Iterator end = paragraph.data() + paragraph.size();
  boost::iterator_range<Iterator> authority;
  constexpr auto stop = one_of<"汇总", "编制", "根据", "按照", "依据", "，", ",", "。", "负责", "综合", "组织", "、", "统一">;
  x3::parse(first, end, spaces >> x3::raw[*(character - stop)], authority);
  constexpr std::size_t longest_name = 90;
  return authority.size() > static_cast<std::ptrdiff_t>(longest_name) ? std::string_view{} : view(authority);
}

}  // namespace tiaoli::grammar
