#pragma once
// Many reports as one table of facts.
#include <string>

#include "mappings/registry.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// The formats of a dataset.
enum class DatasetFormat : std::uint8_t { csv, jsonl };

/// What stands before the first fact: the header line of a CSV file (RFC 4180), nothing for jsonl.
std::string dataset_head(DatasetFormat format);

/// One line for every fact of the report, in form order: publisher, year, edition, indicator, breakdown, unit,
/// state, value, text, derived, by, cell, source, line. `value` is what was printed, `derived` what equations
/// determine in its place; neither is ever filled from the other.
std::string dataset_lines(Report const& report, Registry const& registry, DatasetFormat format);

}  // namespace tiaoli
