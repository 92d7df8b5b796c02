#include "converters/readers/pdf_columns.hpp"

#include <algorithm>

namespace tiaoli {

void TableColumns::add(double left, double right) {
  Stretch made{left, right};
  std::vector<Stretch> kept;
  for (Stretch const& column : columns_) {
    if (column.left < made.right && made.left < column.right) {
      made = {std::min(made.left, column.left), std::max(made.right, column.right)};
    } else {
      kept.push_back(column);
    }
  }
  kept.insert(std::find_if(kept.begin(), kept.end(), [&](Stretch const& column) { return column.left >= made.left; }), made);
  columns_ = std::move(kept);
}

std::size_t TableColumns::count(double left, double right) const {
  return static_cast<std::size_t>(
      std::count_if(columns_.begin(), columns_.end(), [&](Stretch const& column) { return column.left < right && left < column.right; }));
}

std::optional<std::size_t> TableColumns::find(double left, double right) const {
  if (count(left, right) != 1) return std::nullopt;
  const auto found = std::find_if(columns_.begin(), columns_.end(), [&](Stretch const& column) { return column.left < right && left < column.right; });
  return static_cast<std::size_t>(found - columns_.begin());
}

namespace {

/// The size of type says how far apart cells are at least.
constexpr double clear_gap = 0.8;

/// Whether this part, between numbers or behind one, is a number with a word before it, such as one for "less".
bool is_word_with_number(PageLine const& line, std::size_t i) {
  constexpr double widest = 4.5;
  LinePart const& part = line.parts[i];
  if (i == 0 || !line.parts[i - 1].is_value || part.text.empty() || part.text.back() < '0' || part.text.back() > '9') return false;
  const bool apart = i + 1 == line.parts.size() || line.parts[i + 1].box.left - part.box.right > clear_gap * part.em;
  return apart && part.box.width() < widest * part.em && part.box.left - line.parts[i - 1].box.right > clear_gap * part.em;
}

/// Whether a number stands alone between dashes, as those of pages do.
bool is_page_number(PageLine const& line) {
  if (line.parts.size() != 3) return false;
  const auto is_mark = [](LinePart const& part) { return part.is_value && count_characters(part.text) == 1 && (part.text.front() < '0' || part.text.front() > '9'); };
  const auto is_close = [](LinePart const& left, LinePart const& right) { return right.box.left - left.box.right < clear_gap * right.em; };
  return is_mark(line.parts[0]) && is_mark(line.parts[2]) && !is_mark(line.parts[1]) && is_close(line.parts[0], line.parts[1]) && is_close(line.parts[1], line.parts[2]);
}

}  // namespace

std::vector<std::size_t> row_values(PageLine const& line) {
  std::vector<std::size_t> values;
  if (is_page_number(line)) return values;
  for (std::size_t i = line.parts.size(); i-- > 0;) {
    LinePart const& part = line.parts[i];
    if (!part.is_value && !is_word_with_number(line, i)) break;
    if (i > 0 && !line.parts[i - 1].is_value && part.box.left - line.parts[i - 1].box.right < clear_gap * part.em) {
      PageBox const& before = line.parts[i - 1].box;  // a unit may stand close, apart from all else
      const bool is_unit = before.width() < 2.3 * part.em && (i == 1 || before.left - line.parts[i - 2].box.right > part.em);
      if (i + 1 != line.parts.size() || !is_unit) break;
    }
    values.insert(values.begin(), i);
  }
  return values;
}

}  // namespace tiaoli
