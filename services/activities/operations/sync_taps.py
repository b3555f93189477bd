"""Take in what an organiser's phone has kept while it had no network (ADR 34).

Each tap is a call of the roll at the time it counts, with an outcome of its own. A tap leaves its
name in the row it writes, in the same write: arriving twice it is told what stands there, and
nothing is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo.client_session import ClientSession

from services.activities.domain.check_in_rules import NotSignedUp, shares_a_day
from services.activities.domain.lifecycle import find_shift
from services.activities.domain.preparations import read_note
from services.activities.domain.roll import Outcome, refused
from services.activities.domain.taps import Clocks, SentTooLate, Tap, Visit, visits
from services.activities.operations.name_tapped import name_tapped
from services.activities.operations.oversee_activity import overseen
from services.activities.operations.prove_presence import rules_of
from services.activities.operations.settle_leaving import Desk
from services.activities.operations.settle_visit import settle_visit
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.refusal import Refusal
from shared.storage.mongo import Busy

MOST_TAPS = 200
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """``prepared``: the note of the roster; ``phone_…``: what the phone's clock showed."""

    shift_id: str
    prepared: str
    phone_prepared_at: datetime
    phone_sent_at: datetime
    taps: Sequence[Tap]
    by: Identity


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of one tap; ``at``: the time it counts, None where it cannot count at all."""

    tap_id: str
    outcome: Outcome
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Synced:
    """``ahead``: of the phone's clock; ``steady``: nobody set it since the roster was prepared."""

    settled: list[Settled]
    ahead: timedelta
    steady: bool


def sync_taps(batch: Batch, *, store: Store, clock: Clock, settings: ActivitySettings) -> Synced:
    """One outcome for each tap, in their order.

    Raises NoSuchShift, OutOfScope, NoPreparation, PreparedByAnother, Busy.
    """
    now = clock()
    activity = overseen(batch.shift_id, batch.by, store)
    note = read_note(batch.prepared, settings.code_secret.encode())
    note.must_be(batch.shift_id, batch.by.volunteer_id)
    clocks = Clocks(note.at, batch.phone_prepared_at, now, batch.phone_sent_at)
    early, rules = timedelta(minutes=settings.check_in_opens_minutes), rules_of(settings)
    shared = shares_a_day(batch.shift_id, activity["shifts"], early, rules)
    desk = Desk(store, rules, batch.shift_id, activity["_id"], batch.by.volunteer_id, now, shared)
    until = settings.kept_until(find_shift(activity, batch.shift_id))
    late = SentTooLate(hours=settings.offline_hours) if now > until else None
    outcomes: dict[str, Settled] = {}
    hers: dict[str, list[tuple[Tap, datetime]]] = {}
    for tap in {one.tap_id: one for one in batch.taps}.values():
        at = None
        try:
            at = clocks.counted(tap)
            if late and tap.walk_in:
                raise late
            name = name_tapped(tap, at, desk, batch.by, store=store, clock=clock, settings=settings)
        except Refusal as no:
            outcomes[tap.tap_id] = Settled(tap.tap_id, refused(no), at)
        else:
            hers.setdefault(name, []).append((tap, at))
    for sign_up_id, taps in hers.items():
        for visit in visits(taps):
            outcomes |= _settled(sign_up_id, visit, desk, late)
    found = [outcomes[tap.tap_id] for tap in batch.taps]
    return Synced(found, clocks.ahead, clocks.steady)


def _settled(sign_up_id: str, visit: Visit, desk: Desk, late: Refusal | None) -> dict[str, Settled]:
    """The outcomes of a visit's one or two taps."""
    first, second = _outcomes(sign_up_id, visit, desk, late)
    found = {visit.tap.tap_id: Settled(visit.tap.tap_id, first, visit.at)}
    if visit.out and second:
        found[visit.out.tap_id] = Settled(visit.out.tap_id, second, visit.left_at)
    return found


def _outcomes(
    sign_up_id: str, visit: Visit, desk: Desk, late: Refusal | None
) -> tuple[Outcome, Outcome | None]:
    def work(session: ClientSession | None) -> tuple[Outcome, Outcome | None] | None:
        row = desk.store.sign_ups.get(sign_up_id, session)
        if row is None or row["shift_id"] != desk.shift_id:
            no = refused(NotSignedUp())
            return no, no
        return settle_visit(visit, row, desk, late, session)

    for _ in range(_ATTEMPTS):
        found = desk.store.transaction(work) if desk.shared else work(None)
        if found is not None:
            return found
    raise Busy(seconds=1)
