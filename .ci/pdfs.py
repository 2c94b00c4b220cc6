#!/usr/bin/env python3
"""Reads what a build wrote, with programs that had no part in writing it.

Usage: pdfs.py --pack PACK OUT, or pdfs.py --forms FOLDER for a folder of forms only. Needs qpdf, poppler-utils and mupdf-tools, and page-validation in this Python.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import page

ACCESSIBLE = ["evidence-template.pdf", "request-form.pdf"]
PROFILES = {"PDF/UA-1": page.ValidationProfile.PDF_UA_1, "PDF/A-2a": page.ValidationProfile.PDF_A_2A}
# Known false alarm: compressed data may end in the byte 0x0D. Before the line feed that closes the stream, the validator takes
# it for half of a line end and so for a byte too few.
FALSE_ALARM = "PDFA2A-STREAM-LENGTH-001"

bad = []


def main():
    parser = argparse.ArgumentParser()
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--pack", type=Path)
    which.add_argument("--forms", action="store_true")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    files = sorted(arguments.out.glob("*.pdf"))
    if arguments.forms:
        forms(files)
    else:
        build(arguments, files)
    if bad:
        sys.exit("\n".join(bad))


def forms(files):
    if not files:
        bad.append("there are no forms")
    for file in files:
        sound(file)
        for profile in PROFILES:
            valid(file, profile)


def build(arguments, files):
    if {file.name for file in files} != {*ACCESSIBLE, "panel-bundle.pdf"}:
        bad.append(f"{arguments.out} has {[file.name for file in files]}")
    for file in files:
        sound(file)
    for name in ACCESSIBLE:
        for profile in PROFILES:
            valid(arguments.out / name, profile)
    bundle = words(run("pdftotext", arguments.out / "panel-bundle.pdf", "-"))
    holds(bundle, candidate(arguments.pack), "the candidate's name")
    holds(bundle, "Document 1", "the stamp of the first document")
    fields_are_seen(arguments.pack, bundle)


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        bad.append(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stdout.strip()}")
    return done.stdout


def sound(file):
    """Two other readers open it without complaint, and it has a structure for a screen reader."""
    run("qpdf", "--check", file)
    said = run("mutool", "draw", "-q", "-F", "text", "-o", "/dev/null", file).splitlines()
    # Debian builds mutool without colour profiles: that is about mutool, not about the file.
    complaints = [line for line in said if line.strip() and "ICC support is not available" not in line]
    if complaints:
        bad.append(f"{file.name}: mutool says {complaints}")
    facts = run("pdfinfo", file)
    pages = re.search(r"^Pages:\s*(\d+)", facts, re.MULTILINE)
    if not run("pdfinfo", "-struct", file).strip():
        bad.append(f"{file.name} has no structure")
    if not re.search(r"^Title:\s*\S", facts, re.MULTILINE):
        bad.append(f"{file.name} has no title")
    print(f"{file.name}: {pages.group(1) if pages else 'no'} pages, {file.stat().st_size // 1000} kB, sound")


def valid(file, profile):
    report = page.validate_pdf(str(file), profile=PROFILES[profile])
    data = file.read_bytes()
    real = [failure for failure in report.failures if not is_false_alarm(failure, data)]
    bad.extend(f"{file.name} is not {profile}: {one.rule_id}: {one.message} ({one.object_id})" for one in real)
    if not report.is_compliant and not report.failures:
        bad.append(f"{file.name} is not {profile}")
    if not real:
        tolerated = len(report.failures)
        print(f"{file.name}: {profile}" + (f", {tolerated} false alarms looked into" if tolerated else ""))


def is_false_alarm(failure, data):
    """Whether the length of the stream is right to the byte although the validator doubts it."""
    if failure.rule_id != FALSE_ALARM or failure.object_id is None:
        return False
    number, generation = failure.object_id.object_number, failure.object_id.generation
    found = re.search(rb"(?:^|[\r\n])%d %d obj\b(.*?)stream\r?\n" % (number, generation), data, re.DOTALL)
    length = found and re.search(rb"/Length (\d+)\b(?! \d+ R)", found.group(1))
    if not length:
        return False
    end = found.end() + int(length.group(1))
    return data[end - 1 : end] == b"\r" and data[end : end + 10] == b"\nendstream"


def words(text):
    return " ".join(text.split())


def holds(text, wanted, what):
    if wanted not in text:
        bad.append(f"the bundle does not show {what}: {wanted}")


def candidate(pack):
    facts = (pack / "pack.yaml").read_text(encoding="utf-8")
    return re.search(r"^candidate:\n(?:[ #].*\n)*?  name: *['\"]?(.+?)['\"]?\s*$", facts, re.MULTILINE).group(1)


def fields_are_seen(pack, bundle):
    """What somebody typed into a form in a document stands on the bundle's page too."""
    seen = 0
    for file in sorted((pack / "documents").glob("*.pdf")):
        fields = json.loads(run("qpdf", "--json", "--json-key=acroform", file))["acroform"]["fields"]
        values = [field["value"][2:] for field in fields if field["istext"] and str(field["value"]).startswith("u:")]
        for value in filter(None, map(words, values)):
            # A field may break its lines anywhere: its first words are enough.
            holds(bundle, " ".join(value.split()[:4]), f"what was typed into {file.name}")
            seen += 1
    print(f"{seen} typed answers looked for in the bundle")


if __name__ == "__main__":
    main()
