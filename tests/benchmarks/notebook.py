"""``var/bench.json``: what was found, whole result by whole result, and how far the run is."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.pace import Pace
from tests.benchmarks.result import Result

_SOURCES = ("services", "shared", "deploy", "tests/benchmarks")


class Notebook:
    """The file is replaced at once after each result: an interrupted measure leaves none.

    ``run`` in it names the run in hand: its id, what was asked for, the code it measures and
    whether it is finished. A row belongs to the run whose id it has.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.kept: dict[str, Any] = known if "run" in known else {}

    def begin(self, asked: dict[str, Any], code: str, *, again: bool = False) -> bool:
        """Begin a run, or go on with one of the same wishes and code that was stopped: True."""
        last = self.kept.get("run", {})
        same = last.get("asked") == asked and last.get("code") == code
        if same and not last["finished"] and not again:
            return True
        run = datetime.now(UTC).isoformat(timespec="microseconds")
        self.keep("run", {"id": run, "asked": asked, "code": code, "finished": False})
        return False

    def finish(self) -> None:
        """The run is done: the next one begins anew."""
        self.keep("run", {**self.kept["run"], "finished": True})

    def done(self, name: str) -> bool:
        """Whether the run in hand has this result; one that was not exact is measured again."""
        row = self.kept.get(name, {})
        wrong = row.get("rounds") and not row.get("exact")
        return bool(row.get("run") == self.kept["run"]["id"] and not wrong)

    def write(self, result: Result, events: int, rounds: int, pace: Pace) -> None:
        """Keep one result, and how fast the machine was beside it."""
        size, run = {"events": events, "rounds": rounds}, self.kept["run"]["id"]
        self.keep(result.name, {**result.row(), "asked": size, "run": run, "pace": pace})

    def keep(self, name: str, row: Any) -> None:
        """Keep plain data under a name; the file is never half written."""
        self.kept[name] = row
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(
            json.dumps(self.kept, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
        )
        fresh.replace(self.path)


def code_of(root: Path) -> str:
    """A fingerprint of all that is measured: other code, other figures."""
    digest = hashlib.sha256()
    for folder in _SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
