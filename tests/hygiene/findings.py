"""findings.py SOURCE BINARY: what lint prints and writes, held against what others know of the formats: SARIF against its schema, web
pages against a parser of HTML, annotated documents against openpyxl, python-docx and LibreOffice, where these are here."""
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

sys.dont_write_bytecode = True
from program import Checks, Data, Program, fixtures, read_json, sha256

source = pathlib.Path(sys.argv[1]).resolve()
program = Program(sys.argv[2], source)
data = Data(source)
check = Checks()
run = program.run
temporary = pathlib.Path(tempfile.mkdtemp(prefix="tiaoli_findings."))

WRONG = "fixtures/2014/xiji/input.txt"
BROKEN = "fixtures/2019/zhongning/input.txt"
CLEAN = "fixtures/2021/yunxi/input.txt"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def findings(*arguments):
    return run("lint", "--format", "json", *arguments).json["diagnostics"]


# ---- SARIF ------------------------------------------------------------------------------------------


def check_sarif(validator, names, *, stdin=b"", contents=None):
    result = run("lint", "--format", "sarif", *names, stdin=stdin)
    log = result.json
    where = ("sarif", *names)
    for error in sorted(validator.iter_errors(log), key=str):
        check(False, *where, error.json_path, error.message)
    expected = run("lint", "--format", "json", *names, stdin=stdin).json["diagnostics"]
    made = log["runs"][0]
    rules = made["tool"]["driver"]["rules"]
    check.equal({r["id"] for r in rules}, {d["code"] for d in expected}, *where, "only the rules that fired")
    check.equal([r["ruleId"] for r in made["results"]], [d["code"] for d in expected], *where, "results")
    check.equal(made["invocations"], [{"executionSuccessful": True, "exitCode": result.code}], *where, "invocations")
    check.equal(made["columnKind"], "unicodeCodePoints", *where)
    for found, diagnostic in zip(made["results"], expected):
        here = (*where, found["ruleId"])
        check.equal(rules[found["ruleIndex"]]["id"], found["ruleId"], *here, "ruleIndex")
        check.equal(found["level"], LEVELS[diagnostic["severity"]], *here, "level")
        check.equal(found["partialFingerprints"], {"tiaoli/v1": diagnostic["fingerprint"]}, *here)
        check(found["message"]["text"].startswith(diagnostic["message"]), *here, "message")
        location = found["locations"][0]
        check.equal([c["fullyQualifiedName"] for c in location.get("logicalLocations", [])], diagnostic["cells"], *here, "cells")
        artifact = location["physicalLocation"]["artifactLocation"]
        name = urllib.parse.unquote(artifact["uri"])
        check.equal(name, diagnostic["file"] if not diagnostic["file"].startswith("/") else "file://" + diagnostic["file"], *here, "uri")
        check.equal(artifact["uri"], made["artifacts"][artifact["index"]]["location"]["uri"], *here, "artifact")
        region = location["physicalLocation"].get("region")
        at = diagnostic["at"]
        if region is None:
            check(at is None or len(at) > 4, *here, "has a place and no region")
            continue
        check.equal((region["byteOffset"], region["byteLength"]), (at["offset"], at["length"]), *here, "bytes")
        content = (contents or {}).get(diagnostic["file"])
        if content is not None and "endColumn" in region:
            text = content.decode("utf-8-sig").splitlines()[region["startLine"] - 1]
            printed = content[at["offset"] : at["offset"] + at["length"]].decode()
            check.equal(text[region["startColumn"] - 1 : region["endColumn"] - 1], printed.splitlines()[0] if printed else "", *here, "columns and bytes differ")


