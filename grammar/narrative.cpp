// The grammar of prose, as far as it states numbers:
//   sentence = clause (sign clause)* stop
//   clause   = (mention | bracket | word)*
#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "grammar/lexemes.hpp"
#include "grammar/mention.hpp"
#include "grammar/parse.hpp"

namespace tiaoli {
namespace {

using namespace lexemes;
using ast::Clause;

std::string_view between(Iterator from, Iterator to) { return {from, static_cast<std::size_t>(to - from)}; }

// ---- sentences -----------------------------------------------------------------------------------

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

/// What a character can begin. Of most characters of a text no grammar need be asked.
enum class Beginning : std::uint8_t { nothing, stop, semicolon, comma, colon, open, close, mention, denial };

class Beginnings {
 public:
  Beginnings() {
    const auto set = [&](std::string_view characters, Beginning what) {
      for (std::size_t i = 0; i < characters.size(); i += static_cast<unsigned char>(characters[i]) < 0x80 ? 1 : 3) {
        const bool ascii = static_cast<unsigned char>(characters[i]) < 0x80;
        (ascii ? ascii_[static_cast<std::size_t>(characters[i])] : wide_[code_point(characters.data() + i)]) = what;
      }
    };
    set("。！？!", Beginning::stop);
    set("；;", Beginning::semicolon);
    set("，,", Beginning::comma);
    set("：:", Beginning::colon);
    set("（(", Beginning::open);
    set("）)", Beginning::close);
    set("0123456789０１２３４５６７８９〇零一二两兩三四五六七八九十约大超逾至不将近", Beginning::mention);
    set("未没无無", Beginning::denial);
  }

  Beginning operator()(Iterator at, Iterator end) const {
    const auto lead = static_cast<unsigned char>(*at);
    if (lead < ascii_.size()) return ascii_[lead];
    return (lead & 0xF0U) == 0xE0U && end - at >= 3 ? wide_[code_point(at)] : Beginning::nothing;
  }

 private:
  std::array<Beginning, 0x10000> wide_{};
  std::array<Beginning, 128> ascii_{};
};

Beginnings const& beginnings() {
  static const Beginnings made;
  return made;
}

/// Where the character behind `at` begins.
Iterator next_character(Iterator at, Iterator end) {
  ++at;
  while (at < end && (static_cast<unsigned char>(*at) & 0xC0U) == 0x80U) ++at;
  return at;
}

class ProseReader {
 public:
  explicit ProseReader(ast::Prose& prose) : prose_(prose) {}

  /// Reads a stretch of prose, which may end inside a sentence. `first`: nothing but blank lines or a heading stands before it.
  void read(std::string_view text, std::uint32_t block, bool first = true) {
    begin_ = text.data();
    const Iterator end = begin_ + text.size();
    Iterator at = begin_;
    Beginnings const& known = beginnings();
    if (!open_) open(at, block, first);
    while (at < end) {
      const Iterator here = at;
      const Beginning what = known(at, end);
      if (what == Beginning::mention && read_mention(at, end)) continue;
      at = next_character(at, end);
      switch (what) {
        case Beginning::stop:
          end_sentence(here);
          x3::parse(at, end, *(space | '\n'));
          if (at < end) open(at, block, false);
          break;
        case Beginning::semicolon: end_clause(here, Clause::End::semicolon, at); break;
        case Beginning::comma: end_clause(here, Clause::End::comma, at); break;
        case Beginning::colon: end_clause(here, Clause::End::colon, at); break;
        case Beginning::open:
          end_clause(here, Clause::End::bracket, at);
          if (depth_ < deepest) ++depth_;
          break;
        case Beginning::close:
          if (depth_ == 0) break;
          end_clause(here, Clause::End::bracket, at);
          --depth_;
          break;
        case Beginning::denial: prose_.sentences.back().may_deny = true; break;
        case Beginning::nothing:
        case Beginning::mention: break;
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
    prose_.sentences.push_back({static_cast<std::uint32_t>(prose_.clauses.size()), 0, block, first, false});
    mentions_before_ = prose_.mentions.size();
    clause_begin_ = stretch_begin_ = at;
    depth_ = 0;
    open_ = true;
  }

  bool read_mention(Iterator& at, Iterator end) {
    const Iterator from = at;
    ast::Mention made;
    if (!grammar::parse_mention(at, end, begin_, made)) return false;
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

/// Whether `part`, a view into the same text, lies inside `text`: a title is no beginning of a sentence.
bool contains(std::string_view text, std::string_view part) {
  return !part.empty() && std::less_equal<>{}(text.data(), part.data()) && std::less<>{}(part.data(), text.data() + text.size());
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
        reader.read(block.text, b, b == 0 || document.blocks[b - 1].kind != ast::BlockKind::paragraph);
        if (!breaks_off(block.text) || contains(block.text, document.title.text) || contains(block.text, document.table_title.text)) reader.finish();
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
