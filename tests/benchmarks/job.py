"""The job everybody does: credit the minutes of attendances into MongoDB, each exactly once.

The events are the same for all and in every run; verify.py says whether a ledger is exact.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from shared.contracts.envelope import Event, instant

Db = Database[dict[str, Any]]
REPEATS = 0.01
VOLUNTEERS = 5_000
ORGANISATIONS = 12
MINUTES = 90
"""What each attendance earns."""
_FIRST_SECOND = 0x69F80000
_START = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


def attendance(
    number: int, *, accounts: int = VOLUNTEERS, organisations: int = ORGANISATIONS
) -> Event:
    """The event of attendance ``number``: MINUTES long, once a week for each volunteer."""
    volunteer, turn = number % accounts, number // accounts
    start = _START + timedelta(weeks=turn % 1000, hours=2 * (turn // 1000))
    data = _data(number, volunteer, turn, f"{volunteer % organisations:024x}", start)
    return {
        "id": growing("0e", number),
        "source": "/activities",
        "type": "activities.attendance_recorded",
        "specversion": "1.0",
        "time": instant(start),
        "subject": data["attendance_id"],
        "dataversion": 1,
        "requestid": growing("0f", number),
        "data": data,
    }


def growing(kind: str, number: int) -> str:
    """An id as ``shared.ids.new_id`` makes them: they grow with time, so an index grows at its
    end. ``kind``: two digits that tell apart what the ids are of."""
    return f"{_FIRST_SECOND + number // 1000:08x}{kind}{number:014x}"


def _data(
    number: int, volunteer: int, turn: int, organisation: str, start: datetime
) -> dict[str, Any]:
    return {
        "attendance_id": growing("0a", number),
        "sign_up_id": growing("05", number),
        "activity_id": f"{turn:024x}",
        "activity_title": "社区清洁日",
        "kind": "environment",
        "organisation_id": organisation,
        "organisation_path": f"/{'a' * 24}/{organisation}/",
        "shift_id": f"{turn:024x}",
        "role": "引导员",
        "volunteer_id": f"{volunteer:024x}",
        "shift_start": instant(start),
        "shift_end": instant(start + timedelta(minutes=MINUTES)),
        "check_in_at": instant(start),
        "check_out_at": instant(start + timedelta(minutes=MINUTES)),
        "checked_in_by": "qr",
        "checked_out_by": "qr",
        "recorded_by": None,
        "reason": None,
        "void": False,
        "revision": 1,
    }


def events_with_repeats(count: int, *, organisations: int = ORGANISATIONS) -> list[Event]:
    """``count`` different events and 1 % repeats somewhere after their first."""
    chance = random.Random(count)
    events = [attendance(number, organisations=organisations) for number in range(count)]
    for _ in range(int(count * REPEATS)):
        place = chance.randrange(len(events))
        events.insert(chance.randrange(place, len(events)) + 1, events[place])
    return events


def ledger(uri: str, name: str) -> Db:
    """A round's own database, written with majority."""
    return MongoClient[dict[str, Any]](uri, w="majority")[name]
