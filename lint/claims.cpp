// L301–L303, L308, L309: what the prose says of quantities against the table and against itself.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lint/families.hpp"

namespace tiaoli {
namespace {

/// What a claim allows, in millionths: 15800余 is less than 15900, 307余 less than 317.
struct Interval {
  std::int64_t low = 0, high = 0;
  bool contains(std::int64_t value) const { return low <= value && value <= high; }
  bool meets(Interval const& other) const { return low <= other.high && other.low <= high; }
};

Interval allowed(Claim const& claim) {
  const std::int64_t value = claim.value.millionths();
  std::int64_t grain = Decimal::scale;  // the place of the last digit that is no zero
  while (value != 0 && value % (grain * 10) == 0) grain *= 10;
  switch (claim.approximation) {
    case Approximation::exact: return {value, value};
    case Approximation::about: return {value - grain / 2, value + grain / 2};
    case Approximation::at_least: return {value, value + std::max(grain, 10 * Decimal::scale)};
    case Approximation::at_most: break;
  }
  return {value - grain, value};
}

/// A sum of cells of the report's form with its printed value.
struct Meaning {
  std::vector<std::uint16_t> cells;
  std::vector<int> signs;
  std::int64_t value = 0;
};

class ClaimLint {
 public:
  ClaimLint(LintContext const& context, Diagnostics& diagnostics)
      : report_(context.report), registry_(context.registry), edition_(report_.edition ? &registry_.editions()[*report_.edition] : nullptr), diagnostics_(diagnostics) {
    if (edition_ == nullptr) return;
    cell_of_.assign(registry_.quantities().size(), no_cell);
    for (std::size_t i = 0; i < edition_->cells.size(); ++i) cell_of_[edition_->cells[i].quantity] = static_cast<std::uint16_t>(i);
  }

  void lint() {
    for (Claim const& claim : report_.claims) {
      Phrase const* const phrase = registry_.phrases().find(claim.phrase);
      if (phrase == nullptr) continue;  // of other mapping files
      if (edition_ != nullptr) compare(claim, *phrase);
      compare_with_others(claim, *phrase);
    }
    report_swaps();
    for (Contradiction const& found : contradictions_) report(found);
  }

 private:
  static constexpr std::uint16_t no_cell = 0xFFFF;

  struct Contradiction {
    Claim const* claim = nullptr;
    Meaning meaning;
    bool error = false;
    std::vector<Claim const*> again{};  ///< other claims that say the same
  };

  bool is_whole(Claim const& claim, Phrase const& phrase) const {
    return claim.scope == Scope::whole || (claim.scope == Scope::unstated && phrase.unstated_is_whole);
  }

  std::optional<Meaning> meaning(std::vector<Term> const& sum) const {
    Meaning made;
    for (Term const& term : sum) {
      const std::uint16_t cell = cell_of_[term.quantity];
      if (cell == no_cell) return std::nullopt;
      const auto number = report_.facts[cell].known();
      if (!number) return std::nullopt;
      made.cells.push_back(cell);
      made.signs.push_back(term.sign);
      made.value += term.sign * number->millionths();
    }
    return made;
  }

  void compare(Claim const& claim, Phrase const& phrase) {
    std::optional<Meaning> first;
    const Interval interval = allowed(claim);
    for (std::vector<Term> const& sum : phrase.says) {
      auto found = meaning(sum);
      if (!found) continue;
      if (interval.contains(found->value)) {
        if (claim.approximation == Approximation::at_least && found->value == claim.value.millionths() && found->value % (10 * Decimal::scale) != 0) report_needless(claim, *found);
        return;
      }
      if (!first) first = std::move(found);
    }
    if (!first) return;
    const bool more = interval.low > first->value;
    const bool whole = is_whole(claim, phrase);
    if (!more && claim.scope == Scope::part) return;  // a part may be less
    if (!more && !whole && claim.denied) return;
    if (!more && !phrase.sure) return;
    constexpr std::int64_t yuan_of_unit = 10'000;
    const bool money = edition_->cells[first->cells.front()].kind == Kind::decimal;
    if (money && first->value != 0 && first->value == claim.value.millionths() * yuan_of_unit) {
      report_yuan(claim, *first);
      return;
    }
    const bool error = phrase.sure && (whole || more);
    const auto [known, is_new] = said_.emplace(std::pair{&phrase, claim.value.millionths()}, contradictions_.size());
    if (is_new) {
      contradictions_.push_back({&claim, std::move(*first), error});
      return;
    }
    Contradiction& before = contradictions_[known->second];
    before.again.push_back(&claim);
    before.error = before.error || error;
  }

