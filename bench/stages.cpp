// From bytes to JSON, stage by stage, in bytes of input a second; bench/report.sh makes a table of it.
#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bench/corpus.hpp"
#include "converters/bind.hpp"
#include "converters/canonical.hpp"
#include "converters/convert.hpp"
#include "converters/readers/read.hpp"
#include "converters/readers/utf8.hpp"
#include "converters/solve.hpp"
#include "converters/writers/json.hpp"
#include "grammar/parse.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"
#include "mappings/registry.hpp"

namespace tiaoli::bench {
namespace {

/// What everything is measured against: finding the ends of the lines.
std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
    ++at;
    ++lines;
  }
  return lines;
}

struct Read {
  Report report;
  Diagnostics diagnostics;
};

/// Everything that `tiaoli parse` does with bytes before it writes them: identities are checked.
Read read_text(std::string_view text) {
  Read made;
  const auto source = read_bytes("report.txt", std::string(text), made.diagnostics);
  made.report = read_report(*source, Registry::embedded(), made.diagnostics);
  lint(made.report, Registry::embedded(), made.diagnostics);
  return made;
}

std::string to_json(Read& read) {
  describe(read.diagnostics, Language::zh);
  return write_json(read.report, Registry::embedded(), read.diagnostics, JsonLayout::one_line);
}

std::vector<Read> read_all(Corpus const& corpus) {
  std::vector<Read> all;
  for (std::string const& text : corpus.texts) all.push_back(read_text(text));
  return all;
}

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void set_reports(benchmark::State& state, std::size_t reports) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(reports));
}

void BM_memchr(benchmark::State& state, Corpus const& corpus) {
  for ([[maybe_unused]] auto _ : state) {
    for (std::string const& text : corpus.texts) benchmark::DoNotOptimize(count_lines(text));
  }
  set_bytes(state, corpus.bytes);
}

void BM_utf8(benchmark::State& state, Corpus const& corpus) {
  for ([[maybe_unused]] auto _ : state) {
    for (std::string const& text : corpus.texts) benchmark::DoNotOptimize(find_invalid_utf8(text));
  }
  set_bytes(state, corpus.bytes);
}

/// Copy, SHA-256, UTF-8 check and index of lines.
void BM_read(benchmark::State& state, Corpus const& corpus) {
  for ([[maybe_unused]] auto _ : state) {
    for (std::string const& text : corpus.texts) {
      Diagnostics diagnostics;
      benchmark::DoNotOptimize(read_bytes("report.txt", text, diagnostics));
    }
  }
  set_bytes(state, corpus.bytes);
}

void BM_grammar(benchmark::State& state, Corpus const& corpus) {
  for ([[maybe_unused]] auto _ : state) {
    for (auto const& source : corpus.sources) {
      Diagnostics diagnostics;
      benchmark::DoNotOptimize(parse(*source, diagnostics));
    }
  }
  set_bytes(state, corpus.bytes);
}

void BM_bind(benchmark::State& state, Corpus const& corpus) {
  std::vector<ast::Document> documents;
  Diagnostics ignored;
  for (auto const& source : corpus.sources) documents.push_back(parse(*source, ignored));
  for ([[maybe_unused]] auto _ : state) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      Diagnostics diagnostics;
      benchmark::DoNotOptimize(tiaoli::bind(documents[i], *corpus.sources[i], Registry::embedded(), diagnostics));
    }
  }
  set_bytes(state, corpus.bytes);
}

void BM_facts(benchmark::State& state, Corpus const& corpus) {
  for ([[maybe_unused]] auto _ : state) {
    for (std::string const& text : corpus.texts) {
      const Read made = read_text(text);
      benchmark::DoNotOptimize(made.report.facts.data());
    }
  }
  set_bytes(state, corpus.bytes);
}

void BM_json(benchmark::State& state, Corpus const& corpus) {
  std::size_t written = 0;
  for ([[maybe_unused]] auto _ : state) {
    written = 0;
    for (std::string const& text : corpus.texts) {
      Read made = read_text(text);
      const std::string json = to_json(made);
      written += json.size();
      benchmark::DoNotOptimize(json.data());
    }
  }
  set_bytes(state, corpus.bytes);
  state.counters["output_per_input"] = static_cast<double>(written) / static_cast<double>(corpus.bytes);
}

