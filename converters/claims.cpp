#include "converters/claims.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "converters/claim_scope.hpp"

namespace tiaoli {
namespace {

using Role = Phrases::Role;

constexpr std::string_view number_sign = "0";  // stands for a number in the key of a clause: no word has digits

/// Reads one document sentence by sentence. A position is a byte of the keys of all clauses, one behind the other.
class ClaimReader {
 public:
  ClaimReader(ast::Prose const& prose, ast::Document const& document, Source const& source, Outline const& outline, std::optional<std::uint8_t> edition, Registry const& registry)
      : prose_(prose),
        document_(document),
        source_(source),
        registry_(registry),
        phrases_(registry.phrases()),
        edition_(edition ? &registry.editions()[*edition] : nullptr),
        place_(place_of(registry.key()(outline.publisher))),
        seen_in_section_(phrases_.words.size(), 0),
        seen_in_clause_(phrases_.words.size(), 0) {
    claimed_in_.resize(phrases_.phrases.size());
    first_group_.reserve(phrases_.patterns.size());
    std::size_t groups = 0;
    for (PhrasePattern const& pattern : phrases_.patterns) {
      first_group_.push_back(groups);
      groups += pattern.groups.size();
    }
    groups_.resize(groups);
    stated_.resize(registry.quantities().size(), edition_ == nullptr);
    for (std::size_t i = 0; edition_ != nullptr && i < edition_->cells.size(); ++i) stated_[edition_->cells[i].quantity] = true;
  }

  std::vector<Claim> read() {
    std::size_t block = 0;
    for (ast::Sentence const& sentence : prose_.sentences) {
      for (; block < document_.blocks.size() && block <= sentence.block; ++block) {
        if (document_.blocks[block].kind == ast::BlockKind::heading) begin_section(document_.blocks[block].title);
      }
      if (!may_claim(sentence)) continue;
      begin_part();
      scopes_.begin_sentence();
      ++sentence_;
      of_which_ = false;
      for (std::uint32_t c = sentence.first_clause; c < sentence.first_clause + sentence.clause_count; ++c) {
        read_clause(prose_.clauses[c]);
        if (prose_.clauses[c].end == ast::Clause::End::semicolon) begin_part();
      }
    }
    return std::move(claims_);
  }

 private:
  /// Most sentences state no number and deny nothing. Short ones are read all the same: they may be headings, whose words hold
  /// for what follows.
  bool may_claim(ast::Sentence const& sentence) const {
    if (sentence.may_deny) return true;
    constexpr std::size_t short_sentence = 90;  // thirty Han characters
    std::size_t bytes = 0;
    for (std::uint32_t c = sentence.first_clause; c < sentence.first_clause + sentence.clause_count; ++c) {
      ast::Clause const& clause = prose_.clauses[c];
      bytes += clause.text.size();
      for (std::uint32_t m = clause.first_mention; m < clause.first_mention + clause.mention_count; ++m) {
        if (!prose_.mentions[m].percent) return true;
      }
    }
    return bytes <= short_sentence;
  }

  /// How far a pattern has been found: the words of one of its groups.
  struct Found {
    std::size_t start = 0;  ///< of the pattern's first word
    std::size_t end = 0;    ///< of this group's word
    std::size_t bytes = 0;  ///< of all words so far
    std::uint32_t part = 0, clause = 0;
  };
  /// A pattern whose words were all found.
  struct Complete {
    std::uint16_t pattern = 0;
    std::size_t start = 0, last = 0, bytes = 0;  ///< `last`: where the last group's word begins
  };

  /// 西吉县人民政府 → 西吉县: named alone it stands for everything the report covers.
  static std::string place_of(std::string publisher) {
    constexpr std::string_view government = "\u4EBA\u6C11\u653F\u5E9C";
    if (publisher.ends_with(government)) publisher.resize(publisher.size() - government.size());
    constexpr std::size_t shortest = 6;  // two Han characters
    return publisher.size() >= shortest ? publisher : std::string{};
  }

  void begin_section(std::string_view title) {
    ++section_;
    mark_words(registry_.key()(title));
  }

  /// A part of a sentence up to a semicolon: words further back do not belong to the numbers in it.
  void begin_part() {
    ++part_;
    named_.clear();
    scopes_.begin_part();
  }

