#include "converters/culprits.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "converters/claims.hpp"

namespace tiaoli {
namespace {

constexpr std::size_t most_tries = 4000;  ///< corrections of two cells that are looked at in one report

// What makes a correction more or less far-fetched. Tuned on typing errors in invented reports, see tests/property.
constexpr int cost_of_slip[] = {2, 2, 2, 3, 3, 4, 8};
constexpr int cost_of_filled_zero = 3;  ///< most cells of a form are zero: one that is printed as zero mostly is
constexpr int gain_of_emptied = 1;
constexpr int gain_of_agreement = 2;    ///< with another total that counts the same in practice
constexpr int gain_of_claim = 6;        ///< with what the prose says
constexpr int cost_of_two = 4;
constexpr int clearly = 2;

Slip slip_between(std::string const& printed, std::string const& meant) {
  if (printed.size() == meant.size()) {
    std::size_t differing = 0, first = 0;
    for (std::size_t i = 0; i < printed.size(); ++i) {
      if (printed[i] == meant[i]) continue;
      if (differing++ == 0) first = i;
    }
    if (differing == 1) return Slip::digit;
    if (differing == 2 && printed[first] == meant[first + 1] && printed[first + 1] == meant[first]) return Slip::transposed;
    return Slip::unlike;
  }
  const bool dropped = printed.size() + 1 == meant.size();
  std::string const& shorter = dropped ? printed : meant;
  std::string const& longer = dropped ? meant : printed;
  if (shorter.size() + 1 != longer.size()) return Slip::unlike;
  std::size_t i = 0;
  while (i < shorter.size() && shorter[i] == longer[i]) ++i;
  if (shorter.compare(i, std::string::npos, longer, i + 1, std::string::npos) != 0) return Slip::unlike;
  return dropped ? Slip::dropped : Slip::added;
}

class CulpritSearch {
 public:
  CulpritSearch(Report const& report, Registry const& registry) : report_(report), registry_(registry), edition_(registry.editions()[*report.edition]) {}

  std::vector<Breach> search() {
    read();
    std::vector<Breach> breaches;
    for (std::uint16_t r = 0; r < edition_.relations.size(); ++r) {
      if (known_[r] && is_broken(r) && breach_of_[r] == none) breaches.push_back(gather(r, static_cast<std::uint16_t>(breaches.size())));
    }
    for (Breach& breach : breaches) {
      find_one(breach);
      if (breach.culprits.empty()) find_two(breach);
      rank(breach);
    }
    return breaches;
  }

 private:
  static constexpr std::uint16_t none = 0xFFFF;

  void read() {
    for (Fact const& fact : report_.facts) values_.push_back(fact.value.number ? fact.value.number->millionths() : 0);
    residual_.resize(edition_.relations.size());
    known_.resize(edition_.relations.size());
    breach_of_.assign(edition_.relations.size(), none);
    for (std::size_t r = 0; r < edition_.relations.size(); ++r) {
      CellRelation const& relation = edition_.relations[r];
      if (relation.strength != Strength::identity) continue;
      known_[r] = true;
      for (auto const& term : relation.terms) {
        known_[r] = known_[r] && report_.facts[term.cell].value.number.has_value();
        residual_[r] += term.sign * values_[term.cell];
      }
    }
  }

  static bool breaks(Relation relation, std::int64_t residual) {
    if (relation == Relation::equal) return residual != 0;
    return relation == Relation::at_most ? residual > 0 : residual < 0;
  }
  bool is_broken(std::uint16_t r) const { return breaks(edition_.relations[r].relation, residual_[r]); }

  /// All broken relations that hang together with one of them.
  Breach gather(std::uint16_t first, std::uint16_t number) {
    Breach breach;
    std::vector<std::uint16_t> open{first};
    breach_of_[first] = number;
    while (!open.empty()) {
      CellRelation const& relation = edition_.relations[open.back()];
      open.pop_back();
      breach.relations.push_back(&relation);
      for (auto const& term : relation.terms) {
        for (const std::uint16_t other : edition_.relations_of_cell[term.cell]) {
          if (!known_[other] || breach_of_[other] != none || !is_broken(other)) continue;
          breach_of_[other] = number;
          open.push_back(other);
        }
      }
    }
    return breach;
  }

