"""workflow.py SOURCE BINARY: lint in daily work: choice of rules, settings, suppressions on a day, the baseline, and --fix with its record."""
import os
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
from program import Checks, Data, Program, fixtures, read_json, sha256

source = pathlib.Path(sys.argv[1]).resolve()
program = Program(sys.argv[2], source)
data = Data(source)
check = Checks()
run = program.run
WRONG = source / "fixtures/2014/xiji/input.txt"
BROKEN = source / "fixtures/2019/zhongning/input.txt"
MISSPELT = source / "fixtures/rules/B201/fires.txt"


def folder(files=()):
    """A new folder with these files in it: a pathlib.Path is copied, a text written."""
    made = pathlib.Path(tempfile.mkdtemp(prefix="tiaoli_workflow."))
    for name, content in dict(files).items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content.read_bytes() if isinstance(content, pathlib.Path) else content.encode())
    return made


def lint(where, *arguments, day=None, language="en", code=None, **more):
    """Runs lint in a folder on a day."""
    if day is None:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    else:
        os.environ["SOURCE_DATE_EPOCH"] = str(day)
    result = run("--lang", language, "lint", *arguments, folder=where, **more)
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    if code is not None:
        check.equal(result.code, code, "exit code of", *arguments, result.err[:300])
    return result


def findings(where, *arguments, **more):
    return lint(where, "--format", "json", *arguments, **more).json


def codes(result):
    return [d["code"] for d in result["diagnostics"] if "suppressed" not in d]


DAY = 86400
NEW_YEAR_2026 = 20454 * DAY  # 2026-01-01T00:00:00Z


# ---- choice of rules --------------------------------------------------------------------------------


def choice():
    here = folder({"a.txt": WRONG})
    every = codes(findings(here, "a.txt"))
    check("L401" in every and len(set(every)) > 1, "the report has several kinds of findings", every)
    check.equal(codes(findings(here, "a.txt", "--select", "L401")), [c for c in every if c == "L401"], "--select")
    check.equal(codes(findings(here, "a.txt", "--select", "total_mismatch")), [c for c in every if c == "L401"], "--select by name")
    check.equal(codes(findings(here, "a.txt", "--ignore", "L4,B", "--ignore", "L1")), [c for c in every if not c.startswith(("L4", "B", "L1"))], "--ignore twice")
    check.equal(codes(findings(here, "--select", "L", "--ignore", "L401", "a.txt")), [c for c in every if c[0] == "L" and c != "L401"], "--ignore wins")
    dropped = every.count("L401")
    check.equal(findings(here, "a.txt", "--ignore", "L401")["summary"].get("not_selected"), dropped, "summary")
    check(lint(here, "a.txt", "--ignore", "L401", language="en").out.endswith(f", not selected: {dropped}\n"), "verdict")
    check(lint(here, "a.txt", "--ignore", "L401", language="zh").out.endswith(f"，未选用规则的 {dropped} 个\n"), "verdict in Chinese")
    lint(here, "a.txt", "--select", "B201", code=0)
    lint(here, "a.txt", code=1)
    for wrong in ("L999", "X", "", "total"):
        result = lint(here, "a.txt", "--select", wrong, code=2)
        check("--select" in result.err and result.out == "", "--select", wrong, result.err)


# ---- settings -----------------------------------------------------------------------------------------


