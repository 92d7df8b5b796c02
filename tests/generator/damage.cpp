#include "tests/generator/damage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiaoli::generator {
namespace {

using Role = Slot::Role;

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// The place of the row's own label, which is the last one, or `none`.
std::size_t own_label(PrintedRow const& row) {
  std::size_t found = none;
  for (std::size_t i = 0; i < row.slots.size(); ++i) {
    if (row.slots[i].role == Role::label) found = i;
  }
  return found;
}

bool has_values(PrintedRow const& row) {
  return std::any_of(row.slots.begin(), row.slots.end(), [](Slot const& slot) { return slot.role == Role::value; });
}

std::string piece(std::vector<std::string> const& letters, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < std::min(letters.size(), first + count); ++i) text += letters[i];
  return text;
}

/// Up to three characters from somewhere in `label`.
std::string fragment(std::string const& label, Random& random) {
  const auto letters = characters(label);
  return letters.empty() ? "" : piece(letters, random.index(letters.size()), 1 + random.index(3));
}

std::string lose_label(PrintedRow& row, Random& random) {
  const std::size_t own = own_label(row);
  std::string label = row.slots[own].text;
  std::string span;
  for (std::size_t i = 0; i < own; ++i) {
    Slot& slot = row.slots[i];
    if (span.empty()) span = slot.role == Role::label ? slot.text : slot.spanned;
    if (slot.role == Role::label) slot = {.spanned = slot.text};
  }
  row.slots[own] = {};
  if (span.empty() || random.percent(50)) return "lost label " + label;
  row.slots[0] = {.role = Role::label, .text = fragment(span, random)};
  return fmt::format("lost label {}, left {}", label, row.slots[0].text);
}

Damage lose_cell(PrintedRow& row, Traits const& traits, Random& random) {
  std::vector<std::size_t> values;
  for (std::size_t i = 0; i < row.slots.size(); ++i) {
    if (row.slots[i].role == Role::value) values.push_back(i);
  }
  const std::size_t lost = random.pick(values);
  std::string label = row.slots[own_label(row)].text;
  if (random.percent(35)) {
    row.slots[lost].text.clear();
    return {fmt::format("emptied value in place {} of {}", lost, label), !traits.keeps_empty};
  }
  const bool last = lost == values.back();
  row.slots.erase(row.slots.begin() + static_cast<std::ptrdiff_t>(lost));
  if (random.percent(50)) row.slots.push_back({});
  // The last one gone from a row looks like any blank where empty cells may follow.
  return {fmt::format("lost cell in place {} of {}", lost, label), !(last && traits.keeps_fillers)};
}

Damage tear_label(PrintedRow& row, Random& random) {
  const std::size_t own = own_label(row);
  const std::string label = row.slots[own].text;
  const auto letters = characters(label);
  if (letters.size() < 2) return {"nothing to tear in " + label, false};
  const std::size_t cut = 1 + random.index(letters.size() - 1);
  const std::string left = piece(letters, 0, cut), right = piece(letters, cut, letters.size());
  const bool room_after = own + 1 < row.slots.size() && row.slots[own + 1].role == Role::filler;
  const bool room_before = own > 0 && row.slots[own - 1].role == Role::filler;
  if (room_before && (!room_after || random.percent(50))) {
    row.slots[own - 1] = {.role = Role::label, .text = left};
    row.slots[own].text = right;
  } else {
    row.slots[own].text = left;
    const Slot rest{.role = Role::label, .text = right};
    if (room_after) {
      row.slots[own + 1] = rest;
    } else {
      row.slots.insert(row.slots.begin() + static_cast<std::ptrdiff_t>(own) + 1, rest);
    }
  }
  // Put together again the pieces are the label of the form, and nothing is left to say.
  return {fmt::format("torn label {} | {}", left, right), false};
}

Damage glue_label(PrintedRow& row, PrintedRow const& above, Random& random) {
  const std::size_t own = own_label(row);
  std::string neighbour;
  for (std::size_t i = 0; i < own && neighbour.empty(); ++i) neighbour = row.slots[i].spanned;
  if (neighbour.empty() && own_label(above) != none) neighbour = above.slots[own_label(above)].text;
  const std::string glue = fragment(neighbour.empty() ? "本年度办理结果" : neighbour, random);
  row.slots[own].text = glue + (random.percent(50) ? " " : "") + row.slots[own].text;
  // A bracket or a numbering in front is noise that a reader may pass over.
  return {"glued label " + row.slots[own].text, characters(glue).size() > 4};
}

}  // namespace

Damage damage(std::vector<PrintedTable>& tables, Traits const& traits, ZeroStyle zeros, Random& random) {
  std::vector<PrintedTable*> candidates;
  for (PrintedTable& table : tables) {
    if (table.id == "L" || table.id == "R" || (table.id == "P" && random.percent(20))) candidates.push_back(&table);
  }
  PrintedTable& table = *random.pick(candidates);
  std::vector<std::size_t> rows;
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    if (has_values(table.rows[i]) && own_label(table.rows[i]) != none) rows.push_back(i);
  }
  const std::size_t at = random.pick(rows);
  PrintedRow& row = table.rows[at];
  // Among empty places of spans and of zeros one that is lost leaves no trace.
  const bool traceless = zeros == ZeroStyle::blank && traits.keeps_fillers;
  const bool may_lose_cell = table.id == "R" && !traits.permuted_columns && !traceless;
  switch (random.weighted({4, may_lose_cell ? 4U : 0U, 3, 3})) {
    case 0: return {lose_label(row, random)};
    case 1: return lose_cell(row, traits, random);
    case 2: return tear_label(row, random);
    default: return glue_label(row, table.rows[at - 1], random);
  }
}

}  // namespace tiaoli::generator
