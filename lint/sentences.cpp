// L304–L307, L310: sums and percentages inside the prose.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "lint/families.hpp"

namespace tiaoli {
namespace {

using ast::Clause;
using ast::Mention;

struct Item {
  Mention const* mention = nullptr;
  Clause const* clause = nullptr;
  std::int64_t value = 0;  ///< in millionths
};

std::optional<std::int64_t> millionths(Mention const& mention) {
  const auto value = Decimal::scaled(mention.value.digits, mention.value.exponent);
  return value ? std::optional(value->millionths()) : std::nullopt;
}

std::string printed(std::int64_t value) { return Decimal::from_millionths(value).to_string(); }

/// How far a percentage may be off: half of its last place.
std::int64_t rounding(Mention const& percentage) {
  std::int64_t half = Decimal::scale / 2;
  for (int place = 0; place > percentage.value.exponent; --place) half /= 10;
  return half;
}

class SentenceLint {
 public:
  SentenceLint(LintContext const& context, Diagnostics& diagnostics)
      : prose_(*context.prose), source_(*context.source), registry_(context.registry), diagnostics_(diagnostics) {}

  void lint() {
    for (ast::Sentence const& sentence : prose_.sentences) {
      if (sentence.first_of_paragraph) paragraph_.clear();
      gather(sentence);
      find_wrong_totals();
      find_wrong_shares();
      find_wrong_rates();
      paragraph_.insert(paragraph_.end(), items_.begin(), items_.end());
    }
    compare_shares();
  }

 private:
  void gather(ast::Sentence const& sentence) {
    items_.clear();
    for (std::uint32_t c = sentence.first_clause; c < sentence.first_clause + sentence.clause_count; ++c) {
      Clause const& clause = prose_.clauses[c];
      for (std::uint32_t m = clause.first_mention; m < clause.first_mention + clause.mention_count; ++m) {
        if (const auto value = millionths(prose_.mentions[m])) items_.push_back({&prose_.mentions[m], &clause, *value});
      }
    }
  }

  static bool counts_alike(Item const& a, Item const& b) { return !a.mention->percent && !b.mention->percent && a.mention->unit == b.mention->unit; }

  // ---- totals ------------------------------------------------------------------------------------

  /// 118项，其中：预算4项、责任10项、建设97项、专项7项; and 275家…，40家…，2家…，共4362家.
  void find_wrong_totals() {
    for (std::size_t i = 1; i < items_.size(); ++i) {
      if (items_[i].clause->of_which && items_[i].clause != items_[i - 1].clause) check_list_behind_total(i);
      if (items_[i].clause->altogether && items_[i].clause != items_[i - 1].clause) check_total_behind_list(i);
    }
  }

  /// Whether the mention is the only one of its clause that is no percentage: a clause of a list has one.
  bool alone(std::size_t i) const {
    const auto counts_too = [&](std::size_t other) { return items_[other].clause == items_[i].clause && !items_[other].mention->percent; };
    for (std::size_t before = i; before-- > 0 && items_[before].clause == items_[i].clause;) {
      if (counts_too(before)) return false;
    }
    for (std::size_t behind = i + 1; behind < items_.size() && items_[behind].clause == items_[i].clause; ++behind) {
      if (counts_too(behind)) return false;
    }
    return true;
  }

  void check_list_behind_total(std::size_t first) {
    std::size_t total = first;
    std::vector<std::int64_t> totals;  // the list may belong to one further back
    for (std::size_t i = first; i-- > 0 && i + longest_list > first;) {
      if (!counts_alike(items_[i], items_[first])) continue;
      if (totals.empty()) total = i;
      totals.push_back(items_[i].value);
    }
    if (totals.empty()) return;
    if (items_[total].mention->approximation != Approximation::exact) return;
    std::int64_t sum = 0;
    std::vector<Item> list;
    bool complete = false;
    for (std::size_t i = first; i < std::min(items_.size(), first + longest_list); ++i) {
      Item const& item = items_[i];
      if (item.mention->percent) continue;
      if (!counts_alike(item, items_[first]) || !alone(i) || item.mention->approximation != Approximation::exact) break;
      sum += item.value;
      list.push_back(item);
      if (list.size() > 1 && std::find(totals.begin(), totals.end(), sum) != totals.end()) return;
      complete = item.clause->rest;
    }
    constexpr std::size_t long_list = 3;
    const bool exceeds = sum > items_[total].value && list.size() >= long_list && std::all_of(list.begin(), list.end(), [&](Item const& item) { return item.value <= items_[total].value; });
    if (list.size() > 1 && (complete || exceeds) && sum != items_[total].value) report_total(items_[total], list, sum);
  }

