#include "converters/readers/pdf_labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiaoli {
namespace {

/// More lines than this are no label.
constexpr std::size_t longest = 16;

/// Between lines of one label, in sizes of type.
constexpr double widest_pitch = 1.9, usual_pitch = 1.3;

/// What dividing costs, in arbitrary units: a line's height of distance between a label and its numbers costs `off_place`.
namespace cost {
constexpr double off_place = 6, no_numbers = 1.5, no_label = 4, numbered_inside = 2, gap_inside = 3, short_line_inside = 0.8, shorter_than_next = 2, other_edge_inside = 3, split = 0.3;
constexpr double not_centred = 2.5;
}

struct Measures {
  double pitch = 0;  ///< between lines of one label
  double right = 0;  ///< edge of the column
  double em = 1;
};

Measures measure(std::vector<LabelLine> const& lines) {
  Measures found;
  std::vector<double> pitches, sizes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    found.right = std::max(found.right, lines[i].part.box.right);
    sizes.push_back(lines[i].part.em);
    if (i > 0) pitches.push_back(lines[i].middle - lines[i - 1].middle);
  }
  std::sort(sizes.begin(), sizes.end());
  std::sort(pitches.begin(), pitches.end());
  found.em = sizes.empty() ? 1 : std::max(sizes[sizes.size() / 2], 1.0);
  const auto lowest = std::find_if(pitches.begin(), pitches.end(), [&](double pitch) { return pitch > 0.8 * found.em; });
  found.pitch = lowest == pitches.end() ? usual_pitch * found.em : std::min(*lowest, widest_pitch * found.em);
  return found;
}

/// What it costs that line `i` goes on the label of the line before it.
double cost_of_joining(std::vector<LabelLine> const& lines, std::size_t i, Measures const& measures) {
  double joined = 0;
  const double excess = (lines[i].middle - lines[i - 1].middle - measures.pitch) / measures.em;
  if (excess > 0.1) joined += std::min(excess, 3.0) * cost::gap_inside;
  if (starts_numbered(lines[i].part.text)) joined += cost::numbered_inside;
  if (measures.right - lines[i - 1].part.box.right > 1.6 * measures.em) joined += cost::short_line_inside;
  PageBox const& above = lines[i - 1].part.box;
  PageBox const& below = lines[i].part.box;
  if (above.width() + 1.6 * measures.em < below.width()) joined += cost::shorter_than_next;  // a line that goes on fills its cell
  const bool same_edge = std::abs(above.left - below.left) < 0.5 * measures.em || (above.left > below.left && above.left - below.left < 2.3 * measures.em);
  const bool same_centre = std::abs(above.left + above.right - below.left - below.right) < 1.2 * measures.em;
  if (!same_edge && !same_centre) joined += cost::other_edge_inside;
  return joined;
}

struct Division {
  double total = std::numeric_limits<double>::infinity();
  std::vector<Label> labels;
};

