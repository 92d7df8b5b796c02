"""Running the program from a test, and the data it is held against."""
import decimal
import hashlib
import json
import os
import pathlib
import subprocess
import sys

SANITIZER_EXIT = 99  # cmake/sanitizer_options.cpp


def _no_key_twice(pairs):
    made = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"the key {key!r} stands twice in one object")
        made[key] = value
    return made


def read_json(text):
    """JSON with exact numbers; a key given twice is an error."""
    return json.loads(text, parse_float=decimal.Decimal, object_pairs_hook=_no_key_twice)


class Result:
    def __init__(self, arguments, code, out, err):
        self.arguments, self.code, self.out_bytes, self.err_bytes = arguments, code, out, err

    @property
    def out(self):
        return self.out_bytes.decode()

    @property
    def err(self):
        return self.err_bytes.decode()

    @property
    def json(self):
        return read_json(self.out)

    @property
    def lines(self):
        return [read_json(line) for line in self.out.splitlines()]


class Program:
    def __init__(self, binary, folder):
        self.binary, self.folder = str(pathlib.Path(binary).resolve()), str(folder)

    def run(self, *arguments, stdin=b"", locale="C.UTF-8", folder=None, timeout=300, limits=None):
        """Runs it in the repository (so that file names are the same everywhere) and in a known locale."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
        if locale is not None:
            environment["LC_ALL"] = locale
        done = subprocess.run([self.binary, *map(str, arguments)], input=stdin, capture_output=True, cwd=folder or self.folder,
                              env=environment, timeout=timeout, preexec_fn=limits)
        result = Result(list(map(str, arguments)), done.returncode, done.stdout, done.stderr)
        if done.returncode not in (0, 1, 2):
            raise AssertionError(f"{result.arguments} died with {done.returncode}\n{result.err_bytes[-6000:].decode(errors='replace')}")
        return result


class Data:
    """The mapping files and the rules, read without the program."""

    def __init__(self, source):
        source = pathlib.Path(source)
        self.editions = {}
        for path in sorted((source / "mappings/editions").glob("*.json")):
            edition = read_json(path.read_text(encoding="utf-8"))
            self.editions[edition["id"]] = edition
        self.cells = {e: [c["id"] for c in edition["cells"]] for e, edition in self.editions.items()}
        self.cell = {c["id"]: c for edition in self.editions.values() for c in edition["cells"]}
        equations = read_json((source / "mappings/equations.json").read_text(encoding="utf-8"))
        self.equations = {}
        for equation in equations["equations"]:
            self.equations.setdefault(equation["id"], []).append(equation)
        self.never = equations["never"]
        indicators = read_json((source / "mappings/indicators.json").read_text(encoding="utf-8"))
        self.indicators = {i["id"]: i for i in indicators["indicators"]}
        self.rules = {path.stem: read_json(path.read_text(encoding="utf-8")) for path in sorted((source / "lint/rules").glob("*.json"))}

    def edition_of_year(self, year):
        for edition, content in self.editions.items():
            first, last = content["years"]
            if year is not None and first <= year and (last is None or year <= last):
                return edition
        return None


def fixtures(source):
    return sorted(path.relative_to(source).as_posix() for path in pathlib.Path(source).glob("fixtures/*/*/input.*"))


def seeds(source):
    """The real reports beside the repository, by name; none where the folder is absent."""
    folder = pathlib.Path(source).resolve().parent / "shared" / "seeds"
    return sorted(folder.glob("*.txt")) if folder.is_dir() else []


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Checks:
    """Counts what was checked and prints what failed; a check that fails does not stop the others."""

    def __init__(self):
        self.done, self.failed = 0, 0

    def __call__(self, condition, *what):
        self.done += 1
        if not condition:
            self.failed += 1
            if self.failed <= 60:
                print("FAILED:", *what)
        return bool(condition)

    def equal(self, found, expected, *what):
        return self(found == expected, *what, "\n  found   ", repr(found)[:1500], "\n  expected", repr(expected)[:1500])

    def end(self):
        print(f"{self.done} checks, {self.failed} failed")
        sys.exit(1 if self.failed or not self.done else 0)
