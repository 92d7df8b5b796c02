"""cli.py SOURCE BINARY: the contract of the command line: exit codes, where output goes, and what happens to files that are
no reports."""
import sys

sys.dont_write_bytecode = True
import csv
import io
import os
import pathlib
import re
import shutil
import tempfile
import time

from program import Checks, Data, Program, fixtures, read_json

source = pathlib.Path(sys.argv[1])
program = Program(sys.argv[2], source)
data = Data(source)
check = Checks()
run = program.run
temporary = pathlib.Path(tempfile.mkdtemp(prefix="tiaoli_cli."))

CLEAN = "fixtures/2021/yunxi/input.txt"  # no findings but infos
WRONG = "fixtures/2014/xiji/input.txt"  # errors of lint only
BROKEN = "fixtures/2019/zhongning/input.txt"  # errors of reading too
NO_TABLE = "fixtures/2014/pingluo/input.txt"
HAN = re.compile("[\u4e00-\u9fff]")


def codes(result):
    return re.findall(r"\[([RGBCL]\d{3}) ", result.err + result.out)


def files_in(folder):
    return sorted(p.name for p in folder.iterdir())


def usage():
    result = run("--help")
    check.equal((result.code, result.err), (0, ""), "--help")
    for command in ("parse", "convert", "normalize", "lint", "explain", "info"):
        check(command in result.out, "--help does not name", command)
        of_command = run(command, "--help")
        check.equal((of_command.code, of_command.err), (0, ""), command, "--help")
        check(len(of_command.out) > 100, command, "--help says little")
    result = run("--version")
    check.equal(result.code, 0, "--version")
    check(re.fullmatch(r"tiaoli \d+\.\d+\.\d+\n", result.out), "--version prints", result.out)
    for wrong in ((), ("frobnicate",), ("parse",), ("parse", "--nonsense", CLEAN), ("convert", CLEAN), ("convert", "--to", "2021"), ("lint",), ("explain",), ("explain", "--rules", "L401"), ("info",),
                  ("normalize", CLEAN), ("--lang", "fr", "parse", CLEAN), ("lint", "--format", "yaml", CLEAN), ("convert", CLEAN, "--to", "2021", "--format", "yaml"),
                  ("convert", CLEAN, "--to", "2021", "--require", "perfect"), ("convert", CLEAN, WRONG, "--to", "2021")):
        result = run(*wrong)
        check.equal((result.code, result.out), (2, ""), wrong)
        check(result.err, wrong, "says nothing")


def exit_codes():
    for command, expected in ((("parse", CLEAN), 0), (("parse", WRONG), 0), (("parse", BROKEN), 1), (("parse", NO_TABLE), 1),
                              (("lint", CLEAN), 0), (("lint", WRONG), 1), (("lint", BROKEN), 1), (("lint", NO_TABLE), 1),
                              (("convert", CLEAN, "--to", "2019"), 0), (("convert", BROKEN, "--to", "2021"), 1), (("convert", NO_TABLE, "--to", "2021"), 1),
                              (("info", CLEAN), 0), (("info", BROKEN), 1), (("info", NO_TABLE), 1), (("explain", "L401"), 0), (("explain", "nothing.at.all"), 2)):
        check.equal(run(*command).code, expected, command)
    result = run("convert", NO_TABLE, "--to", "2021")
    check(result.out == "" and "C101" in codes(result), "a report without a table is converted")
    unknown = run("convert", CLEAN, "--to", "1999")
    check.equal((unknown.code, unknown.out), (2, ""), "an unknown edition")
    check("1999" in unknown.err and all(e in unknown.err for e in data.editions), "an unknown edition: does not say which are known")


def streams():
    parsed = run("parse", BROKEN)
    check("B208" in parsed.err and "[B208" not in parsed.out, "findings go to standard error")
    read_json(parsed.out)
    quiet = run("--quiet", "parse", BROKEN)
    check.equal((quiet.code, quiet.err, quiet.out), (1, "", parsed.out), "--quiet")
    linted = run("lint", BROKEN)
    check("L401" in linted.out and linted.err == "", "lint prints its findings to standard output")
    check(parsed.out.endswith("\n") and not parsed.out.endswith("\n\n"), "the output ends with a line end")
    check("\x1b" not in parsed.err + linted.out, "colours although nobody looks")


