#!/usr/bin/env bash
# layering.sh SOURCE: the include arrows of the layers run one way, and each library stays in the layer that owns it.
set -euo pipefail
cd "${1:-.}"
failed=0 seen=0

# What a file may include: of the project (as a pattern over the quoted name) and of others (over the name in <>). Headers of the
# standard library have neither a slash nor a dot.
own() {
  case $1 in
    model/*) echo '^model/' ;;
    grammar/*) echo '^(model|grammar)/' ;;
    mappings/*) echo '^(model|mappings)/' ;;
    converters/*) echo '^(model|mappings|converters)/|^grammar/(ast|parse)\.hpp$' ;;
    lint/*) echo '^(model|mappings|converters|lint)/|^grammar/ast\.hpp$' ;;
    cli/*) echo '^(model|mappings|converters|lint|cli)/|^grammar/(ast|parse)\.hpp$' ;;
  esac
}
foreign() {
  case $1 in
    grammar/*) echo '^boost/' ;;
    mappings/*) echo '^(fmt|nlohmann)/' ;;
    converters/readers/child.cpp) echo '^(fmt|sys)/|^(poll|unistd|fcntl|signal|spawn)\.h$' ;;
    converters/readers/*) echo '^(fmt|nlohmann|openssl|unicode)/|^(gumbo|zip)\.h$|^pugixml\.hpp$' ;;
    converters/writers/*) echo '^(fmt|nlohmann)/|^(zip\.h|pugixml\.hpp|xlsxwriter\.h)$' ;;
    cli/settings_file.cpp) echo '^(fmt|toml\+\+)/' ;;
    cli/*) echo '^(fmt|CLI)/|^unistd\.h$' ;;
    *) echo '^fmt/' ;;
  esac
}

while IFS= read -r file; do
  seen=$((seen + 1))
  while IFS=: read -r number line; do
    if [[ $line =~ \"([^\"]+)\" ]]; then
      name=${BASH_REMATCH[1]}
      [[ $name =~ $(own "$file") ]] && [[ -e $name ]] && continue
    elif [[ $line =~ \<([^\>]+)\> ]]; then
      name=${BASH_REMATCH[1]}
      [[ $name =~ ^[a-z0-9_]+$ || $name =~ $(foreign "$file") ]] && continue
    else
      name=$line
    fi
    echo "$file:$number: must not include $name"
    failed=1
  done < <(grep -nE '^[[:space:]]*#[[:space:]]*include' "$file" || true)
done < <(find model grammar mappings converters lint cli -name '*.hpp' -o -name '*.cpp' | sort)

# The parser library shows in no header but the words that the grammars share.
if grep -lE 'boost|x3::' $(find model grammar mappings converters lint cli -name '*.hpp') | grep -vx 'grammar/lexemes.hpp'; then
  echo "the headers above show the parser library"
  failed=1
fi
# That header, and the private ones of grammar/, are included by grammar/*.cpp only (grammar/*.hpp may include ast.hpp).
if grep -nE '#include "grammar/lexemes\.hpp"' $(find model mappings converters lint cli bench -name '*.?pp') grammar/*.hpp; then
  echo "only grammar/*.cpp include grammar/lexemes.hpp"
  failed=1
fi
((seen > 40)) || { echo "only $seen files were looked at" && failed=1; }
echo "layering: $seen files"
exit "$failed"
