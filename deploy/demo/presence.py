"""One shift: people come by code, digits, location or roll call, and go, most of them."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from deploy.demo.client import Answer, Unanswered
from deploy.demo.filling import roster
from deploy.demo.programme import LAUNCH, POINT
from deploy.demo.stage import Actor, Plain, Stage, Staged

_CHECK_INS, _CHECK_OUTS = "/api/v1/check-ins", "/api/v1/check-outs"
_AT_ONCE = 200  # rows of one roll
_SCANS = 4


class CodeBoard:
    """The screen with the code; every phone looks at it. A new code is fetched when it is due."""

    def __init__(self, stage: Stage, staged: Staged, shift_id: str) -> None:
        self._stage, self._token = stage, staged.organiser.token
        self._path = f"/api/v1/shifts/{shift_id}/code"
        self._lock = threading.Lock()
        self._shown: Plain = {}
        self._until = 0.0

    def show(self) -> Plain:
        """The code of this moment: {url, digits, …}."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._shown = self._stage.client.get(self._path, self._token)
                at, next_at = (
                    datetime.fromisoformat(self._shown[name]) for name in ("at", "next_at")
                )
                self._until = time.monotonic() + (next_at - at).total_seconds()
            return self._shown

    def look_again(self) -> None:
        """Fetch the code anew at the next look."""
        with self._lock:
            self._until = 0.0


@dataclass(frozen=True, slots=True)
class Habit:
    """How one person behaves at one shift."""

    actor: Actor
    sign_up_id: str
    by: str
    late: bool
    absent: bool
    forgets: bool
    early: bool
    twice: bool


@dataclass(slots=True)
class Gathering:
    """A shift as it goes on. ``board`` shows its code."""

    stage: Stage
    staged: Staged
    shift: Plain
    habits: list[Habit]
    board: CodeBoard

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.shift["start"])

    @property
    def end(self) -> datetime:
        return datetime.fromisoformat(self.shift["end"])

    def wait_until(self, moment: datetime) -> None:
        """Put the clock forward; the code changes with it."""
        self.stage.clock.move_to(moment)
        self.board.look_again()

    def check_in(self, name: str, habits: Sequence[Habit]) -> None:
        """These people come, all at once; some tap twice."""
        taps = [habit for habit in habits for _ in range(1 + habit.twice)]
        self.stage.random.shuffle(taps)
        ids = self.stage.phases.all(name, taps, self._come)
        first: dict[str, str] = {}
        for habit, attendance_id in zip(taps, ids, strict=True):
            known = first.setdefault(habit.sign_up_id, attendance_id)
            if habit.twice:
                self.stage.log.compare(f"check-in {habit.sign_up_id}", known, attendance_id)

    def check_out(self, name: str, habits: Sequence[Habit]) -> None:
        """These people go; a second tap gets the first answer."""
        self.stage.phases.all(name, habits, self._go)

    def call(self, name: str, action: str, habits: Sequence[Habit]) -> None:
        """The organiser calls these people in or out; the first roll is sent twice."""
        rolls = [habits[at : at + _AT_ONCE] for at in range(0, len(habits), _AT_ONCE)]
        path = f"/api/v1/shifts/{self.shift['shift_id']}/roll-call"

        def send(roll: Sequence[Habit]) -> None:
            rows = [{"sign_up_id": habit.sign_up_id, "action": action} for habit in roll]
            key = f"{action} {roll[0].sign_up_id} {self.stage.clock.now():%H}"
            token = self.staged.organiser.token
            first = self.stage.client.must("POST", path, {"rows": rows}, token=token, key=key)
            again = self.stage.client.must("POST", path, {"rows": rows}, token=token)
            self._note_roll(action, first, again)

        self.stage.phases.all(name, rolls, send)

    def _note_roll(self, action: str, first: Plain, again: Plain) -> None:
        log = self.stage.log
        for one, other in zip(first["rows"], again["rows"], strict=True):
            if one["outcome"] == "refused":
                raise Unanswered(f"roll call: {one['reason']}")
            attendance_id = one["attendance"]["attendance_id"]
            log.compare("roll call", attendance_id, other["attendance"]["attendance_id"])
            (log.came if action == "in" else log.left)(attendance_id)

    def _come(self, habit: Habit) -> str:
        found = self._claim(_CHECK_INS, habit)
        self.stage.log.came(found["attendance_id"])
        return str(found["attendance_id"])

    def _go(self, habit: Habit) -> None:
        found = self._claim(_CHECK_OUTS, habit)
        self.stage.log.left(found["attendance_id"])
        if habit.twice:
            again = self._claim(_CHECK_OUTS, habit)
            self.stage.log.compare(f"check-out {habit.sign_up_id}", found, again)

    def _claim(self, path: str, habit: Habit) -> Plain:
        """Scan until the code is one of now: between the look and the tap it may have changed."""
        answer: Answer | None = None
        for _ in range(_SCANS):
            body = self._proof(habit)
            answer = self.stage.client.send("POST", path, body, token=habit.actor.token)
            if answer.problem not in ("code-expired", "wrong-digits"):
                break
            self.board.look_again()
        if answer is None or not answer.ok:
            raise Unanswered(f"{path} at {self.staged.planned.title}: {answer}")
        found: Plain = answer.data
        return found

    def _proof(self, habit: Habit) -> Plain:
        if habit.by == "location":
            place = Random(habit.sign_up_id)
            near = [degrees + place.uniform(-0.001, 0.001) for degrees in POINT]
            where = {"latitude": near[0], "longitude": near[1], "accuracy": place.randint(8, 60)}
            return {"shift_id": self.shift["shift_id"], **where}
        shown = self.board.show()
        if habit.by == "digits":
            return {"shift_id": self.shift["shift_id"], "digits": shown["digits"]}
        return {"token": shown["url"]}


def gather(stage: Stage, staged: Staged, shift: Plain) -> Gathering:
    """Those who are on the shift's roster now, with the habits they will show."""
    rows = roster(stage, staged, shift["shift_id"], "accepted")
    habits = [_habit(stage, staged, row) for row in rows]
    board = CodeBoard(stage, staged, shift["shift_id"])
    return Gathering(stage, staged, shift, habits, board)


def _habit(stage: Stage, staged: Staged, row: Plain) -> Habit:
    """The same person behaves the same at the same shift in each demo of this size."""
    special = staged.planned.special
    dice = Random(f"{staged.planned.title} {stage.by_id[row['volunteer_id']].made_up.index}")
    by = "digits" if dice.random() < 0.12 else "qr"
    if special == "location" and dice.random() < 0.6:
        by = "location"
    steady = special == "camp"
    return Habit(
        stage.by_id[row["volunteer_id"]],
        row["sign_up_id"],
        by,
        late=special != LAUNCH and dice.random() < 0.15,
        absent=not steady and dice.random() < 0.04,
        forgets=not steady and dice.random() < 0.03,
        early=special != LAUNCH and dice.random() < 0.10,
        twice=dice.random() < 0.05,
    )


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