def standard_input():
    content = (source / CLEAN).read_bytes()
    for command in (("parse",), ("convert", "--to", "2019"), ("info",), ("lint", "--format", "json")):
        from_file = run(*command, CLEAN)
        from_stdin = run(*command, "-", stdin=content)
        check.equal(from_stdin.code, from_file.code, command, "-")
        check.equal(from_stdin.out.replace('"name": "-"', f'"name": "{CLEAN}"').replace('"file": "-"', f'"file": "{CLEAN}"'),
                    from_file.out.replace(f"source     {CLEAN}", "source     -") if command[0] == "info" else from_file.out, command, "-")


def world():
    result = run("parse", "fixtures/nowhere.txt")
    check.equal((result.code, result.out), (2, ""), "a missing file")
    check("fixtures/nowhere.txt" in result.err and result.err.count("\n") == 1, "a missing file:", result.err)
    result = run("info", "fixtures")
    check.equal((result.code, result.out), (2, ""), "a folder")
    check("fixtures" in result.err and result.err.count("\n") == 1, "a folder:", result.err)
    unreadable = temporary / "unreadable.txt"
    unreadable.write_bytes(b"x")
    unreadable.chmod(0)
    if not os.access(unreadable, os.R_OK):  # root reads everything
        check.equal(run("parse", unreadable).code, 2, "a file without permission")


def several_files():
    result = run("parse", CLEAN, "fixtures/nowhere.txt", WRONG)
    check.equal(result.code, 2, "several files, one missing")
    check.equal([line["report"]["source"]["name"] for line in result.lines], [CLEAN, WRONG], "one missing file stops the others")
    check("nowhere" in result.err, "the missing file is not said")
    result = run("parse", CLEAN, BROKEN)
    check.equal(result.code, 1, "several files, one with errors")
    result = run("parse", CLEAN, WRONG)
    check.equal((result.code, len(result.lines)), (0, 2), "several clean files")
    result = run("lint", "--format", "json", CLEAN, "fixtures/nowhere.txt", WRONG)
    check.equal(result.code, 2, "lint, one file missing")
    check.equal({d["file"] for d in result.json["diagnostics"]} - {CLEAN}, {WRONG}, "lint, one file missing: files")
    result = run("lint", CLEAN, "fixtures/nowhere.txt", WRONG)
    check.equal(result.code, 2, "lint text, one file missing")
    check("L401" in result.out and result.out.splitlines()[-1].startswith("reports: 2,"), "lint text, one file missing:", result.out.splitlines()[-1:])


def require():
    for target, level, expected in (("2019", "exact", 1), ("2019", "sum", 1), ("2019", "close", 0), ("2021", "exact", 0)):
        result = run("convert", CLEAN, "--to", target, "--require", level)
        where = ("--to", target, "--require", level)
        check.equal(result.code, expected, *where)
        if expected == 1:
            check.equal(result.out, "", *where, "writes what it refuses")
            check("C103" in result.err, *where, "does not say why")
            refused = set(re.findall(r"\[C103 [^\]]*\]: (\S+)", result.err))
            plain = run("convert", CLEAN, "--to", target).json
            order = ["exact", "sum", "close", "bounded"]
            weaker = {c["cell"] for c in plain["cells"] if c["fidelity"] in order and order.index(c["fidelity"]) > order.index(level)}
            check.equal(refused, weaker, *where, "refused cells")
        else:
            check.equal(result.json["report"]["edition"], target, *where)
    out = temporary / "refused.json"
    run("convert", CLEAN, "--to", "2019", "--require", "exact", "-o", out)
    check(not out.exists(), "--require: a refused conversion is written")


