#include "converters/dataset.hpp"

#include <fmt/format.h>

#include <iterator>

#include "converters/writers/json_out.hpp"

namespace tiaoli {
namespace {

std::string csv_field(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string made = "\"";
  for (const char c : text) {
    made += c;
    if (c == '"') made += c;
  }
  return made + '"';
}

std::string breakdown_of(Quantity const& quantity) {
  std::string text;
  for (auto const& [dimension, value] : quantity.breakdown) text += fmt::format("{}{}={}", text.empty() ? "" : ";", dimension, value);
  return text;
}

std::string line_csv(Report const& report, Fact const& fact, Registry const& registry) {
  EditionCell const& cell = registry.cell(fact.cell);
  const std::string year = report.outline.year ? std::to_string(*report.outline.year) : "";
  std::string by;
  if (fact.derived) by = fmt::format("{}", fmt::join(fact.derived->chain, ";"));
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csv_field(report.outline.publisher), year,
                     registry.editions()[fact.cell.edition].id, registry.indicator(fact.cell).id,
                     csv_field(breakdown_of(registry.quantity(fact.cell))), cell.unit, to_string(fact.value.state),
                     fact.value.number ? fact.value.number->to_string() : "", csv_field(fact.value.text),
                     fact.derived ? fact.derived->value.to_string() : "", by, cell.id, csv_field(report.origin.name),
                     fact.at.line == 0 ? "" : std::to_string(fact.at.line));
}

void line_jsonl(JsonOut& out, Report const& report, Fact const& fact, Registry const& registry) {
  EditionCell const& cell = registry.cell(fact.cell);
  const auto value = [&](char const* name, std::optional<Decimal> const& number) {
    out.key(name);
    number ? out.number(*number) : out.null();
  };
  out.open('{').key("publisher").string(report.outline.publisher).key("year");
  report.outline.year ? out.number(std::int64_t{*report.outline.year}) : out.null();
  out.key("edition").string(registry.editions()[fact.cell.edition].id).key("indicator").string(registry.indicator(fact.cell).id);
  out.key("breakdown").open('{');
  for (auto const& [dimension, part] : registry.quantity(fact.cell).breakdown) out.key(dimension).string(part);
  out.close('}').key("unit").string(cell.unit).key("state").string(to_string(fact.value.state));
  value("value", fact.value.number);
  out.key("text").string(fact.value.text);
  value("derived", fact.derived ? std::optional(fact.derived->value) : std::nullopt);
  out.key("by").open('[');
  if (fact.derived) {
    for (const std::string_view id : fact.derived->chain) out.string(id);
  }
  out.close(']').key("cell").string(cell.id).key("source").string(report.origin.name).key("line");
  fact.at.line == 0 ? out.null() : out.number(std::int64_t{fact.at.line});
  out.close('}');
}

}  // namespace

std::string dataset_head(DatasetFormat format) {
  if (format == DatasetFormat::jsonl) return {};
  return "publisher,year,edition,indicator,breakdown,unit,state,value,text,derived,by,cell,source,line\r\n";
}

std::string dataset_lines(Report const& report, Registry const& registry, DatasetFormat format) {
  std::string lines;
  for (Fact const& fact : report.facts) {
    if (format == DatasetFormat::csv) {
      lines += line_csv(report, fact, registry);
    } else {
      JsonOut out;
      line_jsonl(out, report, fact, registry);
      lines += out.take() + "\n";
    }
  }
  return lines;
}

}  // namespace tiaoli
