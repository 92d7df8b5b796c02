#pragma once
// The old report's prose under the headings of the new outline.
#include "converters/writers/form.hpp"

namespace tiaoli {

/// Adds every section of `report` to one of `sections`, which are those of `outline`, in the order of the report. Nothing is left
/// out but the title line, which is printed above all, and headings that the new outline prints itself.
void add_prose(Outline const& report, LayoutOutline const& outline, Registry const& registry, std::vector<FormSection>& sections);

}  // namespace tiaoli
