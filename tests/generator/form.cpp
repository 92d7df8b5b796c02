#include "tests/generator/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace tiaoli::generator {
namespace {

using Number = std::int64_t;  ///< millionths, as Decimal keeps them
constexpr Number unlimited = std::int64_t{1} << 60;

/// How big and how rare the numbers of one authority are.
struct Size {
  unsigned zero_percent = 50;
  int digits = 2;  ///< of the largest number drawn
};

Size draw_size(Random& random) {
  switch (random.weighted({3, 6, 3, 1})) {
    case 0: return {.zero_percent = 90, .digits = 1};
    case 1: return {.zero_percent = 70, .digits = 2};
    case 2: return {.zero_percent = 50, .digits = 3};
    default: return {.zero_percent = 15, .digits = 6};
  }
}

class Filler {
 public:
  Filler(Edition const& edition, bool plausible, Random& random)
      : edition_(edition),
        plausible_(plausible),
        random_(random),
        size_(draw_size(random)),
        values_(edition.cells.size()),
        defined_by_(edition.cells.size()) {
    for (CellRelation const& relation : edition.relations) {
      if (relation.strength != Strength::identity || relation.relation != Relation::equal) continue;
      auto& definition = defined_by_[relation.terms.front().cell];
      if (definition == nullptr) definition = &relation;
    }
  }

  /// Answers false when the draw led nowhere.
  bool fill() {
    // Backwards, because limits such as 主动公开政府信息数 follow from the rows below them.
    for (std::size_t cell = values_.size(); cell-- > 0;) {
      if (defined_by_[cell] == nullptr && !draw(cell)) return false;
    }
    for (CellRelation const& relation : edition_.relations) fit_left_side(relation);
    for (std::size_t cell = 0; cell < values_.size(); ++cell) {
      if (evaluate(cell) < 0 && edition_.cells[cell].kind != Kind::signed_count) return false;
    }
    return std::none_of(edition_.relations.begin(), edition_.relations.end(),
                        [this](CellRelation const& relation) { return matters(relation) && !holds(relation); });
  }

  std::vector<Decimal> values() const {
    std::vector<Decimal> made;
    for (auto const& value : values_) made.push_back(Decimal::from_millionths(*value));
    return made;
  }

 private:
  bool matters(CellRelation const& relation) const {
    return relation.strength == Strength::identity || (plausible_ && relation.strength == Strength::soft);
  }

  Number total(CellRelation const& relation) {
    Number sum = 0;
    for (auto const& term : relation.terms) sum += term.sign * evaluate(term.cell);
    return sum;
  }

  bool holds(CellRelation const& relation) {
    const Number sum = total(relation);
    return relation.relation == Relation::equal     ? sum == 0
           : relation.relation == Relation::at_most ? sum <= 0
                                                    : sum >= 0;
  }

  bool draw(std::size_t cell) {
    const Kind kind = edition_.cells[cell].kind;
    Number low = kind == Kind::signed_count ? -unlimited : 0;
    Number high = unlimited;
    for (CellRelation const& relation : edition_.relations) {
      if (matters(relation) && relation.relation != Relation::equal) limit(cell, relation, low, high);
    }
    if (low > high) return false;
    const Number drawn = magnitude(kind);
    const Number reach = std::min(high - low, std::max<Number>(drawn, 9 * Decimal::scale)) / Decimal::scale;
    values_[cell] = drawn >= low && drawn <= high ? drawn : low + random_.between(0, reach) * Decimal::scale;
    return true;
  }

  /// Narrows the range of `cell` by an inequality whose other cells are known.
  void limit(std::size_t cell, CellRelation const& relation, Number& low, Number& high) const {
    Number rest = 0;
    int sign = 0;
    for (auto const& term : relation.terms) {
      if (term.cell == cell) {
        sign += term.sign;
      } else if (!values_[term.cell]) {
        return;
      } else {
        rest += term.sign * *values_[term.cell];
      }
    }
    if (sign == 0) return;
    if ((relation.relation == Relation::at_most) == (sign > 0)) {
      high = std::min(high, -rest * sign);
    } else {
      low = std::max(low, -rest * sign);
    }
  }

  Number magnitude(Kind kind) {
    if (random_.percent(size_.zero_percent)) return 0;
    Number limit = 10;
    for (auto digits = random_.between(1, size_.digits); digits > 1; --digits) limit *= 10;
    Number number = random_.between(1, limit - 1) * Decimal::scale;
    if (kind == Kind::decimal) {
      for (auto places = random_.between(0, 4); places > 0; --places) number /= 10;
    }
    return kind == Kind::signed_count && random_.percent(60) ? -number : number;
  }

  /// In 新收 + 上年结转 = 总计 + 结转下年度 the first is computed, so the second must leave room for it.
  void fit_left_side(CellRelation const& relation) {
    const std::size_t first = relation.terms.front().cell;
    if (defined_by_[first] != &relation || relation.left_count < 2) return;
    Number room = 0;
    for (std::size_t i = relation.left_count; i < relation.terms.size(); ++i) room += evaluate(relation.terms[i].cell);
    for (std::size_t i = 1; i < relation.left_count; ++i) {
      const std::size_t cell = relation.terms[i].cell;
      if (defined_by_[cell] == nullptr) values_[cell] = std::min(*values_[cell], room);
      room -= evaluate(cell);
    }
  }

