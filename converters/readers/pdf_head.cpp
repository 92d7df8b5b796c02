#include "converters/readers/pdf_head.hpp"

#include <algorithm>
#include <cmath>

namespace tiaoli {
namespace {

/// Distance, in sizes of type, between boxes of lines of one cell.
constexpr double longest_gap = 0.9;

/// Puts `part` over what `name` has so far.
void put_over(TableHead::Name& name, LinePart const& part) {
  name.text = join_text(part.text, name.text);
  name.box.add(part.box);
}

/// Whether `name` is as high as all other names, so that what stands alone above it belongs to more than its column.
bool is_complete(TableHead::Name const& name, TableHead const& head, double em) {
  const auto level = [&](TableHead::Name const& other) { return std::abs(other.box.middle() - name.box.middle()) < 0.25 * em; };
  return head.names.size() + head.labels.size() > 1 && std::all_of(head.names.begin(), head.names.end(), level) &&
         std::all_of(head.labels.begin(), head.labels.end(), level);
}

TableHead::Name name_of(LinePart const& part) { return {part.text, part.box, part.box.left, part.box.right}; }

/// A name at the same place, with no more than a line's gap between.
std::vector<TableHead::Name>::iterator below(std::vector<TableHead::Name>& names, LinePart const& part) {
  return std::find_if(names.begin(), names.end(), [&](TableHead::Name const& name) {
    return part.box.left < name.box.right && name.box.left < part.box.right && name.box.top - part.box.bottom < longest_gap * part.em;
  });
}

}  // namespace

TableHead read_head(std::span<PageLine const> lines, std::optional<double> right_of_labels, TableColumns& columns) {
  TableHead head;
  // From the bottom up: the lowest words name single columns.
  for (std::size_t i = lines.size(); i-- > 0;) {
    const bool alone = lines[i].parts.size() == 1;
    for (LinePart const& part : lines[i].parts) {
      if (right_of_labels && part.box.left < *right_of_labels - 0.3 * part.em) {
        const auto known = below(head.labels, part);
        known == head.labels.end() ? head.labels.push_back(name_of(part)) : put_over(*known, part);
        continue;
      }
      TableColumns with = columns;
      for (TableHead::Name const& name : head.names) with.add(name.left, name.right);
      const std::size_t over = with.count(part.box.left, part.box.right);
      const auto known = below(head.names, part);
      const bool covered = std::any_of(head.names.begin(), head.names.end(), [&](TableHead::Name const& name) {
        return part.box.left < name.box.right && name.box.left < part.box.right;
      });
      const bool above_all = alone && known != head.names.end() && is_complete(*known, head, part.em);
      if (over > 1 || above_all || (covered && known == head.names.end())) {
        const auto group = below(head.groups, part);
        group == head.groups.end() ? head.groups.push_back(name_of(part)) : put_over(*group, part);
      } else if (known != head.names.end()) {
        put_over(*known, part);
      } else {
        head.names.push_back(name_of(part));
      }
    }
  }
  for (TableHead::Name const& name : head.names) {
    if (columns.count(name.left, name.right) == 0) columns.add(name.left, name.right);
  }
  const auto from_left = [](TableHead::Name const& a, TableHead::Name const& b) { return a.box.left < b.box.left; };
  std::sort(head.names.begin(), head.names.end(), from_left);
  std::sort(head.labels.begin(), head.labels.end(), from_left);
  std::reverse(head.groups.begin(), head.groups.end());
  return head;
}

}  // namespace tiaoli
