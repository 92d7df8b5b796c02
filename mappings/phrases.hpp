#pragma once
// How the prose of reports speaks of quantities, as data: phrases.json.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiaoli {

struct Term;

/// Finds words in a text. Both are keys as LabelKey makes them: Han characters of three bytes, and ASCII digits.
class WordFinder {
 public:
  /// The number of `key`, which is new when no word before it was the same.
  std::uint16_t add(std::string const& key);
  std::string const& word(std::uint16_t number) const { return words_[number]; }
  std::size_t size() const { return words_.size(); }

  /// Calls `found` with each word that begins at `at` of `text`, the longest first.
  template <typename Found>
  void for_each_at(std::string_view text, std::size_t at, Found const& found) const {
    if (text.size() - at < 3) return;
    for (const std::uint16_t number : begins_with_[slot(text.data() + at)]) {
      if (text.substr(at).starts_with(words_[number])) found(number);
    }
  }

 private:
  static constexpr std::size_t slots = 4096;
  static std::size_t slot(char const* at) {
    const auto byte = [&](int i) { return static_cast<std::size_t>(static_cast<unsigned char>(at[i])); };
    return ((byte(0) * 31 + byte(1)) * 61 + byte(2)) % slots;
  }
  std::vector<std::string> words_;
  std::array<std::vector<std::uint16_t>, slots> begins_with_{};
};

/// Words of a phrase in their order: "收到|受理 … 申请" has two groups of alternatives in one clause; "行政许可 ， 处理决定"
/// allows other clauses of the same sentence between them.
struct PhrasePattern {
  struct Group {
    std::vector<std::uint16_t> words;
    bool same_clause = true;  ///< as the group before
  };
  std::uint16_t phrase = 0;  ///< into Phrases::phrases
  bool denied = false;       ///< to be found behind a denial
  std::vector<Group> groups;
};

/// A way to speak of a quantity.
struct Phrase {
  std::string id;
  /// What it may mean: a sum of quantities; the first one that the report's edition states.
  std::vector<std::vector<Term>> says;
  std::vector<std::string> units;           ///< what the number may count
  std::vector<std::uint16_t> near;          ///< one of these words stands before it in the section; empty: any
  std::vector<std::uint16_t> without;       ///< none of these words stands in the clause
  std::vector<std::uint16_t> denied_without;  ///< the same for a denial
  /// Of what it speaks without any word of scope.
  enum class Unstated : std::uint8_t { open, whole, part };
  Unstated unstated = Unstated::open;
  bool sure = true;                         ///< false: it may speak of something else too
};

struct Phrases {
  /// What a word does beside being part of phrases. A topic (环保) narrows its own clause only.
  enum class Role : std::uint8_t { none, denial, whole, part, topic, neither, other_year, plan };
  /// Where a word stands in the patterns.
  struct Use {
    std::uint16_t pattern = 0;
    std::uint8_t group = 0;
  };

  WordFinder words;
  std::vector<Role> roles;             ///< by word
  std::vector<std::vector<Use>> uses;  ///< by word
  std::vector<PhrasePattern> patterns;
  std::vector<Phrase> phrases;

  Phrase const* find(std::string_view id) const;
};

}  // namespace tiaoli