def sarif():
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        check(False, "python3-jsonschema is missing; ./check installs it")
        return
    validator = Draft202012Validator(read_json((source / "tests/sarif/sarif-2.1.0.json").read_text(encoding="utf-8")))
    check(any(validator.iter_errors({"version": "2.1.0", "runs": [{}]})), "the schema takes a run without a tool")
    names = fixtures(source)
    contents = {name: (source / name).read_bytes() for name in names}
    for name in names:
        check_sarif(validator, [name], contents=contents)
    check_sarif(validator, names, contents=contents)
    odd = temporary / "a b%#报告.txt"
    shutil.copy(source / WRONG, odd)
    check_sarif(validator, [str(odd)])
    page = temporary / "report.html"
    page.write_text("<html><body>" + "".join(f"<p>{line}</p>" if "\t" not in line else "<table><tr>" + "".join(f"<td>{c}</td>" for c in line.split("\t")) + "</tr></table>"
                                           for line in (source / WRONG).read_text(encoding="utf-8").splitlines()) + "</body></html>", encoding="utf-8")
    check_sarif(validator, [str(page)])
    log = run("lint", "--format", "sarif", str(page)).json
    regions = [r["locations"][0]["physicalLocation"].get("region", {}) for r in log["runs"][0]["results"]]
    check(all("startLine" not in r for r in regions), "lines of a text that no editor shows")
    canonical = temporary / "canonical.json"
    canonical.write_bytes(run("parse", WRONG).out_bytes)
    made = run("lint", "--format", "sarif", str(canonical)).json
    check(not list(validator.iter_errors(made)), "sarif of JSON")
    check.equal({r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in made["runs"][0]["results"]}, {WRONG}, "places belong to the file that the JSON was made of")


# ---- fingerprints and commands ----------------------------------------------------------------------


def fingerprints():
    plain = [d["fingerprint"] for d in findings(WRONG)]
    check(len(set(plain)) == len(plain) >= 3, "fingerprints", plain)
    moved = temporary / "moved.txt"
    moved.write_bytes(b"\n\n\n" + (source / WRONG).read_bytes())
    check.equal([d["fingerprint"] for d in findings(moved)], plain, "fingerprints depend on lines or the file's name")
    check.equal([d["fingerprint"] for d in findings("--lang", "zh", WRONG)], plain, "fingerprints depend on the language")


def github():
    for language in ("en", "zh"):
        result = run("--lang", language, "lint", "--format", "github", WRONG, BROKEN)
        expected = findings("--lang", language, WRONG, BROKEN)
        lines = result.out.splitlines()
        check.equal(len(lines), len(expected) + 1, "github: one command a line and the verdict")
        for line, diagnostic in zip(lines, expected):
            parts = re.fullmatch(r"::(error|warning|notice) file=([^,:]+)((?:,[A-Za-z]+=[^,:]*)*),title=([^,:]+)::(.+)", line)
            if not check(parts is not None, "github: no command:", line):
                continue
            kind, name, place, title, message = parts.groups()
            check.equal((kind, name, title), ({"info": "notice"}.get(diagnostic["severity"], diagnostic["severity"]), diagnostic["file"], f"{diagnostic['code']} {diagnostic['name']}"), "github")
            check(message.replace("%25", "%").startswith(diagnostic["message"]), "github: message", message)
            if diagnostic["at"]:
                check(f",line={diagnostic['at']['line']},col={diagnostic['at']['column']}" in place, "github: place", line)


# ---- the page ---------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """Checks that elements are closed in their order, and collects ids, links and text."""

    VOID = {"meta", "br", "img", "input", "hr", "col", "link"}

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.words, self.wrong = [], [], [], {}, [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.links.append(given["href"])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, text):
        if self.open and self.open[-1] != "style":
            self.words.append(text)