/// The parser of web pages alone, as its manual shows it.
void BM_gumbo(benchmark::State& state, Corpus const& corpus) {
  for ([[maybe_unused]] auto _ : state) {
    for (std::string const& text : corpus.texts) {
      GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
      benchmark::DoNotOptimize(output->root);
      gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
  }
  set_bytes(state, corpus.bytes);
}

/// write_json alone, in bytes of its output.
void BM_write(benchmark::State& state, Corpus const& corpus) {
  std::vector<Read> all = read_all(corpus);
  std::size_t written = 0;
  for (Read& read : all) written += to_json(read).size();
  for ([[maybe_unused]] auto _ : state) {
    for (Read const& read : all) {
      benchmark::DoNotOptimize(write_json(read.report, Registry::embedded(), read.diagnostics, JsonLayout::one_line));
    }
  }
  set_bytes(state, written);
}

/// The same bytes from a finished tree of nlohmann's; making the tree is not counted.
void BM_nlohmann(benchmark::State& state, Corpus const& corpus) {
  std::vector<nlohmann::ordered_json> trees;
  std::size_t written = 0;
  for (Read& read : read_all(corpus)) {
    trees.push_back(nlohmann::ordered_json::parse(to_json(read)));
    written += trees.back().dump().size();
  }
  for ([[maybe_unused]] auto _ : state) {
    for (auto const& tree : trees) benchmark::DoNotOptimize(tree.dump());
  }
  set_bytes(state, written);
}

/// derive and violations, in reports.
void BM_solve(benchmark::State& state, Corpus const& corpus) {
  std::vector<Read> all = read_all(corpus);
  for ([[maybe_unused]] auto _ : state) {
    for (Read& read : all) {
      Diagnostics diagnostics;
      derive(read.report, Registry::embedded(), diagnostics);
      benchmark::DoNotOptimize(violations(read.report, Registry::embedded()));
    }
  }
  set_reports(state, all.size());
}

/// All rules of one report, with the sentences of its prose, in reports: what `tiaoli lint` does beyond parsing. With
/// `broken`, every other number of the table is another one, so that most identities are broken.
void BM_lint(benchmark::State& state, Corpus const& corpus, bool broken) {
  struct Read {
    Report report;
    ast::Prose prose;
  };
  std::vector<Read> all;
  for (auto const& source : corpus.sources) {
    Read read;
    Diagnostics ignored;
    read.report = read_report(*source, Registry::embedded(), ignored, read.prose);
    for (std::size_t i = 0; broken && i < read.report.facts.size(); i += 2) {
      if (auto& number = read.report.facts[i].value.number) number = Decimal::from_millionths(number->millionths() + Decimal::scale * 7);
    }
    all.push_back(std::move(read));
  }
  std::size_t findings = 0;
  for ([[maybe_unused]] auto _ : state) {
    findings = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      Diagnostics diagnostics;
      lint({all[i].report, Registry::embedded(), &all[i].prose, corpus.sources[i].get()}, diagnostics);
      findings += diagnostics.size();
      benchmark::DoNotOptimize(diagnostics.data());
    }
  }
  set_reports(state, all.size());
  state.counters["findings"] = static_cast<double>(findings) / static_cast<double>(all.size());
}

/// convert to one edition, in reports.
void BM_convert(benchmark::State& state, Corpus const& corpus, std::uint8_t edition) {
  const std::vector<Read> all = read_all(corpus);
  for ([[maybe_unused]] auto _ : state) {
    for (Read const& read : all) {
      if (!read.report.edition) continue;
      Diagnostics diagnostics;
      benchmark::DoNotOptimize(convert(read.report, edition, Registry::embedded(), diagnostics));
    }
  }
  set_reports(state, all.size());
}

int register_stages() {
  constexpr std::pair<char const*, void (*)(benchmark::State&, Corpus const&)> stages[] = {
      {"memchr", BM_memchr}, {"utf8", BM_utf8}, {"read", BM_read},   {"grammar", BM_grammar},   {"bind", BM_bind},
      {"facts", BM_facts},   {"json", BM_json}, {"write", BM_write}, {"nlohmann", BM_nlohmann}, {"solve", BM_solve}};
  for (Corpus const& corpus : corpora()) {
    for (auto const& [name, function] : stages) {
      benchmark::RegisterBenchmark((name + (":" + corpus.name)).c_str(), function, std::cref(corpus));
    }
    benchmark::RegisterBenchmark(("lint:" + corpus.name).c_str(), BM_lint, std::cref(corpus), false);
    benchmark::RegisterBenchmark(("lint_broken:" + corpus.name).c_str(), BM_lint, std::cref(corpus), true);
    if (corpus.name.starts_with("pages")) benchmark::RegisterBenchmark(("gumbo:" + corpus.name).c_str(), BM_gumbo, std::cref(corpus));
    const auto editions = Registry::embedded().editions();
    for (std::size_t e = 0; e < editions.size(); ++e) {
      benchmark::RegisterBenchmark(("to_" + editions[e].id + ":" + corpus.name).c_str(), BM_convert, std::cref(corpus),
                                   static_cast<std::uint8_t>(e));
    }
  }
  return 0;
}

[[maybe_unused]] const int registered = register_stages();

}  // namespace
}  // namespace tiaoli::bench
