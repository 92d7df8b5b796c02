#include "converters/binding/placement.hpp"

#include <algorithm>
#include <numeric>

namespace tiaoli::binding {
namespace {

bool is_printed(ast::Cell const& cell) { return cell.kind != ast::CellKind::blank; }

/// A window of consecutive columns of the printed line: column 0 of the form at value `start`, which may
/// lie before the first value or end behind the last.
Placement window(PrintedRow const& row, std::ptrdiff_t start) {
  Placement placement(row.cells.size());
  for (std::size_t column = 0; column < placement.size(); ++column) {
    const std::ptrdiff_t at = start + static_cast<std::ptrdiff_t>(column);
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(row.values.size())) placement[column] = static_cast<std::size_t>(at);
  }
  return placement;
}

struct Printed {
  std::ptrdiff_t first = 0, last = 0;
};

std::optional<Printed> printed_range(PrintedRow const& row) {
  const auto first = std::find_if(row.values.begin(), row.values.end(), is_printed);
  if (first == row.values.end()) return std::nullopt;
  const auto last = std::find_if(row.values.rbegin(), row.values.rend(), is_printed);
  return Printed{first - row.values.begin(), row.values.rend() - last - 1};
}

/// Windows that hold every printed value. Those that lie within the line come first.
struct Windows {
  std::vector<std::ptrdiff_t> inside, slid;
};

Windows windows(PrintedRow const& row) {
  Windows found;
  const auto columns = static_cast<std::ptrdiff_t>(row.cells.size());
  const auto cells = static_cast<std::ptrdiff_t>(row.values.size());
  const auto range = printed_range(row);
  if (!range) {
    for (std::ptrdiff_t start = 0; start + columns <= cells; ++start) found.inside.push_back(start);
    return found;
  }
  for (std::ptrdiff_t start = range->last - columns + 1; start <= range->first; ++start) {
    (start >= 0 && start + columns <= cells ? found.inside : found.slid).push_back(start);
  }
  return found;
}

/// Every way to put the printed values into the columns in their order, lost cells anywhere; nothing when there
/// are more than `most`.
std::optional<std::vector<Placement>> scattered(PrintedRow const& row, std::size_t most) {
  std::vector<std::size_t> printed;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (is_printed(row.values[i])) printed.push_back(i);
  }
  std::vector<Placement> all;
  std::vector<bool> chosen(row.cells.size());
  std::fill_n(chosen.begin(), printed.size(), true);
  do {
    Placement placement(row.cells.size());
    std::size_t next = 0;
    for (std::size_t column = 0; column < chosen.size(); ++column) {
      if (chosen[column]) placement[column] = printed[next++];
    }
    all.push_back(std::move(placement));
    if (all.size() > most) return std::nullopt;
  } while (std::prev_permutation(chosen.begin(), chosen.end()));
  return all;
}

Choice all_open(PrintedRow const& row) {
  Choice choice{Placement(row.cells.size()), false, std::vector<std::size_t>(row.cells.size())};
  std::iota(choice.open.begin(), choice.open.end(), 0U);
  return choice;
}

/// Whether two placements give a column the same printed value, or none.
bool same_at(PrintedRow const& row, Placement const& a, Placement const& b, std::size_t column) {
  const auto printed = [&](Placement const& p) { return p[column] && is_printed(row.values[*p[column]]) ? p[column] : std::nullopt; };
  return printed(a) == printed(b);
}

/// Whether no column that both placements fill has two different prints.
bool prints_nothing_else(PrintedRow const& row, Placement const& a, Placement const& b) {
  for (std::size_t column = 0; column < a.size(); ++column) {
    const bool both = a[column] && b[column] && is_printed(row.values[*a[column]]) && is_printed(row.values[*b[column]]);
    if (both && row.values[*a[column]].text != row.values[*b[column]].text) return false;
  }
  return true;
}

}  // namespace

std::size_t count_printed(PrintedRow const& row) {
  return static_cast<std::size_t>(std::count_if(row.values.begin(), row.values.end(), is_printed));
}

std::optional<Placement> certain_placement(PrintedRow const& row) {
  const std::size_t columns = row.cells.size();
  const std::size_t printed = count_printed(row);
  const auto range = printed_range(row);
  const bool side_by_side = range && range->last - range->first + 1 == static_cast<std::ptrdiff_t>(printed);
  if (printed == columns && (row.line_is_row || side_by_side)) {
    Placement placement;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      if (is_printed(row.values[i])) placement.emplace_back(i);
    }
    return placement;
  }
  if (columns == 1) {
    if (printed == 0) return row.values.empty() ? Placement(1) : Placement{row.values.size() - 1};
    // —— in place of the unit, and then the value.
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      if (is_printed(row.values[i]) && row.values[i].kind != ast::CellKind::mark) numbers.push_back(i);
    }
    if (numbers.size() == 1 && (printed == 1 || !row.has_unit)) return Placement{numbers.front()};
    if (numbers.empty() && printed == 2) return Placement{row.values.size() - 1};
    return std::nullopt;
  }
  return std::nullopt;
}