  Number evaluate(std::size_t cell) {
    if (!values_[cell]) {
      CellRelation const& relation = *defined_by_[cell];
      Number sum = 0;
      for (std::size_t i = 1; i < relation.terms.size(); ++i) {
        const Number value = evaluate(relation.terms[i].cell);
        sum += i < relation.left_count ? -value : value;
      }
      values_[cell] = sum;
    }
    return *values_[cell];
  }

  Edition const& edition_;
  bool plausible_;
  Random& random_;
  Size size_;
  std::vector<std::optional<Number>> values_;
  std::vector<CellRelation const*> defined_by_;
};

/// The rules of the forms as a reader of the paper would check them.
class Checker {
 public:
  Checker(Form const& form, Edition const& edition) : edition_(edition) {
    for (std::size_t i = 0; i < edition.cells.size(); ++i) {
      value_[edition.cells[i].id.substr(edition.id.size() + 1)] = form.values[i].millionths();
      const Kind kind = edition.cells[i].kind;
      if (kind != Kind::signed_count && form.values[i] < Decimal{}) complain(edition.cells[i].id, "is negative");
      if (kind != Kind::decimal && !form.values[i].is_integer()) complain(edition.cells[i].id, "is not whole");
    }
  }

  std::vector<std::string> check_list() {
    sum("C1", {"C1.1", "C1.2", "C1.3", "C1.4"});
    sum("C2", {"C2.1", "C2.2"});
    sum("C3", {"C3.1", "C3.2", "C3.3", "C3.4", "C3.5", "C3.6", "C3.7", "C3.8"});
    sum("C3.4", {"C3.4a", "C3.4b", "C3.4c", "C3.4d", "C3.4e", "C3.4f"});
    sum("D", {"D1", "D2", "D3"});
    sum("E", {"E1", "E2", "E3"});
    sum("H3", {"H3.1", "H3.2"});
    Number channels = 0;
    for (char const* channel : {"A2.1", "A2.2", "A2.3", "A2.4", "A2.5"}) {
      at_most(channel, "A1");
      channels += value_.at(channel);
    }
    if (value_.at("A1") > channels) complain("A1", "exceeds its channels");
    at_most("A1a", "A1");
    at_most("B2.1a", "B2.1");
    at_most("B2.2a", "B2.2");
    return found_;
  }

  std::vector<std::string> check_tables() {
    for (char const* column : {"nat", "biz", "sci", "ngo", "law", "oth", "sum"}) {
      Number results = 0;
      for (auto const& [id, number] : value_) {
        if (id.starts_with("R3.") && !id.starts_with("R3.7") && id.ends_with(column)) results += number;
      }
      const auto at = [&](std::string_view row) { return value_.at(fmt::format("{}/{}", row, column)); };
      if (results != at("R3.7")) complain(column, "results do not add up");
      if (at("R1") + at("R2") != at("R3.7") + at("R4")) complain(column, "is not balanced");
    }
    for (auto const& [id, number] : value_) {
      if (!id.starts_with("R") || !id.ends_with("/sum")) continue;
      const std::string row = id.substr(0, id.find('/'));
      sum(id, {row + "/nat", row + "/biz", row + "/sci", row + "/ngo", row + "/law", row + "/oth"});
    }
    for (const std::string block : {"V.rev", "V.dir", "V.aft"}) {
      sum(block + ".sum", {block + ".keep", block + ".fix", block + ".oth", block + ".open"});
    }
    return found_;
  }

 private:
  void complain(std::string_view what, std::string_view why) { found_.push_back(fmt::format("{} {}", what, why)); }
  void sum(std::string const& total, std::vector<std::string> const& parts) {
    Number found = 0;
    for (std::string const& part : parts) found += value_.at(part);
    if (found != value_.at(total)) complain(total, "is not the sum of its parts");
  }
  void at_most(std::string const& part, std::string const& whole) {
    if (value_.at(part) > value_.at(whole)) complain(part, "exceeds its whole");
  }

  Edition const& edition_;
  std::map<std::string, Number> value_;
  std::vector<std::string> found_;
};

}  // namespace

Form make_form(Registry const& registry, std::uint8_t edition, bool plausible, Random& random) {
  constexpr int patience = 2000;
  for (int attempt = 0; attempt < patience; ++attempt) {
    Filler filler(registry.editions()[edition], plausible, random);
    if (filler.fill()) return {edition, filler.values()};
  }
  throw std::logic_error("no consistent form found for edition " + registry.editions()[edition].id);
}

std::vector<std::string> contradictions(Form const& form, Registry const& registry) {
  Edition const& edition = registry.editions()[form.edition];
  Checker checker(form, edition);
  return edition.id == "2014" ? checker.check_list() : checker.check_tables();
}

}  // namespace tiaoli::generator
