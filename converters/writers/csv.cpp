#include "converters/writers/csv.hpp"

#include <fmt/format.h>

#include <iterator>

#include "converters/writers/figures.hpp"

namespace tiaoli {
namespace {

std::string field(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

std::string number(std::optional<Decimal> const& value) { return value ? value->to_string() : std::string(); }

}  // namespace

std::string write_csv(Conversion const& conversion, Registry const& registry) {
  std::string text = "cell,row,column,value,min,max,fidelity,from,via\r\n";
  for (ConvertedCell const& cell : conversion.cells) {
    std::string from;
    for (const CellId source : cell.from) from += (from.empty() ? "" : ";") + registry.cell(source).id;
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{},{}\r\n", field(registry.cell(cell.cell).id),
                   field(row_path(cell.cell, registry)), field(column_path(cell.cell, registry)), number(cell.value), number(cell.min),
                   number(cell.max), to_string(cell.fidelity), field(from), field(fmt::format("{}", fmt::join(cell.via, ";"))));
  }
  return text;
}

}  // namespace tiaoli
