#!/usr/bin/env bash
# han.sh SOURCE: no Han characters in C++ but in grammar/, lint/ and tests/, comments aside. Labels and texts are data.
set -euo pipefail
cd "${1:-.}"
export LC_ALL=C.UTF-8
# Radicals to compatibility ideographs, full-width forms, and the planes of the rare characters.
han='[\x{2E80}-\x{9FFF}\x{F900}-\x{FAFF}\x{FF00}-\x{FFEF}\x{20000}-\x{3FFFF}]'
printf '\xe6\x9d\xa1' | grep -qP "$han" || { echo "grep cannot tell Han characters here" && exit 1; }
failed=0 seen=0
while IFS= read -r file; do
  seen=$((seen + 1))
  if sed 's,//.*,,' "$file" | grep -nP "$han" | sed "s,^,$file:,"; then failed=1; fi
done < <(find model mappings converters cli bench -name '*.hpp' -o -name '*.cpp' | sort)
((seen > 30)) || { echo "only $seen files were looked at" && failed=1; }
echo "han: $seen files"
exit "$failed"