  std::uint16_t number_of(CellRelation const* relation) const { return static_cast<std::uint16_t>(relation - edition_.relations.data()); }

  static int sign_in(CellRelation const& relation, std::uint16_t cell) {
    for (auto const& term : relation.terms) {
      if (term.cell == cell) return term.sign;
    }
    return 0;
  }

  bool may_hold(std::uint16_t cell, std::int64_t value) const {
    const Kind kind = edition_.cells[cell].kind;
    return (kind == Kind::signed_count || value >= 0) && (kind == Kind::decimal || value % Decimal::scale == 0);
  }

  void change(std::uint16_t cell, std::int64_t delta) {
    values_[cell] += delta;
    for (const std::uint16_t r : edition_.relations_of_cell[cell]) residual_[r] += sign_in(edition_.relations[r], cell) * delta;
  }

  /// Whether every known identity of these cells and of the breach holds now.
  bool is_mended(Breach const& breach, std::initializer_list<std::uint16_t> cells) const {
    if (std::any_of(breach.relations.begin(), breach.relations.end(), [&](auto const* relation) { return is_broken(number_of(relation)); })) return false;
    return std::none_of(cells.begin(), cells.end(), [&](std::uint16_t cell) {
      auto const& all = edition_.relations_of_cell[cell];
      return std::any_of(all.begin(), all.end(), [&](std::uint16_t r) { return known_[r] && is_broken(r); });
    });
  }

  void find_one(Breach& breach) {
    CellRelation const& first = *breach.relations.front();
    const std::int64_t residual = residual_[number_of(&first)];
    for (auto const& term : first.terms) {
      const std::int64_t delta = -residual * term.sign;
      if (!may_hold(term.cell, values_[term.cell] + delta)) continue;
      change(term.cell, delta);
      if (is_mended(breach, {term.cell})) breach.culprits.push_back({{correction(term.cell)}, 0});
      change(term.cell, -delta);
    }
  }

  /// The first cell mends one broken relation alone, the second what is left.
  void find_two(Breach& breach) {
    for (auto const* relation : breach.relations) {
      const std::int64_t residual = residual_[number_of(relation)];
      for (auto const& term : relation->terms) {
        const std::int64_t delta = -residual * term.sign;
        if (!may_hold(term.cell, values_[term.cell] + delta)) continue;
        change(term.cell, delta);
        find_second(breach, term.cell);
        change(term.cell, -delta);
        if (!breach.complete) return;
      }
    }
  }

  std::optional<std::uint16_t> first_broken(Breach const& breach, std::uint16_t cell) const {
    for (auto const* relation : breach.relations) {
      if (is_broken(number_of(relation))) return number_of(relation);
    }
    for (const std::uint16_t r : edition_.relations_of_cell[cell]) {
      if (known_[r] && is_broken(r)) return r;
    }
    return std::nullopt;
  }

  void find_second(Breach& breach, std::uint16_t first) {
    const auto broken = first_broken(breach, first);
    if (!broken) return;
    const std::int64_t residual = residual_[*broken];
    for (auto const& term : edition_.relations[*broken].terms) {
      if (++tries_ > most_tries) {
        breach.complete = false;
        return;
      }
      const std::int64_t delta = -residual * term.sign;
      if (term.cell == first || !may_hold(term.cell, values_[term.cell] + delta)) continue;
      change(term.cell, delta);
      if (is_mended(breach, {first, term.cell})) add_two(breach, first, term.cell);
      change(term.cell, -delta);
    }
  }

  void add_two(Breach& breach, std::uint16_t a, std::uint16_t b) {
    if (b < a) std::swap(a, b);
    Culprit made{{correction(a), correction(b)}, 0};
    const auto same = [&](Culprit const& known) { return known.corrections[0].cell == a && known.corrections[1].cell == b && known.corrections[0].value == made.corrections[0].value; };
    if (std::any_of(breach.culprits.begin(), breach.culprits.end(), same)) return;
    const bool exchanged = are_neighbours(a, b) && made.corrections[0].value == printed(b) && made.corrections[1].value == printed(a);
    if (exchanged) made.corrections[0].slip = made.corrections[1].slip = Slip::exchanged;
    breach.culprits.push_back(std::move(made));
  }

