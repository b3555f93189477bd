"""I6: what people were told is what the ledger says."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from pymongo import ASCENDING

from deploy.verify.findings import check
from deploy.verify.reading import (
    NO_PAGE,
    Databases,
    Db,
    Document,
    journals,
    minutes_of,
    side_by_side,
)
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import instant
from shared.ids import id_from
from shared.storage import outbox

TOLD = tuple(kind.type for kind in HEARS["notifications.tell_volunteer"])
PUBLISHERS = tuple(dict.fromkeys(name.split(".")[0] for name in TOLD))
_LEDGER = ("hours.hours_credited", "hours.hours_corrected")
_AT_ONCE = 1_000


@check("I6")
def told(databases: Databases, since: datetime | None = None) -> Iterator[str]:
    """Each fact about a person has its message for that person once, and no message is more.

    ``since``: facts before it are left out, where old messages have been forgotten.
    """
    expected = 0
    for events in _in_lots(_facts(databases, TOLD, since)):
        expected += len(events)
        yield from _untold(events, databases.notifications)
    kept = databases.notifications["messages"].count_documents(
        {"at": {"$gte": since}} if since else {}
    )
    if kept > expected:
        yield f"there are {kept} messages for {expected} facts"


@check("I6")
def recorded(databases: Databases) -> Iterator[str]:
    """The last fact of each sign-up was published: the history knows its revision."""
    facts = (name for name in TOLD if name.startswith("activities."))
    last: dict[str, int] = {}
    for event in outbox.history(databases.activities, list(facts)):
        data = event["data"]
        if "revision" in data:  # what an organiser wrote changes no sign-up
            last[data["sign_up_id"]] = max(last.get(data["sign_up_id"], 0), data["revision"])
    rows = databases.activities["sign_ups"].find({}, {"revision": 1}, batch_size=_AT_ONCE)
    kept = ((row["_id"], row["revision"]) for row in rows.sort("_id", ASCENDING))
    for key, told_of, revision in side_by_side(iter(sorted(last.items())), kept):
        if told_of != revision:
            yield f"sign-up {key} is at revision {revision}, {told_of} was published last"


@check("I6")
def announced(databases: Databases) -> Iterator[str]:
    """Each attendance's last posting was announced once, with the minutes that count now."""
    minutes: dict[str, int] = {}
    for event in _facts(databases, _LEDGER, None):
        data = event["data"]
        if data["journal_id"] in minutes:
            yield f"journal {data['journal_id']} was announced twice"
        minutes[data["journal_id"]] = data["minutes"]
    for _, chains in journals(databases):
        for chain in chains.values():
            last = chain[-1]
            counts = minutes_of(last) if last["kind"] == "credit" else 0
            said = minutes.get(last["_id"])
            if said != counts:
                yield f"journal {last['_id']} counts {counts} minutes, {said} were announced"


@check("I6")
def totalled(databases: Databases) -> Iterator[str]:
    """An organisation's total is what its journals gave to volunteers."""
    rows = databases.hours["journals"].aggregate(
        [
            {"$match": NO_PAGE},
            {"$project": {"organisation_id": 1, "line": {"$first": "$lines"}}},
            {"$group": {"_id": "$organisation_id", "minutes": {"$sum": "$line.minutes"}}},
        ],
        allowDiskUse=True,
    )
    given = {row["_id"]: row["minutes"] for row in rows}
    accounts = databases.hours["accounts"].aggregate(
        [
            {"$match": {"organisation_id": {"$exists": True}}},
            {"$group": {"_id": "$organisation_id", "minutes": {"$sum": "$minutes"}}},
        ]
    )
    totals = {row["_id"]: -row["minutes"] for row in accounts}
    for key in sorted(given.keys() | totals.keys()):
        if given.get(key, 0) != totals.get(key, 0):
            yield f"organisation {key} totals {totals.get(key, 0)}, gave {given.get(key, 0)}"


def _facts(
    databases: Databases, types: Iterable[str], since: datetime | None
) -> Iterator[Document]:
    """Everything ever published of these types, from the outbox histories."""
    for publisher in PUBLISHERS:
        mine = [kind for kind in types if kind.startswith(publisher + ".")]
        for event in outbox.history(databases.of(publisher), mine) if mine else ():
            if since is None or event["time"] >= instant(since):
                yield event


def _in_lots(events: Iterator[Document]) -> Iterator[list[Document]]:
    while lot := list(islice(events, _AT_ONCE)):
        yield lot


def _untold(events: list[Document], notifications: Db) -> Iterator[str]:
    keys = {id_from(event["id"], event["data"]["volunteer_id"], "inbox"): event for event in events}
    found = notifications["messages"].find(
        {"_id": {"$in": list(keys)}}, {"volunteer_id": 1, "kind": 1}
    )
    kept = {row["_id"]: row for row in found}
    for key, event in keys.items():
        kind, volunteer_id = event["type"].split(".", 1)[1], event["data"]["volunteer_id"]
        row = kept.get(key)
        if row is None:
            yield f"{volunteer_id} has no message about {kind} {event['id']}"
        elif (row["volunteer_id"], row["kind"]) != (volunteer_id, kind):
            yield f"message {key} went to {row['volunteer_id']} as {row['kind']}"
