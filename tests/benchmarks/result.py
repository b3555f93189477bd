"""What a measure finds, and where it is kept so that a run can be stopped and continued."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any


@dataclass
class Result:
    """One P of the goals. ``value`` in ``unit`` is held against ``goal`` ("≥ 30", "≤ 0.03").

    ``ours`` and ``other`` are the figures of each side; ``rounds`` what each round saw;
    ``exact`` whether the verifier found every ledger of it exact.
    """

    name: str
    goal: str
    unit: str
    value: float | None = None
    ours: float | None = None
    other: float | None = None
    rounds: list[dict[str, Any]] = field(default_factory=list)
    exact: bool = False
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def reached(self) -> bool:
        """Whether the goal is reached; never without exactness."""
        if self.value is None or not self.exact:
            return False
        sign, bound = self.goal.split()[:2]
        return self.value >= float(bound) if sign == "≥" else self.value <= float(bound)


class Notebook:
    """``var/bench.json``, written whole after each measure: an interrupted one leaves none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def done(self, name: str, asked: dict[str, Any]) -> bool:
        """Whether this measure was already made with the same wishes."""
        return bool(self.kept.get(name, {}).get("asked") == asked)

    def write(self, result: Result, asked: dict[str, Any]) -> None:
        """Keep one result; the file is replaced at once, never half written."""
        row = {**asdict(result), "reached": result.reached, "asked": asked}
        del row["name"]
        self.keep(result.name, row)

    def keep(self, name: str, row: Any) -> None:
        """Keep plain data under a name."""
        self.kept[name] = row
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(self.kept, ensure_ascii=False, indent=1, sort_keys=True))
        fresh.replace(self.path)


def middle(values: Sequence[float]) -> float:
    """The median; of nothing it is 0."""
    return float(median(values)) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