  Decimal printed(std::uint16_t cell) const { return *report_.facts[cell].value.number; }

  bool are_neighbours(std::uint16_t a, std::uint16_t b) const {
    EditionCell const& one = edition_.cells[a];
    EditionCell const& other = edition_.cells[b];
    const int rows = std::abs(int{one.row} - int{other.row}), columns = std::abs(int{one.column} - int{other.column});
    return rows + columns == 1;
  }

  /// What the cell's changed value would correct.
  Correction correction(std::uint16_t cell) const {
    const Decimal value = Decimal::from_millionths(values_[cell]);
    Slip slip = slip_between(printed(cell).to_string(), value.to_string());
    if (slip == Slip::unlike && copies_neighbour(cell)) slip = Slip::copied;
    return {cell, value, slip};
  }

  bool copies_neighbour(std::uint16_t cell) const {
    for (std::uint16_t other = 0; other < edition_.cells.size(); ++other) {
      if (are_neighbours(cell, other) && report_.facts[other].value.number && printed(other) == printed(cell) && printed(cell) != Decimal{}) return true;
    }
    return false;
  }

  void rank(Breach& breach) {
    for (Culprit& culprit : breach.culprits) {
      const bool exchanged = culprit.corrections.front().slip == Slip::exchanged;
      if (exchanged) {
        culprit.cost = cost_of_slip[0];
        continue;
      }
      culprit.cost = culprit.corrections.size() > 1 ? cost_of_two : 0;
      for (Correction const& correction : culprit.corrections) culprit.cost += cost(correction);
    }
    std::stable_sort(breach.culprits.begin(), breach.culprits.end(), [](Culprit const& a, Culprit const& b) { return a.cost < b.cost; });
    breach.stands_out = breach.complete && !breach.culprits.empty() && (breach.culprits.size() == 1 || breach.culprits[0].cost + clearly < breach.culprits[1].cost);
  }

  int cost(Correction const& correction) const {
    int made = cost_of_slip[static_cast<std::size_t>(correction.slip)];
    if (printed(correction.cell) == Decimal{}) made += cost_of_filled_zero;
    if (correction.value == Decimal{}) made -= gain_of_emptied;
    if (agrees_with_practice(correction)) made -= gain_of_agreement;
    if (is_claimed(correction)) made -= gain_of_claim;
    return made;
  }

  /// Whether a soft relation of the form that ties the cell to one other alone holds exactly with the new value.
  bool agrees_with_practice(Correction const& correction) const {
    return std::any_of(edition_.relations.begin(), edition_.relations.end(), [&](CellRelation const& relation) {
      if (relation.strength != Strength::soft || relation.terms.size() != 2 || sign_in(relation, correction.cell) == 0) return false;
      const std::uint16_t other = relation.terms[relation.terms[0].cell == correction.cell ? 1 : 0].cell;
      auto const& number = report_.facts[other].value.number;
      return number && *number == correction.value && correction.value != Decimal{};
    });
  }

  bool is_claimed(Correction const& correction) const {
    const std::uint16_t quantity = edition_.cells[correction.cell].quantity;
    return std::any_of(report_.claims.begin(), report_.claims.end(), [&](Claim const& claim) {
      if (claim.value != correction.value || claim.scope == Scope::part || claim.approximation != Approximation::exact) return false;
      Phrase const* const phrase = registry_.phrases().find(claim.phrase);
      return phrase != nullptr && phrase->sure && std::any_of(phrase->says.begin(), phrase->says.end(), [&](auto const& sum) { return sum.size() == 1 && sum.front().quantity == quantity; });
    });
  }

  Report const& report_;
  Registry const& registry_;
  Edition const& edition_;
  std::vector<std::int64_t> values_;    ///< by cell, in millionths
  std::vector<std::int64_t> residual_;  ///< by relation
  std::vector<bool> known_;             ///< by relation: an identity whose cells all have numbers
  std::vector<std::uint16_t> breach_of_;
  std::size_t tries_ = 0;
};

}  // namespace

std::vector<Breach> find_culprits(Report const& report, Registry const& registry) {
  if (!report.edition) return {};
  return CulpritSearch(report, registry).search();
}

}  // namespace tiaoli
