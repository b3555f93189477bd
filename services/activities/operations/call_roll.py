"""Call the roll: an organiser checks up to 500 people in or out with one bulk write.

Each call has its own outcome. What is true already is "repeated" and changes nothing, so a roll
sent twice, or beside the volunteers' own check-ins, records everybody once. Nobody records
herself: another organiser does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo.client_session import ClientSession

from services.activities.domain.attendance import closed, opening
from services.activities.domain.check_in_rules import CheckInRules, shares_a_day
from services.activities.domain.roll import Call, Outcome, must_write, refused, repeated
from services.activities.operations.check_in import presence
from services.activities.operations.check_out import answer, leaving
from services.activities.operations.name_called import name_called
from services.activities.operations.oversee_activity import overseen
from services.activities.operations.prove_presence import rules_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.store.moves import Entry, Exit
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import new_id
from shared.refusal import Refusal
from shared.storage.mongo import Busy, Document
from shared.storage.repeats import is_repeat

_ATTEMPTS = 3
Moves = dict[str, Entry | Exit]


@dataclass(frozen=True, slots=True)
class Roll:
    shift_id: str
    calls: Sequence[Call]
    by: Identity


def call_roll(
    roll: Roll, *, store: Store, clock: Clock, settings: ActivitySettings
) -> list[Outcome]:
    """One outcome for each call, in their order. Raises NoSuchShift, OutOfScope, Busy."""
    activity = overseen(roll.shift_id, roll.by, store)
    named = name_called(
        roll.shift_id, roll.calls, roll.by, store=store, clock=clock, settings=settings
    )
    rules, early = rules_of(settings), timedelta(minutes=settings.check_in_opens_minutes)
    reader = _Reader(store, activity["_id"], roll.shift_id, roll.by.volunteer_id, clock(), rules)
    if shares_a_day(roll.shift_id, activity["shifts"], early, rules):
        return store.transaction(lambda session: reader.read(roll.calls, named, session))
    return reader.read(roll.calls, named, None)


@dataclass(slots=True)
class _Reader:
    """Reads the roll against the rows, and again where rows changed meanwhile."""

    store: Store
    activity_id: str
    shift_id: str
    recorder: str
    now: datetime
    rules: CheckInRules

    def read(
        self,
        calls: Sequence[Call],
        named: Sequence[str | Refusal],
        session: ClientSession | None,
    ) -> list[Outcome]:
        """Under a session the day's pairs are counted over all shifts of the activity."""
        written: set[str] = set()  # attendance ids of earlier rounds: they are done, not repeated
        for _ in range(_ATTEMPTS):
            moves: Moves = {}
            outcomes = self._round(calls, named, moves, written, session)
            if not moves or self.store.attendance.write(list(moves.values()), session):
                return outcomes
            written |= {str(outcome.attendance.get("attendance_id")) for outcome in outcomes}
        raise Busy(seconds=1)

    def _round(
        self,
        calls: Sequence[Call],
        named: Sequence[str | Refusal],
        moves: Moves,
        written: set[str],
        session: ClientSession | None,
    ) -> list[Outcome]:
        ids = [name for name in named if isinstance(name, str)]
        rows = self.store.attendance.of_shift(self.shift_id, ids, session)
        pairs = self._pairs(rows, session)
        first: dict[str, tuple[str, Outcome]] = {}
        outcomes = []
        for call, name in zip(calls, named, strict=True):
            if isinstance(name, Refusal):
                outcomes.append(refused(name))
            elif name in first:
                action, before = first[name]
                outcomes.append(repeated(before, action == call.action))
            else:
                outcome = self._call(call, rows.get(name), moves, pairs, written)
                first[name] = (call.action, outcome)
                outcomes.append(outcome)
        return outcomes

    def _pairs(
        self, rows: dict[str, Document], session: ClientSession | None
    ) -> dict[str, int] | None:
        if session is None:
            return None
        people, day = [row["volunteer_id"] for row in rows.values()], self.rules.day(self.now)
        return dict(self.store.attendance.pairs_on(self.activity_id, people, day, session))

    def _call(
        self,
        call: Call,
        row: Document | None,
        moves: Moves,
        pairs: dict[str, int] | None,
        written: set[str],
    ) -> Outcome:
        if row and is_repeat(row) and (row["open"] or row["intervals"]):
            return Outcome("done", _as_it_is(row))
        so_far = pairs.get(row["volunteer_id"], 0) if row and pairs is not None else None
        try:
            new = must_write(call.action, row, self.recorder, self.now, self.rules, so_far)
        except Refusal as no:
            return refused(no)
        assert row is not None  # noqa: S101 (must_write refuses a missing row)
        if new:
            move = self._move(call, row)
            moves[row["_id"]] = move
            return Outcome("done", _told(row, move))
        told = _as_it_is(row)
        return Outcome("done" if told["attendance_id"] in written else "repeated", told)

    def _move(self, call: Call, row: Document) -> Entry | Exit:
        if call.action == "out":
            interval = closed(row["open"], self.now, call.way, self.recorder)
            return leaving(row, interval, self.now)
        opened = opening(new_id(), self.now, call.way, self.recorder)
        marks = ("walk_in",) if call.walk_in else ()
        day = self.rules.day(self.now)
        return Entry(row["_id"], opened, day, self.rules.pairs_a_day, marks=marks)


def _told(row: Document, move: Entry | Exit) -> Document:
    return presence(row, move.opened) if isinstance(move, Entry) else answer(row, move.interval)


def _as_it_is(row: Document) -> Document:
    return presence(row, row["open"]) if row["open"] else answer(row, row["intervals"][-1])
