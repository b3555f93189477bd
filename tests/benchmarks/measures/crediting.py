"""P1–P4: hours credited a second, against those who do the same job."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.entrants import BATCHING, ONE_AT_A_TIME, OURS, Missing, in_words, title_of
from tests.benchmarks.race import Lap, as_rows, best_choice, run_lap
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

LIMIT, SILENT = "bare_limit", "ours_silent"
RIVALS: dict[str, tuple[str, tuple[str, ...]]] = {
    "P1": ("≥ 30 ×", ("nameko_stock",)),
    "P2": ("≥ 15 ×", tuple(name for name in ONE_AT_A_TIME if name != "nameko_stock")),
    "P3": ("≥ 3 ×", BATCHING),
    "P4": ("≥ 0.80 of the bare limit", (LIMIT,)),
}
_TRIAL = 2_000
_TENTH = 10


@dataclass
class Field:
    """Who runs: each one's best setting, what all its settings did, its laps, or why it is out."""

    choices: dict[str, dict[str, Any]] = field(default_factory=dict)
    tried: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    laps: dict[str, list[Lap]] = field(default_factory=dict)
    out: dict[str, str] = field(default_factory=dict)

    def leave_out(self, name: str, why: str) -> None:
        """Without it the others go on. Raises Missing when it is Kindhours itself."""
        if name == OURS:
            raise Missing(f"{name}: {why}")
        self.choices.pop(name, None)
        self.laps.pop(name, None)
        self.out[name] = why


def measure(wishes: Wishes) -> list[Result]:
    """All contenders of what is wanted in turn, round by round, each at its best setting."""
    goals = [goal for goal in RIVALS if goal in wishes.wanted]
    names = [OURS, *dict.fromkeys(name for goal in goals for name in RIVALS[goal][1])]
    if LIMIT in names and wishes.share == 1:  # what explains a figure can wait for a whole run
        names.append(SILENT)
    return compete(wishes, names, {goal: RIVALS[goal] for goal in goals})


def compete(
    wishes: Wishes,
    names: Sequence[str],
    rivals: dict[str, tuple[str, tuple[str, ...]]],
) -> list[Result]:
    """``rivals``: {result: (its goal, those ours is held against)}. Raises Missing without ours."""
    runners = _field(wishes, names)
    for number in range(wishes.rounds):
        wishes.feel_pace()
        for name in list(runners.choices):
            try:
                count = _count(wishes, name)
                lap = run_lap(wishes.parts, name, runners.choices[name], count)
            except Missing as fault:
                runners.leave_out(name, f"gave up in round {number + 1}: {fault}")
                wishes.say(f"left out: {name}: {fault}")
                continue
            finally:
                wishes.screen.step()
            found = "; ".join(lap.faults) or "exact"
            wishes.say(f"round {number + 1}: {name} {lap.rate:,.0f}/s, {found}")
            runners.laps.setdefault(name, []).append(lap)
    return [_against(result, goal, who, runners) for result, (goal, who) in rivals.items()]


def _count(wishes: Wishes, name: str) -> int:
    """Those who take one event at a time get a tenth of the same stream: their rate is steady
    after seconds, and needs no more."""
    return max(500, wishes.events // _TENTH) if name in ONE_AT_A_TIME else wishes.events


def _field(wishes: Wishes, names: Sequence[str]) -> Field:
    """Everybody's best setting, found on small laps."""
    runners = Field()
    wishes.screen.expect(len(names) * (1 + wishes.rounds))
    for name in names:
        try:
            whole = _count(wishes, name)
            least = _TRIAL // 4 if name in ONE_AT_A_TIME else _TRIAL
            count = min(max(whole // 5, least), whole)
            if name == SILENT:
                runners.choices[name] = runners.choices[OURS]
                continue
            choice, tried = best_choice(wishes.parts, name, (count, whole), wishes.say)
            runners.choices[name], runners.tried[name] = choice, tried
            wishes.say(f"{name} runs with {in_words(choice)}")
        except Missing as fault:
            runners.leave_out(name, str(fault))
            wishes.say(f"left out: {name}: {fault}")
        finally:
            wishes.screen.step()
    return runners


def _against(name: str, goal: str, rivals: Sequence[str], runners: Field) -> Result:
    """Ours against the best of ``rivals``: the median of the ratios round by round.

    A round counts only if both ledgers were exact.
    """
    result = Result(name, goal, "times")
    out = [
        f"{title_of(rival)} was left out: {runners.out[rival]}"
        for rival in rivals
        if rival in runners.out
    ]
    present = {rival: runners.laps[rival] for rival in rivals if rival in runners.laps}
    shown = [OURS, *rivals, *([SILENT] if LIMIT in rivals else [])]
    result.details = {
        "laps": {one: as_rows(runners.laps[one]) for one in shown if one in runners.laps},
        "tried": {one: runners.tried[one] for one in shown if one in runners.tried},
        "left out": {one: runners.out[one] for one in shown if one in runners.out},
    }
    if not present:
        result.note = "; ".join(["no rival could be started", *out])
        return result
    best = max(present, key=lambda rival: middle([lap.rate for lap in present[rival]]))
    pairs = list(zip(runners.laps[OURS], present[best], strict=True))
    result.rounds = [dict(zip(("ours", "other"), as_rows(pair), strict=True)) for pair in pairs]
    everybody = [lap for laps in (runners.laps[OURS], *present.values()) for lap in laps]
    result.exact = not any(lap.faults for lap in everybody)
    good = [(one, other) for one, other in pairs if not one.faults and not other.faults]
    if good:
        result.value = round(middle([one.rate / other.rate for one, other in good]), 3)
        result.ours = middle([one.rate for one, _ in good])
        result.other = middle([other.rate for _, other in good])
    result.note = "; ".join(
        [f"against {title_of(best)} with {in_words(present[best][0].choice)}", *out]
    )
    return result
