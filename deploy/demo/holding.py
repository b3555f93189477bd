"""The days of the activities, one after the other: each shift from its opening to its close."""

import time
from datetime import datetime

from deploy.demo.presence import Gathering, Habit, gather, minutes
from deploy.demo.programme import LAUNCH
from deploy.demo.stage import Plain, Stage, Staged

IN, OUT, LAUNCH_IN, LAUNCH_OUT = (
    "签到 check in",
    "签退 check out",
    "启动仪式签到 launch, in",
    "启动仪式签退 launch, out",
)
_ROLL_IN, _ROLL_OUT = "点名到场 roll call, in", "点名离场 roll call, out"


def hold_all(stage: Stage) -> None:
    """Every shift in the order of time. What is cancelled is not held."""
    shifts = [
        (shift, staged)
        for staged in stage.activities
        if not staged.cancelled
        for shift in staged.shifts
    ]
    for shift, staged in sorted(shifts, key=_start):
        _hold(stage, staged, shift)


def _start(held: tuple[Plain, Staged]) -> datetime:
    return datetime.fromisoformat(held[0]["start"])


def _hold(stage: Stage, staged: Staged, shift: Plain) -> None:
    stage.clock.move_to(datetime.fromisoformat(shift["start"]) - minutes(30))
    gathering = gather(stage, staged, shift)
    present = [habit for habit in gathering.habits if not habit.absent]
    if staged.planned.special in ("roll", "camp"):
        _by_roll(gathering, present)
    elif staged.planned.special == LAUNCH:
        _launch(gathering, present)
    else:
        _by_code(gathering, present)


def _by_roll(gathering: Gathering, present: list[Habit]) -> None:
    gathering.call(_ROLL_IN, "in", present)
    gathering.wait_until(gathering.end)
    gathering.call(_ROLL_OUT, "out", [habit for habit in present if not habit.forgets])


def _launch(gathering: Gathering, present: list[Habit]) -> None:
    """Everybody within minutes, and how many a second that was."""
    stage = gathering.stage
    gathering.board.show()
    started = time.monotonic()
    gathering.check_in(LAUNCH_IN, present)
    seconds = time.monotonic() - started
    stage.log.check_ins_per_second = round(len(present) / seconds, 1) if present else 0.0
    gathering.wait_until(gathering.end + minutes(2))
    gathering.check_out(LAUNCH_OUT, [habit for habit in present if not habit.forgets])


def _by_code(gathering: Gathering, present: list[Habit]) -> None:
    pairs = gathering.staged.planned.special == "pairs"
    gathering.check_in(IN, [habit for habit in present if not habit.late])
    gathering.wait_until(gathering.start + minutes(20))
    gathering.check_in(IN, [habit for habit in present if habit.late])
    if pairs:  # out for lunch and in again
        noon = gathering.start + (gathering.end - gathering.start) / 2
        gathering.wait_until(noon)
        gathering.check_out(OUT, present)
        gathering.wait_until(noon + minutes(50))
        gathering.check_in(IN, present)
    staying = [habit for habit in present if not habit.forgets]
    gathering.wait_until(gathering.end - minutes(25))
    gathering.check_out(OUT, [habit for habit in staying if habit.early])
    gathering.wait_until(gathering.end + minutes(3))
    gathering.check_out(OUT, [habit for habit in staying if not habit.early])
