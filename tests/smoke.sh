#!/usr/bin/env bash
# smoke.sh SOURCE BINARY: the release program reads and converts a report. Everything else is tested with sanitizers.
set -euo pipefail
cd "$1"
program=$2
input=fixtures/2014/wuzhong/input.txt
fail() { echo "smoke: $*" >&2 && exit 1; }

[[ $("$program" --version) =~ ^tiaoli\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "--version"
"$program" --quiet parse "$input" | cmp - fixtures/2014/wuzhong/canonical.json || fail "parse prints something else than the kept file"
"$program" --quiet --lang en convert "$input" --to 2021 | cmp - fixtures/2014/wuzhong/converted-2021.json || fail "convert prints something else than the kept file"
status=0
"$program" --lang en lint fixtures/2014/xiji/input.txt >/dev/null || status=$?
((status == 1)) || fail "lint of a report with errors exits with $status"
status=0
"$program" parse fixtures/nowhere.txt 2>/dev/null || status=$?
((status == 2)) || fail "a missing file exits with $status"
