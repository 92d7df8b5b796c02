#!/usr/bin/env bash
# Web pages and PDF files, in one run: this program against a bare gumbo parse, pandas.read_html (lxml) and a bare
# pdftotext -bbox-layout. Installs pandas and lxml from PyPI into the build folder.
#   bench/documents.sh [BUILD_FOLDER]
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
build=${1:-$root/build/bench}
cmake -S "$root" --preset release -DTIAOLI_BENCH=ON -B "$build" >&2
cmake --build "$build" --target tiaoli_bench tiaoli >&2
[[ -x $build/venv/bin/python ]] || python3 -m venv "$build/venv"
"$build/venv/bin/pip" -q install pandas lxml >&2
exec "$build/venv/bin/python" "$root/bench/documents.py" "$root" "$build"
