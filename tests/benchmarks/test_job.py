"""The job of the benchmark: its events, its verifier, what the peers write, what is counted."""

from collections.abc import Callable
from typing import Any

import bson
import pytest

from shared.contracts.catalogue import CONTRACTS
from shared.storage.mongo import Db
from tests.benchmarks import shape
from tests.benchmarks.bank import Bank
from tests.benchmarks.contenders.books import Books, credit_many, credit_one
from tests.benchmarks.job import attendance, events_with_repeats
from tests.benchmarks.measures.counted import round_trips
from tests.benchmarks.result import percentile
from tests.benchmarks.verify import JOURNALS, faults_in

LEDGER = ("journals", "accounts")


@pytest.fixture(scope="module")
def books(mongo_uri: str) -> Books:
    return Books(shape.learn(mongo_uri))


def test_the_events_keep_their_contract_and_one_in_a_hundred_repeats() -> None:
    events = events_with_repeats(500)
    assert len(events) == 505
    assert len({event["id"] for event in events}) == 500
    assert not any(CONTRACTS[event["type"]].fault(event["data"]) for event in events)


@pytest.mark.parametrize("batched", [True, False])
def test_the_peers_books_are_exact_whatever_repeats(
    make_database: Callable[[str], Db], books: Books, batched: bool
) -> None:
    database, events = make_database("hours"), events_with_repeats(200)
    if batched:
        credit_many(database, books, events[:150])
        credit_many(database, books, events[100:])
    else:
        for event in events:
            credit_one(database, books, event)
    assert faults_in(database, 200) == []


BREAK: dict[str, Callable[[Db], object]] = {
    "a credit is missing": lambda db: db["journals"].delete_one(JOURNALS),
    "an attendance counts twice": lambda db: db["journals"].insert_one(
        {**(db["journals"].find_one() or {}), "_id": "again"}
    ),
    "a balance is off": lambda db: db["accounts"].update_one({}, {"$inc": {"minutes": 1}}),
    "a journal does not sum to zero": lambda db: db["journals"].update_one(
        {}, {"$inc": {"lines.0.minutes": 1}}
    ),
    "all were given too much": lambda db: [
        db["journals"].update_many({}, {"$mul": {"lines.$[].minutes": 2}}),
        db["accounts"].update_many({}, {"$mul": {"minutes": 2}}),
    ],
}


@pytest.mark.parametrize("wrong", BREAK)
def test_the_verifier_sees_what_is_wrong(
    make_database: Callable[[str], Db], books: Books, wrong: str
) -> None:
    database = make_database("hours")
    credit_many(database, books, [attendance(number) for number in range(50)])
    BREAK[wrong](database)
    assert faults_in(database, 50)


def test_the_peers_write_what_we_write(make_database: Callable[[str], Db], books: Books) -> None:
    """The same fields, the same bytes within a twentieth, the same indexes: nobody wins there."""
    events = [attendance(number) for number in range(400)]
    ours, theirs = make_database("hours"), make_database("hours")
    assert Bank(ours).credit(events)
    books.prepare(theirs)
    credit_many(theirs, books, events)
    for name in LEDGER:
        rows = [list(database[name].find()) for database in (ours, theirs)]
        assert _fields(rows[0]) == _fields(rows[1]), name
        weights = [sum(len(bson.encode(row)) for row in found) for found in rows]
        assert weights[1] == pytest.approx(weights[0], rel=0.05), name
        keys = [_keys(database, name) for database in (ours, theirs)]
        assert keys[0] == keys[1], name


def _fields(rows: list[dict[str, Any]]) -> set[str]:
    """The outbox stands in a page of ours and in a journal of theirs."""
    counted = [row for row in rows if "lines" in row or "journals" in row]
    return set().union(*counted) - {"outbox"}


def _keys(database: Db, name: str) -> list[Any]:
    return sorted(str(one["key"]) for one in database[name].index_information().values())


def test_round_trips_a_credit_stay_within_the_goal(mongo_uri: str) -> None:
    """P8 of the goals, counted and not timed."""
    trips, exact = round_trips(mongo_uri, 1_000)
    assert exact
    assert trips <= 0.03


def test_percentiles() -> None:
    values: list[Any] = list(range(1, 101))
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.99)) == (50, 99, 7)
