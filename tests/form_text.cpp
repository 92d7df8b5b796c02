#include "tests/form_text.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"

namespace tiaoli::testing {

FormText::FormText(std::string_view edition) : edition_(Registry::embedded().find_edition(edition).value()) {
  Edition const& form = Registry::embedded().editions()[edition_];
  const std::string year = std::to_string(form.first_year);
  lines_.push_back({"", {"云溪县人民政府" + year + "年政府信息公开工作年度报告"}});
  lines_.push_back({"", {""}});
  if (form.tables.size() == 1) {
    add_list(form);
  } else {
    add_tables(form);
  }
}

void FormText::add_list(Edition const& edition) {
  lines_.push_back({"", {"统计指标", "单位", edition.columns.front().label}});
  for (std::uint16_t r = 0; r < edition.rows.size(); ++r) {
    EditionRow const& row = edition.rows[r];
    const auto cell = edition.cell_at(r, 0);
    lines_.push_back({row.id, {row.number + row.label + row.note, cell ? edition.cells[*cell].unit : "——", cell ? "0" : ""}});
    if (cell) first_values_.emplace_back(row.id, 2);
  }
}

void FormText::add_tables(Edition const& edition) {
  constexpr std::size_t label_columns = 3;
  const auto blanks = [](std::size_t count) { return std::vector<std::string>(count); };
  const auto with = [&](std::vector<std::string> fields, std::size_t width) {
    fields.resize(std::max(width, fields.size()));
    return fields;
  };
  for (EditionTable const& table : edition.tables) {
    const std::size_t last_column = std::size_t{table.first_column} + table.column_count;
    std::vector<std::string> names;
    for (std::size_t c = table.first_column; c < last_column; ++c) names.push_back(edition.columns[c].label);
    std::vector<std::string> upper = blanks(0);
    for (std::size_t c = table.first_column; c < last_column; ++c) {
      std::string const& group = edition.columns[c].group;
      const bool goes_on = c > table.first_column && edition.columns[c - 1].group == group;
      upper.push_back(goes_on ? "" : group);
    }
    const bool grouped = std::any_of(upper.begin(), upper.end(), [](auto const& field) { return !field.empty(); });
    const bool unlabelled = edition.rows[table.first_row].label.empty();
    lines_.push_back({"", {""}});
    if (unlabelled) {
      lines_.push_back({"", {table.label}});
      lines_.push_back({"", {""}});
      lines_.push_back({"", upper});
      lines_.push_back({"", names});
      lines_.push_back({edition.rows[table.first_row].id, std::vector<std::string>(table.column_count, "0")});
      first_values_.emplace_back(edition.rows[table.first_row].id, 0);
      continue;
    }
    if (!grouped) {
      lines_.push_back({"", with({table.label}, 4)});
      std::vector<std::string> head = {"信息内容"};
      head.insert(head.end(), names.begin(), names.end());
      lines_.push_back({"", head});
    } else {
      lines_.push_back({"", {table.label}});
      lines_.push_back({"", {""}});
      std::vector<std::string> groups = blanks(label_columns), leaves = blanks(label_columns);
      for (std::size_t i = 0; i < names.size(); ++i) {
        const bool in_group = !edition.columns[table.first_column + i].group.empty();
        groups.push_back(in_group ? upper[i] : names[i]);
        leaves.push_back(in_group ? names[i] : "");
      }
      lines_.push_back({"", groups});
      lines_.push_back({"", leaves});
    }
    std::set<std::uint16_t> printed_headings;
    for (std::uint16_t r = table.first_row; r < table.first_row + table.row_count; ++r) {
      EditionRow const& row = edition.rows[r];
      if (row.heading) continue;
      // A heading stands in the first row that it spans, in a column of its own.
      std::vector<std::string> labels;
      std::vector<std::uint16_t> path;
      for (auto parent = row.parent; parent; parent = edition.rows[*parent].parent) path.insert(path.begin(), *parent);
      for (const std::uint16_t parent : path) {
        labels.push_back(printed_headings.insert(parent).second ? edition.rows[parent].number + edition.rows[parent].label : "");
      }
      labels.push_back(row.number + row.label + row.note);
      const std::size_t width = grouped ? label_columns : 1;
      labels.resize(std::max(width, labels.size()));
      first_values_.emplace_back(row.id, labels.size());
      for (std::size_t i = 0; i < names.size(); ++i) labels.emplace_back("0");
      lines_.push_back({row.id, labels});
    }
  }
}

std::size_t FormText::place(std::string_view id) const {
  const auto found = std::find_if(lines_.begin(), lines_.end(), [id](FormLine const& line) { return line.row == id; });
  if (found == lines_.end()) throw std::logic_error("no line prints the row " + std::string(id));
  return static_cast<std::size_t>(found - lines_.begin());
}

FormLine& FormText::row(std::string_view id) { return lines_[place(id)]; }

FormText& FormText::erase(std::string_view row) {
  lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(place(row)));
  return *this;
}

