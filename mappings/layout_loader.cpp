#include "mappings/layout_loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "mappings/json_reader.hpp"

namespace tiaoli {
namespace {

using nlohmann::json;

class LayoutLoader {
 public:
  explicit LayoutLoader(std::span<Edition const> editions) : editions_(editions) {}

  DocumentLayout load(json const& content, std::string const& name) {
    JsonObject file(content, name);
    for (JsonObject& record : file.objects("outlines")) load_outline(record);
    JsonObject words(file.any("words"), name + "/words");
    load_words(words);
    JsonObject fonts(file.any("fonts"), name + "/fonts");
    load_fonts(fonts);
    file.finish();
    return std::move(made_);
  }

 private:
  // ---- outlines --------------------------------------------------------------------------------

  void load_outline(JsonObject& record) {
    LayoutOutline outline;
    outline.editions = record.strings("editions");
    for (std::string const& edition : outline.editions) {
      if (find_edition(edition) == nullptr) record.fail(fmt::format("there is no edition \"{}\"", edition));
      if (made_.outline_of(edition) != nullptr) record.fail(fmt::format("edition {} has two outlines", edition));
    }
    std::map<std::string, std::size_t> sections;
    for (JsonObject& section : record.objects("sections")) {
      outline.sections.push_back(load_section(section, outline.editions));
      if (!sections.emplace(outline.sections.back().id, sections.size()).second) section.fail("the id stands twice");
    }
    const auto section_named = [&](JsonObject& from, char const* field) {
      const auto found = sections.find(from.string(field));
      if (found == sections.end()) from.fail(fmt::format("\"{}\" names no section", field));
      return found->second;
    };
    for (JsonObject& rule : record.objects("headings")) {
      HeadingRule made{rule.strings("words"), section_named(rule, "section")};
      if (std::count(made.words.begin(), made.words.end(), "") > 0) rule.fail("an empty word fits every heading");
      rule.finish();
      outline.headings.push_back(std::move(made));
    }
    for (JsonObject& content : record.objects("contents")) {
      RequiredContent made{content.string("id"), content.string("zh"), content.string("en"), content.strings("words"), content.flag("minor"), content.string("basis")};
      if (std::count(made.words.begin(), made.words.end(), "") > 0) content.fail("an empty word stands in every report");
      content.finish();
      outline.contents.push_back(std::move(made));
    }
    outline.introduction = section_named(record, "introduction");
    outline.others = section_named(record, "others");
    check_tables(record, outline);
    record.finish();
    made_.outlines.push_back(std::move(outline));
  }

  LayoutSection load_section(JsonObject& record, std::vector<std::string> const& editions) const {
    LayoutSection section;
    section.id = record.string("id");
    section.number = record.string_or("number", "");
    section.title = record.string_or("title", "");
    section.aliases = record.strings_or_none("aliases");
    if (record.has("tables")) {
      for (JsonObject& table : record.objects("tables")) section.tables.push_back(load_table(table, editions));
    }
    record.finish();
    return section;
  }

  LayoutTable load_table(JsonObject& record, std::vector<std::string> const& editions) const {
    LayoutTable table;
    table.tables = record.strings("tables");
    for (std::string const& id : table.tables) {
      const bool known = std::any_of(editions.begin(), editions.end(), [&](std::string const& edition) { return has_table(edition, id); });
      if (!known) record.fail(fmt::format("there is no table \"{}\"", id));
    }
    table.titled = record.flag("titled");
    table.stub = record.string_or("stub", "");
    table.unit = record.string_or("unit", "");
    table.no_unit = record.string_or("no_unit", "");
    table.over = record.string_or("over", "");
    if (record.has("over_groups")) {
      for (JsonObject& over : record.objects("over_groups")) {
        table.over_groups.push_back({over.string("label"), over.strings("groups")});
        over.finish();
      }
    }
    record.finish();
    return table;
  }

  /// Nothing of a form may be left out of its document or stand in it twice.
  void check_tables(JsonObject const& record, LayoutOutline const& outline) const {
    std::map<std::string, int> printed;
    for (LayoutSection const& section : outline.sections) {
      for (LayoutTable const& table : section.tables) {
        for (std::string const& id : table.tables) ++printed[id];
      }
    }
    for (std::string const& edition : outline.editions) {
      for (EditionTable const& table : find_edition(edition)->tables) {
        const int times = printed[table.id];
        if (times != 1) record.fail(fmt::format("table {} of edition {} is printed {} times", table.id, edition, times));
      }
    }
  }