  /// 微信1641、微博16805 in the prose, the other way round in the table.
  void report_swaps() {
    constexpr std::size_t most = 100;  // of a report that contradicts itself everywhere no pair is worth looking for
    if (contradictions_.size() > most) return;
    for (std::size_t a = 0; a < contradictions_.size(); ++a) {
      for (std::size_t b = a + 1; b < contradictions_.size(); ++b) {
        Contradiction const& first = contradictions_[a];
        Contradiction const& second = contradictions_[b];
        if (!first.error || !second.error || first.meaning.cells.size() != 1 || second.meaning.cells.size() != 1) continue;
        if (first.meaning.value == second.meaning.value || first.claim->value == second.claim->value) continue;
        if (first.claim->value.millionths() != second.meaning.value || second.claim->value.millionths() != first.meaning.value) continue;
        Diagnostic found = start("L303", *first.claim, first.meaning);
        found.cells.push_back(edition_->cells[second.meaning.cells.front()].id);
        found.arguments = {{"first", cell_label(*edition_, first.meaning.cells.front())},
                           {"second", cell_label(*edition_, second.meaning.cells.front())},
                           {"first_value", Decimal::from_millionths(first.meaning.value).to_string()},
                           {"second_value", Decimal::from_millionths(second.meaning.value).to_string()}};
        found.notes = {first.claim->text, second.claim->text};
        diagnostics_.push_back(std::move(found));
        contradictions_.erase(contradictions_.begin() + static_cast<std::ptrdiff_t>(b));
        contradictions_.erase(contradictions_.begin() + static_cast<std::ptrdiff_t>(a));
        --a;
        break;
      }
    }
  }

  Diagnostic start(char const* code, Claim const& claim, Meaning const& meaning) const {
    Diagnostic found{.code = code, .at = claim.at};
    for (const std::uint16_t cell : meaning.cells) found.cells.push_back(edition_->cells[cell].id);
    return found;
  }

  std::string labels(Meaning const& meaning) const {
    std::string text;
    for (std::size_t i = 0; i < meaning.cells.size(); ++i) {
      if (i > 0) text += meaning.signs[i] < 0 ? " - " : " + ";
      text += cell_label(*edition_, meaning.cells[i]);
    }
    return text;
  }

  void report(Contradiction const& contradiction) {
    Claim const& claim = *contradiction.claim;
    Diagnostic found = start(contradiction.error ? "L301" : "L302", claim, contradiction.meaning);
    found.arguments = {{"cells", labels(contradiction.meaning)},
                       {"printed", Decimal::from_millionths(contradiction.meaning.value).to_string()},
                       {"claimed", claim.value.to_string()}};
    found.notes.push_back(claim.text);
    for (Claim const* const again : contradiction.again) found.notes.push_back(fmt::format("{}: {}", again->at.line, again->text));
    diagnostics_.push_back(std::move(found));
  }

  void report_needless(Claim const& claim, Meaning const& meaning) {
    Diagnostic found = start("L308", claim, meaning);
    found.arguments = {{"cells", labels(meaning)}, {"printed", claim.value.to_string()}};
    found.notes.push_back(claim.text);
    diagnostics_.push_back(std::move(found));
  }

  void report_yuan(Claim const& claim, Meaning const& meaning) {
    Diagnostic found = start("L203", claim, meaning);
    found.arguments = {{"cells", labels(meaning)}, {"printed", Decimal::from_millionths(meaning.value).to_string()}, {"claimed", claim.value.to_string()}};
    found.notes.push_back(claim.text);
    if (meaning.cells.size() == 1) found.suggestions.push_back({edition_->cells[meaning.cells.front()].id, claim.value});
    diagnostics_.push_back(std::move(found));
  }

  /// 专职人员15名 in one place, 无专职工作人员 in another.
  void compare_with_others(Claim const& claim, Phrase const& phrase) {
    if (!phrase.sure) return;
    constexpr std::size_t few = 8;  // the first ones stand for all: the time stays linear
    std::vector<Claim const*>& before = claims_of_[&phrase];
    if (before.size() < few) before.push_back(&claim);
    for (Claim const* const one : before) {
      Claim const& other = *one;
      if (one == &claim || allowed(other).meets(allowed(claim))) continue;
      const bool both_whole = is_whole(claim, phrase) && is_whole(other, phrase);
      const bool one_denied = (claim.denied != other.denied) && claim.scope != Scope::part && other.scope != Scope::part;
      if (!both_whole && !one_denied) continue;
      Diagnostic found{.code = "L309", .at = claim.at};
      found.arguments = {{"claimed", claim.value.to_string()}, {"other", other.value.to_string()}, {"line", std::to_string(other.at.line)}};
      found.notes = {claim.text, other.text};
      diagnostics_.push_back(std::move(found));
      return;
    }
  }

  Report const& report_;
  Registry const& registry_;
  Edition const* edition_;
  Diagnostics& diagnostics_;
  std::vector<std::uint16_t> cell_of_;  ///< by quantity
  std::vector<Contradiction> contradictions_;
  std::map<std::pair<Phrase const*, std::int64_t>, std::size_t> said_;  ///< what the prose says of a phrase → contradictions_
  std::map<Phrase const*, std::vector<Claim const*>> claims_of_;
};

}  // namespace

void lint_claims(LintContext const& context, Diagnostics& diagnostics) {
  if (!context.report.claims.empty()) ClaimLint(context, diagnostics).lint();
}

}  // namespace tiaoli