  void mark_words(std::string const& key) {
    for (std::size_t at = 0; at < key.size(); at += step(key[at])) {
      phrases_.words.for_each_at(key, at, [&](std::uint16_t word) { seen_in_section_[word] = section_; });
    }
  }

  static std::size_t step(char lead) { return static_cast<unsigned char>(lead) < 0x80 ? 1 : 3; }

  void read_clause(ast::Clause const& clause) {
    clause_ = &clause;
    of_which_ = of_which_ || clause.of_which;
    ++clause_number_;
    key_.clear();
    mention_at_.clear();
    char const* from = clause.text.data();
    for (std::uint16_t m = 0; m < clause.mention_count; ++m) {
      std::string_view const mention = mention_of(m).text;
      registry_.key().append(key_, {from, static_cast<std::size_t>(mention.data() - from)});
      mention_at_.push_back(key_.size());
      key_ += number_sign;
      from = mention.data() + mention.size();
    }
    registry_.key().append(key_, {from, static_cast<std::size_t>(clause.text.data() + clause.text.size() - from)});

    scopes_.begin_clause();
    denial_.reset();
    other_year_ = plan_ = false;
    begin_stretch();
    pending_.reset();
    std::uint16_t mention = 0;
    constexpr std::size_t opening = 12;  // four Han characters: 2017年, 通过; further inside the place is part of a name
    std::size_t role_end = 0;            // a longer word hides what begins inside it, as far as scopes and years go
    for (std::size_t at = 0; at < key_.size();) {
      if (mention < mention_at_.size() && at == mention_at_[mention]) {
        read_mention(mention++);
        at += number_sign.size();
        continue;
      }
      if (at <= opening && !place_.empty() && std::string_view(key_).substr(at).starts_with(place_)) scopes_.set(Scope::whole, place_);
      phrases_.words.for_each_at(key_, at, [&](std::uint16_t word) {
        seen_in_section_[word] = section_;
        seen_in_clause_[word] = clause_number_;
        if (at >= role_end) role_end = at + play_role(word, at);
        for (Phrases::Use const use : phrases_.uses[word]) advance(use, at, phrases_.words.word(word).size());
      });
      at += step(key_[at]);
    }
    settle_pending();
    settle_denial();
    offset_ += key_.size();
    scopes_.end_clause();
  }

  ast::Mention const& mention_of(std::uint16_t number) const { return prose_.mentions[clause_->first_mention + number]; }

  /// A stretch of a clause between two numbers.
  void begin_stretch() {
    complete_.clear();
    stretch_begin_ = offset_;
  }

  /// What the longest word that begins at `at` does; answers how many bytes it hides, none when it does nothing.
  std::size_t play_role(std::uint16_t word, std::size_t at) {
    std::string const& text = phrases_.words.word(word);
    switch (phrases_.roles[word]) {
      case Role::none: return phrases_.uses[word].empty() ? 0 : text.size();
      case Role::denial:
        denial_ = offset_ + at;
        denial_end_ = at + text.size();
        denied_.clear();
        break;
      case Role::whole: scopes_.set(Scope::whole, text); break;
      case Role::part: scopes_.set(Scope::part, text); break;
      case Role::topic: scopes_.set_topic(text); break;
      case Role::neither: break;
      case Role::other_year: other_year_ = true; break;
      case Role::plan: plan_ = true; break;
    }
    return text.size();
  }

  /// A word of a pattern's group was found at `at` of the clause.
  void advance(Phrases::Use use, std::size_t at, std::size_t bytes) {
    PhrasePattern const& pattern = phrases_.patterns[use.pattern];
    Found* const found = &groups_[first_group_[use.pattern]];
    const std::size_t begin = offset_ + at;
    Found& here = found[use.group];
    if (here.part == part_ && begin + bytes <= here.end) return;  // inside a longer word of the same group
    if (use.group == 0) {
      here = {begin, begin + bytes, bytes, part_, clause_number_};
    } else {
      Found const& before = found[use.group - 1U];
      if (before.part != part_ || before.end > begin) return;
      if (pattern.groups[use.group].same_clause && before.clause != clause_number_) return;
      here = {before.start, begin + bytes, before.bytes + bytes, part_, clause_number_};
    }
    if (use.group + 1U < pattern.groups.size()) return;
    const Complete complete{use.pattern, here.start, begin, here.bytes};
    if (pattern.denied) {
      (denial_ && here.start >= *denial_ ? denied_ : named_).push_back(complete);
    } else {
      complete_.push_back(complete);
      if (pending_) pending_complete_.push_back(complete);
    }
  }