  Edition const* find_edition(std::string_view id) const {
    const auto found = std::find_if(editions_.begin(), editions_.end(), [id](Edition const& e) { return e.id == id; });
    return found == editions_.end() ? nullptr : &*found;
  }

  bool has_table(std::string_view edition, std::string_view id) const {
    auto const& tables = find_edition(edition)->tables;
    return std::any_of(tables.begin(), tables.end(), [id](EditionTable const& table) { return table.id == id; });
  }

  // ---- words and fonts ---------------------------------------------------------------------------

  /// The template `field`, which uses each of `names` and no other name.
  static std::string words(JsonObject& record, char const* field, std::set<std::string> const& names = {}) {
    std::string text = record.string(field);
    if (text.empty()) record.fail(fmt::format("\"{}\" is empty", field));
    std::set<std::string> used;
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) record.fail(fmt::format("\"{}\" lacks a closing brace", field));
      used.insert(text.substr(open + 1, close - open - 1));
    }
    if (used != names) record.fail(fmt::format("\"{}\" must use {{{}}}", field, fmt::join(names, "}, {")));
    return text;
  }

  void load_words(JsonObject& record) {
    LayoutWords& w = made_.words;
    w.title = words(record, "title", {"publisher", "year"});
    w.old_heading = words(record, "old_heading", {"heading"});
    w.note_mark = words(record, "note_mark", {"sign", "number"});
    w.small_mark = words(record, "small_mark", {"sign", "number"});
    w.interval = words(record, "interval", {"min", "max"});
    w.at_least = words(record, "at_least", {"min"});
    w.at_most = words(record, "at_most", {"max"});
    w.converted = words(record, "converted", {"from", "from_basis", "to", "to_basis"});
    w.copied = words(record, "copied", {"to", "to_basis"});
    w.note = words(record, "note", {"number", "cells", "standing", "from", "why"});
    w.note_without_source = words(record, "note_without_source", {"number", "cells", "standing", "why"});
    w.remark_note = words(record, "remark_note", {"number", "cells", "text"});
    w.figure_of = words(record, "figure_of", {"label", "figure"});
    w.derived = words(record, "derived", {"figure"});
    w.estimated = words(record, "estimated", {"figure"});
    w.loss = words(record, "loss", {"cells", "why"});
    const std::pair<char const*, std::string*> plain[] = {
        {"sum_sign", &w.sum_sign},             {"close_sign", &w.close_sign},         {"none_mark", &w.none_mark},
        {"sum", &w.sum},                       {"close", &w.close},                   {"bounded", &w.bounded},
        {"notes_heading", &w.notes_heading},
        {"plain_legend", &w.plain_legend},     {"sum_legend", &w.sum_legend},         {"close_legend", &w.close_legend},
        {"bounded_legend", &w.bounded_legend}, {"open_legend", &w.open_legend},       {"none_legend", &w.none_legend},
        {"path_separator", &w.path_separator}, {"list_separator", &w.list_separator}, {"losses_heading", &w.losses_heading},
        {"extras_heading", &w.extras_heading}, {"notes_sheet", &w.notes_sheet},       {"losses_sheet", &w.losses_sheet},
        {"loss_cell", &w.loss_cell},           {"loss_label", &w.loss_label},         {"loss_value", &w.loss_value},
        {"loss_unit", &w.loss_unit},           {"loss_why", &w.loss_why}};
    for (auto const& [field, place] : plain) *place = words(record, field);
    record.finish();
  }

  void load_fonts(JsonObject& record) {
    LayoutFonts& fonts = made_.fonts;
    const std::pair<char const*, LayoutFont*> all[] = {{"title", &fonts.title}, {"heading", &fonts.heading}, {"subheading", &fonts.subheading},
                                                       {"body", &fonts.body},   {"table", &fonts.table},     {"latin", &fonts.latin}};
    for (auto const& [field, place] : all) {
      JsonObject font(record.any(field), record.place() + "/" + field);
      *place = {words(font, "name"), words(font, "fallback"), words(font, "web")};
      font.finish();
    }
    record.finish();
  }

  std::span<Edition const> editions_;
  DocumentLayout made_;
};

}  // namespace

DocumentLayout load_layout(json const& content, std::string const& file, std::span<Edition const> editions) {
  return LayoutLoader(editions).load(content, file);
}

}  // namespace tiaoli
