#!/usr/bin/env bash
# style.sh SOURCE: what DESIGN.md section 6 forbids and a pattern can find.
set -euo pipefail
cd "${1:-.}"
failed=0
layers=(model grammar mappings converters lint cli)
mapfile -t sources < <(find "${layers[@]}" -name '*.hpp' -o -name '*.cpp' | sort)
mapfile -t all < <(find . \( -path ./build -o -path ./.git -o -name __pycache__ \) -prune -o -type f -print | sort)
((${#sources[@]} > 40)) || { echo "only ${#sources[@]} sources were found" && exit 1; }
# forbid WHY PATTERN FILE…: prints the lines that match.
forbid() {
  local why=$1 pattern=$2
  shift 2
  if grep -InE -- "$pattern" "$@"; then
    echo "^ $why" && failed=1
  fi
}
# The same for sources, comments aside.
forbid_code() {
  local why=$1 pattern=$2 file found=
  shift 2
  for file; do
    if sed 's,//.*,,' "$file" | grep -nE -- "$pattern" | sed "s,^,$file:,"; then found=yes; fi
  done
  [[ -z $found ]] || { echo "^ $why" && failed=1; }
}

for file in "${sources[@]}"; do
  lines=$(wc -l <"$file")
  ((lines <= 400)) || { echo "$file has $lines lines: it holds more than one idea" && failed=1; }
done
while IFS= read -r header; do
  [[ $(head -n 1 "$header") == '#pragma once' ]] || { echo "$header does not begin with #pragma once" && failed=1; }
done < <(find "${layers[@]}" tests bench -name '*.hpp')
if find "${layers[@]}" tests bench schema fixtures -iregex '.*/\(utils?\|commons?\|helpers?\|misc\|shared\)\(\.[a-z]*\)?$' | grep .; then
  echo "^ a name that says nothing" && failed=1
fi
forbid "work left undone; open an issue" '\b(TO''DO|FIX''ME|XX''X|HA''CK)\b' "${all[@]}"
mapfile -t portable < <(printf '%s\n' "${all[@]}" | grep -vx ./tests/fresh_root.sh)  # whose paths are inside its own root
forbid "a path of one machine" '(^|[^A-Za-z0-9_.])/(wo''rk|ho''me|ro''ot|Us''ers)/|[^A-Za-z]C'':\\' "${portable[@]}"
forbid_code "works byte by byte and corrupts Han characters" 'x3::(error_handler|space\b|standard|ascii|annotate_on_success)' "${sources[@]}"
forbid_code "one .cpp for each grammar, no macros of Spirit" 'BOOST_SPIRIT_(INSTANTIATE|DECLARE)|_def\.hpp' "${sources[@]}"
forbid_code "a name that says nothing" '\b(class|struct)[[:space:]]+[A-Za-z]*(Manager|Helper|Utils?|Impl)\b' "${sources[@]}"
forbid_code "no class hierarchy" '\bvirtual\b|\boverride\b' "${sources[@]}"
forbid_code "no macro" '^[[:space:]]*#[[:space:]]*define\b' "${sources[@]}"
forbid "space at the end of a line" '[[:space:]]$' "${sources[@]}"
forbid "a TAB in a source" $'\t' "${sources[@]}"
forbid_code "using namespace in a header" '^[[:space:]]*using namespace' $(find "${layers[@]}" -name '*.hpp')
echo "style: ${#sources[@]} sources, ${#all[@]} files"
exit "$failed"