  // ---- numbers -----------------------------------------------------------------------------------

  void read_mention(std::uint16_t number) {
    settle_pending();
    denial_.reset();  // 未公开3件: the number speaks
    named_.clear();
    const bool skipped = other_year_ || plan_;
    if (skipped || !claim(number, complete_)) {
      if (!skipped) {
        pending_ = number;
        pending_complete_.clear();
      }
    }
    other_year_ = false;
    begin_stretch();
  }

  /// Words behind a number speak of it when none before it did: 举办3次培训班, 3处查询点.
  void settle_pending() {
    if (!pending_) return;
    constexpr std::size_t near = 24;  // eight Han characters
    const std::size_t at = offset_ + mention_at_[*pending_];
    std::erase_if(pending_complete_, [&](Complete const& complete) {
      const bool around = complete.start < at && complete.start >= offset_;
      return !around && (complete.start < offset_ || complete.last > at + near);
    });
    claim(*pending_, pending_complete_);
    pending_.reset();
  }

  bool fits(Phrase const& phrase, ast::Mention const& mention, bool denied = false) const {
    const auto seen = [&](auto const& words, auto const& where, auto now) {
      return std::any_of(words.begin(), words.end(), [&](std::uint16_t word) { return where[word] == now; });
    };
    if (!phrase.near.empty() && !seen(phrase.near, seen_in_section_, section_)) return false;
    if (seen(denied ? phrase.denied_without : phrase.without, seen_in_clause_, clause_number_)) return false;
    if (mention.percent) return false;
    return std::any_of(phrase.units.begin(), phrase.units.end(), [&](std::string const& unit) { return unit == mention.unit; });
  }

  bool claim(std::uint16_t number, std::vector<Complete> const& candidates) {
    ast::Mention const& mention = mention_of(number);
    Complete const* best = nullptr;
    bool ambiguous = false;
    for (Complete const& candidate : candidates) {
      Phrase const& phrase = phrases_.phrases[phrases_.patterns[candidate.pattern].phrase];
      if (!fits(phrase, mention)) continue;
      if (best == nullptr) {
        best = &candidate;
        continue;
      }
      const bool same = phrases_.patterns[best->pattern].phrase == phrases_.patterns[candidate.pattern].phrase;
      if (candidate.bytes != best->bytes) {
        if (candidate.bytes > best->bytes) {
          best = &candidate;
          ambiguous = false;
        }
      } else if (!same && std::min(candidate.start, best->start) >= stretch_begin_ && candidate.start != best->start) {
        ambiguous = true;
      } else if (candidate.start > best->start) {
        best = &candidate;
      }
    }
    if (best == nullptr || ambiguous) return false;
    Phrase const& phrase = phrases_.phrases[phrases_.patterns[best->pattern].phrase];
    std::vector<Term> const& meant = meaning(phrase);
    const bool in_ten_thousands = unit_of(meant) == "\u4E07\u5143";
    const auto value = Decimal::scaled(mention.value.digits, mention.value.exponent - (mention.money && in_ten_thousands ? 4 : 0));
    if (!value) return false;
    Claim made;
    made.value = *value;
    made.approximation = mention.approximation;
    made.at = source_.position(mention.text);
    add(std::move(made), phrase, meant);
    return true;
  }

  // ---- denials -----------------------------------------------------------------------------------

  /// 未发生因政府信息公开申请行政复议、诉讼情况: none of what the clause names.
  /// The denial may also close the sentence: 因政府信息公开而起的行政复议和诉讼，全年均未发生。
  void settle_denial() {
    if (!denial_) return;
    if (denied_.empty() && denial_end_ == key_.size()) denied_ = std::move(named_);
    named_.clear();
    std::uint32_t last_phrase = ~0U;
    std::sort(denied_.begin(), denied_.end(), [&](Complete const& a, Complete const& b) { return phrases_.patterns[a.pattern].phrase < phrases_.patterns[b.pattern].phrase; });
    for (Complete const& complete : denied_) {
      const std::uint16_t number = phrases_.patterns[complete.pattern].phrase;
      Phrase const& phrase = phrases_.phrases[number];
      ast::Mention nothing;
      nothing.unit = phrase.units.front();
      if (number == last_phrase || !fits(phrase, nothing, true)) continue;
      last_phrase = number;
      Claim made;
      made.denied = true;
      made.at = source_.position(clause_->text);
      add(std::move(made), phrase, meaning(phrase));
    }
  }

