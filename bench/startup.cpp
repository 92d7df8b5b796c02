// What a run costs before it reads anything, and a whole run.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "mappings/registry.hpp"

namespace tiaoli::bench {
namespace {

void BM_registry(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(Registry::load(TIAOLI_SOURCE_DIR "/mappings"));
}
BENCHMARK(BM_registry)->Unit(benchmark::kMillisecond)->Name("registry:load");

/// The program on one report, with the shell that starts it; BM_shell is the shell alone.
void run(benchmark::State& state, std::string const& command) {
  for ([[maybe_unused]] auto _ : state) {
    if (std::system(command.c_str()) < 0) state.SkipWithError("the program does not start");
  }
}
void BM_run(benchmark::State& state) {
  run(state, TIAOLI_BINARY " parse " TIAOLI_SOURCE_DIR "/fixtures/2014/wuzhong/input.txt >/dev/null 2>&1");
}
void BM_shell(benchmark::State& state) { run(state, "true >/dev/null 2>&1"); }
BENCHMARK(BM_run)->Unit(benchmark::kMillisecond)->UseRealTime()->Name("run:tiaoli_parse");
BENCHMARK(BM_shell)->Unit(benchmark::kMillisecond)->UseRealTime()->Name("run:shell");

}  // namespace
}  // namespace tiaoli::bench
