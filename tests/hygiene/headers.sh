#!/usr/bin/env bash
# headers.sh SOURCE: every header compiles alone.
set -euo pipefail
cd "${1:-.}"
export CXX=${CXX:-c++}
compile() {
  "$CXX" -std=c++20 -fsyntax-only -Wall -Wextra -I. -include "$1" -x c++ /dev/null && return
  echo "$1 does not compile alone"
  return 1
}
export -f compile
mapfile -t headers < <(find model grammar mappings converters lint cli tests bench -name '*.hpp' | sort)
((${#headers[@]} > 30)) || { echo "only ${#headers[@]} headers were found" && exit 1; }
failed=0
printf '%s\0' "${headers[@]}" | xargs -0 -P 2 -I {} bash -c 'compile "$1"' - {} || failed=1
echo "headers: ${#headers[@]}"
exit "$failed"
