#include "converters/writers/form.hpp"

#include <algorithm>

#include "converters/writers/figures.hpp"
#include "converters/writers/grid.hpp"
#include "converters/writers/prose.hpp"

namespace tiaoli {
namespace {

/// For an edition that document.json does not know: the prose as it stood, then each table under its label.
LayoutOutline plain_outline(Edition const& edition) {
  LayoutOutline outline;
  outline.sections.emplace_back();
  for (EditionTable const& table : edition.tables) {
    outline.sections.push_back({table.id, {}, table.label, {}, {{{table.id}, false, {}, {}, {}, {}, {}}}});
  }
  return outline;
}

std::string title_of(Outline const& outline, LayoutWords const& words, Edition const& edition) {
  if (!outline.title.empty()) return outline.title;
  if (outline.publisher.empty() || !outline.year) return edition.name.zh;
  return fill(words.title, {{"publisher", outline.publisher}, {"year", std::to_string(*outline.year)}});
}

/// Only what is needed to read the figures that are there.
std::vector<std::string> legend_of(std::vector<Figure> const& figures, Edition const& from, Edition const& to, LayoutWords const& words) {
  const auto any = [&](Standing standing) {
    return std::any_of(figures.begin(), figures.end(), [standing](Figure const& figure) { return figure.standing == standing; });
  };
  const bool same = &from == &to;
  std::vector<std::string> legend{
      fill(same ? words.copied : words.converted,
           {{"from", from.name.zh}, {"from_basis", from.basis}, {"to", to.name.zh}, {"to_basis", to.basis}})};
  if (any(Standing::exact) && !same) legend.push_back(words.plain_legend);
  if (any(Standing::sum)) legend.push_back(words.sum_legend);
  if (any(Standing::close)) legend.push_back(words.close_legend);
  const auto bounded = [&](bool open) {
    return std::any_of(figures.begin(), figures.end(), [&](Figure const& figure) {
      const char end = figure.text.empty() ? ' ' : figure.text.back();
      return figure.standing == Standing::bounded && (end < '0' || end > '9') == open;
    });
  };
  if (bounded(false)) legend.push_back(words.bounded_legend);
  if (bounded(true)) legend.push_back(words.open_legend);
  if (any(Standing::none)) legend.push_back(words.none_legend);
  return legend;
}

/// Losses of one row for one reason share a line.
std::vector<std::string> loss_lines(std::vector<FormLoss> const& losses, Registry const& registry) {
  LayoutWords const& words = registry.layout().words;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < losses.size();) {
    CellList cells(registry);
    const std::size_t first = i;
    const auto row = [&](std::size_t loss) { return registry.cell(losses[loss].cell).row; };
    for (; i < losses.size() && row(i) == row(first) && losses[i].why == losses[first].why; ++i) {
      cells.add(losses[i].cell, losses[i].value + losses[i].unit);
    }
    lines.push_back(fill(words.loss, {{"cells", cells.text()}, {"why", losses[first].why}}));
  }
  return lines;
}

std::string mark(Figure const& figure, std::string const& words) {
  return figure.note == 0 ? std::string() : fill(words, {{"sign", figure.sign}, {"number", std::to_string(figure.note)}});
}

}  // namespace

Form lay_out(Report const& given, Conversion const& conversion, Registry const& registry) {
  Report const& report = given.start();
  Edition const& edition = registry.editions()[conversion.edition];
  LayoutWords const& words = registry.layout().words;
  LayoutOutline const* const known = registry.layout().outline_of(edition.id);
  const LayoutOutline outline = known != nullptr ? *known : plain_outline(edition);
  Figures figures = figures_of(report, conversion, registry);

  Form form;
  form.title = title_of(report.outline, words, edition);
  for (LayoutSection const& section : outline.sections) {
    FormSection& made = form.sections.emplace_back();
    made.heading = section.number + section.title;
    made.numbered = !section.number.empty();
    for (LayoutTable const& table : section.tables) made.tables.push_back(lay_table(table, edition, figures.of_cell));
    for (FormTable& table : made.tables) {
      if (table.name.empty()) table.name = section.title;
    }
  }
  add_prose(report.outline, outline, registry, form.sections);
  std::erase_if(form.sections, [](FormSection const& s) { return s.heading.empty() && s.tables.empty() && s.prose.empty(); });

  form.legend = legend_of(figures.of_cell, registry.editions()[*report.edition], edition, words);
  form.notes = std::move(figures.notes);
  for (Loss const& loss : conversion.losses) {
    EditionCell const& cell = registry.cell(loss.cell);
    form.losses.push_back({loss.cell, cell.id, name_of(loss.cell, registry), loss.value.to_string(), cell.unit, loss.why.zh});
  }
  form.loss_lines = loss_lines(form.losses, registry);
  for (Extra const& extra : report.extras) form.extras.push_back(extra.text);
  return form;
}

std::string note_mark(Figure const& figure, LayoutWords const& words) { return mark(figure, words.note_mark); }
std::string small_mark(Figure const& figure, LayoutWords const& words) { return mark(figure, words.small_mark); }

}  // namespace tiaoli
