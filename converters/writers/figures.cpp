#include "converters/writers/figures.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tiaoli {
namespace {

/// Whether a print says more than its number: a remark in brackets, a unit, a word for the sign.
bool says_more(std::string_view print) {
  for (std::size_t at = 0; at < print.size();) {
    const std::string_view rest = print.substr(at);
    if (std::string_view("0123456789.,+- \t").find(rest.front()) != std::string_view::npos) {
      ++at;
    } else if (rest.starts_with("\xEF\xBC") && rest.size() > 2 && static_cast<unsigned char>(rest[2]) <= 0x99) {  // full-width digits and signs but brackets
      if (static_cast<unsigned char>(rest[2]) == 0x88 || static_cast<unsigned char>(rest[2]) == 0x89) return true;
      at += 3;
    } else {
      return true;
    }
  }
  return false;
}

Standing standing_of(Fidelity fidelity) { return static_cast<Standing>(fidelity); }

class FigureMaker {
 public:
  FigureMaker(Report const& report, Conversion const& conversion, Registry const& registry)
      : report_(report), conversion_(conversion), registry_(registry), words_(registry.layout().words) {}

  Figures make() {
    for (ConvertedCell const& cell : conversion_.cells) made_.of_cell.push_back(figure(cell));
    for (std::size_t n = 0; n < grounds_.size(); ++n) made_.notes.push_back({static_cast<std::uint16_t>(n + 1), text_of(grounds_[n])});
    return std::move(made_);
  }

 private:
  /// What one footnote tells, and of which cells.
  struct Ground {
    Standing standing = Standing::exact;
    std::vector<CellId> from;
    std::vector<std::string_view> via;
    std::string print;  ///< of an exact figure with a remark
    std::vector<std::uint16_t> cells;
  };

  Figure figure(ConvertedCell const& cell) {
    Figure made;
    made.standing = standing_of(cell.fidelity);
    made.value = cell.value;
    if (cell.value) {
      made.text = cell.value->to_string();
      if (cell.fidelity == Fidelity::sum) made.sign = words_.sum_sign;
      if (cell.fidelity == Fidelity::close) made.sign = words_.close_sign;
    } else if (cell.fidelity == Fidelity::bounded) {
      made.text = interval(cell.min, cell.max);
    } else {
      return without_number(cell);
    }
    made.note = note(cell);
    return made;
  }

  std::string interval(std::optional<Decimal> const& min, std::optional<Decimal> const& max) const {
    const auto text = [](std::optional<Decimal> const& number) { return number ? number->to_string() : std::string(); };
    return fill(min && max ? words_.interval : min ? words_.at_least : words_.at_most, {{"min", text(min)}, {"max", text(max)}});
  }

  /// A sheet of the same edition shows again what it printed in place of a number.
  Figure without_number(ConvertedCell const& cell) const {
    if (report_.edition == conversion_.edition) {
      Value const& printed = report_.facts[cell.cell.index].value;
      switch (printed.state) {
        case State::mark: return {Standing::mark, printed.text, {}, {}, 0};
        case State::blank: return {Standing::blank, {}, {}, {}, 0};
        case State::unreadable: return {Standing::unreadable, printed.text, {}, {}, 0};
        case State::reported:
        case State::missing: break;
      }
    }
    return {Standing::none, words_.none_mark, {}, {}, 0};
  }

  std::uint16_t note(ConvertedCell const& cell) {
    std::string print;
    if (cell.fidelity == Fidelity::exact) {
      if (cell.from.size() != 1) return 0;
      print = report_.facts[cell.from.front().index].value.text;
      if (!says_more(print)) return 0;
    }
    const Standing standing = standing_of(cell.fidelity);
    // What the form itself determines has no other source than its sums.
    const bool own = cell.from.size() == 1 && cell.from.front() == cell.cell && cell.fidelity != Fidelity::exact;
    const std::vector<CellId> from = own ? std::vector<CellId>{} : cell.from;
    auto found = std::find_if(grounds_.begin(), grounds_.end(), [&](Ground const& ground) {
      return std::tie(ground.standing, ground.from, ground.via, ground.print) == std::tie(standing, from, cell.via, print);
    });
    if (found == grounds_.end()) found = grounds_.insert(found, {standing, from, cell.via, print, {}});
    found->cells.push_back(cell.cell.index);
    return static_cast<std::uint16_t>(found - grounds_.begin() + 1);
  }

  std::string text_of(Ground const& ground) const {
    CellList cells(registry_), from(registry_);
    std::string why;
    for (const std::uint16_t cell : ground.cells) cells.add({conversion_.edition, cell}, made_.of_cell[cell].text);
    for (const CellId cell : ground.from) from.add(cell, known_of(report_.facts[cell.index]));
    for (const std::string_view id : ground.via) why += why_of(id);
    const std::string place = std::to_string(&ground - grounds_.data() + 1);
    if (ground.standing == Standing::exact) return fill(words_.remark_note, {{"number", place}, {"cells", cells.text()}, {"text", ground.print}});
    return fill(from.text().empty() ? words_.note_without_source : words_.note,
                {{"number", place}, {"cells", cells.text()}, {"standing", word_of(ground.standing)}, {"from", from.text()}, {"why", why}});
  }

