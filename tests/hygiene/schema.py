"""schema.py SOURCE BINARY: every JSON the program prints keeps its schema and says nothing that its input or the
mapping data contradict."""
import concurrent.futures
import sys

sys.dont_write_bytecode = True
import json
import pathlib

from program import Checks, Data, Program, fixtures, read_json, seeds, sha256

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("schema.py: python3-jsonschema is missing; ./check installs it")
    sys.exit(1)

source = pathlib.Path(sys.argv[1])
program = Program(sys.argv[2], source)
data = Data(source)
check = Checks()


def load_schemas():
    schemas = {}
    for name in ("canonical", "conversion", "lint"):
        schemas[name] = read_json((source / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schemas[name])
        check.equal(schemas[name]["$id"], f"{name}.schema.json", "the $id of", name)
        check_is_strict(schemas[name], name)
    # Each schema stands alone, so what they share is written in each; it has to stay the same.
    first = schemas["canonical"]["$defs"]
    for name in ("conversion", "lint"):
        for part in set(first) & set(schemas[name]["$defs"]) - {"diagnostic"}:
            check.equal(schemas[name]["$defs"][part], first[part], "$defs", part, "of", name)
    check.equal(schemas["conversion"]["$defs"]["diagnostic"], first["diagnostic"], "$defs diagnostic of conversion")
    with_file = json.loads(json.dumps(schemas["lint"]["$defs"]["diagnostic"], default=float))
    for field in ("file", "fingerprint"):  # what only lint says of a finding
        with_file["required"].remove(field)
        del with_file["properties"][field]
    del with_file["properties"]["suppressed"]
    check.equal(with_file, first["diagnostic"], "$defs diagnostic of lint")
    # A conversion may carry the canonical report it was made from; that is validated by itself, and nothing is fetched.
    original = schemas["conversion"]["properties"]["original"]
    check.equal(original.pop("$ref"), "canonical.schema.json", "the schema of an original")
    return {name: Draft202012Validator(schema) for name, schema in schemas.items()}


def check_is_strict(schema, path):
    """Objects with properties of their own forbid others, and every property is described somewhere."""
    if isinstance(schema, list):
        for i, item in enumerate(schema):
            check_is_strict(item, f"{path}/{i}")
        return
    if not isinstance(schema, dict):
        return
    if schema.get("type") == "object" and len(schema) > 1:
        check("additionalProperties" in schema, path, "does not say which other fields it allows")
        if schema.get("additionalProperties") is False:
            check(set(schema.get("required", [])) <= set(schema["properties"]), path, "requires what it does not know")
    for key, value in schema.items():
        check_is_strict(value, f"{path}/{key}")


def keeps(name, value, *where):
    errors = sorted(schemas[name].iter_errors(value), key=lambda e: list(map(str, e.absolute_path)))
    for error in errors[:5]:
        check(False, *where, "breaks", name, "at", "/" + "/".join(map(str, error.absolute_path)), error.message[:400])
    check(not errors, *where, f"({len(errors)} schema errors)")
    return not errors


def check_position(at, text, original, *where):
    """`at` is counted rightly, and the bytes there are `text`."""
    if at is None:
        return
    before = original[: at["offset"]]
    line_start = before.rfind(b"\n") + 1
    mark = 3 if original.startswith(b"\xef\xbb\xbf") and line_start == 0 else 0
    check.equal(at["line"], before.count(b"\n") + 1, *where, "line")
    check.equal(at["column"], len(original[line_start + mark : at["offset"]].decode(errors="replace")) + 1, *where, "column")
    end = at["offset"] + at["length"]
    if check(end <= len(original), *where, "ends behind the file") and text is not None:
        check.equal(original[at["offset"] : end].decode(errors="replace"), text, *where, "text at its place")


def check_report(report, name, original, *where):
    check.equal(report["source"], {"name": name, "format": "text", "bytes": len(original), "sha256": sha256(original)}, *where, "source")


def check_diagnostics(diagnostics, original, language, *where):
    offsets = []
    for found in diagnostics:
        rule = data.rules.get(found["code"])
        if not check(rule is not None, *where, "unknown rule", found["code"]):
            continue
        check.equal((found["name"], found["severity"]), (rule["name"], rule["severity"]), *where, found["code"])
        check("{" not in found["message"] and "}" not in found["message"], *where, "unfilled message", found["message"])
        template = rule["message_" + language]
        if "{" not in template:
            check.equal(found["message"], template, *where, found["code"])
        else:
            check(found["message"].startswith(template[: template.index("{")]), *where, found["code"], found["message"], "is no", template)
        for cell in found["cells"]:
            check(cell in data.cell, *where, found["code"], "unknown cell", cell)
        for suggestion in found.get("suggestions", []):
            check(suggestion["cell"] in data.cell, *where, found["code"], "unknown cell", suggestion["cell"])
        check_position(found["at"], None, original, *where, found["code"])
        offsets.append(found["at"]["offset"] if found["at"] else 0)
    check(offsets == sorted(offsets), *where, "diagnostics are not in the order of their places", offsets)


def exit_code_of(diagnostics):
    return 1 if any(d["severity"] == "error" for d in diagnostics) else 0


def check_canonical(value, name, original, language, *where):
    if not keeps("canonical", value, *where):
        return
    check_report(value["report"], name, original, *where)
    check_diagnostics(value["diagnostics"], original, language, *where)
    edition, facts = value["report"]["edition"], value["facts"]
    if facts:
        check.equal([f["cell"] for f in facts], data.cells.get(edition), *where, "cells in form order")
    else:
        check.equal(edition, data.edition_of_year(value["report"]["year"]), *where, "edition without facts")
        check(any(d["code"] in ("B101", "R101", "R102", "R103", "R104") for d in value["diagnostics"]), *where, "no facts and nothing said")
    for fact in facts:
        cell = data.cell[fact["cell"]]
        here = (*where, fact["cell"])
        check.equal((fact["indicator"], fact["breakdown"], fact["unit"]), (cell["indicator"], cell.get("breakdown", {}), cell["unit"]), *here)
        # One cell a line and empty places have no text to point at.
        check_position(fact["at"], fact["text"], original, *here)
        if "derived" in fact:
            derived = fact["derived"]
            for equation in derived["by"] + derived["chain"]:
                check(any(edition in e["editions"] and e["strength"] == "identity" for e in data.equations.get(equation, [])),
                      *here, "is derived by", equation, "which is no identity of the edition")
            check(derived["chain"][-1] in derived["by"], *here, "the chain does not end in by")
            if cell["kind"] == "count":
                check(derived["value"] >= 0 and derived["value"] == int(derived["value"]), *here, "derived", derived["value"])
    for extra in value["extras"]:
        check_position(extra["at"], extra["text"], original, *where, "extra")
    for section in value["sections"]:
        check_position(section["at"], section["number"], original, *where, "section")


def check_conversion(value, canonical, name, target, original, language, *where):
    if not keeps("conversion", value, *where):
        return
    check_report(value["report"], name, original, *where)
    check_diagnostics(value["diagnostics"], original, language, *where)
    edition = canonical["report"]["edition"]
    check.equal((value["report"]["edition"], value["report"]["converted_from"]), (target, edition), *where, "editions")
    check.equal([c["cell"] for c in value["cells"]], data.cells[target], *where, "one record for every target cell, in form order")
    facts = {f["cell"]: f for f in canonical["facts"]}
    used = set()
    for record in value["cells"]:
        here = (*where, record["cell"])
        for origin in record["from"]:
            fact = facts.get(origin)
            if not check(fact is not None, *here, "comes from", origin, "which is no cell of the source"):
                continue
            check(fact["value"] is not None or "derived" in fact, *here, "comes from", origin, "which has no number")
            if record["value"] is not None:  # bounds alone carry no number
                used.add(origin)
        for equation in record["via"]:
            check(equation in data.equations, *here, "via unknown equation", equation)
        if record["fidelity"] == "exact":
            check.equal(record["value"], facts[record["from"][0]]["value"], *here, "exact, but not as printed")
            check(all(e["strength"] in ("exact",) for q in record["via"] for e in data.equations[q]), *here, "exact via", record["via"])
        for never in data.never:
            if record["cell"] in never["to"]:
                check(not set(record["from"]) & set(never["from"]), *here, "must never come from", never["from"])
        same = edition == target
        check.equal("state" in record, same, *here, "state")
        if same:
            fact = facts[record["cell"]]
            check.equal((record["state"], record["text"], record["value"]), (fact["state"], fact["text"], fact["value"] if fact["value"] is not None else fact.get("derived", {}).get("value")), *here, "print")
    check.equal("original" in value, "--with-source" in where, *where, "original")
    if "original" in value and keeps("canonical", value["original"], *where, "original"):
        check.equal({k: v for k, v in value["original"].items() if k != "diagnostics"}, {k: v for k, v in canonical.items() if k != "diagnostics"}, *where, "original")
    printed = {cell: fact["value"] for cell, fact in facts.items() if fact["value"] is not None}
    check.equal({l["cell"]: l["value"] for l in value["losses"]}, {c: v for c, v in printed.items() if c not in used}, *where, "losses")
    check.equal(len({l["cell"] for l in value["losses"]}), len(value["losses"]), *where, "a loss stands twice")


def check_lint(value, files, language, *where):
    if not keeps("lint", value, *where):
        return
    summary = value["summary"]
    check.equal(summary["files"], len(files), *where, "files")
    for severity in ("error", "warning", "info"):
        check.equal(summary[severity + "s"], sum(d["severity"] == severity for d in value["diagnostics"]), *where, severity)
    order = [name for name, _ in files]
    places = [order.index(d["file"]) if d["file"] in order else -1 for d in value["diagnostics"]]
    check(places == sorted(places) and -1 not in places, *where, "diagnostics file after file", places)
    for name, original in files:
        check_diagnostics([d for d in value["diagnostics"] if d["file"] == name], original, language, *where, name)


def check_file(name, original):
    canonical = {}
    for language in ("en", "zh"):
        for arguments in (("parse", name), ("parse", "--jsonl", name)):
            result = program.run("--lang", language, *arguments)
            where = (name, language, *arguments[:-1])
            value = result.json
            check_canonical(value, name, original, language, *where)
            check.equal(result.code, exit_code_of(value["diagnostics"]), *where, "exit code")
            if len(arguments) == 3:
                check.equal(result.out.count("\n"), 1, *where, "lines")
                check.equal(value, canonical[language], *where, "is not what parse prints")
            canonical[language] = value
        lint = program.run("--lang", language, "lint", "--format", "json", name)
        check_lint(lint.json, [(name, original)], language, name, language, "lint")
        check.equal(lint.code, exit_code_of(lint.json["diagnostics"]), name, language, "lint exit code")
        said = [(d["code"], d["at"]) for d in lint.json["diagnostics"] if d["code"][0] != "L"]
        check.equal(said, [(d["code"], d["at"]) for d in value["diagnostics"]], name, "lint repeats what parse says")
        for target in data.editions:
            result = program.run("--lang", language, "convert", name, "--to", target)
            where = (name, language, "to", target)
            if not value["facts"]:
                check.equal((result.code, result.out), (1, ""), *where, "nothing to convert")
                continue
            check_conversion(result.json, value, name, target, original, language, *where)
            check.equal(result.code, exit_code_of(result.json["diagnostics"]), *where, "exit code")
            if language == "en":
                result = program.run("--lang", language, "convert", name, "--to", target, "--with-source")
                check_conversion(result.json, value, name, target, original, language, *where, "--with-source")
    for part in ("report", "facts", "claims", "extras", "sections"):
        check.equal(canonical["zh"][part], canonical["en"][part], name, part, "depends on the language")


def check_several(files):
    names = [name for name, _ in files]
    for language in ("en", "zh"):
        result = program.run("--lang", language, "parse", *names)
        check.equal(result.out.count("\n"), len(names), "several files, lines")
        for (name, original), value in zip(files, result.lines):
            check_canonical(value, name, original, language, "several", name)
        result = program.run("--lang", language, "lint", "--format", "json", *names)
        check_lint(result.json, files, language, "several", language)
        check.equal(result.code, exit_code_of(result.json["diagnostics"]), "several files, lint exit code")


schemas = load_schemas()
inputs = [(name, (source / name).read_bytes()) for name in fixtures(source)]
check(len(inputs) >= 12, "only", len(inputs), "fixtures")
real = seeds(source)
if not real:
    print("skipped: there is no ../shared/seeds beside the repository")
inputs += [(str(path), path.read_bytes()) for path in real]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    list(pool.map(lambda item: check_file(*item), inputs))
check_several(inputs)

# Bytes that are no report: no fact, a finding, and still the schema.
for content in (b"", b"\0\1\2", b"\xff\xfe", b"\n", "\ufeff".encode(), "\ufeff一、总体情况\n".encode(), b"a\tb\n"):
    result = program.run("parse", "-", stdin=content)
    check_canonical(result.json, "-", content, "en", content)
    check.equal(result.code, 1, content, "exit code")
    result = program.run("lint", "--format", "json", "-", stdin=content)
    check_lint(result.json, [("-", content)], "en", content)
check.end()
