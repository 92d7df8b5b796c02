#include "converters/binding/rows.hpp"

#include "converters/binding/row_binder.hpp"

namespace tiaoli::binding {

RowBinding bind_rows(ast::Document const& document, Source const& source, LabelHits const& hits, Registry const& registry,
                     std::uint8_t edition, Diagnostics& diagnostics) {
  return RowBinder(document, source, hits, registry, edition, diagnostics).bind();
}

}  // namespace tiaoli::binding
