#!/usr/bin/env python3
"""Looks for what may not stand in the source: the name of a council in Rust.

A council is data. Its name, in either spelling, is known from `templates/policies/`. Tests may name one.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def names():
    found = set()
    for policy in sorted((ROOT / "templates" / "policies").iterdir()):
        if not policy.is_dir():
            continue
        found.update({policy.name, policy.name.replace("-", " "), policy.name.replace("-", "_")})
        says = (policy / "policy.yaml").read_text(encoding="utf-8")
        council = re.search(r"^council:\s*['\"]?(.+?)['\"]?\s*$", says, re.MULTILINE)
        if council:
            found.add(council.group(1))
    return sorted(found)


def without_tests(text):
    """The text up to the tests at its end, with line numbers kept."""
    return text.split("#[cfg(test)]", 1)[0]


def main():
    wanted = re.compile("|".join(map(re.escape, names())), re.IGNORECASE)
    bad = []
    for file in sorted((ROOT / "src").rglob("*.rs")):
        for number, line in enumerate(without_tests(file.read_text(encoding="utf-8")).splitlines(), 1):
            if wanted.search(line):
                bad.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()}")
    if bad:
        print("A council is named in Rust; the policy language lacks a word:", *bad, sep="\n  ")
        sys.exit(1)
    print(f"No Rust file names a council ({', '.join(names())}).")


if __name__ == "__main__":
    main()