  void check_total_behind_list(std::size_t total) {
    if (items_[total].mention->approximation != Approximation::exact) return;
    std::int64_t sum = 0;
    std::vector<Item> list;
    for (std::size_t i = total; i-- > 0 && i + longest_list > total;) {
      Item const& item = items_[i];
      if (item.mention->percent) continue;
      if (!counts_alike(item, items_[total]) || !alone(i) || item.mention->approximation != Approximation::exact) break;
      sum += item.value;
      list.push_back(item);
      if (list.size() > 1 && sum == items_[total].value) return;
    }
    std::reverse(list.begin(), list.end());
    constexpr std::size_t long_list = 3;
    if (list.size() >= long_list) report_total(items_[total], list, sum);
  }

  void report_total(Item const& total, std::vector<Item> const& list, std::int64_t sum) {
    std::string terms;
    for (Item const& item : list) terms += (terms.empty() ? "" : " + ") + printed(item.value);
    add("L304", *total.mention, {{"total", printed(total.value)}, {"sum", printed(sum)}}, fmt::format("{} = {}", terms, printed(sum)));
  }

  // ---- shares ------------------------------------------------------------------------------------

  /// 征地拆迁占25%、棚户区改造占35%、…，其他占15%: percentages one behind the other, the last of the rest.
  void find_wrong_shares() {
    std::vector<Item> list;
    const auto finish = [&] {
      constexpr std::size_t long_list = 3;
      if (list.size() >= long_list && list.size() <= longest_list) check_shares(list);
      list.clear();
    };
    for (Item const& item : items_) {
      if (item.mention->percent && !item.clause->rate && !item.clause->reduction) {
        list.push_back(item);
      }
    }
    finish();
  }

  void check_shares(std::vector<Item> const& list) {
    shares_.push_back(list);
    if (!std::any_of(list.begin(), list.end(), [](Item const& item) { return item.clause->rest; })) return;
    constexpr std::int64_t hundred = 100 * Decimal::scale;
    std::int64_t sum = 0, tolerance = 0;
    std::string terms;
    for (Item const& item : list) {
      sum += item.value;
      tolerance += rounding(*item.mention);
      terms += (terms.empty() ? "" : " + ") + printed(item.value);
    }
    if (std::abs(sum - hundred) <= tolerance) return;
    add("L305", *list.front().mention, {{"sum", printed(sum)}}, fmt::format("{} = {}", terms, printed(sum)));
  }

  /// The same list of shares twice, with another figure.
  void compare_shares() {
    constexpr std::size_t enough = 3;
    for (std::size_t a = 0; a < shares_.size(); ++a) {
      for (std::size_t b = a + 1; b < std::min(shares_.size(), a + most_lists); ++b) {
        std::size_t same = 0;
        Item const* first = nullptr;
        Item const* second = nullptr;
        for (Item const& one : shares_[a]) {
          const std::string label = registry_.key()(one.mention->label);
          for (Item const& other : shares_[b]) {
            if (label.empty() || registry_.key()(other.mention->label) != label) continue;
            if (one.value == other.value) {
              ++same;
            } else if (first == nullptr) {
              first = &one;
              second = &other;
            }
          }
        }
        if (same < enough || first == nullptr) continue;
        add("L310", *first->mention,
            {{"label", std::string(first->mention->label)}, {"value", printed(first->value)}, {"other", printed(second->value)}, {"line", std::to_string(source_.position(second->mention->text).line)}}, {});
      }
    }
  }

  // ---- rates -------------------------------------------------------------------------------------

