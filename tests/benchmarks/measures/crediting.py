"""P1–P4: hours credited a second, against those who do the same job."""

from typing import Any

from tests.benchmarks.race import (
    BATCHING,
    ONE_AT_A_TIME,
    Lap,
    Missing,
    as_row,
    best_choice,
    run_lap,
)
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

LIMIT = "bare_limit"
OURS = "ours"


def measure(wishes: Wishes) -> list[Result]:
    """All contenders in turn, round by round, each at its best setting."""
    choices = _choices(wishes)
    laps: dict[str, list[Lap]] = {name: [] for name in choices}
    for number in range(wishes.rounds):
        for name in choices:
            lap = run_lap(wishes.parts, name, choices[name], _count(wishes, name))
            wishes.say(f"round {number + 1}: {name} {lap.rate:,.0f}/s {lap.faults or 'exact'}")
            laps[name].append(lap)
    return [
        _against("P1", "≥ 30 ×", laps, ["nameko_stock"]),
        _against("P2", "≥ 15 ×", laps, [name for name in ONE_AT_A_TIME if name != "nameko_stock"]),
        _against("P3", "≥ 3 ×", laps, list(BATCHING)),
        _against("P4", "≥ 0.80 of the bare limit", laps, [LIMIT]),
    ]


def _count(wishes: Wishes, name: str) -> int:
    """Those who take one event at a time get a tenth: a rate needs no more."""
    return max(500, wishes.events // 10) if name in ONE_AT_A_TIME else wishes.events


def _choices(wishes: Wishes) -> dict[str, dict[str, Any]]:
    found = {}
    for name in (OURS, LIMIT, *BATCHING, *ONE_AT_A_TIME):
        try:
            trial = max(200, _count(wishes, name) // 5)
            found[name] = best_choice(wishes.parts, name, trial, wishes.say)
        except Missing as fault:
            wishes.say(f"left out: {name}: {fault}")
    return found


def _against(name: str, goal: str, laps: dict[str, list[Lap]], rivals: list[str]) -> Result:
    """Ours against the best of ``rivals``: the median of the ratios round by round."""
    result = Result(name, goal, "times")
    present = {rival: laps[rival] for rival in rivals if laps.get(rival)}
    if not present or not laps.get(OURS):
        result.note = "no rival could be started"
        return result
    best = max(present, key=lambda rival: middle([lap.rate for lap in present[rival]]))
    pairs = list(zip(laps[OURS], present[best], strict=True))
    result.value = round(middle([ours.rate / other.rate for ours, other in pairs]), 3)
    result.ours = middle([lap.rate for lap in laps[OURS]])
    result.other = middle([lap.rate for lap in present[best]])
    result.rounds = [{"ours": as_row(ours), "other": as_row(other)} for ours, other in pairs]
    result.exact = not any(lap.faults for pair in pairs for lap in pair)
    result.note = f"against {best} {present[best][0].choice}"
    result.details = {rival: [as_row(lap) for lap in present[rival]] for rival in present}
    return result
