#pragma once
// Canonical and conversion JSON, version 1. The schemas are schema/*.json.
#include <string>

#include "converters/convert.hpp"
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"

namespace tiaoli {

/// Whether records stand one a line, or the whole object in one line.
enum class JsonLayout : std::uint8_t { records, one_line };

/// `diagnostics` must be described (lint/texts.hpp). The result ends with a line end.
std::string write_json(Report const& report, Registry const& registry, Diagnostics const& diagnostics, JsonLayout layout);
/// With `with_source` the canonical report is carried along as `original`, so that the way back is exact.
std::string write_json(Report const& report, Conversion const& conversion, Registry const& registry, Diagnostics const& diagnostics,
                       bool chinese, JsonLayout layout, bool with_source = false);

/// A finding that somebody answered for: it is listed and does not count.
struct SuppressedDiagnostic {
  Diagnostic found;
  std::string reason;
  std::string until;  ///< the last day, `2026-12-31`
};
struct FileDiagnostics {
  std::string file;
  Diagnostics diagnostics;
  std::vector<SuppressedDiagnostic> suppressed{};
  std::size_t known = 0, not_selected = 0;  ///< findings of the baseline, and of rules not chosen: only counted
  bool is_report = true;                    ///< false for a file of settings
};
/// The diagnostics of several files as one object with a summary, as `lint --format json` prints it.
std::string write_json(std::vector<FileDiagnostics> const& files);

}  // namespace tiaoli
