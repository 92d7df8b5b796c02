#include "converters/convert.hpp"

#include <algorithm>
#include <utility>

#include "converters/system.hpp"

namespace tiaoli {
namespace {

bool holds_in(Equation const& equation, std::uint8_t edition) {
  return std::find(equation.editions.begin(), equation.editions.end(), edition) != equation.editions.end();
}

class Converter {
 public:
  Converter(Report const& report, std::uint8_t target, Registry const& registry, Diagnostics& diagnostics)
      : report_(report),
        registry_(registry),
        source_index_(*report.edition),
        target_index_(target),
        target_(registry.editions()[target]),
        diagnostics_(diagnostics),
        excluded_(registry.equations().size()) {}

  Conversion convert() {
    // A contradiction takes the equations back that it is about, and everything is done again without them.
    do system_.emplace(new_system());
    while (!narrow_all());
    return write();
  }

 private:
  /// For every quantity of the target the source cells that must never become it.
  std::vector<std::vector<std::uint16_t>> forbidden() const {
    std::vector<std::vector<std::uint16_t>> cells(registry_.quantities().size());
    for (Never const& never : registry_.never()) {
      for (const CellId to : never.to) {
        if (to.edition != target_index_) continue;
        for (const CellId from : never.from) {
          if (from.edition == source_index_) cells[registry_.cell(to).quantity].push_back(from.index);
        }
      }
    }
    return cells;
  }

  System new_system() const {
    System made = source_index_ == target_index_ ? System(registry_) : System(registry_, target_index_, forbidden());
    for (Fact const& fact : report_.facts) made.state(fact);
    return made;
  }

  /// Answers false when a contradiction was found and its equations excluded.
  bool narrow_all() {
    if (source_index_ == target_index_) return true;
    // What is printed goes before what the sums of the target form would make of it, and a relation of practice
    // never changes what stronger ones determine.
    return narrow({Strength::exact}) && narrow({Strength::identity, Strength::exact}) &&
           narrow({Strength::identity, Strength::exact, Strength::close, Strength::bounded});
  }

  bool narrow(std::initializer_list<Strength> strengths) {
    std::vector<std::uint16_t> equations;
    for (std::size_t e = 0; e < registry_.equations().size(); ++e) {
      Equation const& equation = registry_.equations()[e];
      if (excluded_[e] || equation.terms.size() < 2 || !holds_in(equation, target_index_)) continue;
      if (std::find(strengths.begin(), strengths.end(), equation.strength) == strengths.end()) continue;
      const bool of_target = equation.strength == Strength::identity;
      if (of_target || holds_in(equation, source_index_)) equations.push_back(static_cast<std::uint16_t>(e));
    }
    std::vector<Conflict> conflicts;
    system_->narrow(equations, conflicts);
    if (conflicts.empty()) system_->tighten(equations, conflicts);
    if (conflicts.empty()) return true;
    report_conflict(conflicts.front());
    exclude(conflicts.front(), equations);
    return false;
  }

  /// Excludes the weakest equations that a contradiction is about: the sums of the target form that share unknowns with
  /// it or made its bounds, else the equation itself.
  void exclude(Conflict const& conflict, std::vector<std::uint16_t> const& equations) {
    const auto conflicting = static_cast<std::uint16_t>(conflict.equation - registry_.equations().data());
    Strength const strength = conflict.equation->strength;
    bool any_sum = false;
    const auto exclude_sum = [&](std::uint16_t e) {
      if (registry_.equations()[e].strength != Strength::identity) return;
      excluded_[e] = any_sum = true;
    };
    if (strength == Strength::close || strength == Strength::bounded) {
      for (const std::uint16_t e : equations) {
        if (std::find(conflict.via.begin(), conflict.via.end(), registry_.equations()[e].id) != conflict.via.end()) exclude_sum(e);
      }
      if (!any_sum) excluded_[conflicting] = true;
      return;
    }
    std::vector<std::uint16_t> together{conflicting};
    for (std::size_t i = 0; i < together.size(); ++i) {
      for (Term const& term : registry_.equations()[together[i]].terms) {
        if (system_->is_stated(term.quantity)) continue;
        for (const std::uint16_t other : registry_.equations_of(term.quantity)) {
          const bool used = std::find(equations.begin(), equations.end(), other) != equations.end();
          if (used && std::find(together.begin(), together.end(), other) == together.end()) together.push_back(other);
        }
      }
    }
    for (const std::uint16_t e : together) exclude_sum(e);
    if (!any_sum) excluded_[conflicting] = true;
  }