  /// What the source says of a cell: a number it printed, or where else it comes from.
  std::string known_of(Fact const& fact) const {
    if (fact.value.number) return fact.value.number->to_string();
    if (fact.derived) return fill(words_.derived, {{"figure", fact.derived->value.to_string()}});
    if (!fact.estimate) return {};
    Estimate const& estimate = *fact.estimate;
    return fill(words_.estimated, {{"figure", estimate.value ? estimate.value->to_string() : interval(estimate.min, estimate.max)}});
  }

  std::string const& word_of(Standing standing) const {
    return standing == Standing::sum ? words_.sum : standing == Standing::close ? words_.close : words_.bounded;
  }

  /// Ids are unique within an edition only.
  std::string_view why_of(std::string_view id) const {
    for (Equation const& equation : registry_.equations()) {
      const auto holds = [&](std::uint8_t edition) {
        return std::find(equation.editions.begin(), equation.editions.end(), edition) != equation.editions.end();
      };
      if (equation.id == id && (holds(conversion_.edition) || holds(*report_.edition))) return equation.why.zh;
    }
    return {};
  }

  Report const& report_;
  Conversion const& conversion_;
  Registry const& registry_;
  LayoutWords const& words_;
  Figures made_;
  std::vector<Ground> grounds_;
};

std::string full_label(EditionRow const& row) { return row.number + row.label; }

/// The labels above and of a row, outermost first.
std::vector<std::string> labels_of(CellId cell, Registry const& registry) {
  Edition const& edition = registry.editions()[cell.edition];
  std::vector<std::string> labels;
  for (std::optional<std::uint16_t> row = edition.cells[cell.index].row; row; row = edition.rows[*row].parent) {
    labels.insert(labels.begin(), full_label(edition.rows[*row]));
  }
  return labels;
}

/// The column's label, below its group where another column of the table has the same.
std::string column_name(CellId cell, Registry const& registry) {
  Edition const& edition = registry.editions()[cell.edition];
  EditionColumn const& column = edition.columns[edition.cells[cell.index].column];
  const auto same = std::count_if(edition.columns.begin(), edition.columns.end(),
                                  [&](EditionColumn const& other) { return other.table == column.table && other.label == column.label; });
  return same == 1 ? column.label : column_path(cell, registry);
}

std::string joined(std::vector<std::string> const& labels, std::size_t first, std::string const& separator) {
  std::string text;
  for (std::size_t i = first; i < labels.size(); ++i) text += (i == first ? "" : separator) + labels[i];
  return text;
}

}  // namespace

Figures figures_of(Report const& report, Conversion const& conversion, Registry const& registry) {
  return FigureMaker(report, conversion, registry).make();
}

void CellList::add(CellId cell, std::string const& figure) {
  LayoutWords const& words = registry_.layout().words;
  const bool same_row = last_ && last_->edition == cell.edition && registry_.cell(*last_).row == registry_.cell(cell).row;
  if (last_) text_ += words.list_separator;
  text_ += fill(words.figure_of, {{"label", same_row ? column_name(cell, registry_) : name_of(cell, registry_)}, {"figure", figure}});
  last_ = cell;
}

std::string name_of(CellId cell, Registry const& registry) {
  Edition const& edition = registry.editions()[cell.edition];
  EditionCell const& place = edition.cells[cell.index];
  std::vector<std::string> labels = labels_of(cell, registry);
  // A label that no other row and no column has needs none of those above it.
  const auto same = [&](auto const& other) { return other.label == edition.rows[place.row].label; };
  const auto others = std::count_if(edition.rows.begin(), edition.rows.end(), same) + std::count_if(edition.columns.begin(), edition.columns.end(), same);
  std::size_t first = others == 1 ? labels.size() - 1 : 0;
  if (labels.back().empty()) labels.clear(), first = 0;
  if (edition.tables[edition.columns[place.column].table].column_count > 1) labels.push_back(column_name(cell, registry));
  return joined(labels, first, registry.layout().words.path_separator);
}

std::string row_path(CellId cell, Registry const& registry) {
  const std::string path = joined(labels_of(cell, registry), 0, registry.layout().words.path_separator);
  Edition const& edition = registry.editions()[cell.edition];
  return path.empty() ? edition.tables[edition.rows[edition.cells[cell.index].row].table].label : path;
}

std::string column_path(CellId cell, Registry const& registry) {
  Edition const& edition = registry.editions()[cell.edition];
  EditionColumn const& column = edition.columns[edition.cells[cell.index].column];
  return column.group.empty() ? column.label : column.group + " " + column.label;
}

}  // namespace tiaoli