def pages():
    for names in ([WRONG], [BROKEN], [CLEAN], [WRONG, BROKEN, CLEAN], ["fixtures/2014/pingluo/input.txt"], ["fixtures/2021/markdown/input.md"]):
        for language in ("en", "zh"):
            result = run("--lang", language, "lint", "--format", "html", *names)
            page = Page()
            page.feed(result.out)
            page.close()
            where = ("html", language, *names)
            check.equal((page.wrong, page.open), ([], []), *where, "elements")
            check.equal(len(set(page.ids)), len(page.ids), *where, "ids stand twice")
            check(all(link.startswith("#") and link[1:] in page.ids for link in page.links), *where, "links that lead nowhere")
            for tag in ("script", "link", "img", "iframe", "object"):
                check(tag not in page.tags, *where, "has", tag)
            for tag in ("header", "main", "h1", "article", "table", "th"):
                check(tag in page.tags or (tag in ("table", "th") and "pingluo" in names[0]), *where, "has no", tag)
            check.equal((page.tags["h1"], page.tags["article"]), (1, len(names)), *where, "articles")
            for number, name in enumerate(names, 1):
                expected = findings("--lang", language, name)
                blocks = [i for i in page.ids if i.startswith(f"finding-{number}-")]
                check.equal(len(blocks), len(expected), *where, "findings on the page")
                text = "".join("".join(page.words).split())
                for diagnostic in expected:
                    check("".join(diagnostic["message"].split()) in text, *where, diagnostic["message"])
                if name.endswith(".txt"):  # all that was printed is there, in its order
                    printed = [cell for line in (source / name).read_text(encoding="utf-8-sig").splitlines() for cell in line.split("\t")]
                    lost = [cell for cell in printed if "".join(cell.split()) not in text]
                    check.equal(lost, [], *where, "text of the report that is not on the page")
    check.equal(run("--lang", "zh", "lint", "--format", "html", WRONG).out_bytes, run("--lang", "zh", "lint", "--format", "html", WRONG).out_bytes, "the page is the same twice")


# ---- annotated documents ----------------------------------------------------------------------------


def documents():
    """Reports with findings as DOCX and XLSX, by the program's own writers."""
    for kind in ("docx", "xlsx"):
        for report, edition in ((WRONG, "2014"), (BROKEN, "2019")):
            path = temporary / f"report-{edition}.{kind}"
            result = run("--quiet", "convert", report, "--to", edition, "-o", path)
            check(result.code in (0, 1) and path.exists(), "convert to", kind)
            yield kind, path


def parts(path):
    with zipfile.ZipFile(path) as archive:
        check.equal(archive.testzip(), None, path, "is broken")
        return {name: archive.read(name) for name in archive.namelist()}


def facts(path):
    return [(f["cell"], f["state"], f["value"], f["text"]) for f in run("--quiet", "parse", path).json["facts"]]


def annotated():
    for kind, path in documents():
        out = temporary / f"annotated-{path.name}"
        expected = findings(path)
        result = run("lint", "--annotate", out, path)
        check.equal((result.code, result.err), (1 if any(d["severity"] == "error" for d in expected) else 0, ""), kind, "--annotate")
        check.equal(result.out, run("lint", path).out, kind, "--annotate prints the findings too")
        check(any(d["severity"] == "error" for d in expected), kind, "has no findings:", len(expected))
        check.equal(facts(out), facts(path), kind, "the facts of the annotated file")
        before, after = parts(path), parts(out)
        changed = {name for name in before if before[name] != after.get(name)}
        allowed = {"docx": {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}}.get(
            kind, {"[Content_Types].xml", "xl/styles.xml"} | {n for n in before if n.startswith("xl/worksheets/")})
        check(changed <= allowed, kind, "changed", changed - allowed)
        check.equal(list(after)[: len(before)], list(before), kind, "the order of the parts")
        messages = [d["message"] for d in expected]
        (with_openpyxl if kind == "xlsx" else with_docx)(out, messages)
        again = temporary / f"again-{path.name}"
        run("lint", "--annotate", again, path)
        check.equal(sha256(again.read_bytes()), sha256(out.read_bytes()), kind, "is the same twice")
        twice = temporary / f"twice-{path.name}"
        check(run("lint", "--annotate", twice, out).code in (0, 1), kind, "annotated once more")
        check.equal(facts(twice), facts(path), kind, "the facts of the file annotated twice")
        open_in_office(out)


def with_openpyxl(path, messages):
    try:
        import openpyxl
    except ImportError:
        print("skipped: openpyxl is not here")
        return
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    comments = "\n".join(cell.comment.text for cell in cells if cell.comment)
    for message in messages:
        check(message in comments, "openpyxl does not see", message)
    filled = [cell for cell in cells if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in ("FFFFC7CE", "FFFFE699", "FFDDEBF7")]
    check(filled, "openpyxl sees no filled cell")


