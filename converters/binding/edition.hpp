#pragma once
// Which national form a document holds.
#include <cstdint>
#include <optional>

#include "converters/binding/labels.hpp"
#include "model/diagnostic.hpp"

namespace tiaoli::binding {

/// What speaks for one edition.
struct EditionEvidence {
  std::size_t labels = 0;   ///< labels that only this edition prints
  std::size_t rows = 0;     ///< different rows of it that stand in the document with their kind of content
  std::size_t columns = 0;  ///< different columns and groups
};

/// The edition whose form stands in the document: its own labels decide, then the number of its rows,
/// then `year`. Nothing when there is no statistics table. Says in diagnostics when labels of two
/// editions are mixed or only the year decided.
std::optional<std::uint8_t> recognise_edition(ast::Document const& document, LabelHits const& hits, Registry const& registry,
                                              std::optional<int> year, Diagnostics& diagnostics);

}  // namespace tiaoli::binding
