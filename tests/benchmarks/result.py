"""What a measure finds."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass
class Result:
    """One P of the goals. ``value`` in ``unit`` is held against ``goal`` ("≥ 30", "≤ 0.03"; empty
    where none is set).

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
    def reached(self) -> bool | None:
        """Whether the goal is reached, never without exactness; None where there is none."""
        if not self.goal:
            return None
        return self.value is not None and self.exact and lead(self.goal, self.value) >= 1

    @property
    def wrong(self) -> bool:
        """Whether something was measured and its ledger was not exact."""
        return not self.exact and (self.value is not None or bool(self.rounds))

    def row(self) -> dict[str, Any]:
        """As plain data, without its name."""
        found = {**asdict(self), "reached": self.reached}
        del found["name"]
        return found


def lead(goal: str, value: float) -> float:
    """How ``value`` stands to ``goal``: 1 is just reached, 0.8 is missed by a fifth."""
    sign, bound = goal.split()[0], float(goal.split()[1])
    if sign == "≥":
        return value / bound if bound else math.inf
    return bound / value if value else math.inf


def middle(values: Sequence[float]) -> float:
    """The median; of nothing it is 0."""
    return float(median(values)) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
