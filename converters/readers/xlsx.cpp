#include "converters/readers/xlsx.hpp"

#include <algorithm>

#include "converters/readers/xlsx_sheet.hpp"

namespace tiaoli {
namespace {

using Why = ReadFailure::Why;

constexpr std::size_t most_sheets = 2000;

bool read_context(Package& package, std::vector<PartRelation> const& relations, CellContext& context, ReadFailure& failure) {
  pugi::xml_document strings, styles;
  if (!package.load_if_there(target_of(relations, "sharedStrings"), strings, failure)) return false;
  context.read_strings(strings);
  if (!package.load_if_there(target_of(relations, "styles"), styles, failure)) return false;
  context.read_styles(styles);
  return true;
}

bool read_sheet(Package& package, std::string const& part, std::size_t number, CellContext const& context, bool is_hidden, TextMaker& text, XlsxText& made,
                ReadFailure& failure) {
  pugi::xml_document document;
  if (!package.load(part, document, failure)) return false;
  SheetReader reader(number, context);
  if (const Why why = reader.read(document.document_element()); why != Why::none) {
    failure = {why, part};
    return false;
  }
  if (is_hidden) {
    made.hidden_sheets += reader.is_empty() ? 0U : 1U;
    return true;
  }
  reader.write(text);
  made.hidden_rows += reader.hidden_rows();
  made.hidden_columns += reader.hidden_columns();
  made.cut_sheets += reader.is_cut() ? 1U : 0U;
  return true;
}

}  // namespace

std::optional<std::vector<WorkbookSheet>> sheets_of(Package& package, std::string const& part, ReadFailure& failure) {
  pugi::xml_document document;
  if (!package.load(part, document, failure)) return std::nullopt;
  const pugi::xml_node root = document.document_element();
  if (local_name(root) != "workbook") {
    failure = {Why::broken, part + ": not a workbook"};
    return std::nullopt;
  }
  const auto relations = package.relations(part);
  std::vector<WorkbookSheet> sheets;
  std::size_t number = 0;
  for (pugi::xml_node sheet : child_of(root, "sheets").children()) {
    if (local_name(sheet) != "sheet") continue;
    if (++number > most_sheets) {
      failure = {Why::too_large, part + ": more than " + std::to_string(most_sheets) + " sheets"};
      return std::nullopt;
    }
    std::string_view id;  // its name without prefix is that of other attributes too
    for (pugi::xml_attribute attribute : sheet.attributes()) {
      if (std::string_view(attribute.name()).ends_with(":id")) id = attribute.value();
    }
    const auto relation = std::find_if(relations.begin(), relations.end(), [&](PartRelation const& one) { return one.id == id; });
    if (relation == relations.end()) {
      failure = {Why::missing, part + ": sheet " + std::to_string(number)};
      return std::nullopt;
    }
    if (relation->type != "worksheet") continue;  // a chart
    const std::string_view state = attribute_of(sheet, "state");
    sheets.push_back({number, relation->target, state == "hidden" || state == "veryHidden"});
  }
  return sheets;
}

std::optional<XlsxText> read_xlsx(std::string_view bytes, ReadFailure& failure) {
  auto package = Package::open(bytes, failure);
  if (!package) return std::nullopt;
  const std::string part = package->main_part("xl/workbook.xml");
  const auto sheets = sheets_of(*package, part, failure);
  pugi::xml_document document;
  if (!sheets || !package->load(part, document, failure)) return std::nullopt;
  CellContext context;
  const std::string_view from_1904 = attribute_of(child_of(document.document_element(), "workbookPr"), "date1904");
  context.from_1904 = from_1904 == "1" || from_1904 == "true";
  if (!read_context(*package, package->relations(part), context, failure)) return std::nullopt;
  XlsxText made;
  TextMaker text;
  for (WorkbookSheet const& sheet : *sheets) {
    if (!read_sheet(*package, sheet.part, sheet.number, context, sheet.is_hidden, text, made, failure)) return std::nullopt;
  }
  made.extract = text.take();
  return made;
}

}  // namespace tiaoli
