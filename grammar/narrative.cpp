// The grammar of prose, as far as it states numbers:
//   sentence = clause (sign clause)* stop
//   clause   = (mention | bracket | word)*
//   mention  = [约] number [余] [万] [余] (unit | %) [左右]
#include <algorithm>
#include <array>
#include <bitset>
#include <optional>

#include "grammar/lexemes.hpp"
#include "grammar/parse.hpp"

namespace tiaoli {
namespace {

using namespace lexemes;
using ast::Clause;

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
    (one_of<"约", "大约", "共约">[set_about] | one_of<"超过", "超", "逾", "至少", "不少于", "不低于">[set_at_least] |
     one_of<"将近", "近", "不足", "不到", "不超过">[set_at_most]) >> spaces;

std::string_view between(Iterator from, Iterator to) { return {from, static_cast<std::size_t>(to - from)}; }

/// A figure glued to what stands before it is no count of its own: 0953-2039337, COVID19, 9-15, 第3.
bool is_glued(Iterator at, Iterator begin) {
  if (at == begin) return false;
  const char before = at[-1];
  const bool ascii = (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
  if (ascii || before == '-' || before == '.' || before == '/' || before == '_' || before == '~') return true;
  const auto ends_with = [&](std::string_view word) { return between(begin, at).ends_with(word); };
  return ends_with("第") || ends_with("—") || ends_with("～") || ends_with("〔") || ends_with("至") || ends_with("－") || ends_with("每");
}

/// Reads a mention that begins here. `begin` is where the prose begins.
bool parse_mention(Iterator& at, Iterator end, Iterator begin, ast::Mention& made) {
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

// ---- sentences -----------------------------------------------------------------------------------

constexpr auto stop = one_of<"。", "！", "？", "!">;
constexpr auto semicolon = one_of<"；", ";">;
constexpr auto comma = one_of<"，", ",">;
constexpr auto list_sign = one_of<"、">;
const auto of_which_words = spaces >> one_of<"其中", "包括", "包含">;
constexpr auto altogether_words = one_of<"共计", "合计", "总计", "总共", "一共", "共">;
constexpr auto share_words = one_of<"占比", "占">;

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::uint8_t deepest = 255;

/// The code point of a character of three bytes in UTF-8.
constexpr std::uint16_t code_point(char const* at) {
  const auto bits = [&](int i) { return static_cast<unsigned>(static_cast<unsigned char>(at[i])); };
  return static_cast<std::uint16_t>((bits(0) & 0x0FU) << 12U | (bits(1) & 0x3FU) << 6U | (bits(2) & 0x3FU));
}

/// The characters that can begin a mention or a sign: of most others no grammar need be asked.
struct Beginnings {
  std::bitset<0x10000> han;
  std::array<bool, 128> ascii{};

  Beginnings() {
    constexpr std::string_view words = "。！？；，：（）〇零一二两兩三四五六七八九十约大共超逾至不将近０１２３４５６７８９";
    for (std::size_t i = 0; i < words.size(); i += 3) han.set(code_point(words.data() + i));
    for (const char c : std::string_view("0123456789!,;:()")) ascii[static_cast<std::size_t>(c)] = true;
  }

  bool contain(Iterator at, Iterator end) const {
    const auto lead = static_cast<unsigned char>(*at);
    if (lead < ascii.size()) return ascii[lead];
    return (lead & 0xF0U) == 0xE0U && end - at >= 3 && han[code_point(at)];
  }
};

Beginnings const& beginnings() {
  static const Beginnings made;
  return made;
}

class ProseReader {
 public:
  explicit ProseReader(ast::Prose& prose) : prose_(prose) {}

  /// Reads a stretch of prose, which may end inside a sentence.
  void read(std::string_view text, std::uint32_t block) {
    begin_ = text.data();
    const Iterator end = begin_ + text.size();
    Iterator at = begin_;
    Beginnings const& known = beginnings();
    if (!open_) open(at, block, true);
    while (at < end) {
      if (!known.contain(at, end)) {
        x3::parse(at, end, character | '\n');
        continue;
      }
      const Iterator here = at;
      if (x3::parse(at, end, stop)) {
        end_sentence(here);
        x3::parse(at, end, *(space | '\n'));
        if (at < end) open(at, block, false);
      } else if (x3::parse(at, end, semicolon)) {
        end_clause(here, Clause::End::semicolon, at);
      } else if (x3::parse(at, end, comma)) {
        end_clause(here, Clause::End::comma, at);
      } else if (x3::parse(at, end, colon)) {
        end_clause(here, Clause::End::colon, at);
      } else if (x3::parse(at, end, open_bracket)) {
        end_clause(here, Clause::End::bracket, at);
        if (depth_ < deepest) ++depth_;
      } else if (depth_ > 0 && x3::parse(at, end, close_bracket)) {
        end_clause(here, Clause::End::bracket, at);
        --depth_;
      } else if (!read_mention(at, end)) {
        x3::parse(at, end, character | '\n');
      }
    }
    last_ = end;
  }

  /// Ends the sentence that the last stretch left open.
  void finish() {
    if (open_) end_sentence(last_);
  }

  bool is_open() const { return open_; }

 private:
  void open(Iterator at, std::uint32_t block, bool first) {
    prose_.sentences.push_back({static_cast<std::uint32_t>(prose_.clauses.size()), 0, block, first});
    mentions_before_ = prose_.mentions.size();
    clause_begin_ = stretch_begin_ = at;
    depth_ = 0;
    open_ = true;
  }

  bool read_mention(Iterator& at, Iterator end) {
    const Iterator from = at;
    Approximation approximation = Approximation::exact;
    Iterator here = at;
    const bool approximated = x3::parse(here, end, approximation_before, approximation);
    ast::Mention made;
    if (!parse_mention(here, end, begin_, made)) return false;
    if (approximated) {
      made.approximation = approximation;
      made.text = between(from, here);
    }
    at = here;
    if (made.percent) made.label = label_before(from);
    prose_.mentions.push_back(made);
    stretch_begin_ = at;
    Iterator behind = at;
    x3::parse(behind, end, spaces);
    if (x3::parse(behind, end, list_sign)) {
      const Iterator sign = at;
      at = behind;
      end_clause(sign, Clause::End::list, at);
    }
    return true;
  }

  /// 征地拆迁 in 征地拆迁占比25%.
  std::string_view label_before(Iterator end) const {
    Iterator from = std::max(stretch_begin_, clause_begin_);
    x3::parse(from, end, -of_which_words >> -(spaces >> colon) >> *(space | "-"));
    for (Iterator here = from; here < end;) {
      Iterator behind = here;
      if (x3::parse(behind, end, share_words)) return between(from, here);
      x3::parse(here, end, character | '\n');
    }
    return between(from, end);
  }

  void end_clause(Iterator at, Clause::End sign, Iterator next) {
    Clause made;
    Iterator from = clause_begin_;
    made.text = between(from, at);
    made.of_which = x3::parse(from, at, of_which_words);
    made.first_mention = static_cast<std::uint32_t>(mentions_before_);
    made.mention_count = static_cast<std::uint16_t>(std::min<std::size_t>(prose_.mentions.size() - mentions_before_, 0xFFFF));
    if (made.mention_count > 0) {
      from = clause_begin_;
      made.altogether = x3::parse(from, at, spaces >> altogether_words);
      made.rest = has_any(made.text, {"其他", "其它", "其余"});
      const bool percent = std::any_of(prose_.mentions.begin() + static_cast<std::ptrdiff_t>(mentions_before_), prose_.mentions.end(), [](ast::Mention const& m) { return m.percent; });
      made.rate = percent && has_any(made.text, {"办结率", "办复率", "答复率", "回复率", "解读率", "公开率"});
      made.reduction = percent && has_any(made.text, {"提速", "压缩", "缩短", "减少", "下降"});
    }
    made.depth = depth_;
    made.end = sign;
    prose_.clauses.push_back(made);
    mentions_before_ = prose_.mentions.size();
    clause_begin_ = stretch_begin_ = next;
  }

  void end_sentence(Iterator at) {
    end_clause(at, Clause::End::stop, at);
    ast::Sentence& sentence = prose_.sentences.back();
    sentence.clause_count = static_cast<std::uint32_t>(prose_.clauses.size()) - sentence.first_clause;
    open_ = false;
  }

  ast::Prose& prose_;
  Iterator begin_ = nullptr, clause_begin_ = nullptr, stretch_begin_ = nullptr, last_ = nullptr;
  std::size_t mentions_before_ = 0;
  std::uint8_t depth_ = 0;
  bool open_ = false;
};

/// A cell of a table that speaks in sentences: 其中征地拆迁占比25%、棚户区改造占比35%、… A label has one figure at most.
bool is_prose(ast::Cell const& cell) {
  constexpr std::size_t shortest = 90;  // thirty Han characters
  if (cell.kind != ast::CellKind::words || cell.text.size() < shortest) return false;
  const auto figure_at = [&](std::size_t i) { return cell.text[i] >= '0' && cell.text[i] <= '9'; };
  std::size_t figures = 0;
  for (std::size_t i = 1; i < cell.text.size(); ++i) figures += figure_at(i) && !figure_at(i - 1) ? 1 : 0;
  return figures > 1;
}

/// Whether a line breaks off in the middle of a sentence: it is a long one, and no sign ends it.
bool breaks_off(std::string_view text) {
  constexpr std::size_t short_line = 60;  // a caption or a signature
  while (!text.empty() && (static_cast<unsigned char>(text.back()) <= ' ' || text.back() == '*')) text.remove_suffix(1);
  const auto ends = [&](std::string_view sign) { return text.ends_with(sign); };
  return text.size() >= short_line && !ends("。") && !ends("：") && !ends("！") && !ends("？") && !ends(":");
}

}  // namespace

ast::Prose parse_prose(ast::Document const& document) {
  ast::Prose prose;
  ProseReader reader(prose);
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    ast::Block const& block = document.blocks[b];
    switch (block.kind) {
      case ast::BlockKind::gap:
      case ast::BlockKind::overlong: break;
      case ast::BlockKind::paragraph:
        reader.read(block.text, b);
        if (!breaks_off(block.text)) reader.finish();
        break;
      case ast::BlockKind::heading: reader.finish(); break;
      case ast::BlockKind::table:
        reader.finish();
        for (std::uint32_t row = block.first_row; row < block.first_row + block.row_count; ++row) {
          ast::Row const& here = document.rows[row];
          for (std::uint32_t cell = here.first_cell; cell < here.first_cell + here.cell_count(); ++cell) {
            if (!is_prose(document.cells[cell])) continue;
            reader.read(document.cells[cell].text, b);
            reader.finish();
          }
        }
        break;
    }
  }
  reader.finish();
  return prose;
}

}  // namespace tiaoli
