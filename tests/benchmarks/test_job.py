"""The benchmark's own parts: the job, its verifier, the counted goals, the notebook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bson
import pytest

from services.hours.consumers import handlers
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import system_clock
from shared.contracts.catalogue import CONTRACTS
from shared.messaging.batch import settle
from shared.storage.mongo import Db
from tests.benchmarks.contenders.bare_limit import credit
from tests.benchmarks.job import attendance, credit_many, credit_one, events_with_repeats, faults_of
from tests.benchmarks.measures.counted import HANDLER, round_trips
from tests.benchmarks.result import Notebook, Result, percentile


def test_the_events_keep_their_contract_and_one_in_a_hundred_repeats() -> None:
    events = events_with_repeats(500)
    assert len(events) == 505
    assert len({event["id"] for event in events}) == 500
    assert not any(CONTRACTS[event["type"]].fault(event["data"]) for event in events)


@pytest.mark.parametrize("batched", [True, False])
def test_the_plain_ledger_is_exact_and_its_verifier_sees_when_not(
    make_database: Callable[[str], Db], batched: bool
) -> None:
    database = make_database("hours")
    events = events_with_repeats(200)
    if batched:
        credit_many(database, events[:150])
        credit_many(database, events[100:])
    else:
        for event in events:
            credit_one(database, event)

    def faults() -> list[str]:
        sums = {row["_id"]: row["minutes"] for row in database["balances"].find()}
        return faults_of(database["credits"].find(), sums, 200)

    assert faults() == []
    database["balances"].update_one({}, {"$inc": {"minutes": 1}})
    assert len(faults()) == 2
    database["credits"].delete_one({})
    assert len(faults()) > 2


def test_the_bare_limit_writes_what_we_write(make_database: Callable[[str], Db]) -> None:
    """Its documents are at least as large as ours within a twentieth, so it wins nothing there."""
    events = [attendance(number) for number in range(100)]
    ours, bare = make_database("hours"), make_database("hours")
    store = Store(ours)
    store.prepare()
    ours_handlers = handlers(
        store, system_clock, settings=HoursSettings(), timezone="Asia/Shanghai"
    )
    settle(HANDLER, ours_handlers[HANDLER], events, ours)
    credit(bare, events)
    sizes = [
        sum(len(bson.encode(row)) for row in database["journals"].find())
        for database in (ours, bare)
    ]
    assert sizes[1] == pytest.approx(sizes[0], rel=0.05)


def test_round_trips_a_credit_stay_within_the_goal(mongo_uri: str) -> None:
    """P8 of the goals, counted and not timed."""
    trips, exact = round_trips(mongo_uri, 1_000)
    assert exact
    assert trips <= 0.03


def test_the_notebook_keeps_whole_results_only(tmp_path: Path) -> None:
    asked = {"events": 500, "rounds": 1}
    notes = Notebook(tmp_path / "bench.json")
    notes.write(Result("P1", "≥ 30", "times", 31.0, exact=True), asked)
    again = Notebook(tmp_path / "bench.json")
    assert again.done("P1", asked)
    assert not again.done("P1", {**asked, "events": 501})
    assert not again.done("P2", asked)
    assert again.kept["P1"]["reached"]
    assert not Result("P1", "≥ 30", "times", 31.0, exact=False).reached
    assert not Result("P8", "≤ 0.03", "round trips", 0.04, exact=True).reached


def test_percentiles() -> None:
    values: list[Any] = list(range(1, 101))
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.99)) == (50, 99, 7)
