"""precision.py SOURCE BINARY: how often each rule is right on the fixtures and the real reports, against what a person found there.

fixtures/truth.json says for each document the findings of severity error and warning that a person would call right. A finding
is known by its rule and its cells, one without cells by words of the line that it points at. Findings of severity info tell how
something was read and are only counted. `silent.*` of a rule's pair has none unless the file says so.
"""
import sys

sys.dont_write_bytecode = True
import collections
import pathlib

from program import Checks, Data, Program, read_json, seeds

source = pathlib.Path(sys.argv[1])
program, data, check = Program(sys.argv[2], source), Data(source), Checks()
truth = read_json((source / "fixtures/truth.json").read_text(encoding="utf-8"))
check.equal(set(truth), {"documents", "argued"}, "the parts of truth.json")
MEASURED = {code: rule for code, rule in data.rules.items() if not code.startswith(("C", "L9"))}  # found by converting, and in settings


def squeezed(text):
    return "".join(text.split())


class Finding:
    """One thing found, by the program or by a person."""

    def __init__(self, code, cells, line, record):
        self.code, self.cells, self.line, self.record = code, frozenset(cells), squeezed(line), record

    def is_meant_by(self, other):
        return self.code == other.code and self.cells == other.cells and other.line in self.line

    def __str__(self):
        return " ".join([self.code, *sorted(self.cells)[:3], self.line[:40]])


# The documents: cases, pairs of rules, and the real reports where they are at hand.
files = {}
for pattern in ("fixtures/*/*/input.*", "fixtures/rules/*/fires*", "fixtures/rules/*/silent*"):
    for path in sorted(source.glob(pattern)):
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            files[file.relative_to(source).as_posix()] = file
for path in seeds(source):
    files["seeds/" + path.name] = path

expected, without_rule = {}, {}
for document in truth["documents"]:
    check(set(document) <= {"files", "findings", "without_rule"}, "truth.json: unknown part in", document["files"])
    findings = []
    for record in document["findings"]:
        check(set(record) <= {"code", "cells", "print", "of", "missed"}, "truth.json: unknown part in", record)
        if check(record["code"] in MEASURED and MEASURED[record["code"]]["severity"] != "info", "truth.json: no error or warning of lint:", record):
            findings.append(Finding(record["code"], record.get("cells", []), record.get("print", ""), record))
            for cell in record.get("cells", []):
                check(cell in data.cell, "truth.json: unknown cell", cell, "in", document["files"])
    for file in document["files"]:
        check(file not in expected, "truth.json: twice:", file)
        check(file in files or file.startswith("seeds/"), "truth.json: there is no", file)
        expected[file], without_rule[file] = findings, document.get("without_rule", [])
for file in files:
    if "/rules/" in file and "silent" in file:
        expected.setdefault(file, [])
    check(file in expected, file, "is not in truth.json: read it and write down what is wrong in it")

# What the program finds.
found = collections.defaultdict(list)
names = {str(path): name for name, path in files.items()}
lines = {name: path.read_text(encoding="utf-8", errors="replace").splitlines() for name, path in files.items()}


def collect(arguments, wanted):
    for one in program.run("lint", "--format", "json", *arguments).json["diagnostics"]:
        name, at = names[one["file"]], one.get("at") or {}
        number = at.get("line") or 0
        line = lines[name][number - 1] if 0 < number <= len(lines[name]) else ""
        if one["code"] in MEASURED and wanted(one["code"]):
            found[name].append(Finding(one["code"], one["cells"], line, one))


# Rules that compare reports see those of one folder only: publishers are invented again and again.
def compares(code):
    return code.startswith(("L6", "L7"))


collect(files.values(), lambda code: not compares(code))
for folder in sorted({path.parent for name, path in files.items() if path.parent.name in ("fires", "silent")}):
    whole = folder / "whole.txt"
    parts = [path for path in sorted(folder.iterdir()) if path != whole]
    collect((["--total", whole] if whole.exists() else []) + parts, compares)

# Each truth is one finding, and each finding one truth.
argued = [(record["file"], Finding(record["code"], record.get("cells", []), record.get("print", ""), record)) for record in truth["argued"]]
check(all(finding.record.get("why") for _, finding in argued), "truth.json: every exception needs its why")
used = set()
count = {code: collections.Counter() for code in MEASURED}
for file in files:
    open_truths = list(expected.get(file, []))
    for truth_here in open_truths:
        count[truth_here.code]["true"] += 1
    for finding in found[file]:
        tally = count[finding.code]
        tally["found"] += 1
        if MEASURED[finding.code]["severity"] == "info":
            continue
        match = next((t for t in open_truths if finding.is_meant_by(t)), None)
        if match is not None:
            open_truths.remove(match)
            tally["right"] += 1
            check("missed" not in match.record, file, match, "is found now: take the mark \"missed\" away")
            continue
        excuse = next((i for i, (where, what) in enumerate(argued) if where == file and finding.is_meant_by(what)), None)
        used.add(excuse)
        check(excuse is not None, file, finding, "is found, but is not in truth.json:", finding.record["message"])
    for missed in open_truths:
        check("missed" in missed.record, file, missed, "is in truth.json, but is not found")
for i, (file, finding) in enumerate(argued):
    check(i in used or file not in files, "truth.json: this exception is not needed:", file, finding)

# Every contradiction that is known in the real reports is the truth of some rule, or has none.
if seeds(source):
    known = read_json((seeds(source)[0].parent / "findings.json").read_text(encoding="utf-8"))
    counted = collections.Counter()
    for report, contradictions in known.items():
        file = f"seeds/{report}.txt"
        of = {name for finding in expected.get(file, []) for name in finding.record.get("of", []) if "missed" not in finding.record}
        named = of | {name for finding in expected.get(file, []) for name in finding.record.get("of", [])} | set(without_rule.get(file, []))
        ids = {one["id"] for one in contradictions}
        check(named <= ids, file, "names unknown findings", sorted(named - ids))
        for one in contradictions:
            if one["severity"] in ("error", "warning"):
                check(one["id"] in named, file, one["id"], one["where"], "has neither a finding nor a place in without_rule")
                counted[one["severity"]] += 1
                counted[one["severity"] + " found"] += one["id"] in of

documents = len(files)
print(f"{documents} documents")
print(f"{'rule':<32}{'severity':<10}{'true':>6}{'found':>6}{'right':>6}{'precision':>11}{'recall':>8}")
for code, rule in MEASURED.items():
    tally = count[code]
    ratio = lambda a, b: f"{a / b:.2f}" if b else "-"
    if rule["severity"] == "info":
        print(f"{code + ' ' + rule['name']:<32}{'info':<10}{'-':>6}{tally['found']:>6}{'-':>6}{'-':>11}{'-':>8}")
    else:
        print(f"{code + ' ' + rule['name']:<32}{rule['severity']:<10}{tally['true']:>6}{tally['found']:>6}{tally['right']:>6}"
              f"{ratio(tally['right'], tally['found']):>11}{ratio(tally['right'], tally['true']):>8}")
if seeds(source):
    print(f"known contradictions of the real reports: {counted['error found']} of {counted['error']} errors and "
          f"{counted['warning found']} of {counted['warning']} warnings are found")
check.end()
