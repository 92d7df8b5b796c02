"""rules.py SOURCE: the table of rules and the program name the same codes with the same arguments, and each rule is tried."""
import sys

sys.dont_write_bytecode = True
import pathlib
import re

from program import Checks, Data

source = pathlib.Path(sys.argv[1])
data = Data(source)
check = Checks()
CODE = re.compile(r'"([RGBCL]\d{3})"')

used = {}
for layer in ("model", "grammar", "mappings", "converters", "lint", "cli"):
    for path in (source / layer).rglob("*.cpp"):
        for code in CODE.findall(re.sub(r"//.*", "", path.read_text(encoding="utf-8"))):
            used.setdefault(code, set()).add(path.relative_to(source).as_posix())
for code in sorted(set(used) - set(data.rules)):
    check(False, code, "in", sorted(used[code]), "is no rule")
for code in sorted(set(data.rules) - set(used)):
    check(False, code, "is a rule that the program never applies")

# A family belongs to a layer.
homes = {"R": ("converters/readers/",), "G": ("grammar/", "converters/binding/"), "B": ("converters/",), "C": ("converters/", "cli/"), "L": ("lint/",)}
for code, paths in used.items():
    for path in paths:
        check(path.startswith(homes[code[0]]), code, "is found in", path)

codes = list(data.rules)
check.equal(codes, sorted(codes, key=lambda code: ("RGBCL".index(code[0]), code)), "the order of the rules")
for rule in data.rules.values():
    for language in ("zh", "en"):
        check(re.fullmatch(r"[^{}]*(\{[a-z_]+\}[^{}]*)*", rule[language]), rule["code"], language, "is no template:", rule[language])
        check(not rule[language].endswith((".", "。")), rule["code"], language, "ends with a full stop")
        check(rule["why_" + language].endswith("。" if language == "zh" else "."), rule["code"], "why_" + language, "is no sentence")

# Every rule is tried: by a unit test or the command line's, or it shows in a kept file.
tried = ""
for path in [*(source / "tests").rglob("*_test.cpp"), *(source / "tests/hygiene").glob("*.py"), *(source / "fixtures").rglob("diagnostics.txt")]:
    if path.name != "rules.py":
        tried += path.read_text(encoding="utf-8")
for code in data.rules:
    check(re.search(rf"\b{code}\b", tried), code, "is in no test and no kept file")
check.end()
