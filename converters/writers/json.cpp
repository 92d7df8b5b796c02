#include "converters/writers/json.hpp"

#include <algorithm>

#include "converters/writers/json_out.hpp"

namespace tiaoli {
namespace {

constexpr int version = 1;

void write_place(JsonOut& out, Place const& place) {
  auto const& n = place.numbers;
  const auto number = [&](std::string_view name, std::uint16_t value) { out.key(name).number(std::int64_t{value}); };
  switch (place.kind) {
    case Place::Kind::none: return;
    case Place::Kind::paragraph: number("paragraph", n[0]); return;
    case Place::Kind::table:
      number("table", n[0]);
      number("row", n[1]);
      number("cell", n[2]);
      return;
    case Place::Kind::sheet:
      number("sheet", n[0]);
      out.key("address").string(column_letters(n[2]) + std::to_string(n[1]));
      return;
    case Place::Kind::page:
      number("page", n[0]);
      out.key("box").open('[');
      for (std::size_t i = 1; i < n.size(); ++i) out.number(std::int64_t{n[i]});
      out.close(']');
      return;
  }
}

void write_position(JsonOut& out, Position const& at) {
  if (at.line == 0) {
    out.null();
    return;
  }
  out.open('{').key("line").number(at.line).key("column").number(at.column).key("offset").number(at.offset).key("length").number(at.length);
  write_place(out, at.place);
  out.close('}');
}

void write_value(JsonOut& out, std::optional<Decimal> const& value) { value ? out.number(*value) : out.null(); }

template <typename Items>
void write_strings(JsonOut& out, Items const& items) {
  out.open('[');
  for (auto const& item : items) out.string(item);
  out.close(']');
}

class Writer {
 public:
  Writer(Registry const& registry, JsonLayout layout) : registry_(registry), broken_(layout == JsonLayout::records) {}

  std::string report(Report const& report, Diagnostics const& diagnostics) {
    open_report(report);
    return end(diagnostics);
  }

  std::string conversion(Report const& report, Conversion const& conversion, Diagnostics const& diagnostics, bool chinese, bool with_source) {
    out_.open('{').key("tiaoli").number(version);
    next_line();
    write_head(report.start(), conversion.edition, report.start().edition);
    records("cells", conversion.cells, [&](ConvertedCell const& cell) { write_converted(cell); });
    records("losses", conversion.losses, [&](Loss const& loss) {
      out_.open('{').key("cell").string(registry_.cell(loss.cell).id).key("value").number(loss.value);
      out_.key("why").string(chinese ? loss.why.zh : loss.why.en).close('}');
    });
    if (with_source) {
      next_line();
      out_.key("original");
      open_report(report.start());
      records("diagnostics", Diagnostics{}, [](Diagnostic const&) {});
      out_.close('}');
    }
    return end(diagnostics);
  }

  void diagnostic(Diagnostic const& found, std::string const* file) {
    out_.open('{');
    if (file != nullptr) out_.key("file").string(*file);
    out_.key("code").string(found.code).key("name").string(found.name).key("severity").string(to_string(found.severity));
    out_.key("message").string(found.message).key("cells");
    write_strings(out_, found.cells);
    out_.key("at");
    write_position(out_, found.at);
    if (!found.notes.empty()) {
      out_.key("notes");
      write_strings(out_, found.notes);
    }
    if (!found.suggestions.empty()) {
      out_.key("suggestions").open('[');
      for (Suggestion const& suggestion : found.suggestions) {
        out_.open('{').key("cell").string(suggestion.cell).key("value").number(suggestion.value).close('}');
      }
      out_.close(']');
    }
    if (!found.culprits.empty()) {
      out_.key("culprits").open('[');
      for (auto const& cells : found.culprits) {
        out_.open('[');
        for (Correctable const& cell : cells) {
          out_.open('{').key("cell").string(cell.cell).key("printed").number(cell.printed).key("value").number(cell.value).close('}');
        }
        out_.close(']');
      }
      out_.close(']');
    }
    if (!found.basis.empty()) out_.key("basis").string(found.basis);
    if (!found.fingerprint.empty()) out_.key("fingerprint").string(found.fingerprint);
    out_.close('}');
  }

  JsonOut& out() { return out_; }

  template <typename Items, typename Write>
  void records(std::string_view name, Items const& items, Write const& write) {
    next_line();
    out_.key(name).open('[');
    for (auto const& item : items) {
      next_line();
      write(item);
    }
    out_.close(']');
  }

 private:
  void next_line() {
    if (broken_) out_.break_line();
  }

  /// A canonical report up to its diagnostics.
  void open_report(Report const& report) {
    out_.open('{').key("tiaoli").number(version);
    next_line();
    // Without a table the edition is the one that holds for the year: there are no facts to be of it.
    const auto of_year = report.outline.year ? registry_.edition_of_year(*report.outline.year) : std::nullopt;
    write_head(report, report.edition ? report.edition : of_year, std::nullopt);
    records("facts", report.facts, [&](Fact const& fact) { write_fact(fact); });
    records("claims", report.claims, [&](Claim const& claim) { write_claim(claim); });
    records("extras", report.extras, [&](Extra const& extra) {
      out_.open('{').key("text").string(extra.text).key("at");
      write_position(out_, extra.at);
      out_.close('}');
    });
    records("sections", report.outline.sections, [&](Section const& section) {
      out_.open('{').key("number").string(section.number).key("title").string(section.title).key("level").number(section.level);
      out_.key("text").string(section.text).key("at");
      write_position(out_, section.at);
      out_.close('}');
    });
  }

