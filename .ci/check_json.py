#!/usr/bin/env python3
"""Holds the output of `check --format json` against docs/check-json.md.

Usage: check_json.py OUTPUT DOCUMENT. Every key of the output has to stand in the document's tables, the keys that are always
there have to be in the output, and the counts have to be right.
"""

import json
import re
import sys
from pathlib import Path

output, document = map(Path, sys.argv[1:])
shown = json.loads(output.read_text(encoding="utf-8"))
rows = re.findall(r"^\| `([a-z_.]+)` \|[^|]*\| (always|sometimes) \|", document.read_text(encoding="utf-8"), re.MULTILINE)
documented = {name for name, _ in rows}
always = {name for name, when in rows if when == "always"}


def keys(value, prefix=""):
    for key, inner in value.items():
        yield prefix + key
        if isinstance(inner, dict):
            yield from keys(inner, f"{prefix}{key}.")


def problems():
    head = {key: value for key, value in shown.items() if key != "findings"}
    findings = shown["findings"]
    found = set(keys(head)) | {"findings"}
    yield from (f"not in the document: {name}" for name in found - documented)
    yield from (f"missing: {name}" for name in always - found if not name.startswith("findings."))
    of_finding = {name for name in always if name.startswith("findings.")}
    for number, finding in enumerate(findings, 1):
        found = set(keys(finding, "findings."))
        yield from (f"finding {number}: not in the document: {name}" for name in found - documented)
        # A clause's own keys are asked for only where there is a clause.
        needed = {name for name in of_finding if not name.startswith("findings.clause.") or "findings.clause" in found}
        yield from (f"finding {number}: missing: {name}" for name in needed - found)
    for severity in ("error", "warning", "note"):
        count = sum(finding["severity"] == severity for finding in findings)
        if shown["counts"][severity + "s"] != count:
            yield f"counts.{severity}s is {shown['counts'][severity + 's']}, but there are {count}"


bad = sorted(problems())
if bad:
    sys.exit("\n".join(bad))
print(f"{output.name}: {len(shown['findings'])} findings in the documented shape.")