  /// The figures of the source contradict each other in the target form.
  void report_conflict(Conflict const& conflict) {
    Diagnostic found{.code = conflict.equation->strength == Strength::identity || conflict.equation->strength == Strength::exact ? "C102" : "C104",
                     .arguments = {{"equation", conflict.equation->id}}};
    std::string cells;
    for (const std::uint16_t cell : conflict.cells) {
      Fact const& fact = report_.facts[cell];
      const auto value = fact.known();
      found.cells.push_back(registry_.cell(fact.cell).id);
      cells += (cells.empty() ? "" : ", ") + found.cells.back() + " " + (value ? value->to_string() : "?");
    }
    found.arguments.emplace_back("cells", cells);
    diagnostics_.push_back(std::move(found));
  }

  Conversion write() const {
    Conversion made;
    made.edition = target_index_;
    std::vector<bool> carried(registry_.editions()[source_index_].cells.size());
    for (std::size_t i = 0; i < target_.cells.size(); ++i) {
      ConvertedCell cell = converted({target_index_, static_cast<std::uint16_t>(i)});
      for (const CellId from : cell.from) carried[from.index] = carried[from.index] || cell.value.has_value();
      made.cells.push_back(std::move(cell));
    }
    for (Fact const& fact : report_.facts) {
      const auto value = fact.value.number ? fact.value.number : fact.estimate ? fact.estimate->value : std::nullopt;
      if (value && !carried[fact.cell.index]) made.losses.push_back({fact.cell, *value, reason(fact.cell)});
    }
    return made;
  }

  ConvertedCell converted(CellId id) const {
    ConvertedCell cell{id, Fidelity::none, {}, {}, {}, {}, {}};
    const std::uint16_t quantity = registry_.cell(id).quantity;
    if (source_index_ == target_index_) {
      cell.printed = report_.facts[id.index].value;
      cell.at = report_.facts[id.index].at;
    }
    if (!system_->is_known_of(quantity)) return cell;
    const Grounds grounds = system_->grounds(quantity);
    for (const std::uint16_t index : grounds.from) cell.from.push_back({source_index_, index});
    cell.via = grounds.via;
    Box const& box = system_->box();
    if (box.is_fixed(quantity)) {
      cell.value = Decimal::from_millionths(box.low[quantity]);
      cell.fidelity = grounds.fidelity;
      return cell;
    }
    cell.fidelity = Fidelity::bounded;
    if (box.low[quantity] != Box::no_low) cell.min = Decimal::from_millionths(box.low[quantity]);
    if (box.high[quantity] != Box::no_high) cell.max = Decimal::from_millionths(box.high[quantity]);
    return cell;
  }

  /// Why the target has no place for a cell: the record that speaks of it most closely.
  Text reason(CellId cell) const {
    for (Never const& never : registry_.never()) {
      if (never.from.size() != 1 || never.from.front() != cell) continue;
      const bool target_named = std::any_of(never.to.begin(), never.to.end(), [&](CellId to) { return to.edition == target_index_; });
      if (target_named) return never.why;
    }
    const std::uint16_t quantity = registry_.cell(cell).quantity;
    for (const std::uint16_t e : registry_.equations_of(quantity)) {
      Equation const& equation = registry_.equations()[e];
      const bool relates = equation.strength != Strength::identity && equation.strength != Strength::soft;
      if (relates && equation.terms.size() > 1 && holds_in(equation, target_index_)) return equation.why;
    }
    return registry_.no_place();
  }

  Report const& report_;
  Registry const& registry_;
  std::uint8_t source_index_;
  std::uint8_t target_index_;
  Edition const& target_;
  Diagnostics& diagnostics_;
  std::optional<System> system_;
  std::vector<bool> excluded_;  ///< equations taken back after a contradiction
};

}  // namespace

Conversion convert(Report const& report, std::uint8_t edition, Registry const& registry, Diagnostics& diagnostics) {
  return Converter(report.start(), edition, registry, diagnostics).convert();
}

}  // namespace tiaoli