  void write_head(Report const& report, std::optional<std::uint8_t> edition, std::optional<std::uint8_t> from) {
    out_.key("report").open('{');
    out_.key("title").string(report.outline.title).key("publisher").string(report.outline.publisher).key("year");
    report.outline.year ? out_.number(std::int64_t{*report.outline.year}) : out_.null();
    out_.key("edition");
    edition ? out_.string(registry_.editions()[*edition].id) : out_.null();
    if (from) out_.key("converted_from").string(registry_.editions()[*from].id);
    out_.key("source").open('{').key("name").string(report.origin.name).key("format").string(report.origin.format);
    out_.key("bytes").number(static_cast<std::int64_t>(report.origin.bytes)).key("sha256").string(report.origin.sha256).close('}');
    out_.close('}');
  }

  void write_fact(Fact const& fact) {
    EditionCell const& cell = registry_.cell(fact.cell);
    Quantity const& quantity = registry_.quantities()[cell.quantity];
    out_.open('{').key("cell").string(cell.id).key("indicator").string(registry_.indicators()[quantity.indicator].id);
    out_.key("breakdown").open('{');
    for (auto const& [dimension, value] : quantity.breakdown) out_.key(dimension).string(value);
    out_.close('}').key("unit").string(cell.unit).key("state").string(to_string(fact.value.state)).key("value");
    write_value(out_, fact.value.number);
    out_.key("text").string(fact.value.text);
    if (fact.derived) {
      out_.key("derived").open('{').key("value").number(fact.derived->value).key("by");
      write_strings(out_, fact.derived->by);
      out_.key("chain");
      write_strings(out_, fact.derived->chain);
      out_.close('}');
    }
    if (fact.estimate) {
      out_.key("estimate").open('{').key("fidelity").string(to_string(fact.estimate->fidelity));
      if (fact.estimate->value) out_.key("value").number(*fact.estimate->value);
      if (fact.estimate->min) out_.key("min").number(*fact.estimate->min);
      if (fact.estimate->max) out_.key("max").number(*fact.estimate->max);
      out_.close('}');
    }
    out_.key("at");
    write_position(out_, fact.at);
    out_.close('}');
  }

  void write_claim(Claim const& claim) {
    out_.open('{').key("phrase").string(claim.phrase).key("indicator").string(claim.indicator).key("value").number(claim.value);
    out_.key("approximate").boolean(claim.approximation != Approximation::exact).key("approximation").string(to_string(claim.approximation));
    out_.key("denied").boolean(claim.denied).key("extent").string(to_string(claim.scope)).key("scope").string(claim.scope_words);
    out_.key("text").string(claim.text).key("at");
    write_position(out_, claim.at);
    out_.close('}');
  }

  void write_converted(ConvertedCell const& cell) {
    out_.open('{').key("cell").string(registry_.cell(cell.cell).id).key("value");
    write_value(out_, cell.value);
    if (cell.printed) {
      out_.key("state").string(to_string(cell.printed->state)).key("text").string(cell.printed->text).key("at");
      write_position(out_, cell.at);
    }
    if (cell.min) out_.key("min").number(*cell.min);
    if (cell.max) out_.key("max").number(*cell.max);
    out_.key("fidelity").string(to_string(cell.fidelity)).key("from").open('[');
    for (const CellId from : cell.from) out_.string(registry_.cell(from).id);
    out_.close(']').key("via");
    write_strings(out_, cell.via);
    out_.close('}');
  }

  std::string end(Diagnostics const& diagnostics) {
    records("diagnostics", diagnostics, [&](Diagnostic const& found) { diagnostic(found, nullptr); });
    out_.close('}');
    out_.end_line();
    return out_.take();
  }

  Registry const& registry_;
  bool broken_;
  JsonOut out_;
};

}  // namespace

std::string write_json(Report const& report, Registry const& registry, Diagnostics const& diagnostics, JsonLayout layout) {
  return Writer(registry, layout).report(report, diagnostics);
}

std::string write_json(Report const& report, Conversion const& conversion, Registry const& registry, Diagnostics const& diagnostics,
                       bool chinese, JsonLayout layout, bool with_source) {
  return Writer(registry, layout).conversion(report, conversion, diagnostics, chinese, with_source);
}

std::string write_json(std::vector<FileDiagnostics> const& files) {
  Writer writer(Registry::embedded(), JsonLayout::records);
  JsonOut& out = writer.out();
  std::int64_t count[3] = {};
  struct Item {
    std::string const* file;
    Diagnostic const* diagnostic;
  };
  std::vector<Item> items;
  for (FileDiagnostics const& file : files) {
    for (Diagnostic const& found : file.diagnostics) {
      ++count[static_cast<std::size_t>(found.severity)];
      items.push_back({&file.file, &found});
    }
  }
  out.open('{').key("tiaoli").number(std::int64_t{version});
  writer.records("diagnostics", items, [&](Item const& item) { writer.diagnostic(*item.diagnostic, item.file); });
  out.break_line();
  out.key("summary").open('{').key("files").number(static_cast<std::int64_t>(files.size())).key("errors").number(count[2]);
  out.key("warnings").number(count[1]).key("infos").number(count[0]).close('}').close('}');
  out.end_line();
  return out.take();
}

}  // namespace tiaoli
