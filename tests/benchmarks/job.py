"""The job everybody does: credit the minutes of attendances into MongoDB, each exactly once.

The plain ledger of the others: ``credits`` (one document an attendance, _id the attendance's id),
``balances`` (one a volunteer and one an organisation). Majority writes; a repeat changes nothing.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import MongoClient, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.contracts.envelope import Event, instant
from shared.ids import id_from

Db = Database[dict[str, Any]]
REPEATS = 0.01
VOLUNTEERS = 5_000
ORGANISATIONS = 12
_START = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


def attendance(
    number: int, *, accounts: int = VOLUNTEERS, organisations: int = ORGANISATIONS
) -> Event:
    """The event of attendance ``number``: 90 minutes, once a week for each volunteer."""
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
        "shift_end": instant(start + timedelta(minutes=90)),
        "check_in_at": instant(start),
        "check_out_at": instant(start + timedelta(minutes=90)),
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
    """The plain ledger's database, written with majority."""
    return MongoClient[dict[str, Any]](uri, w="majority")[name]


def minutes_of(data: dict[str, Any]) -> int:
    """Whole minutes between check-in and check-out."""
    came = datetime.fromisoformat(data["check_in_at"])
    return int((datetime.fromisoformat(data["check_out_at"]) - came).total_seconds() // 60)


def credit_of(data: dict[str, Any], minutes: int) -> dict[str, Any]:
    """The plain credit document."""
    return {
        "_id": data["attendance_id"],
        "volunteer_id": data["volunteer_id"],
        "organisation_id": data["organisation_id"],
        "shift_id": data["shift_id"],
        "start": datetime.fromisoformat(data["check_in_at"]),
        "end": datetime.fromisoformat(data["check_out_at"]),
        "minutes": minutes,
    }


def credit_one(database: Db, event: Event) -> None:
    """One idempotent transaction for one event."""
    data = event["data"]
    minutes = minutes_of(data)

    def work(session: ClientSession) -> None:
        database["credits"].insert_one(credit_of(data, minutes), session=session)
        database["balances"].bulk_write(
            [_add(data["volunteer_id"], minutes), _add("o" + data["organisation_id"], -minutes)],
            session=session,
        )

    try:
        with database.client.start_session() as session:
            session.with_transaction(work)
    except DuplicateKeyError:
        return


def credit_many(database: Db, events: Sequence[Event]) -> None:
    """One transaction for a batch: known ids looked up, repeats dropped, balances folded."""
    fresh = {event["data"]["attendance_id"]: event["data"] for event in events}

    def work(session: ClientSession) -> None:
        known = database["credits"].find({"_id": {"$in": list(fresh)}}, {"_id": 1}, session=session)
        seen = {row["_id"] for row in known}
        rows = [credit_of(data, minutes_of(data)) for key, data in fresh.items() if key not in seen]
        if not rows:
            return
        sums: Counter[str] = Counter()
        for row in rows:
            sums[row["volunteer_id"]] += row["minutes"]
            sums["o" + row["organisation_id"]] -= row["minutes"]
        database["credits"].insert_many(rows, session=session)
        database["balances"].bulk_write([_add(*one) for one in sums.items()], session=session)

    with database.client.start_session() as session:
        session.with_transaction(work)


def _add(key: str, minutes: int) -> UpdateOne:
    return UpdateOne({"_id": key}, {"$inc": {"minutes": minutes}}, upsert=True)


def faults_of(
    credits_: Iterable[dict[str, Any]], balances: dict[str, int], count: int
) -> list[str]:
    """Why a plain ledger is not exact; empty when it is."""
    sums: Counter[str] = Counter()
    rows = 0
    for row in credits_:
        rows += 1
        sums[row["volunteer_id"]] += row["minutes"]
        sums["o" + row["organisation_id"]] -= row["minutes"]
    faults = []
    if rows != count:
        faults.append(f"{rows} credits for {count} attendances")
    if sum(sums.values()) or sum(balances.values()):
        faults.append("the ledger does not sum to zero")
    if dict(sums) != balances:
        faults.append("balances differ from a recount")
    if sum(value for key, value in sums.items() if key[0] != "o") != count * 90:
        faults.append("minutes were invented or lost")
    return faults
