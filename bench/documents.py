"""documents.py SOURCE BUILD: see documents.sh."""
import html
import io
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import pandas

source, build = map(pathlib.Path, sys.argv[1:])


def page(text):
    """A report as a web page: lines with TABs are rows of tables."""
    parts, rows = [], []
    for line in text.splitlines() + [""]:
        if "\t" in line:
            rows.append("<tr>" + "".join(f"<td style='border:1px solid'><p><span>{html.escape(f)}</span></p></td>" for f in line.split("\t")) + "</tr>")
            continue
        if rows:
            parts.append("<table>" + "\n".join(rows) + "</table>")
            rows = []
        if line.strip():
            parts.append(f"<p style='text-indent:2em'>{html.escape(line.strip())}</p>")
    return '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><div>\n' + "\n".join(parts) + "\n</div></body></html>\n"


def seconds(work, least=5):
    """The median of several runs."""
    runs = []
    while len(runs) < least or sum(runs) < 0.5:
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


def pages(folder):
    texts = sorted((source.parent / "shared" / "seeds").glob("*.txt")) or sorted((source / "fixtures").glob("*/*/input.txt"))
    for text in texts:
        name = text.stem if text.stem != "input" else text.parent.name
        (folder / f"{name}.html").write_text(page(text.read_text(encoding="utf-8-sig")))
    for made in sorted((source / "fixtures").glob("*/*/*.html")):
        shutil.copy(made, folder / f"{made.parent.name}-{made.name}")


def measured(folder):
    """stage -> page -> bytes a second."""
    out = folder / "bench.json"
    command = [build / "tiaoli_bench", "--benchmark_filter=^(gumbo|json):pages/", "--benchmark_repetitions=3", "--benchmark_min_time=0.05", "--benchmark_report_aggregates_only=true",
               "--benchmark_enable_random_interleaving=true", f"--benchmark_out={out}", "--benchmark_out_format=json"]
    subprocess.run(command, env=dict(os.environ, TIAOLI_BENCH_PAGES=str(folder)), check=True, capture_output=True)
    found = {}
    for run in json.loads(out.read_text())["benchmarks"]:
        if run["aggregate_name"] == "median":
            stage, _, name = run["run_name"].partition(":pages/")
            found.setdefault(stage, {})[name] = run["bytes_per_second"]
    return found


def compare_pages(folder):
    pages(folder)
    found = measured(folder)
    print(f"{'web page':36} {'bytes':>8} {'gumbo':>10} {'tiaoli':>10} {'pandas':>10}   of gumbo  times pandas")
    worst_gumbo, worst_pandas = 9e9, 9e9
    for file in sorted(folder.glob("*.html")):
        text = file.read_text()
        size = file.stat().st_size
        ours, bare = size / found["json"][file.stem], size / found["gumbo"][file.stem]

        def read():
            try:
                pandas.read_html(io.StringIO(text), flavor="lxml")
            except ValueError:  # no table
                pass

        theirs = seconds(read)
        worst_gumbo, worst_pandas = min(worst_gumbo, bare / ours), min(worst_pandas, theirs / ours)
        print(f"{file.stem:36} {size:8} {bare * 1e6:7.0f} us {ours * 1e6:7.0f} us {theirs * 1e6:7.0f} us {bare / ours:10.2f} {theirs / ours:13.1f}")
    print(f"at least {worst_gumbo:.2f} of the bare gumbo parse (0.6 is asked for), {worst_pandas:.1f} times pandas.read_html (6 are asked for)\n")


def compare_pdf(folder):
    if not shutil.which("soffice"):
        print("PDF: LibreOffice is not here to make files; skipped")
        return
    files = [f for f in sorted(folder.glob("*.html")) if "-to-" not in f.name]
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, *files],
                   check=True, capture_output=True)
    print(f"{'PDF':36} {'bytes':>8} {'pdftotext':>10} {'tiaoli':>10}   of pdftotext")
    worst = 9e9
    for file in sorted(folder.glob("*.pdf")):
        bare = seconds(lambda: subprocess.run(["pdftotext", "-bbox-layout", file, "-"], capture_output=True, check=True), 11)
        ours = seconds(lambda: subprocess.run([build / "tiaoli", "--quiet", "parse", file], capture_output=True), 11)
        worst = min(worst, bare / ours)
        print(f"{file.stem:36} {file.stat().st_size:8} {bare * 1e3:7.1f} ms {ours * 1e3:7.1f} ms {bare / ours:12.2f}")
    print(f"at least {worst:.2f} of bare pdftotext -bbox-layout (0.6 is asked for)")


with tempfile.TemporaryDirectory() as name:
    compare_pages(pathlib.Path(name))
    compare_pdf(pathlib.Path(name))
