#pragma once
// From a sheet of one edition to facts about indicators.
#include "grammar/ast.hpp"
#include "mappings/registry.hpp"
#include "model/diagnostic.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// One fact for every cell of the sheet, in form order, with nothing derived yet.
Report to_canonical(Sheet sheet, Source const& source);

/// The whole way from a source to a canonical report: parse, bind, to_canonical, derive, read_claims; or read_json.
Report read_report(Source const& source, Registry const& registry, Diagnostics& diagnostics);
/// The same, which leaves the sentences of the prose in `prose` for the rules that look at them; empty for JSON and CSV.
Report read_report(Source const& source, Registry const& registry, Diagnostics& diagnostics, ast::Prose& prose);

}  // namespace tiaoli
