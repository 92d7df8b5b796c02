#include "converters/convert.hpp"

#include <algorithm>
#include <utility>

namespace tiaoli {
namespace {

/// What is known of one quantity on the way from one edition to the other.
struct Known {
  Decimal value;
  Fidelity fidelity = Fidelity::exact;
  std::vector<std::uint16_t> from;  ///< cells of the source edition
  std::vector<std::string_view> via;
};

template <typename Item>
void add_new(std::vector<Item>& to, std::vector<Item> const& items) {
  for (Item const& item : items) {
    if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(item);
  }
}

class Converter {
 public:
  Converter(Report const& report, std::uint8_t target, Registry const& registry, Diagnostics& diagnostics)
      : report_(report),
        registry_(registry),
        source_(registry.editions()[*report.edition]),
        source_index_(*report.edition),
        target_(registry.editions()[target]),
        target_index_(target),
        diagnostics_(diagnostics),
        known_(registry.quantities().size()) {}

  Conversion convert() {
    collect_forbidden();
    take_source();
    // Stronger relations first: what they determine, a relation of practice never changes.
    spread(Fidelity::sum);
    if (source_index_ != target_index_) spread(Fidelity::close);
    return write();
  }

 private:
  /// For every quantity of the target the source cells that must never become it.
  void collect_forbidden() {
    forbidden_.resize(registry_.quantities().size());
    for (Never const& never : registry_.never()) {
      for (const CellId to : never.to) {
        if (to.edition != target_index_) continue;
        for (const CellId from : never.from) {
          if (from.edition == source_index_) forbidden_[registry_.cell(to).quantity].push_back(from.index);
        }
      }
    }
  }

  bool is_forbidden(std::uint16_t quantity, std::vector<std::uint16_t> const& from) const {
    return std::any_of(from.begin(), from.end(), [&](std::uint16_t cell) {
      return std::find(forbidden_[quantity].begin(), forbidden_[quantity].end(), cell) != forbidden_[quantity].end();
    });
  }

  void take_source() {
    for (Fact const& fact : report_.facts) {
      const auto value = fact.known();
      if (!value) continue;
      const std::uint16_t quantity = registry_.cell(fact.cell).quantity;
      Known known{*value, Fidelity::exact, {fact.cell.index}, {}};
      if (!fact.value.number) {
        known.fidelity = Fidelity::sum;
        known.via = fact.derived->chain;
      }
      if (source_index_ != target_index_) {
        for (Equation const& equation : registry_.equations()) {
          if (equation.terms.size() == 1 && equation.terms.front().quantity == quantity) known.via.push_back(equation.id);
        }
      }
      known_[quantity] = std::move(known);
    }
  }

  bool applies(Equation const& equation, Fidelity limit) const {
    if (equation.relation != Relation::equal || equation.terms.size() < 2) return false;
    const auto holds_in = [&](std::uint8_t edition) {
      return std::find(equation.editions.begin(), equation.editions.end(), edition) != equation.editions.end();
    };
    switch (equation.strength) {
      case Strength::identity: return holds_in(target_index_) && source_index_ != target_index_;
      case Strength::exact: return holds_in(source_index_) && holds_in(target_index_);
      case Strength::close: return limit == Fidelity::close && holds_in(source_index_) && holds_in(target_index_);
      default: return false;
    }
  }

  void spread(Fidelity limit) {
    for (bool any = true; any;) {
      any = false;
      for (Equation const& equation : registry_.equations()) {
        if (applies(equation, limit)) any = solve(equation) || any;
      }
    }
  }