def settings():
    here = folder({".tiaoli.toml": 'ignore = ["L401"]\n[severity]\nB2 = "info"\n[[files]]\npaths = ["drafts/**"]\nignore = ["L"]\nseverity = { R = "info", B = "error" }\n',
                  "a.txt": WRONG, "drafts/a.txt": WRONG, "deep/er/a.txt": WRONG, "other/.tiaoli.toml": "", "other/a.txt": WRONG})
    every = codes(findings(here, "a.txt", "--no-config"))
    check("L401" in every, "--no-config")
    for name in ("a.txt", "deep/er/a.txt"):
        check.equal(codes(findings(here, name)), [c for c in every if c != "L401"], "settings for", name)
    check.equal(codes(findings(here / "deep", "er/a.txt")), [c for c in every if c != "L401"], "settings above the folder of the run")
    check.equal(codes(findings(here, "drafts/a.txt")), [c for c in every if c[0] != "L"], "settings of some files")
    check.equal(codes(findings(here, "other/a.txt")), every, "the nearest settings win")
    check.equal(codes(findings(here, "other/a.txt", "--config", ".tiaoli.toml")), [c for c in every if c != "L401"], "--config")
    stdin = findings(here, "-", stdin=WRONG.read_bytes())
    check.equal(codes(stdin), [c for c in every if c != "L401"], "standard input has the settings of the folder of the run")
    check.equal(sorted(codes(findings(here, "."))), sorted(codes(findings(here, "a.txt", "drafts/a.txt", "deep/er/a.txt", "other/a.txt"))), "a folder with settings in it")
    changed = folder({".tiaoli.toml": '[severity]\nL4 = "info"\nL = "warning"\ntotal_mismatch = "info"\n', "a.txt": WRONG})
    found = findings(changed, "a.txt", code=0)["diagnostics"]
    check({d["severity"] for d in found if d["code"].startswith("L4")} == {"info"}, "severity")
    check("error" not in {d["severity"] for d in found if d["code"].startswith("L")}, "severity of a family")


def broken_settings():
    suppress = '[[suppress]]\nrule = "L401"\nreason = "r"\nuntil = 2026-01-01\n'
    for text, line, column, words in (
        ("ignor = []", 1, 1, ["ignor", "ignore"]),
        ('\nignore = ["L401", "L999"]', 2, 19, ["L999"]),
        ('select = "L4"', 1, 10, ["array"]),
        ("select = [1]", 1, 11, ["string"]),
        ('[severity]\nL999 = "error"', 2, 1, ["L999"]),
        ('[severity]\nL401 = "fatal"', 2, 8, ["fatal"]),
        ('[[files]]\nignore = ["L"]', 1, None, ["paths"]),
        ('[[files]]\npaths = ["a"]\ncolour = "red"', 3, 1, ["colour"]),
        ('[files]\npaths = ["a"]', 1, None, ["[[files]]"]),
        (suppress.replace('reason = "r"\n', ""), 1, None, ["reason"]),
        (suppress.replace('"r"', '"  "'), 3, 10, ["reason", "empty"]),
        (suppress.replace("until = 2026-01-01\n", ""), 1, None, ["until"]),
        (suppress.replace("2026-01-01", '"2026-01-01"'), 4, 9, ["until", "date"]),
        (suppress.replace("2026-01-01", "2026-02-30"), 4, None, []),
        (suppress.replace("2026-01-01", "2026-01-01T00:00:00"), 4, 9, ["date"]),
        (suppress.replace("L401", "L4"), 2, 8, ["L4"]),
        (suppress + 'cells = ["2014:C2", "2014:Z9"]\n', 5, 21, ["2014:Z9"]),
        (suppress + 'why = "x"\n', 5, 1, ["why"]),
        ("ignore = [\n", 1, None, []),
        ('ignore = []\nignore = []', 2, None, []),
    ):
        here = folder({".tiaoli.toml": text, "a.txt": WRONG})
        result = lint(here, "a.txt", code=2)
        place = f"tiaoli: .tiaoli.toml:{line}:" + (f"{column}: " if column else "")
        check(result.err.startswith(place) and all(word in result.err for word in words) and result.out == "", "settings", repr(text), repr(result.err))
        shutil.rmtree(here)
    here = folder({"a.txt": WRONG})
    check("none.toml" in lint(here, "a.txt", "--config", "none.toml", code=2).err, "--config of no file")
    lint(here, "a.txt", "--config", "x", "--no-config", code=2)
    (here / ".tiaoli.toml").write_bytes(b"\xff\xfe\x00")
    lint(here, "a.txt", code=2)


