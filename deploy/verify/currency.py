"""I3, I4 and I5 for the time currency: earned by service, balanced, and as its purses say."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from pymongo import ASCENDING

from deploy.verify.findings import check
from deploy.verify.reading import NO_PAGE, Databases, Document, side_by_side

_SUMS = ("minutes", "journals", "earned", "received", "spent")
_EARNED = ("earn", "earn_reversal")
_BACK = "give_back"
_AT_ONCE = 2_000


@check("I3")
def earned(databases: Databases) -> Iterator[str]:
    """Nothing is minted but by a credit of the record, once, for its own volunteer."""
    for refers, credit, rows in side_by_side(_credits(databases), _earning(databases)):
        for row in rows or ():
            if fault := _unearned({**row, "refers": refers}, credit):
                yield f"currency journal {row['_id']} {fault}"


def _credits(databases: Databases) -> Iterator[tuple[str, Document]]:
    read = dict.fromkeys(("kind", "volunteer_id", "lines"), 1)
    rows = databases.hours["journals"].find(
        {"kind": "credit"}, read, batch_size=_AT_ONCE, session=databases.session
    )
    for row in rows.sort("_id", ASCENDING):
        yield row["_id"], row


def _earning(databases: Databases) -> Iterator[tuple[str, list[Document]]]:
    """What earns and what takes it back, by the id of the credit both name."""
    rows = databases.hours["currency_journals"].find(
        {"kind": {"$in": list(_EARNED)}},
        dict.fromkeys(("kind", "refers", "lines"), 1),
        batch_size=_AT_ONCE,
        allow_disk_use=True,
        session=databases.session,
    )
    ordered = rows.sort([("refers", ASCENDING), ("_id", ASCENDING)])
    for refers, group in groupby(ordered, lambda row: str(row["refers"])):
        yield refers, list(group)


def _unearned(row: Document, credit: Document | None) -> str | None:
    if credit is None:
        return f"refers to {row['refers']}, which is no credit"
    if row["_id"] != f"{row['kind']}:{row['refers']}":
        return "does not bear the name of its credit: it may have earned twice"
    purses = {line["purse"] for line in row["lines"]}
    minted = credit["lines"][1]["account"].replace("issued:", "minted:", 1)
    hers = f"volunteer:{credit['volunteer_id']}"
    others = purses - {minted}
    if row["kind"] != "earn":  # what the cap had donated comes back from the pool
        others = {one for one in others if not one.startswith("pool:")} or {hers}
    if minted not in purses or others != {hers}:
        return f"moves minutes of {' and '.join(sorted(purses))}, whose credit it is not"
    return None


@check("I4")
def balanced(databases: Databases) -> Iterator[str]:
    """Every journal of the currency sums to zero in whole minutes, and so do all purses."""
    rows = databases.hours["currency_journals"]
    uneven = {**NO_PAGE, "$expr": {"$ne": [{"$sum": "$lines.minutes"}, 0]}}
    for row in rows.find(uneven, {"lines": 1}, session=databases.session):
        total = sum(line["minutes"] for line in row["lines"])
        yield f"currency journal {row['_id']} sums to {total}"
    part = {"lines": {"$elemMatch": {"minutes": {"$not": {"$type": ["int", "long"]}}}}}
    none = {"lines": {"$not": {"$elemMatch": {"minutes": {"$exists": True}}}}}
    query = {**NO_PAGE, "$or": [part, none]}
    for row in rows.find(query, {"_id": 1}, session=databases.session):
        yield f"currency journal {row['_id']} moves no whole minutes"
    together = [{"$group": {"_id": None, "minutes": {"$sum": "$minutes"}}}]
    for total in databases.hours["purses"].aggregate(together, session=databases.session):
        if total["minutes"] != 0:
            yield f"the purses sum to {total['minutes']} minutes"


@check("I5")
def recounted(databases: Databases) -> Iterator[str]:
    """Each purse is what its journals say, and none is below zero that may not be."""
    for name, kept, counted in side_by_side(_purses(databases), _counted(databases)):
        found = counted or Counter()
        for field in _SUMS:
            value = (kept or {}).get(field, 0)
            if value != found[field]:
                yield f"purse {name} has {value} {field}, its journals {found[field]}"
        if found["minutes"] < 0 and not name.startswith("minted:") and not found["reversals"]:
            yield f"purse {name} is overdrawn: {found['minutes']} minutes"


def _purses(databases: Databases) -> Iterator[tuple[str, Document]]:
    rows = databases.hours["purses"].find(
        {"minutes": {"$exists": True}}, batch_size=_AT_ONCE, session=databases.session
    )
    for row in rows.sort("_id", ASCENDING):
        yield row["_id"], row


def _counted(databases: Databases) -> Iterator[tuple[str, Counter[str]]]:
    """What the journals come to, by purse: grouped by the database, which may use its disk."""
    line = {"purse": "$lines.purse", "kind": "$kind", "into": {"$gt": ["$lines.minutes", 0]}}
    minutes, lines = {"$sum": "$lines.minutes"}, {"$sum": 1}
    steps: list[Document] = [
        {"$match": NO_PAGE},
        {"$unwind": "$lines"},
        {"$group": {"_id": line, "minutes": minutes, "lines": lines}},
        {"$sort": {"_id.purse": ASCENDING}},
    ]
    rows = databases.hours["currency_journals"].aggregate(
        steps, allowDiskUse=True, batchSize=_AT_ONCE, session=databases.session
    )
    for name, group in groupby(rows, lambda row: row["_id"]["purse"]):
        yield name, _sums(group)


def _sums(group: Iterator[Document]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in group:
        kind, into, minutes = row["_id"]["kind"], row["_id"]["into"], row["minutes"]
        found.update(minutes=minutes, journals=row["lines"])
        if kind in _EARNED:
            found.update(earned=minutes, reversals=kind != "earn")
        elif into is (kind != _BACK):
            found.update(received=minutes)
        else:
            found.update(spent=-minutes)
    return found
