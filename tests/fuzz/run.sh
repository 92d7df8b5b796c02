#!/usr/bin/env bash
# Builds the fuzz target and runs it on one core, starting from the reports of fixtures/ and pieces of them.
#   tests/fuzz/run.sh [SECONDS=300] [BUILD_FOLDER=build/fuzz]
# Inputs that break something are left in BUILD_FOLDER/findings; the exit code is then not 0.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
seconds=${1:-300}
build=${2:-$root/build/fuzz}

cmake -S "$root" --preset fuzz -B "$build" >&2
cmake --build "$build" --target tiaoli_fuzz >&2

corpus=$build/corpus
mkdir -p "$corpus" "$build/findings"
# The last byte of an input says whether its bytes are checked to be UTF-8: 0 for yes, 1 for no.
number=0
add() { number=$((number + 1)); { cat; printf '%s' "$1"; } >"$corpus/fixture-$number"; }
# Most of a report is prose. The small inputs hold the lines of its tables, whole or without the middle of it.
for input in "$root"/fixtures/*/*/input.*; do
  add 0 <"$input"
  grep -aE $'\t|\\||^.{1,40}$' "$input" | head -c 12000 | add 0
  grep -aE $'\t|\\||^.{1,40}$' "$input" | awk 'NR % 3' | head -c 8000 | add 1
done

"$build/tiaoli_fuzz" "$corpus" -dict="$root/tests/fuzz/tiaoli.dict" -artifact_prefix="$build/findings/" \
  -max_total_time="$seconds" -timeout=10 -max_len=32768 -rss_limit_mb=2048 -print_final_stats=1
