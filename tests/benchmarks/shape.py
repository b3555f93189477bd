"""What Kindhours writes for a credit, learnt from one real batch when the bench begins.

The peers write the same: journals of these fields and sizes, facts in an outbox, the same indexes,
by code of their own (contenders/books.py). So a field that Kindhours gets tomorrow is in the way of
all. Pages that seal a batch of journals are Kindhours' own affair: one document for hundreds.
"""

from typing import Any

from bson import json_util
from pymongo import MongoClient

from shared.ids import new_id
from shared.storage.outbox import unseal
from tests.benchmarks.bank import Bank
from tests.benchmarks.job import Db, attendance
from tests.benchmarks.verify import JOURNALS

_BATCH = 200
_LEDGER = ("journals", "accounts")


def learn(mongo_uri: str) -> str:
    """``shape_of`` a ledger of Kindhours, as text for the environment of a contender."""
    with MongoClient[dict[str, Any]](mongo_uri, w="majority", tz_aware=True) as client:
        database = client[f"bench_shape_{new_id()}"]
        try:
            if not Bank(database).credit([attendance(number) for number in range(_BATCH)]):
                raise RuntimeError("Kindhours did not credit the batch to learn from")
            return json_util.dumps(shape_of(database))
        finally:
            client.drop_database(database)


def shape_of(database: Db) -> dict[str, Any]:
    """{journal, fact, packed, event, indexes}: a journal, a fact of an outbox without its body,
    whether that was packed, an event of it, and {collection: [[[field, direction], …], filter]}."""
    page = database["journals"].find_one({"outbox": {"$exists": True}}) or {}
    fact = page["outbox"][0]
    return {
        "journal": database["journals"].find_one(JOURNALS, {"outbox": 0}),
        "event": unseal([fact])[0],
        "packed": isinstance(fact.pop("body"), bytes),
        "fact": fact,
        "indexes": {name: _indexes(database, name) for name in _LEDGER},
    }


def _indexes(database: Db, name: str) -> list[list[Any]]:
    """Whether a value may stand twice is Kindhours' own affair: it costs the peers nothing."""
    found = database[name].index_information()
    return [
        [[list(pair) for pair in one["key"]], one.get("partialFilterExpression", {})]
        for key, one in found.items()
        if key != "_id_"
    ]