# ---- suppressions -----------------------------------------------------------------------------------


def suppressions():
    text = '[[suppress]]\nrule = "L401"\nfile = "2017/*.txt"\nreason = "known"\nuntil = 2025-12-31\n'
    here = folder({".tiaoli.toml": text, "2017/a.txt": WRONG, "b.txt": BROKEN})
    every = findings(here, "2017/a.txt", "--no-config", code=1)
    count = codes(every).count("L401")
    others = [c for c in codes(every) if c != "L401"]
    last_day = findings(here, "2017/a.txt", day=NEW_YEAR_2026 - 1)
    check.equal(codes(last_day), others, "a suppression on its last day")
    hidden = [d for d in last_day["diagnostics"] if "suppressed" in d]
    check.equal([(d["code"], d["suppressed"]) for d in hidden], [("L401", {"reason": "known", "until": "2025-12-31"})] * count, "suppressed findings in JSON")
    check.equal(last_day["summary"].get("suppressed"), count, "summary")
    errors = every["summary"]["errors"] - count
    check.equal((last_day["summary"]["errors"], last_day["summary"]["files"]), (errors, 1), "summary")
    result = lint(here, "2017/a.txt", day=NEW_YEAR_2026 - 1, code=1 if errors else 0)
    check("L401" not in result.out and result.out.endswith(f", suppressed: {count}\n"), "verdict", result.out[-200:])
    after = findings(here, "2017/a.txt", day=NEW_YEAR_2026, code=1)
    check.equal(codes(after), codes(every) + ["L901"], "a suppression a day later")
    told = after["diagnostics"][-1]
    check.equal((told["file"], told["at"]["line"], told["at"]["column"], told["severity"], told["cells"]), (".tiaoli.toml", 2, 8, "warning", []), "L901")
    check("L401" in told["message"] and "2025-12-31" in told["message"] and str(count) in told["message"], "L901", told["message"])
    check.equal(after["summary"]["files"], 1, "settings are no report")
    printed = lint(here, "2017/a.txt", day=NEW_YEAR_2026).out
    check('.tiaoli.toml:2:8: warning[L901 suppression_expired]' in printed and '2 | rule = "L401"' in printed and "suppressed" not in printed.splitlines()[-1], "L901", printed[-600:])
    check.equal(codes(findings(here, "2017/a.txt", "--ignore", "L9", day=NEW_YEAR_2026)), codes(every), "--ignore L9")
    check("L901" not in codes(findings(here, "b.txt", day=NEW_YEAR_2026)), "a suppression of other files")
    for name in ("sarif", "github", "html"):
        made = lint(here, "2017/a.txt", "--format", name, day=NEW_YEAR_2026 - 1).out
        check((made.count("L401") > 0) == (name == "sarif"), "suppressed findings in", name)
        check("L901" in lint(here, "2017/a.txt", "--format", name, day=NEW_YEAR_2026).out, "L901 in", name)
    log = lint(here, "2017/a.txt", "--format", "sarif", day=NEW_YEAR_2026 - 1).json["runs"][0]["results"]
    check.equal([r["suppressions"][0]["justification"] for r in log if "suppressions" in r], ["known"] * count, "suppressions in SARIF")

    (here / ".tiaoli.toml").write_text(text.replace("L401", "L404").replace("2017/*.txt", "**"), encoding="utf-8")
    unused = findings(here, "2017/a.txt", day=NEW_YEAR_2026 - 1)
    check.equal([(d["code"], d["severity"]) for d in unused["diagnostics"] if d["file"] == ".tiaoli.toml"], [("L902", "info")], "L902")
    for day in ("soon", "-1", "1e9"):
        check("SOURCE_DATE_EPOCH" in lint(here, "2017/a.txt", day=day, code=2).err, "SOURCE_DATE_EPOCH", day)
    one = next(d for d in every["diagnostics"] if d["code"] == "L401")
    (here / ".tiaoli.toml").write_text(text + f'fingerprint = "{one["fingerprint"]}"\ncells = ["{one["cells"][0]}"]\n', encoding="utf-8")
    check.equal(findings(here, "2017/a.txt", day=0)["summary"]["suppressed"], 1, "a suppression of one finding")
    check("suppressed" in lint(here, "2017/a.txt", "--format", "json").out or "L901" in lint(here, "2017/a.txt", "--format", "json").out, "the day of the clock")