/// The cheapest division when numbers stand at `share` of the way from the first to the last line of their label.
Division divide(std::vector<LabelLine> const& lines, std::vector<double> const& rows, double share, Measures const& measures) {
  struct Step {
    double total = std::numeric_limits<double>::infinity();
    std::size_t lines = 0;  // taken
    bool row = false;       // taken
  };
  const std::size_t m = lines.size(), k = rows.size();
  std::vector<Step> steps((m + 1) * (k + 1));
  const auto at = [&](std::size_t i, std::size_t j) -> Step& { return steps[i * (k + 1) + j]; };
  const auto reach = [&](std::size_t i, std::size_t j, double total, std::size_t taken, bool row) {
    if (total < at(i, j).total) at(i, j) = {total, taken, row};
  };
  at(0, 0).total = 0;
  for (std::size_t i = 0; i <= m; ++i) {
    for (std::size_t j = 0; j <= k; ++j) {
      const double here = at(i, j).total;
      if (std::isinf(here)) continue;
      if (j < k) reach(i, j + 1, here + cost::no_label, 0, true);
      double inner = cost::split;
      for (std::size_t end = i + 1; end <= std::min(m, i + longest); ++end) {
        if (end > i + 1) inner += cost_of_joining(lines, end - 1, measures);
        const double middle = lines[i].middle + share * (lines[end - 1].middle - lines[i].middle);
        // A label without numbers stands between the rows that it comes between.
        const double above = j > 0 ? std::max(0.0, rows[j - 1] - middle) : 0.0, below = j < k ? std::max(0.0, middle - rows[j]) : 0.0;
        reach(end, j, here + inner + cost::no_numbers + (above + below) / measures.em * cost::off_place, end - i, false);
        if (j < k) {
          const double off = std::max(0.0, std::abs(middle - rows[j]) / measures.em - 0.12);
          reach(end, j + 1, here + inner + off * cost::off_place, end - i, true);
        }
      }
    }
  }
  Division found;
  found.total = at(m, k).total;
  for (std::size_t i = m, j = k; i > 0 || j > 0;) {
    Step const& step = at(i, j);
    if (step.lines > 0) found.labels.push_back({i - step.lines, i, step.row ? std::optional(j - 1) : std::nullopt});
    i -= step.lines;
    j -= step.row ? 1 : 0;
  }
  std::reverse(found.labels.begin(), found.labels.end());
  return found;
}

}  // namespace

std::vector<Label> assign_labels(std::vector<LabelLine> const& lines, std::vector<double> const& rows) {
  Measures measures = measure(lines);
  // Where lines of labels stand as far apart as numbers do, they are rows, and none shows how close the lines of one label would be.
  for (std::size_t j = 1; j < rows.size(); ++j) {
    if (measures.pitch > rows[j] - rows[j - 1] - 0.1 * measures.em) measures.pitch = std::min(measures.pitch, usual_pitch * measures.em);
  }
  Division best;
  for (const double share : {0.5, 0.0, 1.0}) {
    Division found = divide(lines, rows, share, measures);
    if (found.total + (share == 0.5 ? 0.0 : cost::not_centred) < best.total) best = std::move(found);
  }
  return best.labels;
}

std::vector<LabelLine> take_spanning(std::vector<LabelLine>& lines) {
  // A line spans rows when the labels of rows go on right of it: one at its height, or one above and one below with none between
  // them that lies across.
  std::vector<LabelLine> spanning, rest;
  for (LabelLine const& line : lines) {
    PageBox const& box = line.part.box;
    const double slack = 0.3 * line.part.em, edge = box.right - slack;
    bool beside = false;
    double above = -std::numeric_limits<double>::infinity(), below = -above, across_above = above, across_below = below;
    for (LabelLine const& other : lines) {
      PageBox const& there = other.part.box;
      if (there.left >= edge) {
        beside = beside || std::abs(other.middle - line.middle) < 0.7 * line.part.em;
        if (other.middle <= line.middle) above = std::max(above, other.middle);
        if (other.middle >= line.middle) below = std::min(below, other.middle);
      } else if (there.right > box.right + line.part.em && there.left < edge) {  // as far left and further right
        if (other.middle <= line.middle) across_above = std::max(across_above, other.middle);
        if (other.middle >= line.middle) across_below = std::min(across_below, other.middle);
      }
    }
    const bool between = std::isfinite(above) && std::isfinite(below) && across_above < above && across_below > below;
    (beside || between ? spanning : rest).push_back(line);
  }
  // The last lines of such a label may be shorter than those above.
  std::vector<LabelLine> left;
  for (LabelLine const& line : rest) {
    std::size_t under = spanning.size();
    for (std::size_t s = 0; s < spanning.size(); ++s) {
      PageBox const& above = spanning[s].part.box;
      const double step = line.middle - spanning[s].middle;
      if (step > 0.5 * line.part.em && step < widest_pitch * line.part.em && std::abs(above.left - line.part.box.left) < 0.5 * line.part.em &&
          line.part.box.right <= above.right + 0.5 * line.part.em && above.right > line.part.box.right + line.part.em) under = s;
    }
    (under < spanning.size() && !starts_numbered(line.part.text) ? spanning : left).push_back(line);
  }
  lines = std::move(left);
  return spanning;
}

}  // namespace tiaoli
