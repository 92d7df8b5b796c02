#pragma once
// Units that are printed away from the numbers they hold for.
#include <cstdint>

#include "converters/binding/labels.hpp"
#include "converters/binding/rows.hpp"

namespace tiaoli::binding {

/// The unit of money that stands above a table of the form: in its title, or in a line of its own (单位：元) since the
/// heading of the section. Without a text when there is none.
ast::Unit unit_above(ast::Document const& document, LabelHits const& hits, RowBinding const& rows, Edition const& edition, std::uint16_t table);

}  // namespace tiaoli::binding