def output_files():
    folder = temporary / "out"
    folder.mkdir()
    target = folder / "made.json"
    result = run("convert", CLEAN, "--to", "2019", "-o", target)
    check.equal((result.code, result.out), (0, ""), "-o")
    check.equal(target.read_bytes(), run("convert", CLEAN, "--to", "2019").out_bytes, "-o writes what is printed")
    check.equal(files_in(folder), ["made.json"], "-o leaves other files")
    target.write_text("old")
    run("convert", CLEAN, "--to", "2019", "-o", target)
    check(target.read_text(encoding="utf-8").startswith("{"), "-o does not replace a file")
    check.equal(run("convert", CLEAN, "--to", "2019", "-o", "-").out_bytes, target.read_bytes(), "-o -")

    (folder / "a_folder").mkdir()
    result = run("convert", CLEAN, "--to", "2019", "-o", folder / "a_folder")
    check.equal((result.code, result.out), (2, ""), "-o to a folder")
    check("a_folder" in result.err, "-o to a folder:", result.err)
    result = run("convert", CLEAN, "--to", "2019", "-o", folder / "nowhere" / "made.json")
    check.equal(result.code, 2, "-o into a folder that is not there")
    check.equal(files_in(folder), ["a_folder", "made.json"], "a failed -o leaves files")
    result = run("normalize", CLEAN, "-o", folder / "nowhere" / "made.csv")
    check.equal(result.code, 2, "normalize -o into a folder that is not there")

    shut = temporary / "shut"
    shut.mkdir()
    kept = shut / "kept.json"
    kept.write_text("old")
    shut.chmod(0o555)
    if not os.access(shut, os.W_OK):  # root writes everywhere
        result = run("convert", CLEAN, "--to", "2019", "-o", shut / "made.json")
        check.equal(result.code, 2, "-o into a folder that cannot be written")
        check.equal(files_in(shut), ["kept.json"], "a failed -o leaves files")
    shut.chmod(0o755)

    # A full disk: the old file stays, nothing half-written does.
    def small_files():
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    result = run("convert", CLEAN, "--to", "2019", "-o", kept, limits=small_files)
    check.equal(result.code, 2, "-o on a full disk")
    check.equal(kept.read_text(), "old", "-o on a full disk spoils the old file")
    check.equal(files_in(shut), ["kept.json"], "-o on a full disk leaves files")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            import subprocess

            done = subprocess.run([program.binary, "parse", CLEAN], cwd=source, stdout=full, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"})
            check.equal(done.returncode, 2, "standard output that is full")
            check(b"standard output" in done.stderr, "standard output that is full:", done.stderr)


def mapping_folder():
    folder = temporary / "mappings"
    folder.mkdir()
    check.equal(run("--mappings", folder, "parse", CLEAN).out, run("parse", CLEAN).out, "an empty --mappings folder")
    shutil.copytree(source / "mappings", temporary / "whole", ignore=shutil.ignore_patterns("*.cpp", "*.hpp", "*.txt"))
    check.equal(run("--mappings", temporary / "whole", "parse", CLEAN).out, run("parse", CLEAN).out, "a copy of the mapping files")
    text = (source / "mappings/indicators.json").read_text(encoding="utf-8")
    for what, broken, says in (("an unknown field", text.replace('{"id": "requests.received"', '{"colour": 1, "id": "requests.received"', 1), ("indicators.json/indicators/", "colour")),
                               ("no JSON", text[: len(text) // 2], ("indicators.json",)),
                               ("no object", "[1]", ("indicators.json",)),
                               ("a wrong type", text.replace('"unit": "条"', '"unit": 5', 1), ("indicators.json/indicators/0", "unit"))):
        (folder / "indicators.json").write_text(broken, encoding="utf-8")
        result = run("--mappings", folder, "parse", CLEAN)
        check.equal((result.code, result.out), (2, ""), "--mappings with", what)
        check(result.err.startswith("tiaoli: ") and all(part in result.err for part in says), "--mappings with", what, "says", result.err)
    check.equal(run("--mappings", temporary / "nowhere", "parse", CLEAN).code, 2, "--mappings without the folder")
    # An edition of one's own: a row renamed is a row renamed.
    (folder / "indicators.json").unlink()
    (folder / "editions").mkdir()
    edition = (source / "mappings/editions/2021.json").read_text(encoding="utf-8")
    (folder / "editions/2021.json").write_text(edition.replace('"label": "行政许可", ', '"label": "行政许可证", ', 1).replace('["行政许可事项"]', '["许可事项一览"]', 1), encoding="utf-8")
    result = run("--mappings", folder, "parse", CLEAN)
    facts = {f["cell"]: f for f in result.json["facts"]}
    check.equal(len(facts), len(data.cells["2021"]), "an edition of one's own")
    check(any(d["cells"] == ["2021:P5.lic/decisions"] for d in result.json["diagnostics"]), "a renamed row is found under its old name in silence")


def explain():
    for what, parts in (("L401", ("total_mismatch", "error")), ("total_mismatch", ("L401",)), ("B203", ("label_lost",)), ("requests.received", ("2014:C1", "2019:R1/sum", "2021:R1/sum", "件")),
                        ("2021:R3.1/sum", ("予以公开", "总计", "requests.granted", "X04")), ("2014:C3.7", ("never", "2021:R3.4.3/sum")), ("2019", ("198", "60号", "2019", "2020")),
                        ("X04", ("close", "requests.granted", "requests.answered.consented")), ("N1.R1", ("identity",)), ("X29", ("exact",)), ("I7.1", ("<=",))):
        told = [run("--lang", language, "explain", what) for language in ("en", "zh")]
        for result in told:
            check.equal((result.code, result.err), (0, ""), "explain", what)
            for part in parts:
                check(part in result.out, result.arguments, "does not say", part, ":", result.out[:300])
        check(told[0].out != told[1].out, "explain", what, "is the same in both languages")
    # Everything that has a name is explained.
    names = [*data.rules, *data.indicators, *data.editions, *data.equations, *(c for e in data.cells.values() for c in e[::7])]
    for name in names[:: len(names) // 25]:
        check.equal(run("explain", name).code, 0, "explain", name)


def info():
    result = run("info", BROKEN)
    for part in ("中宁县人民政府", "2019", "193 reported", "5 missing", "4 derived", "sha256"):
        check(part in result.out, "info does not say", part, ":", result.out)
    check("none" in run("info", NO_TABLE).out or re.search(r"^edition\s+-$", run("info", NO_TABLE).out, re.M), "info of a report without a table")


def lint_summary():
    for language, pattern in (("en", r"^reports: 3, errors: (\d+), warnings: (\d+), infos: (\d+)$"), ("zh", r"^报告 3 份：错误 (\d+) 个，警告 (\d+) 个，提示 (\d+) 个$")):
        files = (CLEAN, WRONG, BROKEN)
        summary = run("--lang", language, "lint", "--format", "json", *files).json["summary"]
        text = run("--lang", language, "lint", *files).out
        last = re.match(pattern, text.splitlines()[-1])
        check(last is not None, "lint", language, "ends with", text.splitlines()[-1])
        if last:
            check.equal(tuple(map(int, last.groups())), (summary["errors"], summary["warnings"], summary["infos"]), "lint", language, "summary")
        check.equal(summary["files"], 3, "lint files")


def normalize():
    names = [name for name in fixtures(source) if not name.endswith("pingluo/input.txt")]
    facts = []
    for name in names:
        parsed = run("parse", name).json
        for fact in parsed["facts"]:
            facts.append((parsed["report"], fact))
    table = temporary / "panel.csv"
    result = run("normalize", *names, "-o", table)
    check.equal((result.code, result.out), (1, ""), "normalize")
    with open(table, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    check.equal(len(rows), len(facts), "normalize csv, lines")
    number = lambda value: "" if value is None else str(value)
    for row, (report, fact) in zip(rows, facts):
        derived = fact.get("derived")
        expected = {"publisher": report["publisher"], "year": number(report["year"]), "edition": report["edition"], "indicator": fact["indicator"],
                    "breakdown": ";".join(f"{k}={v}" for k, v in fact["breakdown"].items()), "unit": fact["unit"], "state": fact["state"], "value": number(fact["value"]), "text": fact["text"],
                    "derived": number(derived["value"]) if derived else "", "by": ";".join(derived["chain"]) if derived else "", "cell": fact["cell"],
                    "source": report["source"]["name"], "line": number(fact["at"]["line"] if fact["at"] else None)}
        check.equal({k: row.get(k) for k in expected}, expected, "normalize csv", report["source"]["name"], fact["cell"])
    check(table.read_bytes().endswith(b"\r\n") and table.read_bytes().count(b"\n") == table.read_bytes().count(b"\r\n"), "RFC 4180 line ends")

    lines = temporary / "panel.jsonl"
    run("normalize", *names, "-o", lines)
    records = [read_json(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    check.equal(len(records), len(facts), "normalize jsonl, lines")
    for record, (report, fact) in zip(records, facts):
        derived = fact.get("derived")
        expected = {"publisher": report["publisher"], "year": report["year"], "edition": report["edition"], "indicator": fact["indicator"], "breakdown": fact["breakdown"],
                    "unit": fact["unit"], "state": fact["state"], "value": fact["value"], "text": fact["text"], "derived": derived["value"] if derived else None,
                    "by": derived["chain"] if derived else [], "cell": fact["cell"], "source": report["source"]["name"], "line": fact["at"]["line"] if fact["at"] else None}
        check.equal({k: record.get(k) for k in expected}, expected, "normalize jsonl", report["source"]["name"], fact["cell"])

    # A folder is its files; text that CSV has to quote comes back.
    folder = temporary / "reports"
    (folder / "deep").mkdir(parents=True)
    shutil.copy(source / CLEAN, folder / "deep" / "一份,带\"引号\".txt")
    shutil.copy(source / WRONG, folder / "b.txt")
    quoted = (source / CLEAN).read_text(encoding="utf-8").replace("\t22（其中修订16件）\t", "\t22（其中修订,\"16\"件）\t")
    (folder / "c.txt").write_text(quoted, encoding="utf-8")
    result = run("normalize", folder, "-o", temporary / "folder.csv")
    with open(temporary / "folder.csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    check.equal({row["source"] for row in rows}, {str(folder / "b.txt"), str(folder / "c.txt"), str(folder / "deep" / "一份,带\"引号\".txt")}, "normalize of a folder")
    check.equal(len(rows), 58 + 200 + 200, "normalize of a folder, lines")
    check("22（其中修订,\"16\"件）" in {row["text"] for row in rows}, "quotes and commas in a text")
    for wrong in ("panel.pdf", "panel", "-"):
        result = run("normalize", CLEAN, "-o", temporary / wrong if wrong != "-" else "-")
        check.equal(result.code, 2, "normalize -o", wrong)
    empty = temporary / "empty"
    empty.mkdir()
    result = run("normalize", empty, "-o", temporary / "empty.csv")
    check.equal(result.code, 0, "normalize of an empty folder")


def languages():
    for locale, chinese in (("zh_CN.UTF-8", True), ("zh_TW.UTF-8", True), ("zh", True), ("en_US.UTF-8", False), ("C.UTF-8", False), ("C", False), ("POSIX", False), ("de_DE.UTF-8", False), (None, False)):
        text = run("explain", "L401", locale=locale).out
        check.equal("改正办法" in text and "总数与分项" in text, chinese, "language of the locale", locale)
    text = run("--lang", "en", "lint", WRONG, locale="zh_CN.UTF-8").out
    check("error[L401" in text and "错误" not in text, "--lang en in a Chinese locale")
    text = run("--lang", "zh", "lint", WRONG, locale="C").out
    check("错误[L401" in text and "error[" not in text, "--lang zh in the C locale")
    for command in (("parse", BROKEN), ("convert", BROKEN, "--to", "2021")):
        in_c, in_china = (run("--lang", "en", *command, locale=locale) for locale in ("C", "zh_CN.UTF-8"))
        check.equal((in_c.code, in_c.out, in_c.err), (in_china.code, in_china.out, in_china.err), command, "depends on the locale")


def determinism():
    for command in (("parse", BROKEN), ("lint", "--format", "json", WRONG, BROKEN), ("convert", BROKEN, "--to", "2021"), ("convert", WRONG, "--to", "2019", "--format", "text")):
        first, second = run(*command), run(*command)
        check.equal((second.code, second.out, second.err), (first.code, first.out, first.err), command, "twice")


def no_reports():
    whole = (source / CLEAN).read_bytes()
    for what, content, code in (("empty", b"", "R101"), ("binary", b"\x7fELF\0\1\2" + bytes(range(256)), "R102"),
                                ("GB18030", "政府信息公开工作年度报告\n规章\t0\t0\t0\n".encode("gb18030"), "B101"), ("UTF-16", "政府信息公开".encode("utf-16"), "B101"),
                                ("a torn character", whole[:-2] + b"\xe4\xbd", "R103"), ("overlong UTF-8", b"\xc0\xaf", "R103"), ("a surrogate", b"\xed\xa0\x80", "R103"),
                                ("only blanks", b" \n\t\n", "B101"), ("a byte order mark alone", b"\xef\xbb\xbf", "R101"), ("prose", "没有表格。\n".encode(), "B101")):
        for command in (("parse",), ("lint",), ("info",), ("convert", "--to", "2021")):
            result = run(*command, "-", stdin=content)
            check.equal(result.code, 1, what, command)
            check(any(c.startswith(code) for c in codes(result)), what, command, "says", codes(result), result.err[:200])
        value = run("parse", "-", stdin=content).json
        check.equal(value["facts"], [], what, "has facts")
        errors = [d for d in value["diagnostics"] if d["severity"] == "error"]
        check.equal(len(errors), 1, what, "is said", len(errors), "times")


def json_input():
    """The program's own JSON is input like any other file."""
    parts = ("report", "facts", "claims", "extras", "sections")
    for name in (CLEAN, WRONG, BROKEN, NO_TABLE):
        first = run("parse", name)
        again = run("parse", "-", stdin=first.out_bytes)
        for part in parts:
            check.equal(again.json[part], first.json[part], name, "read again,", part)
    for name, there, back in ((BROKEN, "2014", "2019"), (WRONG, "2021", "2014"), (CLEAN, "2019", "2021")):
        path = temporary / "there.json"
        check(run("convert", name, "--to", there, "--with-source", "-o", path).code in (0, 1), name, "--with-source")
        facts = {f["cell"]: f for f in run("parse", name).json["facts"]}
        returned = run("convert", path, "--to", back).json
        check.equal({c["cell"]: (c["state"], c["text"]) for c in returned["cells"]}, {c: (f["state"], f["text"]) for c, f in facts.items()}, name, "there and back")
        known = {c: f["value"] if f["value"] is not None else f.get("derived", {}).get("value") for c, f in facts.items()}
        check.equal({c["cell"]: c["value"] for c in returned["cells"]}, known, name, "there and back, values")
        check.equal(returned["losses"], [], name, "there and back, losses")
    # Numbers stay exact.
    form = (source / BROKEN).read_text(encoding="utf-8").replace("45996.82万元", "98765432101.123457万元")
    first = run("parse", "-", stdin=form.encode())
    again = run("parse", "-", stdin=first.out_bytes)
    amounts = [next(f["value"] for f in result.json["facts"] if f["cell"] == "2019:P9.pro/amount") for result in (first, again)]
    check.equal(list(map(str, amounts)), ["98765432101.123457"] * 2, "a long number read again")
    whole = run("parse", CLEAN).out
    for what, broken in (("half of it", whole[: len(whole) // 2]), ("another version", whole.replace('{"tiaoli": 1', '{"tiaoli": 2', 1)), ("a fact too few", whole.replace('{"cell": "2021:P1.rule/issued"', '{"cell": "2021:P1.rule/nonsense"', 1)),
                         ("an unknown field", whole.replace('"facts"', '"facets"', 1))):
        result = run("parse", "-", stdin=broken.encode())
        check.equal((result.code, codes(result)), (1, ["R105"]), "JSON with", what)
        check.equal(result.json["facts"], [], "JSON with", what, "has facts")


def timed(*arguments, best_of=3):
    best, result = None, None
    for _ in range(best_of):
        start = time.monotonic()
        result = run(*arguments)
        taken = time.monotonic() - start
        best = taken if best is None else min(best, taken)
    return best, result


def large_files():
    def ratio(name, make, small, large, code, limit=3.5):
        times = []
        for size in (small, large):
            path = temporary / f"{name}_{size}.txt"
            path.write_bytes(make(size))
            taken, result = timed("--quiet", "parse", path)
            times.append(taken)
            value = result.json
            check(not code or any(d["code"] == code for d in value["diagnostics"]), name, size, "says", sorted({d["code"] for d in value["diagnostics"]}))
            check.equal(result.code, 1 if any(d["severity"] == "error" for d in value["diagnostics"]) else 0, name, size, "exit code")
            path.unlink()
        start = timed("--version")[0]
        print(f"{name}: {small} {times[0]:.2f} s, {large} {times[1]:.2f} s, start {start:.2f} s")
        grown = (times[1] - start) / max(times[0] - start, 0.02)
        check(grown < limit * large / small / 2, name, f"{large // small} times the input takes {grown:.1f} times as long")
        return value

    title = "云溪县人民政府2021年政府信息公开工作年度报告\n\n".encode()
    known = (source / CLEAN).read_bytes()
    ratio("known_rows", lambda n: known + b"\n" + "行政处罚\t3\t4\n".encode() * n, 5_000, 10_000, "B206")
    here = "行政处罚\t".encode()
    ratio("unknown_rows", lambda n: known.replace(here, "".join(f"某某事项{i}\t{i}\n" for i in range(n)).encode() + here), 5_000, 10_000, "B202")
    ratio("rows_without_labels", lambda n: known.replace(here, b"\t1\t2\t3\t4\t5\t6\t7\n" * n + here), 5_000, 10_000, "B202")
    ratio("misspelt_rows", lambda n: known.replace("四、结转".encode(), "本机关不撑握相关政付信息\t1\t2\t3\t4\t5\t6\t7\n".encode() * n + "四、结转".encode()), 5_000, 10_000, "B202")
    ratio("many_tables", lambda n: title + "序号\t标题\n1\t关于开展检查的通知\n\n通知如下。\n".encode() * n, 5_000, 10_000, "B101")
    ratio("cells_a_line", lambda n: known + b"\n" + "其他\n|\n5\n|\n".encode() * n, 2_500, 10_000, "B206")
    ratio("headings", lambda n: known + "一、总体情况\n（一）情况\n正文。\n".encode() * n, 20_000, 40_000, "")
    ratio("wide_rows", lambda n: title + ("规章" + "\t1" * 5000 + "\n").encode() * n, 40, 80, "B101")

    # A hundred megabytes in one line, as a paragraph and as something with separators.
    for name, byte, code in (("one_line", "条".encode(), "B101"), ("one_line_of_tabs", b"5\t", "G102")):
        path = temporary / f"{name}.txt"
        path.write_bytes(byte * (100_000_000 // len(byte)))
        start = time.monotonic()
        result = run("--quiet", "parse", path)
        taken = time.monotonic() - start
        print(f"{name}: 100 MB {taken:.2f} s, {len(result.out_bytes)} bytes of output")
        found = [d["code"] for d in result.json["diagnostics"]]
        check(code in found, name, "says", found)
        check.equal(result.code, 1, name, "exit code")
        check(taken < 60, name, "takes", taken)
        path.unlink()


try:
    for part in (usage, exit_codes, streams, standard_input, world, several_files, require, output_files, mapping_folder, explain, info, lint_summary, normalize, languages,
                 determinism, no_reports, json_input, large_files):
        started = time.monotonic()
        part()
        print(f"{part.__name__}: {time.monotonic() - started:.1f} s")
finally:
    shutil.rmtree(temporary, ignore_errors=True)
check.end()
