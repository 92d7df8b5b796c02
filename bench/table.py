"""Prints what bench/report.sh measured as one table."""

import json
import sys

STAGES = ["memchr", "utf8", "read", "grammar", "bind", "facts", "json", "write", "nlohmann"]
TARGETS = {"grammar": 300, "facts": 100, "json": 50}  # MB of input a second


def medians(path):
    """stage -> corpus -> the median run of Google Benchmark."""
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    found = {}
    for run in runs:
        if run.get("aggregate_name") == "median":
            stage, _, corpus = run["run_name"].partition(":")
            found.setdefault(stage, {})[corpus.removesuffix("/real_time")] = run
    return found


def print_table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(text.ljust(w) if i == 0 else text.rjust(w) for i, (text, w) in enumerate(zip(row, widths))))
    print()


def main():
    found = medians(sys.argv[1])
    # Whole editions first; Google Benchmark runs everything in a random order.
    corpora = sorted({corpus for stage in STAGES for corpus in found.get(stage, {})}, key=lambda c: ("/" in c, c))

    def rate(stage, corpus):
        run = found.get(stage, {}).get(corpus)
        return run["bytes_per_second"] / 1e6 if run else None

    print("MB of input a second (write and nlohmann: of JSON), and how many times slower than memchr for line ends")
    rows = []
    for corpus in corpora:
        base, row = rate("memchr", corpus), [corpus]
        for stage in STAGES:
            value = rate(stage, corpus)
            ratio = f" 1/{base / value:<4.0f}" if value and base and stage != "memchr" else ""
            row.append(f"{value:.0f}{ratio}" if value else "-")
        rows.append(row)
    print_table(["report"] + STAGES, rows)

    print("Against the targets: all reports of an edition, and the real reports")
    for corpus in (c for c in corpora if c.isdigit() or c.startswith("seeds/")):
        for stage, target in TARGETS.items():
            value = rate(stage, corpus)
            if value:
                verdict = "reached" if value >= target else f"missed by {100 * (1 - value / target):.0f} %"
                print(f"  {corpus:20} {stage:8} {value:6.0f} MB/s of {target}: {verdict}")
    print()

    per_report = ["solve", "lint", "lint_broken"] + sorted(stage for stage in found if stage.startswith("to_"))
    rows = []
    for corpus in corpora:
        runs = [found.get(stage, {}).get(corpus) for stage in per_report]
        rows.append([corpus] + [f"{1e6 / run['items_per_second']:.1f}" if run else "-" for run in runs])
    print("Microseconds a report: derive and check, convert")
    print_table(["report"] + per_report, rows)

    for stage in ("registry", "run"):
        for name, run in found.get(stage, {}).items():
            print(f"{stage} {name}: {run['real_time']:.2f} {run['time_unit']}")


if __name__ == "__main__":
    main()
