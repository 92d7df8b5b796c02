"""hostile.py SOURCE TIAOLI: files made to break a reader, one by one under limits: each ends with a finding or a report, with exit
code 0, 1 or 2, in time and within memory, and the others of a pile go on."""
import io
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import zipfile

source, tiaoli = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SECONDS, MEGABYTES = 40, 1500  # sanitizers make it several times slower and larger than the program is
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as z:
        for name, content in parts:
            z.writestr(name, content)
    return out.getvalue()


def word(body, **others):
    parts = [("[Content_Types].xml", TYPES), ("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')]
    return archive(parts + [(name.replace("__", "/") + ".xml", content) for name, content in others.items()])


def raw_word(xml):
    return archive([("[Content_Types].xml", TYPES), ("word/document.xml", xml)])


def book(sheet, strings=""):
    return archive([("[Content_Types].xml", TYPES), ("xl/workbook.xml", f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
                    ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
                    ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{S}">{sheet}</worksheet>'), ("xl/sharedStrings.xml", f'<sst xmlns="{S}">{strings}</sst>')])


def pdf(objects, trailer=b"<< /Root 1 0 R >>"):
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY n SYSTEM "http://127.0.0.1:9/x">]>'
HAN = "政府信息公开".encode()
CASES = {
    # web pages
    "html: nested 100,000 deep": b"<html>" + b"<div>" * 100_000,
    "html: 20,000 open formatting elements": b"<html><body>" + b"<b><i><a href=x>" * 7_000 + b"x",
    "html: tables in tables, 400 deep": b"<html>" + b"<table><tr><td>" * 400 + b"1",
    "html: a row of 10,000 columns": b"<html><table><tr>" + b"<td>1" * 10_000 + b"</table>",
    "html: a million cells": b"<html><table>" + (b"<tr>" + b"<td>1" * 100) * 10_000 + b"</table>",
    "html: a span of a billion columns": b"<html><table><tr><td colspan=1000000000>1<td rowspan=999999999>2</tr>" + b"<tr><td>1" * 100 + b"</table>",
    "html: spans that are no numbers": b"<html><table><tr><td colspan=-5 rowspan=x>1<td colspan=''>2<td colspan=1e9>3</table>",
    "html: spans of every row": b"<html><table>" + b"<tr><td rowspan=65534>1<td colspan=1000>" * 500 + b"</table>",
    "html: a tag without an end": b"<html><div " + b"a" * 5_000_000,
    "html: an attribute of 5 MB": b"<html><div title='" + b"x" * 5_000_000 + b"'>",
    "html: 100,000 attributes": b"<html><div " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">x",
    "html: a comment without an end": b"<html><!-- " + b"<td>" * 500_000,
    "html: a script without an end": b"<html><script>" + b"<td>" * 500_000,
    "html: nothing but <": b"<html>" + b"<" * 3_000_000,
    "html: nothing but &": b"<html>" + b"&" * 2_000_000,
    "html: unknown entities": b"<html>" + b"&xyzzy;&#99999999999;&#x110000;" * 50_000,
    "html: end tags alone": b"<html>" + b"</table></p></br>" * 100_000,
    "html: a declared set that does not exist": b"<html><meta charset=klingon>" + HAN,
    "html: UTF-7": b"<html><meta charset=utf-7>+ADw-script+AD4-",
    "html: UTF-16 cut in half": "<html><p>政府</p></html>".encode("utf-16")[:-1],
    "html: lone surrogates in UTF-16": b"\xff\xfe" + b"\x00\xd8" * 1000,
    "html: GB18030 cut in a character": "<html><meta charset=gbk><p>政府信息公开工作年度报告".encode("gb18030")[:-1],
    "html: GB18030 of four bytes everywhere": b"<html><meta charset=gb18030>" + b"\x81\x30\x81\x30" * 100_000,
    "html: two sets in one file": b"<html><meta charset=gbk>" + HAN + "统计".encode("gb18030") * 50,
    "html: a zero byte": b"<html><p>1\0</p>",
    # DOCX
    "docx: cut in half": word("<w:p/>")[:200],
    "docx: no document": archive([("word/other.xml", "x"), ("[Content_Types].xml", TYPES)]),
    "docx: an empty document": raw_word(""),
    "docx: no XML": raw_word("\0\1\2" * 1000),
    "docx: unpacks to 1 GB": archive([("word/document.xml", b"<w:p>" + b" " * (1 << 30))]),
    "docx: billion laughs": raw_word(f'<?xml version="1.0"?>{DOCTYPE}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'),
    "docx: a file by an entity": raw_word(f'<?xml version="1.0"?>{DOCTYPE}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&f;&n;</w:t></w:r></w:p></w:body></w:document>'),
    "docx: nested 200,000 deep": word("<w:p>" * 200_000),
    "docx: tables in tables, 20,000 deep": word("<w:tbl><w:tr><w:tc>" * 20_000),
    "docx: a span of two billion": word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'),
    "docx: merges that go on from nowhere": word('<w:tbl>' + '<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>' * 5_000 + "</w:tbl>"),
    "docx: a million cells": word("<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>") * 1000 + "</w:tbl>"),
    "docx: numbering that refers to itself": word('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 1000,
                                                  word__numbering=f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'),
    "docx: numbers beyond all counting": word('<w:p><w:pPr><w:numPr><w:ilvl w:val="99999"/><w:numId w:val="-7"/></w:numPr></w:pPr></w:p>'),
    "docx: the same part in two spellings": archive([("word/document.xml", "<a/>"), ("Word/Document.xml", "<b/>")]),
    "docx: stored with a wrong sum": word("<w:p/>").replace(b"PK\1\2", b"PK\1\2", 1)[:-30] + b"\0" * 30,
    # XLSX
    "xlsx: a cell at the end of the sheet": book('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "xlsx: a row number of a billion": book('<sheetData><row r="1000000000"><c r="A1000000000"><v>1</v></c></row></sheetData>'),
    "xlsx: addresses that are none": book('<sheetData><row r="x"><c r="????"><v>1</v></c><c r="ZZZZZZZZZZ1"><v>2</v></c><c><v>3</v></c></row></sheetData>'),
    "xlsx: a string that is not there": book('<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>x</v></c></row></sheetData>'),
    "xlsx: numbers that are none": book('<sheetData><row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c><c r="C1"><v>-</v></c><c r="D1"><v>1e308</v></c></row></sheetData>'),
    "xlsx: a row of 16,384 cells": book('<sheetData><row r="1">' + "".join(f"<c><v>{i}</v></c>" for i in range(16_384)) + "</row></sheetData>"),
    "xlsx: a million rows": book("<sheetData>" + "<row><c><v>1</v></c></row>" * 1_000_000 + "</sheetData>"),
    "xlsx: a merge of the whole sheet": book('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2"/><mergeCell ref=""/></mergeCells>'),
    "xlsx: nested strings": book('<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', "<si>" + "<r>" * 50_000),
    "xlsx: strings of 300 MB": book('<sheetData/>', "<si><t>" + "x" * (300 << 20) + "</t></si>"),
    "xlsx: a sheet outside of the file": archive([("xl/workbook.xml", f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
                                                  ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="../../../../etc/passwd"/></Relationships>')]),
    "xlsx: no sheets": archive([("xl/workbook.xml", f'<workbook xmlns="{S}"/>')]),
    # PDF
    "pdf: a head and nothing else": b"%PDF-1.7\n",
    "pdf: noise": b"%PDF-1.4\n" + bytes(range(256)) * 2000,
    "pdf: without a page": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
    "pdf: an empty page": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"]),
    "pdf: pages that hold themselves": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"]),
    "pdf: a page as wide as the world": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /MediaBox [-1e30 -1e30 1e30 1e30] >>"]),
    "pdf: encrypted by nobody": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"], b"<< /Root 1 0 R /Encrypt << /Filter /None /V 9 >> >>"),
    # other
    "rtf: braces without end": b"{\\rtf1 " + b"{" * 100_000,
    "ole: a head and noise": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 100,
    "zip: names that lead outside": archive([("../../../tmp/tiaoli_hostile", "政府信息公开"), ("/etc/tiaoli_hostile", "x"), ("a\\..\\b", "y")]),
    "zip: 20,000 entries": archive([(f"{i}.txt", "x") for i in range(20_000)], zipfile.ZIP_STORED),
    "zip: archives in archives": archive([("a.zip", archive([("b.zip", archive([("c.zip", b"PK\3\4")]))]))]),
    "zip: an end and nothing else": b"PK\5\6" + b"\0" * 18,
    "zip: a head and noise": b"PK\3\4" + bytes(range(256)) * 100,
    "json: nested 100,000 deep": b'{"tiaoli": ' + b"[" * 100_000,
    "csv: one line of 20 MB": b"cell,row,column,value,min,max,fidelity,from,via\r\n" + b'"' * 20_000_000,
    "text: one line of TABs": b"\t" * 5_000_000,
    "text: a table of one column, a million rows": b"1\t\n" * 1_000_000,
}


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(*arguments):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        child = subprocess.Popen([tiaoli, *arguments], stdout=out, stderr=err, preexec_fn=limits)
        _, status, usage = os.wait4(child.pid, 0)
        out.seek(0)
        err.seek(0)
        return status, time.monotonic() - start, usage.ru_maxrss / 1024, out.read(), err.read().decode(errors="replace")


failed = 0
slowest = heaviest = (0, "")
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for case, content in CASES.items():
        kind = case.split(":")[0]
        file = folder / f"case.{kind}"
        file.write_bytes(content)
        status, seconds, megabytes, out, err = run("parse", file)
        code = status >> 8 if status & 0xFF == 0 else -(status & 0x7F)
        problems = []
        if code not in (0, 1, 2):
            problems.append(f"exit code {code}")
        if "Sanitizer" in err or "runtime error" in err:
            problems.append("a sanitizer spoke")
        if seconds > SECONDS or megabytes > MEGABYTES:
            problems.append(f"{seconds:.1f} s, {megabytes:.0f} MB")
        said = []
        lines = out.splitlines() if kind == "zip" and b"\n{" in out and out.startswith(b'{"tiaoli": 1, ') else [out] if out else []
        for line in lines:
            try:
                said += [d["code"] for d in json.loads(line)["diagnostics"]]
            except ValueError as error:
                problems.append(f"no JSON: {error}")
        if code == 1 and not said and not err:
            problems.append("nothing is said")
        if any(part in out.decode(errors="replace") for part in ("root:x:0", "hahaha")):
            problems.append("an entity was opened")
        slowest, heaviest = max(slowest, (seconds, case)), max(heaviest, (megabytes, case))
        if problems:
            failed += 1
            print(f"{case}: {'; '.join(problems)}\n  {err[-300:]}")
    for stray in (pathlib.Path("/tmp/tiaoli_hostile"), pathlib.Path("/etc/tiaoli_hostile")):
        if stray.exists():
            failed += 1
            print(f"{stray} was written")
    # All of them at once: the good one between them is read.
    pile = folder / "pile"
    pile.mkdir()
    for number, (case, content) in enumerate(CASES.items()):
        if len(content) < 100_000 and not case.startswith(("rtf", "ole")):
            (pile / f"{number:03}").write_bytes(content)
    good = next((source / "fixtures").glob("2021/*/input.txt"))
    (pile / "050_good.txt").write_bytes(good.read_bytes())
    status, seconds, megabytes, out, err = run("--quiet", "parse", pile)
    facts = sum(bool(json.loads(line)["facts"]) for line in out.splitlines())
    if status >> 8 not in (1, 2) or status & 0xFF or facts != 1:
        failed += 1
        print(f"a pile of them: exit status {status}, {facts} reports\n  {err[-300:]}")
print(f"hostile: {len(CASES)} files, {failed} failed; slowest {slowest[0]:.1f} s ({slowest[1]}), largest {heaviest[0]:.0f} MB ({heaviest[1]})")
sys.exit(failed > 0)