Choice choose_placement(PrintedRow const& row, std::vector<std::size_t> const& first_value_columns,
                        std::function<std::size_t(Placement const&)> const& violations) {
  const Windows found = windows(row);
  std::optional<Placement> as_it_stands;  // where the row prints its values, should it not have slid
  const auto starts_by_width = [&](std::vector<std::ptrdiff_t> const& among) -> std::optional<std::ptrdiff_t> {
    for (const std::size_t line_column : first_value_columns) {
      const auto start = static_cast<std::ptrdiff_t>(line_column) - static_cast<std::ptrdiff_t>(row.first_line_column);
      if (std::count(among.begin(), among.end(), start) > 0) return start;
    }
    return std::nullopt;
  };
  // A row of cell lines with more places than columns holds the places of another row, whose label is lost.
  if (!row.line_is_row && row.values.size() > row.cells.size() && printed_range(row)) return all_open(row);

  // Within a whole row, the place that the other rows give or the only one there is.
  if (!row.torn && !found.inside.empty()) {
    const auto by_width = starts_by_width(found.inside);
    if (by_width || found.inside.size() == 1) {
      Placement placement = window(row, by_width.value_or(found.inside.front()));
      const auto last = placement.back();
      // Values that slid leave their gap at an end: a gap between them is a cell left blank, whatever the sums say.
      const bool ends_printed = placement.front() && last && is_printed(row.values[*placement.front()]) && is_printed(row.values[*last]);
      // An empty end among rows that are full may be the trace of a lost cell: the others slid to the left.
      const bool may_have_slid = row.is_exception && (!last || !is_printed(row.values[*last]));
      const bool is_seen = (by_width || !row.may_miss_column) && !may_have_slid;
      const bool fits = ends_printed || !printed_range(row) || violations(placement) == 0;
      if (fits && (ends_printed || is_seen || !printed_range(row))) return {std::move(placement), true, {}};
      if (fits && may_have_slid) as_it_stands = std::move(placement);
    }
  }
  if (!printed_range(row)) {  // nothing is printed, so nothing can be misplaced
    return {found.inside.empty() ? Placement(row.cells.size()) : window(row, found.inside.back()), true, {}};
  }

  // Otherwise every place it could have, and the fewest broken identities.
  std::vector<std::pair<std::size_t, Placement>> candidates;
  std::vector<std::ptrdiff_t> all = found.inside;
  all.insert(all.end(), found.slid.begin(), found.slid.end());
  for (const std::ptrdiff_t start : all) {
    Placement placement = window(row, start);
    const std::size_t broken = violations(placement);
    candidates.emplace_back(broken, std::move(placement));
  }
  const auto fewest = [&] {
    return std::min_element(candidates.begin(), candidates.end(), [](auto const& a, auto const& b) { return a.first < b.first; })->first;
  };
  constexpr std::size_t most_scattered = 512;
  // In a torn row the empty places of the line still say something; elsewhere a cell may have vanished anywhere.
  if (!row.torn || found.inside.empty() || fewest() > 0) {
    auto all_ways = scattered(row, most_scattered);
    if (!all_ways) {
      return all_open(row);
    }
    for (Placement& placement : *all_ways) {
      const std::size_t broken = violations(placement);
      candidates.emplace_back(broken, std::move(placement));
    }
  }
  const std::size_t least = fewest();
  std::erase_if(candidates, [&](auto const& candidate) { return candidate.first != least; });
  std::sort(candidates.begin(), candidates.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  const auto agrees = [&](auto const& candidate) { return prints_nothing_else(row, *as_it_stands, candidate.second); };
  // Sums that a row broke would have told against it; but they know nothing of marks.
  const bool has_marks = std::any_of(row.values.begin(), row.values.end(), [](ast::Cell const& cell) { return cell.kind == ast::CellKind::mark; });
  if (as_it_stands && (!has_marks || std::all_of(candidates.begin(), candidates.end(), agrees))) return {*as_it_stands, false, {}};
  if (candidates.size() > 1 && row.torn && !found.inside.empty()) {
    if (const auto start = starts_by_width(all)) {
      const Placement by_width = window(row, *start);
      const auto same = std::find_if(candidates.begin(), candidates.end(), [&](auto const& c) { return c.second == by_width; });
      if (same != candidates.end()) return {by_width, false, {}};
    }
  }
  Choice choice{candidates.front().second, false, {}};
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    const bool agreed = std::all_of(candidates.begin(), candidates.end(),
                                    [&](auto const& c) { return same_at(row, c.second, candidates.front().second, column); });
    if (!agreed) {
      choice.open.push_back(column);
      choice.placement[column] = std::nullopt;
    }
  }
  return choice;
}

}  // namespace tiaoli::binding
