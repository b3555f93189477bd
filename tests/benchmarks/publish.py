"""Where the page goes: docs/ from whole runs, var/ from quick ones.

docs/benchmarks.json keeps the raw figures of what the page says, round by round, so that goals can
be measured again one by one.
"""

import json
from pathlib import Path
from typing import Any

from tests.benchmarks import report

WHOLE_EVENTS, WHOLE_ROUNDS = 50_000, 3
_THE_MACHINE = ("processor", "cores", "memory", "system")


def page(kept: dict[str, Any], docs: Path, var: Path) -> Path:
    """Write the page with its pictures; where it is."""
    if not _is_whole(kept.get("run", {})):
        return report.write(kept, var, var / "pictures")
    data = docs / "benchmarks.json"
    known = json.loads(data.read_text(encoding="utf-8")) if data.exists() else {}
    merged = merge(known, kept)
    text = json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True)
    data.write_text(text + "\n", encoding="utf-8")
    return report.write(merged, docs, docs / "pictures")


def merge(known: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """What the page had, with all that a whole run has measured since. Figures of another machine
    go, since a page has one machine only."""
    machine = kept["machine"]
    if any(known.get("machine", {}).get(one) != machine[one] for one in _THE_MACHINE):
        known = {}
    fresh = {name: row for name, row in kept.items() if name in report.TITLES and _whole_row(row)}
    more = {name: kept[name] for name in ("repeat",) if name in kept}
    return {**known, **fresh, **more, "machine": machine}


def _is_whole(run: dict[str, Any]) -> bool:
    return _large(run.get("asked", {}))


def _whole_row(row: dict[str, Any]) -> bool:
    return _large(row["asked"])


def _large(asked: dict[str, Any]) -> bool:
    events, rounds = asked.get("events", 0), asked.get("rounds", 0)
    return bool(events >= WHOLE_EVENTS and rounds >= WHOLE_ROUNDS)
