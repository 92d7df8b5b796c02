#include "converters/solve.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "converters/relations.hpp"
#include "converters/system.hpp"

namespace tiaoli {
namespace {

/// The identities of one edition, solved for the cells that printed no number.
class Deriver {
 public:
  Deriver(Report& report, Registry const& registry, Diagnostics& diagnostics)
      : report_(report),
        registry_(registry),
        edition_(registry.editions()[*report.edition]),
        diagnostics_(diagnostics),
        system_(registry),
        refused_(report.facts.size()) {}

  void derive() {
    for (Fact const& fact : report_.facts) {
      if (fact.value.number) system_.state(fact);
    }
    std::vector<std::uint16_t> identities;
    for (CellRelation const& relation : edition_.relations) {
      if (relation.strength == Strength::identity) identities.push_back(relation.equation);
    }
    std::vector<Conflict> conflicts;
    system_.narrow(identities, conflicts);
    for (Conflict const& conflict : conflicts) refuse(conflict);
    for (Fact& fact : report_.facts) {
      if (!fact.value.number) derive(fact);
    }
  }

 private:
  /// What a broken identity is about is not derived: a contradiction is reported and never repaired.
  void refuse(Conflict const& conflict) {
    for (CellRelation const& relation : edition_.relations) {
      if (&registry_.equations()[relation.equation] != conflict.equation) continue;
      for (auto const& term : relation.terms) {
        Fact const& fact = report_.facts[term.cell];
        if (fact.value.number || refused_[term.cell]) continue;
        refused_[term.cell] = true;
        if (!determined(fact)) continue;
        diagnostics_.push_back({.code = "B301",
                                .at = fact.at,
                                .cells = {registry_.cell(fact.cell).id},
                                .arguments = {{"cell", registry_.cell(fact.cell).id}, {"equation", conflict.equation->id}}});
      }
    }
  }

  std::optional<Decimal> determined(Fact const& fact) const {
    const std::uint16_t quantity = registry_.cell(fact.cell).quantity;
    if (!system_.box().is_fixed(quantity)) return std::nullopt;
    const Decimal value = Decimal::from_millionths(system_.box().low[quantity]);
    return value.is_integer() || registry_.cell(fact.cell).kind == Kind::decimal ? std::optional(value) : std::nullopt;
  }

  void derive(Fact& fact) {
    const auto value = determined(fact);
    if (!value || refused_[fact.cell.index]) return;
    const std::uint16_t quantity = registry_.cell(fact.cell).quantity;
    Derived derived{*value, {}, system_.grounds(quantity).via};
    if (rests_on_refused(derived.chain, quantity)) return;
    derived.by.push_back(derived.chain.back());
    fact.derived = std::move(derived);
  }

  /// Whether an equation of the chain contains another cell that was refused.
  bool rests_on_refused(std::vector<std::string_view> const& chain, std::uint16_t quantity) const {
    if (std::find(refused_.begin(), refused_.end(), true) == refused_.end()) return false;
    return std::any_of(edition_.relations.begin(), edition_.relations.end(), [&](CellRelation const& relation) {
      if (std::find(chain.begin(), chain.end(), registry_.equations()[relation.equation].id) == chain.end()) return false;
      return std::any_of(relation.terms.begin(), relation.terms.end(), [&](auto const& term) {
        return refused_[term.cell] && edition_.cells[term.cell].quantity != quantity;
      });
    });
  }

  Report& report_;
  Registry const& registry_;
  Edition const& edition_;
  Diagnostics& diagnostics_;
  System system_;
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
    // An identity is broken by printed numbers alone. What is only plausible may rest on a number that they determine.
    const bool soft = relation.strength == Strength::soft;
    const RelationState state = state_of(relation, edition, [&](std::uint16_t cell) {
      Fact const& fact = report.facts[cell];
      return soft && !fact.value.number && fact.derived ? std::optional(fact.derived->value) : fact.value.number;
    });
    if (!state.is_broken(relation.relation)) continue;
    found.push_back({&relation, Decimal::from_millionths(state.left), Decimal::from_millionths(state.right), state.unknown});
  }
  return found;
}

}  // namespace tiaoli
