#pragma once
// The head of a table of a PDF.
#include <optional>
#include <span>
#include <vector>

#include "converters/readers/extract.hpp"
#include "converters/readers/pdf_columns.hpp"
#include "converters/readers/pdf_lines.hpp"

namespace tiaoli {

/// The words over the columns of a table.
struct TableHead {
  struct Name {
    std::string text;
    PageBox box{};
    double left = 0, right = 0;  ///< of its lowest line
  };
  std::vector<Name> names;     ///< of single columns, from left to right
  std::vector<Name> groups;    ///< over several columns, from top to bottom
  std::vector<Name> labels;    ///< over the labels
};

/// Adds to `columns` those that only the head shows. Words that begin left of `right_of_labels` stand over the labels.
TableHead read_head(std::span<PageLine const> lines, std::optional<double> right_of_labels, TableColumns& columns);

}  // namespace tiaoli
