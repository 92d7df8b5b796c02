"""rules.py SOURCE BINARY: the table of rules and the program name the same codes with the same arguments, and each rule is tried."""
import sys

sys.dont_write_bytecode = True
import pathlib
import re

from program import Checks, Data, Program

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

HAN = re.compile("[\u4e00-\u9fff]")
for code, rule in data.rules.items():
    check.equal(rule["code"], code, "the code in", code + ".json")
    for language, stop in (("zh", "。"), ("en", ".")):
        said = {part: rule[f"{part}_{language}"] for part in ("message", "why", "example", "mend")}
        check(re.fullmatch(r"[^{}]*(\{[a-z_]+\}[^{}]*)*", said["message"]), code, language, "is no template:", said["message"])
        check(not said["message"].endswith((".", "。")), code, language, "ends with a full stop")
        for part in ("why", "mend"):
            check(said[part].endswith(stop), code, part, language, "is no sentence:", said[part])
            check(len(re.findall(r"[.;](?= |$)|[。；]", said[part])) <= 4, code, part, language, "is long:", said[part])
        if language == "zh":
            check(all(HAN.search(text) for text in said.values()), code, "is not all Chinese")
        # The example quotes a print and what is said of it.
        check(re.search("：" if language == "zh" else ": ", said["example"]), code, "example", language, "does not say what is said:", said["example"])
    for language, other in (("zh", "en"), ("en", "zh")):
        for part in ("message", "why", "example", "mend"):
            check(rule[f"{part}_{language}"] != rule[f"{part}_{other}"], code, part, "is the same in both languages")

# The pages in docs/ are what the program prints.
program = Program(sys.argv[2], source)
for language, page in (("en", "docs/rules.md"), ("zh", "docs/rules.zh-CN.md")):
    printed = program.run("--lang", language, "explain", "--rules").out_bytes
    path = source / page
    same = path.exists() and path.read_bytes() == printed
    check(same, f"{page} is not what the program prints: tiaoli --lang {language} explain --rules >{page}")
    for code in data.rules:
        check(printed.decode().count(f"### {code} ") == 1, code, "is not once in", page)
    check(printed.decode().endswith((source / page.replace("rules", "no_rule")).read_text(encoding="utf-8")), page, "does not end with what no rule finds")

# Every rule is tried: by a unit test or the command line's, or it shows in a kept file.
tried = ""
for path in [*(source / "tests").rglob("*_test.cpp"), *(source / "tests/hygiene").glob("*.py"), *(source / "fixtures").rglob("diagnostics.txt")]:
    if path.name != "rules.py":
        tried += path.read_text(encoding="utf-8")
for code in data.rules:
    check(re.search(rf"\b{code}\b", tried), code, "is in no test and no kept file")
check.end()