  /// 212件…现已办结207件，办结率为97.5%; 由18.3个工作日压缩至9.3个工作日，提速50.7%.
  void find_wrong_rates() {
    for (std::size_t i = 1; i < items_.size(); ++i) {
      Item const& rate = items_[i];
      constexpr std::int64_t hundred = 100 * Decimal::scale;
      if (!rate.mention->percent || rate.value >= hundred || rate.mention->approximation != Approximation::exact) continue;
      if (rate.clause->reduction && i > 1) check_reduction(items_[i - 2], items_[i - 1], rate);
      if (rate.clause->rate) check_rate(i);
    }
  }

  static std::int64_t percent(std::int64_t part, std::int64_t whole) {
    return static_cast<std::int64_t>(std::llround(static_cast<double>(part) / static_cast<double>(whole) * 100.0 * static_cast<double>(Decimal::scale)));
  }

  static bool agrees(std::int64_t computed, Item const& rate) {
    constexpr std::int64_t cut_off = 2;  // many cut the last place off instead of rounding it
    return std::abs(computed - rate.value) <= cut_off * rounding(*rate.mention);
  }

  void check_reduction(Item const& before, Item const& after, Item const& rate) {
    if (!counts_alike(before, after) || before.value <= after.value || after.value <= 0) return;
    const std::int64_t computed = percent(before.value - after.value, before.value);
    if (!agrees(computed, rate)) report_rate(rate, computed, fmt::format("({} - {}) / {}", printed(before.value), printed(after.value), printed(before.value)));
  }

  void check_rate(std::size_t i) {
    Item const& rate = items_[i];
    Item const& part = items_[i - 1];
    if (part.mention->percent) return;
    std::vector<Item> before = paragraph_;
    before.insert(before.end(), items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(i));
    constexpr std::size_t far = 40;
    if (before.size() > far) before.erase(before.begin(), before.end() - static_cast<std::ptrdiff_t>(far));
    std::vector<std::int64_t> wholes;
    for (Item const& whole : before) {
      if (whole.mention == part.mention || !counts_alike(whole, part) || whole.value < part.value || whole.value <= 0) continue;
      if (std::find(wholes.begin(), wholes.end(), whole.value) == wholes.end()) wholes.push_back(whole.value);
    }
    for (Item const& a : before) {
      for (Item const& b : before) {
        if (a.mention != b.mention && counts_alike(a, b) && a.value <= b.value && b.value > 0 && agrees(percent(a.value, b.value), rate)) return;
      }
    }
    if (wholes.size() != 1) return;  // of which it is the rate cannot be told
    report_rate(rate, percent(part.value, wholes.front()), fmt::format("{} / {}", printed(part.value), printed(wholes.front())));
  }

  void report_rate(Item const& rate, std::int64_t computed, std::string const& how) {
    constexpr std::int64_t hundredth = Decimal::scale / 100;
    const std::int64_t shown = (computed + hundredth / 2) / hundredth * hundredth;
    const bool rounded_wrongly = std::abs(computed - rate.value) < Decimal::scale;
    add(rounded_wrongly ? "L307" : "L306", *rate.mention, {{"claimed", printed(rate.value)}, {"computed", printed(shown)}}, fmt::format("{} = {}%", how, printed(shown)));
  }

  void add(char const* code, Mention const& mention, std::vector<std::pair<std::string_view, std::string>> arguments, std::string note) {
    Diagnostic found{.code = code, .at = source_.position(mention.text)};
    found.arguments = std::move(arguments);
    if (!note.empty()) found.notes.push_back(std::move(note));
    diagnostics_.push_back(std::move(found));
  }

  static constexpr std::size_t most_lists = 50;    ///< a list is compared with those near it
  static constexpr std::size_t longest_list = 60;  ///< keeps the time linear in the text

  ast::Prose const& prose_;
  Source const& source_;
  Registry const& registry_;
  Diagnostics& diagnostics_;
  std::vector<Item> items_;      ///< of the sentence
  std::vector<Item> paragraph_;  ///< of the sentences of the paragraph before it
  std::vector<std::vector<Item>> shares_;
};

}  // namespace

void lint_sentences(LintContext const& context, Diagnostics& diagnostics) {
  if (context.prose != nullptr && context.source != nullptr) SentenceLint(context, diagnostics).lint();
}

}  // namespace tiaoli
