"""The bare limit: a raw kombu loop, a hundred events a message, the same writes, no framework.

The documents have the fields of the hour bank's journals and of the events it carries, written
down by hand; tests/benchmarks/test_job.py holds their sizes together. No contract is checked, no
overlap looked for in what was read, nothing is logged, a fault ends the process.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from kombu import Connection, Consumer, Queue
from pymongo import UpdateOne
from pymongo.client_session import ClientSession

from shared.contracts.envelope import Event
from shared.ids import new_id
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, database, main, pour_plain
from tests.benchmarks.job import Db

CHOICES = [{"messages": 2}, {"messages": 4}, {"messages": 8}]
QUEUE = "bare_limit"
A_MESSAGE = 100
CARRIED = 50


def journal(data: dict[str, Any], minutes: int, at: datetime) -> dict[str, Any]:
    came, went = (datetime.fromisoformat(data[key]) for key in ("check_in_at", "check_out_at"))
    start, end = (datetime.fromisoformat(data[key]) for key in ("shift_start", "shift_end"))
    issued = f"issued:{data['organisation_id']}:{data['check_in_at'][:7]}"
    kept = (
        "attendance_id", "volunteer_id", "activity_id", "activity_title", "kind",
        "organisation_id", "organisation_path", "shift_id", "role", "checked_in_by",
        "checked_out_by", "recorded_by", "reason", "void",
    )  # fmt: skip
    return {
        **{key: data[key] for key in kept},
        "_id": data["attendance_id"] + "-000",
        "activity_kind": data["kind"],
        "kind": "credit",
        "attendance_revision": data["revision"],
        "shift_start": start,
        "shift_end": end,
        "check_in_at": came,
        "check_out_at": went,
        "day": 0,
        "window": {"start": came, "end": went},
        "rules": {"version": 1, "needed": 0, "step": 1},
        "overlap": 0,
        "short": False,
        "lines": [
            {"account": "volunteer:" + data["volunteer_id"], "minutes": minutes},
            {"account": issued, "minutes": -minutes},
        ],
        "at": at,
    }


def told(row: dict[str, Any], data: dict[str, Any], minutes: int, request: str) -> dict[str, Any]:
    kept = (
        "attendance_id", "volunteer_id", "activity_id", "activity_title", "shift_id",
        "organisation_id", "organisation_path", "check_in_at", "check_out_at",
    )  # fmt: skip
    hour = (row["check_in_at"] + timedelta(hours=8)).strftime("%H:%M")
    return {
        "id": new_id(),
        "source": "/hours",
        "type": "hours.hours_credited",
        "specversion": "1.0",
        "time": row["at"].isoformat(timespec="milliseconds"),
        "subject": row["_id"],
        "dataversion": 1,
        "requestid": request,
        "data": {
            **{key: data[key] for key in kept},
            "journal_id": row["_id"],
            "minutes": minutes,
            "explanation": {
                "zh": f"{hour}–{hour} 的班次，{hour} 签到、{hour} 签退，计 {minutes} 分钟。",
                "en": f"{hour}–{hour} of the shift {hour}–{hour}: {minutes} minutes count.",
            },
        },
    }


def credit(ledger: Db, events: Sequence[Event]) -> None:
    at = datetime.now(UTC)
    fresh = {event["data"]["attendance_id"] + "-000": event for event in events}

    def work(session: ClientSession) -> None:
        journals, accounts = ledger["journals"], ledger["accounts"]
        known = journals.find({"_id": {"$in": list(fresh)}}, {"_id": 1}, session=session)
        seen = {row["_id"] for row in known}
        rows, carried = [], []
        sums: Counter[str] = Counter()
        for key, event in fresh.items():
            if key in seen:
                continue
            data = event["data"]
            came = datetime.fromisoformat(data["check_in_at"])
            went = datetime.fromisoformat(data["check_out_at"])
            minutes = int((went - came).total_seconds() // 60)
            row = journal(data, minutes, at)
            rows.append(row)
            carried.append(told(row, data, minutes, event["requestid"]))
            for line in row["lines"]:
                sums[line["account"]] += line["minutes"]
        if not rows:
            return
        for start in range(0, len(carried), CARRIED):
            rows[start // CARRIED]["outbox"] = carried[start : start + CARRIED]
        list(accounts.find({"_id": {"$in": list(sums)}}, {"minutes": 1}, session=session))
        journals.insert_many(rows, session=session)
        accounts.bulk_write(
            [
                UpdateOne({"_id": key}, {"$inc": {"minutes": value, "journals": 1}}, upsert=True)
                for key, value in sums.items()
            ],
            ordered=False,
            session=session,
        )

    with ledger.client.start_session() as session:
        session.with_transaction(work)


def consume() -> None:
    ledger, most = database(), CHOICE["messages"]
    ledger["journals"].create_index([("volunteer_id", 1), ("check_in_at", -1), ("_id", -1)])
    ledger["journals"].create_index(
        [("outbox.id", 1)], partialFilterExpression={"outbox.id": {"$exists": True}}
    )
    waiting: list[Any] = []
    with Connection(AMQP_URI) as connection:
        queue = Queue(QUEUE, queue_arguments={"x-queue-type": "quorum"})
        queue(connection.default_channel).declare()
        with Consumer(connection, [queue], on_message=waiting.append, prefetch_count=50):
            while True:
                try:
                    connection.drain_events(timeout=0.001 if waiting else 1)
                except TimeoutError:
                    pass
                else:
                    if len(waiting) < most:
                        continue
                if waiting:
                    credit(ledger, [event for one in waiting for event in json.loads(one.body)])
                    waiting[-1].ack(multiple=True)
                    waiting.clear()


def pour(events: Sequence[Event]) -> None:
    lots = [events[start : start + A_MESSAGE] for start in range(0, len(events), A_MESSAGE)]
    bodies = [json.dumps(lot, ensure_ascii=False).encode() for lot in lots]
    pour_plain("", QUEUE, bodies, "application/json")


if __name__ == "__main__":
    main(consume, pour)
