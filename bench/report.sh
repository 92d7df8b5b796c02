#!/usr/bin/env bash
# Builds the benchmarks and prints one table: MB of input a second for each stage and report, with the ratio to
# a plain memchr scan for line ends in the same run, then microseconds a report.
#   bench/report.sh [BUILD_FOLDER] [-- options of Google Benchmark, such as --benchmark_filter=:2014$]
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/bench
if [[ $# -gt 0 && $1 != -- ]]; then build=$1; shift; fi
[[ ${1-} != -- ]] || shift

cmake -S "$root" --preset release -DTIAOLI_BENCH=ON -B "$build" >&2
cmake --build "$build" --target tiaoli_bench >&2
result=$build/bench.json
"$build/tiaoli_bench" --benchmark_repetitions=5 --benchmark_min_time=0.05 --benchmark_report_aggregates_only=true \
  --benchmark_enable_random_interleaving=true --benchmark_out="$result" --benchmark_out_format=json "$@" >&2
python3 "$root/bench/table.py" "$result"
