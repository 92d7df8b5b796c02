#include "converters/solve.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "converters/relations.hpp"

namespace tiaoli {
namespace {

/// Derives in rounds: first what printed numbers determine, then what that determines, and so on, so that
/// every chain is a shortest one.
class Deriver {
 public:
  Deriver(Report& report, Registry const& registry, Diagnostics& diagnostics)
      : report_(report),
        registry_(registry),
        edition_(registry.editions()[*report.edition]),
        diagnostics_(diagnostics),
        refused_(report.facts.size()) {}

  void derive() {
    // A contradiction takes back what it touches; that is settled after as many rounds as there are cells.
    do {
      for (Fact& fact : report_.facts) fact.derived.reset();
      while (round()) {
      }
    } while (take_back_contradictions());
  }

 private:
  struct Finding {
    std::uint16_t cell = 0;
    std::int64_t millionths = 0;
    CellRelation const* relation = nullptr;
  };

  std::optional<Decimal> known(std::uint16_t cell) const { return report_.facts[cell].known(); }

  RelationState state(CellRelation const& relation) const {
    return state_of(relation, edition_, [&](std::uint16_t cell) { return known(cell); });
  }

  bool round() {
    std::vector<Finding> findings;
    for (CellRelation const& relation : edition_.relations) {
      if (relation.strength == Strength::identity && relation.relation == Relation::equal) look(relation, findings);
    }
    std::stable_sort(findings.begin(), findings.end(), [](Finding const& a, Finding const& b) { return a.cell < b.cell; });
    bool any = false;
    for (auto at = findings.begin(); at != findings.end();) {
      const auto end = std::find_if(at, findings.end(), [&](Finding const& f) { return f.cell != at->cell; });
      any = accept(at, end) || any;
      at = end;
    }
    return any;
  }

  /// One unknown cell takes the difference. Several take zero when nothing is left for them.
  void look(CellRelation const& relation, std::vector<Finding>& findings) const {
    const RelationState found = state(relation);
    if (found.unknown == 0) return;
    const std::int64_t left_over = found.left - found.right;
    const bool only_zeros = left_over == 0 && found.can_grow != found.can_shrink;
    if (found.unknown > 1 && !only_zeros) return;
    for (auto const& term : relation.terms) {
      if (!known(term.cell)) findings.push_back({term.cell, -term.sign * left_over, &relation});
    }
  }

  template <typename Iterator>
  bool accept(Iterator first, Iterator last) {
    const std::uint16_t cell = first->cell;
    if (refused_[cell]) return false;
    const Decimal value = Decimal::from_millionths(first->millionths);
    const Kind kind = edition_.cells[cell].kind;
    const bool agreed = std::all_of(first, last, [&](Finding const& f) { return f.millionths == first->millionths; });
    const bool possible = (value >= Decimal{} || kind == Kind::signed_count) && (value.is_integer() || kind == Kind::decimal);
    if (!agreed || !possible) {
      refuse(cell, *first, *(last - 1));
      return false;
    }
    Derived derived{value, {}, {}};
    for (auto at = first; at != last; ++at) derived.by.push_back(registry_.equations()[at->relation->equation].id);
    for (auto const& term : first->relation->terms) {
      auto const& input = report_.facts[term.cell].derived;
      if (term.cell == cell || !input) continue;
      for (const std::string_view id : input->chain) {
        if (std::find(derived.chain.begin(), derived.chain.end(), id) == derived.chain.end()) derived.chain.push_back(id);
      }
    }
    std::erase(derived.chain, derived.by.front());
    derived.chain.push_back(derived.by.front());
    report_.facts[cell].derived = std::move(derived);
    return true;
  }

  bool take_back_contradictions() {
    bool any = false;
    for (CellRelation const& relation : edition_.relations) {
      if (relation.strength != Strength::identity || !state(relation).is_broken(relation.relation)) continue;
      for (auto const& term : relation.terms) {
        if (!report_.facts[term.cell].derived || refused_[term.cell]) continue;
        refuse(term.cell, {term.cell, report_.facts[term.cell].derived->value.millionths(), &relation}, {term.cell, 0, &relation});
        any = true;
      }
    }
    return any;
  }

  void refuse(std::uint16_t cell, Finding const& one, Finding const& other) {
    refused_[cell] = true;
    diagnostics_.push_back({.code = "B301",
                            .at = report_.facts[cell].at,
                            .cells = {edition_.cells[cell].id},
                            .arguments = {{"cell", edition_.cells[cell].id},
                                          {"one", registry_.equations()[one.relation->equation].id},
                                          {"other", registry_.equations()[other.relation->equation].id}}});
  }

  Report& report_;
  Registry const& registry_;
  Edition const& edition_;
  Diagnostics& diagnostics_;
  std::vector<bool> refused_;
};

}  // namespace

void derive(Report& report, Registry const& registry, Diagnostics& diagnostics) {
  const bool complete = std::all_of(report.facts.begin(), report.facts.end(), [](Fact const& fact) { return fact.value.number.has_value(); });
  if (report.edition && !complete) Deriver(report, registry, diagnostics).derive();
}

std::vector<Violation> violations(Report const& report, Registry const& registry) {
  std::vector<Violation> found;
  if (!report.edition) return found;
  Edition const& edition = registry.editions()[*report.edition];
  for (CellRelation const& relation : edition.relations) {
    const RelationState state = state_of(relation, edition, [&](std::uint16_t cell) { return report.facts[cell].value.number; });
    if (!state.is_broken(relation.relation)) continue;
    found.push_back({&relation, Decimal::from_millionths(state.left), Decimal::from_millionths(state.right), state.unknown});
  }
  return found;
}

}  // namespace tiaoli
