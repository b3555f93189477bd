"""The books of the peers: the same writes as Kindhours', by plain code of their own.

A credit is a journal of two lines and two accounts; each journal, or one for many, carries what is
to be told in an outbox. SHAPE (shape.py) says which fields such a journal has and which indexes
stand over it; what the job does not need to fill differently each time is filled as it was there.
"""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bson import ObjectId, json_util
from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError

from shared.contracts.envelope import Event
from tests.benchmarks.job import Db, attendance

Row = dict[str, Any]
_ALL_AT_ONCE = 100_000
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Books:
    """Makes and writes the documents; ``shape`` is the text of SHAPE."""

    def __init__(self, shape: str) -> None:
        known: Row = json_util.loads(shape)
        self._journal: Row = known["journal"]
        self._event: Row = known["event"]
        self._told: Row = self._event.pop("data")
        self._fact: Row = known["fact"]
        self._packed: bool = known["packed"]
        self._indexes: dict[str, list[Any]] = known["indexes"]
        self._line: Row = self._journal.pop("lines")[0]
        given = attendance(0)["data"]
        self._kept = [key for key in self._journal if key in given and key != "kind"]
        self._retold = [key for key in self._told if key in given]

    def prepare(self, ledger: Db) -> None:
        """The same indexes."""
        for name, indexes in self._indexes.items():
            for keys, condition in indexes:
                more = {"partialFilterExpression": condition} if condition else {}
                ledger[name].create_index([(field, way) for field, way in keys], **more)

    def journal(self, data: Row, at: datetime) -> Row:
        """The journal of an attendance."""
        came, went = (datetime.fromisoformat(data[key]) for key in ("check_in_at", "check_out_at"))
        start, end = (datetime.fromisoformat(data[key]) for key in ("shift_start", "shift_end"))
        minutes = int((went - came).total_seconds() // 60)
        issued = f"issued:{data['organisation_id']}:{data['check_in_at'][:7]}"
        return {
            **self._journal,
            **{key: data[key] for key in self._kept},
            "_id": data["attendance_id"] + "-000",
            "volume": came.year * 100 + came.month,
            "shift_start": start,
            "shift_end": end,
            "check_in_at": came,
            "check_out_at": went,
            "window": {"start": came, "end": went},
            "lines": [
                {**self._line, "account": "volunteer:" + data["volunteer_id"], "minutes": minutes},
                {**self._line, "account": issued, "minutes": -minutes},
            ],
            "at": at,
        }

    def told(self, row: Row, event: Event, time: str) -> Event:
        """The event that tells of a journal written at ``time``."""
        data = event["data"]
        return {
            **self._event,
            "id": str(ObjectId()),
            "time": time,
            "subject": row["_id"],
            "requestid": event["requestid"],
            "data": {
                **self._told,
                **{key: data[key] for key in self._retold},
                "journal_id": row["_id"],
                "minutes": row["lines"][0]["minutes"],
            },
        }

    def rows(self, events: Sequence[Event]) -> list[Row]:
        """The journals of these events; every so many of them carry what is to be told."""
        at = datetime.now(UTC)
        time = at.isoformat(timespec="milliseconds")
        rows = [self.journal(event["data"], at) for event in events]
        told = [self.told(row, event, time) for row, event in zip(rows, events, strict=True)]
        most = self._fact["count"]
        for start in range(0, len(told), most):
            rows[start // most]["outbox"] = [self._carried(told[start : start + most])]
        return rows

    def _carried(self, told: Sequence[Event]) -> Row:
        batch = _JSON.encode(told)
        pack = self._packed and len(told) > 1
        body = zlib.compress(batch.encode(), 1) if pack else batch[1:-1]
        return {**self._fact, "id": told[0]["id"], "count": len(told), "body": body}


def accounts_command(rows: Sequence[Row]) -> Row:
    """What the journals change, folded: one update for each account, all in one plain command."""
    minutes: Counter[str] = Counter()
    journals: Counter[str] = Counter()
    for row in rows:
        for line in row["lines"]:
            minutes[line["account"]] += line["minutes"]
            journals[line["account"]] += 1
    updates = [_update(key, value, journals[key]) for key, value in minutes.items()]
    return {"update": "accounts", "updates": updates, "ordered": False}


def checked(answer: Row) -> None:
    """Raises BulkWriteError when a part was refused: then nothing of the transaction stays."""
    if answer.get("writeErrors"):
        raise BulkWriteError(answer)


def _update(key: str, minutes: int, journals: int) -> Row:
    write: Row = {"$inc": {"minutes": minutes, "journals": journals, "attendances": journals}}
    if key.startswith("issued:"):
        _, organisation, month = key.split(":")
        write["$setOnInsert"] = {"organisation_id": organisation, "month": month}
    return {"q": {"_id": key}, "u": write, "upsert": True}


def credit_one(ledger: Db, books: Books, event: Event) -> None:
    """One idempotent transaction for one event."""
    rows = books.rows([event])

    def work(session: ClientSession) -> None:
        ledger["journals"].insert_one(rows[0], session=session)
        checked(ledger.command(accounts_command(rows), session=session))

    try:
        with ledger.client.start_session() as session:
            session.with_transaction(work)
    except DuplicateKeyError:
        return


def credit_many(ledger: Db, books: Books, events: Sequence[Event]) -> None:
    """One transaction for a batch: known ids looked up, repeats dropped, balances folded."""
    fresh = {event["data"]["attendance_id"] + "-000": event for event in events}

    def work(session: ClientSession) -> None:
        journals = ledger["journals"]
        known = journals.find(
            {"_id": {"$in": list(fresh)}}, {"_id": 1}, batch_size=_ALL_AT_ONCE, session=session
        )
        seen = {row["_id"] for row in known}
        rows = books.rows([event for key, event in fresh.items() if key not in seen])
        if not rows:
            return
        journals.insert_many(rows, session=session)
        checked(ledger.command(accounts_command(rows), session=session))

    with ledger.client.start_session() as session:
        session.with_transaction(work)
