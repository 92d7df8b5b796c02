"""formats.py SOURCE TIAOLI: reports as web pages, Word, Excel and PDF files made by LibreOffice and Chromium read back to the
cells that their text gives. Without these programs the formats they make are skipped, and that is said."""
import html
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

source, tiaoli = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
seeds = sorted((source.parent / "shared" / "seeds").glob("*.txt"))
reports = seeds + sorted((source / "fixtures").glob("*/*/input.txt"))
if not seeds:
    print("formats: no seeds here, the fixtures alone are put through")


def page(text):
    """A report as a web page: lines with TABs are table rows, all others paragraphs."""
    parts, rows = [], []

    def end_table():
        if rows:
            parts.append("<table border=1>" + "".join("<tr>" + "".join(f"<td>{html.escape(f)}</td>" for f in row) + "</tr>\n" for row in rows) + "</table>")
            rows.clear()

    for line in text.splitlines():
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        end_table()
        if line.strip():
            parts.append(f"<p>{html.escape(line.strip())}</p>")
    end_table()
    return '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def cells(path):
    done = subprocess.run([tiaoli, "--quiet", "parse", path], capture_output=True, timeout=300)
    if done.returncode > 1:
        raise SystemExit(f"formats: {path}: {done.stderr.decode()}")
    report = json.loads(done.stdout)
    return {f["cell"]: (f["state"], f["value"], "".join(f["text"].split())) for f in report["facts"]}, [d for d in report["diagnostics"] if d["severity"] != "info"]


def office(folder, target, infilter, files):
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", target, "--outdir", str(folder)]
    if infilter:
        command.append(f"--infilter={infilter}")
    subprocess.run(command + [str(f) for f in files], capture_output=True, timeout=300, check=True)
    return [f.with_suffix("." + target.split(":")[0]) for f in files]


def print_pdf(folder, file):
    made = folder / (file.stem + "-print.pdf")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync", f"--user-data-dir={folder}/chromium", "--no-pdf-header-footer", f"--print-to-pdf={made}", file.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return made


failed = 0
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    pages, expected = [], []
    for report in reports:
        found = cells(report)
        if not found[0] or report.read_text(encoding="utf-8-sig").count("\t") < 50:  # tables in other layouts make no tables here
            continue
        stem = report.stem if report in seeds else f"{report.parent.parent.name}_{report.parent.name}"
        file = folder / (stem + ".html")
        file.write_text(page(report.read_text(encoding="utf-8-sig")))
        pages.append(file)
        expected.append(found)
    files = {"html": pages}
    if shutil.which("soffice"):
        writer = "HTML (StarWriter)"
        for target in ("docx:MS Word 2007 XML", "odt:writer8", "doc:MS Word 97", "rtf:Rich Text Format"):
            files[target.split(":")[0]] = office(folder, target, writer, pages)
        files["xlsx"] = office(folder, "xlsx:Calc MS Excel 2007 XML", "HTML (StarCalc)", pages)
        files["pdf"] = office(folder, "pdf:writer_pdf_Export", writer, pages)
    else:
        print("formats: LibreOffice is not here; docx, odt, doc, rtf, xlsx and its pdf are skipped")
    if shutil.which("chromium"):
        files["print.pdf"] = [print_pdf(folder, p) for p in pages]
    else:
        print("formats: Chromium is not here; its pdf is skipped")
    wanted = os.environ.get("TIAOLI_FORMATS", "").split()
    for kind, made in files.items():
        if wanted and kind not in wanted:
            continue
        right = missing = wrong = 0
        for file, (want, _) in zip(made, expected):
            got, said = cells(file)
            spoken = {cell for d in said for cell in d["cells"]}
            for cell, value in want.items():
                other = got.get(cell)
                # A row that is cut short in a text ends in an empty cell wherever tables have four sides.
                padded = other is not None and value[0] == "missing" and other[0] == "blank"
                # A workbook keeps numbers, not how they were typed (+2, 12,345).
                same = other is not None and (other[:2] == value[:2] if kind == "xlsx" else other == value)
                if same or padded:
                    right += 1
                elif other is None or other[1] is None and (cell in spoken or not got):
                    missing += 1
                else:
                    wrong += 1
                if not same and os.environ.get("TIAOLI_SHOW"):
                    print(f"  {file.name} {cell}: {value} was read as {other}{' and said' if cell in spoken else ''}")
        print(f"formats: {kind}: {right} cells right, {missing} missing and said, {wrong} otherwise")
        failed += missing + wrong
sys.exit(failed > 0)