# ---- baseline ---------------------------------------------------------------------------------------


def baseline():
    here = folder({"a.txt": WRONG, "b.txt": BROKEN})
    every = findings(here, "a.txt", "b.txt", code=1)
    check.equal(findings(here, "a.txt", "b.txt", "--write-baseline", "base.json", code=1), every, "--write-baseline prints the findings too")
    text = (here / "base.json").read_text(encoding="utf-8")
    kept = read_json(text)
    check.equal(len(kept["findings"]), len(every["diagnostics"]), "findings of the baseline")
    check.equal(len(text.splitlines()), len(kept["findings"]) + 1, "a finding a line")
    check.equal(kept["findings"], sorted(kept["findings"], key=lambda f: (f["file"], f["code"], f["fingerprint"])), "the order of the baseline")
    check.equal(list(kept["findings"][0]), ["fingerprint", "code", "file", "message"], "fields")
    result = lint(here, "a.txt", "b.txt", "--baseline", "base.json", code=0)
    total = len(every["diagnostics"])
    check.equal((result.out, result.err), (f"reports: 2, errors: 0, warnings: 0, infos: 0, in the baseline: {total}\n", ""), "--baseline")
    check.equal(findings(here, "a.txt", "b.txt", "--baseline", "base.json")["summary"].get("known"), total, "summary")
    (here / "c.txt").write_bytes(b"\n\n" + WRONG.read_bytes())
    moved = lint(here, "c.txt", "b.txt", "--baseline", "base.json", code=0)
    check(moved.out.count("\n") == 1, "the baseline holds when a file is renamed and its lines move")
    both = findings(here, "a.txt", "c.txt", "b.txt", "--baseline", "base.json", code=1)
    check.equal({d["file"] for d in both["diagnostics"]}, {"c.txt"}, "a second report with the same findings is new")
    worse = WRONG.read_text(encoding="utf-8").replace("按时办结数\t件\t4", "按时办结数\t件\t9")
    if check(worse != WRONG.read_text(encoding="utf-8"), "the fixture has changed"):
        (here / "a.txt").write_text(worse, encoding="utf-8")
        check("L401" in codes(findings(here, "a.txt", "b.txt", "--baseline", "base.json", code=1)), "a finding with other figures is new")
    gone = lint(here, "b.txt", "--baseline", "base.json", code=0)
    check(gone.err.count("\n") == 1 and "base.json" in gone.err and "--write-baseline" in gone.err, "findings that are gone", gone.err)
    check.equal(lint(here, "b.txt", "--baseline", "base.json", "--quiet").err, "", "--quiet")
    again = here / "again.json"
    lint(here, "a.txt", "b.txt", "--baseline", "base.json", "--write-baseline", "again.json")
    lint(here, "a.txt", "b.txt", "--baseline", "again.json", code=0)
    check(again.exists() and not list(here.glob("*.part")), "written whole")
    for name, content in (("none.json", None), ("empty.json", ""), ("list.json", "[]"), ("other.json", '{"tiaoli": 1}'), ("cut.json", text[: len(text) // 2])):
        if content is not None:
            (here / name).write_text(content, encoding="utf-8")
        broken = lint(here, "a.txt", "--baseline", name, code=2)
        check(name in broken.err and broken.out == "", "baseline", name, broken.err)
    lint(here, "a.txt", "--write-baseline", "-", code=2)
    lint(here, "a.txt", "--write-baseline", "no/such/folder.json", code=2)


# ---- --fix --------------------------------------------------------------------------------------------


def facts(path):
    return [(f["cell"], f["state"], f["value"]) for f in run("--quiet", "parse", path).json["facts"]]


def fix():
    here = folder({"a.txt": MISSPELT})
    text = MISSPELT.read_text(encoding="utf-8").replace("其中：主动公开规范性文件数\t条\t0", "其中：主动公开规范性文件数\t条\t　１２ ", 1)
    file = here / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    os.chmod(file, 0o640)
    before, bytes_before = facts(file), file.read_bytes()
    tried = lint(here, "a.txt", "--fix", "--dry-run", code=0)
    check.equal((tried.err, file.read_bytes(), len(list(here.iterdir()))), ("", bytes_before, 1), "--dry-run")
    check.equal(len(tried.out.splitlines()), 4, "the edits", tried.out)
    check(tried.out.splitlines()[-1].startswith("a.txt:21:1: fix[label]: “3.政策角读稿件发布” becomes “3.政策解读稿件发布数”"), "an edit", tried.out)
    result = lint(here, "a.txt", "--fix")
    check(result.out.startswith(tried.out) and "B201" not in result.out, "--fix tells edits, then findings", result.out[:600])
    ledger = read_json((here / "a.txt.tiaoli-fixes.json").read_text(encoding="utf-8"))
    check.equal((ledger["sha256_before"], ledger["sha256_after"]), (sha256(bytes_before), sha256(file.read_bytes())), "the record's sums")
    check.equal([e["kind"] for e in ledger["edits"]], ["space", "digits", "space", "label"], "the record's edits")
    made = bytes_before
    for edit in reversed(ledger["edits"]):
        check.equal(made[edit["offset"] : edit["offset"] + edit["length"]].decode(), edit["before"], "before")
        line = bytes_before.decode("utf-8-sig").split("\r\n")[edit["line"] - 1]
        check(line[edit["column"] - 1 :].startswith(edit["before"]), "line and column of", edit)
        made = made[: edit["offset"]] + edit["after"].encode() + made[edit["offset"] + edit["length"] :]
    check.equal(made, file.read_bytes(), "the file is the old one with the edits of the record")
    check.equal(facts(file), before, "the facts")
    check.equal(file.read_bytes().count(b"\r\n"), bytes_before.count(b"\r\n"), "line ends")
    check.equal(file.stat().st_mode & 0o777, 0o640, "permissions")
    fixed = file.read_bytes()
    second = lint(here, "a.txt", "--fix")
    check("fix[" not in second.out and file.read_bytes() == fixed and len(list(here.iterdir())) == 2, "a second run makes no edit")
    check.equal(findings(here, ".")["summary"]["files"], 1, "a record is no report")
    file.write_bytes(bytes_before)
    lint(here, "a.txt", "--fix", "--ledger", "record.json")
    check((here / "record.json").exists() and len(list(here.iterdir())) == 3, "--ledger")
    file.write_bytes(bytes_before)
    quiet = lint(here, "a.txt", "--fix", "--format", "json")
    check(quiet.err == tried.out and quiet.json["summary"]["files"] == 1, "with JSON the edits go to standard error")
    check((here / "a.txt.tiaoli-fixes.2.json").exists(), "an older record is kept")


def not_fixed():
    here = folder({"a.html": "<html><body><p>a</p></body></html>", "a.txt": MISSPELT})
    (here / "gb.txt").write_bytes(MISSPELT.read_text(encoding="utf-8").encode("gb18030"))
    run("--quiet", "convert", WRONG, "--to", "2014", "-o", here / "a.docx")
    for name in ("a.html", "gb.txt", "a.docx"):
        before = (here / name).read_bytes()
        result = lint(here, name, "--fix", code=2)
        check(name in result.err and (here / name).read_bytes() == before, "--fix of", name, result.err)
    check("-" in lint(here, "-", "--fix", code=2, stdin=MISSPELT.read_bytes()).err, "--fix of standard input")
    result = lint(here, "a.html", "a.txt", "--fix", code=2)
    check("fix[label]" in result.out, "a file that cannot be fixed does not stop the others")
    for wrong in (["--dry-run"], ["--ledger", "x"], ["--fix", "--ledger", "-"], ["--fix", "--dry-run", "--ledger", "x"], ["--fix", "--annotate", "x.docx"]):
        lint(here, "a.txt", *wrong, code=2)
    lint(here, "a.txt", "a.html", "--fix", "--ledger", "x", code=2)


def all_facts(where):
    return {f["report"]["source"]["name"]: [(c["cell"], c["state"], c["value"]) for c in f["facts"]] for f in run("--quiet", "parse", "--jsonl", ".", folder=where).lines}


def fix_all():
    """No edit changes a value, in any report at hand, and none is made twice."""
    names = [n for n in fixtures(source) if n.endswith((".txt", ".md"))] + [p.relative_to(source).as_posix() for p in sorted(source.glob("fixtures/rules/*/fires.txt"))]
    here = folder({name.replace("/", "-"): source / name for name in names})
    reports = sorted(here.iterdir())
    old, before = {file: file.read_bytes() for file in reports}, all_facts(here)
    result = lint(here, ".", "--fix")
    refused = {line.split(": ")[1].removeprefix("./") for line in result.err.splitlines() if line.endswith("can be fixed")}
    check.equal(all_facts(here), before, "facts after --fix")
    edits = 0
    for file in reports:
        ledger = here / (file.name + ".tiaoli-fixes.json")
        changed = file.read_bytes() != old[file]
        check.equal(ledger.exists(), changed, file.name, "a record for each change")
        check(not (changed and file.name in refused), file.name, "is refused and changed")
        if changed:
            kept = read_json(ledger.read_text(encoding="utf-8"))
            check.equal((kept["sha256_before"], kept["sha256_after"]), (sha256(old[file]), sha256(file.read_bytes())), file.name, "the record's sums")
            edits += len(kept["edits"])
    fixed = {file: file.read_bytes() for file in reports}
    lint(here, ".", "--fix")
    check.equal([file.name for file in reports if file.read_bytes() != fixed[file]], [], "fixed twice")
    check(len(refused) < len(names) / 4, "many reports were refused:", refused)
    check(edits > 0 and len(names) > 40, "few reports were fixed:", edits, len(names))
    print(f"--fix: {len(names)} reports, {edits} edits, {len(refused)} refused")


def valid():
    """The JSON of a run with suppressions keeps its schema."""
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        check(False, "python3-jsonschema is missing; ./check installs it")
        return
    validators = [Draft202012Validator(read_json((source / name).read_text(encoding="utf-8"))) for name in ("schema/lint.schema.json", "tests/sarif/sarif-2.1.0.json")]
    here = folder({".tiaoli.toml": 'ignore = ["B"]\n[[suppress]]\nrule = "L401"\nreason = "known"\nuntil = 2025-12-31\n[[suppress]]\nrule = "L801"\nreason = "known"\nuntil = 2024-12-31\n', "a.txt": WRONG, "b.txt": BROKEN})
    lint(here, "b.txt", "--write-baseline", "base.json", day=0)
    for name, validator in zip(("json", "sarif"), validators):
        made = lint(here, "a.txt", "b.txt", "--baseline", "base.json", "--format", name, day=NEW_YEAR_2026 - DAY).json
        for error in validator.iter_errors(made):
            check(False, name, error.json_path, error.message)
        check("L901" in str(made) and "known" in str(made), name)


choice()
settings()
broken_settings()
suppressions()
baseline()
fix()
not_fixed()
fix_all()
valid()
check.end()