FormLine& FormText::line_with(std::string_view field) {
  const auto found = std::find_if(lines_.begin(), lines_.end(), [field](FormLine const& line) {
    return std::find(line.fields.begin(), line.fields.end(), field) != line.fields.end();
  });
  if (found == lines_.end()) throw std::logic_error("no line has " + std::string(field));
  return *found;
}

FormText& FormText::set(std::string_view cell, std::string_view print) {
  Registry const& registry = Registry::embedded();
  Edition const& edition = registry.editions()[edition_];
  EditionCell const& meant = edition.cells[registry.find_cell(cell).value().index];
  std::string const& id = edition.rows[meant.row].id;
  const auto first = std::find_if(first_values_.begin(), first_values_.end(), [&](auto const& value) { return value.first == id; });
  const std::size_t column = meant.column - edition.tables[edition.rows[meant.row].table].first_column;
  row(id).fields.at(first->second + column) = print;
  return *this;
}

std::string FormText::text() const {
  std::string text;
  for (FormLine const& line : lines_) {
    for (std::size_t i = 0; i < line.fields.size(); ++i) text += (i > 0 ? "\t" : "") + line.fields[i];
    text += "\n";
  }
  return text;
}

Fact const& Reading::fact(std::string_view cell) const {
  const CellId id = Registry::embedded().find_cell(cell).value();
  if (report.edition != id.edition) throw std::logic_error("the report is of another edition than " + std::string(cell));
  return report.facts.at(id.index);
}

std::string Reading::value(std::string_view cell) const {
  Value const& value = fact(cell).value;
  if (value.number.has_value() != (value.state == State::reported)) return "state and number do not agree";
  return value.number ? value.number->to_string() : std::string(to_string(value.state));
}

std::string Reading::derived(std::string_view cell) const {
  auto const& derived = fact(cell).derived;
  return derived ? derived->value.to_string() : "";
}

std::size_t Reading::count(std::string_view code) const {
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(), [&](Diagnostic const& d) { return d.code == code; }));
}

Diagnostic const& Reading::first(std::string_view code) const {
  const auto found = std::find_if(diagnostics.begin(), diagnostics.end(), [&](Diagnostic const& d) { return d.code == code; });
  if (found == diagnostics.end()) throw std::logic_error("there is no diagnostic " + std::string(code) + " among: " + findings());
  return *found;
}

std::string Reading::findings() const {
  std::vector<std::string> codes;
  for (Diagnostic const& found : diagnostics) {
    Rule const* const rule = find_rule(found.code);
    if (rule == nullptr) throw std::logic_error("no rule is called " + std::string(found.code));
    if (rule->severity != Severity::info) codes.emplace_back(found.code);
  }
  std::sort(codes.begin(), codes.end());
  std::string joined;
  for (std::string const& code : codes) joined += (joined.empty() ? "" : " ") + code;
  return joined;
}

Reading read_text(std::string text, Registry const& registry) {
  Reading reading;
  reading.source = read_bytes("form.txt", std::move(text), reading.diagnostics);
  reading.report = read_report(*reading.source, registry, reading.diagnostics);
  return reading;
}

Reading lint_form(FormText const& form) {
  Reading reading = read_form(form);
  lint(reading.report, Registry::embedded(), reading.diagnostics);
  describe(reading.diagnostics, Language::en);
  return reading;
}

}  // namespace tiaoli::testing
