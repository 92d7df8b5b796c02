#pragma once
// A small report of one edition, all zeros, as text with TABs: tests change its cells and lines.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli::testing {

/// One printed line: its fields, and the row of the form it prints, if any.
struct FormLine {
  std::string row;  ///< `R3.1`; empty for titles and heads
  std::vector<std::string> fields;
};

class FormText {
 public:
  explicit FormText(std::string_view edition);

  /// Prints `print` in the cell with this id.
  FormText& set(std::string_view cell, std::string_view print);
  /// The line that prints a row, and its place in lines().
  FormLine& row(std::string_view id);
  std::size_t place(std::string_view id) const;
  FormText& erase(std::string_view row);
  /// The head line of a table that names this column, as 本年新收.
  FormLine& line_with(std::string_view field);

  std::vector<FormLine>& lines() { return lines_; }
  /// The number of the printed line, from 1.
  std::uint32_t line_number(std::string_view row) const { return static_cast<std::uint32_t>(place(row)) + 1; }
  std::string text() const;

 private:
  void add_list(Edition const& edition);
  void add_tables(Edition const& edition);

  std::uint8_t edition_;
  std::vector<FormLine> lines_;
  std::vector<std::pair<std::string, std::size_t>> first_values_;  ///< row → field of its first column
};

/// A text and what the program reads in it.
struct Reading {
  std::unique_ptr<Source> source;
  Diagnostics diagnostics;
  Report report;

  Fact const& fact(std::string_view cell) const;
  /// The printed number as text, or the state of a cell without one.
  std::string value(std::string_view cell) const;
  std::string derived(std::string_view cell) const;  ///< empty when nothing is
  std::size_t count(std::string_view code) const;
  /// The first diagnostic with this code; the test fails when there is none.
  Diagnostic const& first(std::string_view code) const;
  /// Codes of severity error and warning, sorted, one for each diagnostic.
  std::string findings() const;
};

Reading read_text(std::string text, Registry const& registry = Registry::embedded());
inline Reading read_form(FormText const& form) { return read_text(form.text()); }
/// With the findings of lint too, described in English.
Reading lint_form(FormText const& form);

}  // namespace tiaoli::testing
