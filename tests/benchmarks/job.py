"""The job everybody does: credit the minutes of attendances into MongoDB, each exactly once.

The events are the same for all and in every run; verify.py says whether a ledger is exact.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from shared.contracts.envelope import Event, instant
from shared.ids import id_from

Db = Database[dict[str, Any]]
REPEATS = 0.01
VOLUNTEERS = 5_000
ORGANISATIONS = 12
MINUTES = 90
"""What each attendance earns."""
_START = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


def attendance(
    number: int, *, accounts: int = VOLUNTEERS, organisations: int = ORGANISATIONS
) -> Event:
    """The event of attendance ``number``: MINUTES long, once a week for each volunteer."""
    volunteer, turn = number % accounts, number // accounts
    start = _START + timedelta(weeks=turn % 1000, hours=2 * (turn // 1000))
    data = _data(number, volunteer, turn, f"{volunteer % organisations:024x}", start)
    return {
        "id": id_from("event", str(number)),
        "source": "/activities",
        "type": "activities.attendance_recorded",
        "specversion": "1.0",
        "time": instant(start),
        "subject": data["attendance_id"],
        "dataversion": 1,
        "requestid": id_from("request", str(number)),
        "data": data,
    }


def _data(
    number: int, volunteer: int, turn: int, organisation: str, start: datetime
) -> dict[str, Any]:
    return {
        "attendance_id": id_from("attendance", str(number)),
        "sign_up_id": id_from("sign_up", str(number)),
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
