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
      made.text = interval(cell);
    } else {
      return without_number(cell);
    }
    made.note = note(cell);
    return made;
  }

  std::string interval(ConvertedCell const& cell) const {
    const auto text = [](std::optional<Decimal> const& number) { return number ? number->to_string() : std::string(); };
    return fill(cell.min && cell.max ? words_.interval : cell.min ? words_.at_least : words_.at_most,
                {{"min", text(cell.min)}, {"max", text(cell.max)}});
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
    auto found = std::find_if(grounds_.begin(), grounds_.end(), [&](Ground const& ground) {
      return std::tie(ground.standing, ground.from, ground.via, ground.print) == std::tie(standing, cell.from, cell.via, print);
    });
    if (found == grounds_.end()) found = grounds_.insert(found, {standing, cell.from, cell.via, print, {}});
    found->cells.push_back(cell.cell.index);
    return static_cast<std::uint16_t>(found - grounds_.begin() + 1);
  }

  std::string text_of(Ground const& ground) const {
    std::string cells, from, why;
    const auto add = [&](std::string& list, CellId cell, std::string const& number) {
      if (!list.empty()) list += words_.list_separator;
      list += fill(words_.figure_of, {{"label", name_of(cell, registry_)}, {"figure", number}});
    };
    for (const std::uint16_t cell : ground.cells) add(cells, {conversion_.edition, cell}, made_.of_cell[cell].text);
    for (const CellId cell : ground.from) {
      const auto known = report_.facts[cell.index].known();
      add(from, cell, known ? known->to_string() : std::string());
    }
    for (const std::string_view id : ground.via) why += why_of(id);
    const std::string number = std::to_string(&ground - grounds_.data() + 1);
    if (ground.standing == Standing::exact) return fill(words_.remark_note, {{"number", number}, {"cells", cells}, {"text", ground.print}});
    return fill(from.empty() ? words_.note_without_source : words_.note,
                {{"number", number}, {"cells", cells}, {"standing", word_of(ground.standing)}, {"from", from}, {"why", why}});
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

std::string joined(std::vector<std::string> const& labels, std::size_t first, std::string const& separator) {
  std::string text;
  for (std::size_t i = first; i < labels.size(); ++i) text += (i == first ? "" : separator) + labels[i];
  return text;
}

}  // namespace

Figures figures_of(Report const& report, Conversion const& conversion, Registry const& registry) {
  return FigureMaker(report, conversion, registry).make();
}

std::string name_of(CellId cell, Registry const& registry) {
  std::vector<std::string> labels = labels_of(cell, registry);
  Edition const& edition = registry.editions()[cell.edition];
  const bool unlabelled = labels.back().empty();
  const bool several = edition.tables[edition.columns[edition.cells[cell.index].column].table].column_count > 1;
  if (unlabelled) labels.clear();
  if (several) labels.push_back(column_path(cell, registry));
  const std::size_t chapter = labels.size() > (several && !unlabelled ? 2U : 1U) ? 1 : 0;
  return joined(labels, chapter, registry.layout().words.path_separator);
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
