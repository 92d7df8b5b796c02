#!/usr/bin/env bash
# Builds the fuzz target and runs it on one core, starting from the reports of fixtures/ and pieces of them.
#   tests/fuzz/run.sh [SECONDS=300] [BUILD_FOLDER=build/fuzz] [options of libFuzzer …]
# Inputs that break something are left in BUILD_FOLDER/findings; the exit code is then not 0.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
seconds=${1:-300}
build=${2:-$root/build/fuzz}

cmake -S "$root" --preset fuzz -B "$build" >&2
cmake --build "$build" --target tiaoli_fuzz tiaoli_fuzz_readers >&2

corpus=$build/corpus
mkdir -p "$corpus" "$build/findings"
# The last byte of an input is no part of the text, fuzz.cpp says what it is for: even for UTF-8, and then twice the
# number of an edition, here from 0 to 3.
number=0
add() { number=$((number + 1)); { cat; printf %b "\\x0$((number * 2 % 8 + $1))"; } >"$corpus/fixture-$number"; }
# Most of a report is prose, and small inputs are fuzzed faster: these hold the lines of the tables, from the top, from
# the bottom, and with every third line lost.
table_lines() { grep -aE $'\t|\\||^.{1,40}$' "$1"; }
for input in "$root"/fixtures/*/*/input.*; do
  add 0 <"$input"
  head -c 3000 < <(table_lines "$input") | add 0
  tail -c 3000 < <(table_lines "$input") | add 1
  head -c 4000 < <(table_lines "$input" | awk 'NR % 3') | add 1
  head -c 2000 < <(grep -aE '[0-9].*(。|；)' "$input") | add 1
done

# libFuzzer wants bytes past ASCII written as \xAB; people do not.
LC_ALL=C perl -pe 's/([\x80-\xFF])/sprintf("\\x%02X", ord $1)/ge' "$root/tests/fuzz/tiaoli.dict" >"$build/tiaoli.dict"

# The readers of documents get a third of the time, from files of each format that the last byte names; see readers.cpp.
mkdir -p "$build/corpus_readers"
for page in "$root"/fixtures/*/*/*.html; do { head -c 12000 "$page"; printf '\0'; } >"$build/corpus_readers/page-$(basename "$(dirname "$page")")"; done
printf '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\1' >"$build/corpus_readers/word"
printf '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%%1"/></w:lvl></w:abstractNum>\2' >"$build/corpus_readers/numbers"
printf '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>45996.820000000003</v></c></row></sheetData>\3' >"$build/corpus_readers/sheet"
printf '<html><body><doc><page width="595" height="842"><flow><block><line><word xMin="1" yMin="2" xMax="3" yMax="4">1</word></line></block></flow></page></doc></body></html>\4' >"$build/corpus_readers/pdf"
"$build/tiaoli_fuzz_readers" "$build/corpus_readers" -artifact_prefix="$build/findings/" -max_total_time=$((seconds / 3)) -timeout=10 \
  -max_len=16384 -rss_limit_mb=2048 -print_final_stats=1 "${@:3}"

"$build/tiaoli_fuzz" "$corpus" -dict="$build/tiaoli.dict" -artifact_prefix="$build/findings/" \
  -max_total_time="$seconds" -timeout=10 -max_len=16384 -rss_limit_mb=2048 -print_final_stats=1 "${@:3}"