  /// Gives the one unknown quantity of `equation` its value, or all of them zero when nothing is left.
  bool solve(Equation const& equation) {
    std::int64_t left_over = 0;
    std::vector<Term> unknown;
    Known inputs;
    for (Term const& term : equation.terms) {
      auto const& known = known_[term.quantity];
      if (!known) {
        unknown.push_back(term);
        continue;
      }
      left_over += term.sign * known->value.millionths();
      inputs.fidelity = std::max(inputs.fidelity, known->fidelity);
      add_new(inputs.from, known->from);
      add_new(inputs.via, known->via);
    }
    if (unknown.empty()) return false;
    const auto signed_kind = [&](Term const& term) {
      return registry_.indicators()[registry_.quantities()[term.quantity].indicator].kind == Kind::signed_count;
    };
    const bool only_zeros = left_over == 0 && std::all_of(unknown.begin(), unknown.end(), [&](Term const& term) {
                              return term.sign == unknown.front().sign && !signed_kind(term);
                            });
    if (unknown.size() > 1 && !only_zeros) return false;
    const Decimal value = Decimal::from_millionths(unknown.front().sign > 0 ? -left_over : left_over);
    if (value < Decimal{} && !signed_kind(unknown.front())) {
      report_impossible(equation, unknown.front(), value);
      return false;
    }
    if (equation.strength == Strength::close) {
      inputs.fidelity = std::max(inputs.fidelity, Fidelity::close);
    } else if (equation.terms.size() > 2 || equation.strength == Strength::identity) {
      inputs.fidelity = std::max(inputs.fidelity, Fidelity::sum);
    }
    inputs.value = value;
    add_new(inputs.via, {std::string_view(equation.id)});
    bool any = false;
    for (Term const& term : unknown) {
      if (is_forbidden(term.quantity, inputs.from)) continue;
      known_[term.quantity] = inputs;
      any = true;
    }
    return any;
  }

  /// The figures of the source contradict each other, so that a count would have to be negative.
  void report_impossible(Equation const& equation, Term const& term, Decimal value) {
    const bool known = std::any_of(reported_.begin(), reported_.end(), [&](auto const& r) { return r == &equation; });
    if (known) return;
    reported_.push_back(&equation);
    diagnostics_.push_back({.code = "C102",
                            .arguments = {{"equation", equation.id},
                                          {"quantity", registry_.quantities()[term.quantity].id},
                                          {"value", value.to_string()}}});
  }

  Conversion write() const {
    Conversion made;
    made.edition = target_index_;
    std::vector<bool> used(source_.cells.size());
    for (std::size_t i = 0; i < target_.cells.size(); ++i) {
      ConvertedCell cell;
      cell.cell = {target_index_, static_cast<std::uint16_t>(i)};
      if (auto const& known = known_[target_.cells[i].quantity]) {
        cell.value = known->value;
        cell.fidelity = known->fidelity;
        cell.via = known->via;
        for (const std::uint16_t from : known->from) {
          cell.from.push_back({source_index_, from});
          used[from] = true;
        }
      }
      made.cells.push_back(std::move(cell));
    }
    for (Fact const& fact : report_.facts) {
      if (fact.value.number && !used[fact.cell.index]) made.losses.push_back({fact.cell, *fact.value.number, reason(fact.cell)});
    }
    return made;
  }

  /// Why the target has no place for a cell: the closest record that speaks of it.
  Text reason(CellId cell) const {
    for (Never const& never : registry_.never()) {
      const bool target_named = std::any_of(never.to.begin(), never.to.end(), [&](CellId to) { return to.edition == target_index_; });
      if (target_named && std::find(never.from.begin(), never.from.end(), cell) != never.from.end()) return never.why;
    }
    const std::uint16_t quantity = registry_.cell(cell).quantity;
    for (Equation const& equation : registry_.equations()) {
      const bool relates = equation.strength != Strength::identity && equation.strength != Strength::soft &&
                           std::find(equation.editions.begin(), equation.editions.end(), target_index_) != equation.editions.end();
      const bool mentions = std::any_of(equation.terms.begin(), equation.terms.end(), [&](Term const& t) { return t.quantity == quantity; });
      if (relates && mentions && equation.terms.size() > 1) return equation.why;
    }
    return registry_.no_place();
  }

  Report const& report_;
  Registry const& registry_;
  Edition const& source_;
  std::uint8_t source_index_;
  Edition const& target_;
  std::uint8_t target_index_;
  Diagnostics& diagnostics_;
  std::vector<std::optional<Known>> known_;
  std::vector<std::vector<std::uint16_t>> forbidden_;
  std::vector<Equation const*> reported_;
};

}  // namespace

std::string_view to_string(Fidelity fidelity) {
  switch (fidelity) {
    case Fidelity::exact: return "exact";
    case Fidelity::sum: return "sum";
    case Fidelity::close: return "close";
    case Fidelity::bounded: return "bounded";
    case Fidelity::none: break;
  }
  return "none";
}

Conversion convert(Report const& report, std::uint8_t edition, Registry const& registry, Diagnostics& diagnostics) {
  return Converter(report, edition, registry, diagnostics).convert();
}

}  // namespace tiaoli