  std::vector<Term> const& meaning(Phrase const& phrase) const {
    const auto found = std::find_if(phrase.says.begin(), phrase.says.end(), [&](auto const& sum) {
      return std::all_of(sum.begin(), sum.end(), [&](Term const& term) { return stated_[term.quantity]; });
    });
    return found == phrase.says.end() ? phrase.says.front() : *found;
  }

  std::string const& unit_of(std::vector<Term> const& sum) const { return registry_.indicators()[registry_.quantities()[sum.front().quantity].indicator].unit; }

  void add(Claim made, Phrase const& phrase, std::vector<Term> const& sum) {
    made.phrase = phrase.id;
    for (Term const& term : sum) {
      if (!made.indicator.empty()) made.indicator += term.sign < 0 ? " - " : " + ";
      made.indicator += registry_.quantities()[term.quantity].id;
    }
    const bool narrowed = !scopes_.topic().empty() && !speaks_of(phrase, scopes_.topic());
    const ScopeWords scope = narrowed ? ScopeWords{Scope::part, std::string(scopes_.topic())} : scopes_.current();
    made.scope = scope.scope;
    made.scope_words = scope.words;
    // 发布信息21080条，其中：县政府5568条: the second number of the same thing is a part of the first.
    std::uint32_t& claimed = claimed_in_[static_cast<std::size_t>(&phrase - phrases_.phrases.data())];
    if (of_which_ && claimed == sentence_) made.scope = Scope::part;
    claimed = sentence_;
    made.text = trimmed(clause_->text);
    claims_.push_back(std::move(made));
  }

  /// Whether a topic is what the phrase is about: 采购 narrows nothing in 集中采购项目.
  bool speaks_of(Phrase const& phrase, std::string_view topic) const {
    return std::any_of(phrases_.patterns.begin(), phrases_.patterns.end(), [&](PhrasePattern const& pattern) {
      return &phrases_.phrases[pattern.phrase] == &phrase && std::any_of(pattern.groups.begin(), pattern.groups.end(), [&](auto const& group) {
               return std::any_of(group.words.begin(), group.words.end(), [&](std::uint16_t word) { return phrases_.words.word(word).find(topic) != std::string::npos; });
             });
    });
  }

  static std::string trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n*";
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blank) - begin + 1));
  }

  ast::Prose const& prose_;
  ast::Document const& document_;
  Source const& source_;
  Registry const& registry_;
  Phrases const& phrases_;
  Edition const* edition_;
  std::string place_;

  std::vector<std::uint32_t> seen_in_section_, seen_in_clause_;  ///< by word: the section or clause it was last seen in
  std::vector<Found> groups_;                                    ///< of all patterns
  std::vector<std::size_t> first_group_;                         ///< by pattern: the place in groups_
  std::vector<bool> stated_;                                     ///< by quantity: whether the form has a cell for it
  std::uint32_t section_ = 1, part_ = 1, clause_number_ = 1;
  std::size_t offset_ = 0, stretch_begin_ = 0;
  ast::Clause const* clause_ = nullptr;
  std::string key_;
  std::vector<std::size_t> mention_at_;
  std::vector<Complete> complete_, pending_complete_;
  std::vector<Complete> denied_;  ///< what stands behind a denial
  std::vector<Complete> named_;   ///< what could be denied and stands before any, since the last number
  std::optional<std::uint16_t> pending_;
  std::optional<std::size_t> denial_;
  std::size_t denial_end_ = 0;  ///< in the key of the clause
  bool other_year_ = false, plan_ = false;
  bool of_which_ = false;                  ///< 其中 stood before in the sentence
  std::uint32_t sentence_ = 0;
  std::vector<std::uint32_t> claimed_in_;  ///< by phrase: the sentence of its last claim
  ScopeTracker scopes_;
  std::vector<Claim> claims_;
};

}  // namespace

std::vector<Claim> read_claims(ast::Prose const& prose, ast::Document const& document, Source const& source, Outline const& outline,
                               std::optional<std::uint8_t> edition, Registry const& registry) {
  return ClaimReader(prose, document, source, outline, edition, registry).read();
}

}  // namespace tiaoli