def with_docx(path, messages):
    try:
        import docx
    except ImportError:
        print("skipped: python-docx is not here")
        return
    document = docx.Document(str(path))
    if not hasattr(document, "comments"):
        print("skipped: this python-docx knows no comments")
        return
    comments = "\n".join(comment.text for comment in document.comments)
    for message in messages:
        check(message in comments, "python-docx does not see", message)


def keeps_comments():
    """Comments that other programs wrote stay, also at a cell that gets one."""
    for kind, path in documents():
        made, out = temporary / f"commented-{path.name}", temporary / f"kept-{path.name}"
        try:
            if kind == "xlsx":
                import openpyxl

                book = openpyxl.load_workbook(path)
                for sheet in book:
                    for row in sheet.iter_rows():
                        for cell in row:
                            if cell.value is not None and not isinstance(cell, openpyxl.cell.MergedCell):
                                cell.comment = openpyxl.comments.Comment(f"older {sheet.title} {cell.coordinate}", "somebody")
                book.save(made)
            else:
                import docx

                document = docx.Document(str(path))
                for number, paragraph in enumerate(document.paragraphs):
                    document.add_comment(paragraph.add_run(""), f"older {number}", author="somebody")
                document.save(str(made))
        except (ImportError, AttributeError):
            print("skipped:", kind, "with comments of another program")
            continue
        expected = findings(made)
        check(run("lint", "--annotate", out, made).code in (0, 1), kind, "with comments")
        check.equal(facts(out), facts(made), kind, "the facts of the file with comments")
        messages = [d["message"] for d in expected]
        if kind == "xlsx":
            before = {(s.title, c.coordinate): c.comment.text for s in openpyxl.load_workbook(made) for r in s.iter_rows() for c in r if c.comment}
            after = {(s.title, c.coordinate): c.comment.text for s in openpyxl.load_workbook(out) for r in s.iter_rows() for c in r if c.comment}
            check(len(before) > 100 and all(after.get(place, "").startswith(text) for place, text in before.items()), kind, "comments of another program are lost")
            texts = "\n".join(after.values())
        else:
            before, after = [[(c.author, c.text) for c in docx.Document(str(p)).comments] for p in (made, out)]
            check.equal(after[: len(before)], before, kind, "comments of another program")
            texts = "\n".join(text for _, text in after)
        check(all(m in texts for m in messages), kind, "findings are lost")
        open_in_office(out)


def open_in_office(path):
    if not shutil.which("soffice"):
        print("skipped: LibreOffice is not here")
        return
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{temporary}/profile", "--convert-to", "pdf", "--outdir", str(temporary / "pdf"), str(path)]
    done = subprocess.run(command, capture_output=True, timeout=300)
    check(done.returncode == 0 and (temporary / "pdf" / f"{path.stem}.pdf").exists(), "LibreOffice does not open", path, done.stderr[-300:])


def refused():
    out = temporary / "never"
    docx = temporary / "report-2019.docx"
    for arguments, said in ((("lint", "--annotate", out, WRONG), "only DOCX and XLSX"), (("lint", "--annotate", out, docx, docx), "one file"),
                            (("lint", "--annotate", "-", docx), "name of a file"), (("lint", "--annotate", docx, docx), "report itself"),
                            (("lint", "--annotate", temporary / "no" / "folder.docx", docx), "folder.docx")):
        before = docx.read_bytes()
        result = run(*arguments)
        check.equal(result.code, 2, *arguments)
        check(said in result.err and result.err.count("\n") == 1, *arguments, "says", result.err)
        check(not out.exists() and docx.read_bytes() == before, *arguments, "wrote something")
    check.equal([p.name for p in temporary.glob("*.part")], [], "half-written files")


sarif()
fingerprints()
github()
pages()
annotated()
keeps_comments()
refused()
shutil.rmtree(temporary, ignore_errors=True)
check.end()
