#!/usr/bin/env python3
"""Holds that a whole validator of JSON schemas says what the small one in tests/common/validator.rs says.

Usage: editors.py FOLDER, which `EDITOR_VERDICTS=FOLDER cargo test --release --test editors` has filled.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft7Validator

files = sorted(Path(sys.argv[1]).glob("*.json"))
tries, bad = 0, []
for file in files:
    said = json.loads(file.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(said["schema"])
    validator = Draft7Validator(said["schema"])
    for value, accepted in said["verdicts"]:
        tries += 1
        if validator.is_valid(value) != accepted:
            bad.append(f"{file.name}: accepted by one only: {json.dumps(value)[:300]}")
if bad or not tries:
    sys.exit("\n".join(bad[:20]) or "nothing was tried")
print(f"{tries} verdicts on {len(files)} schemas are those of jsonschema.")
