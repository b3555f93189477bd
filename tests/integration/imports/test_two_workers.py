"""Workers that die over an import, and workers that meet over one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from shared.imports import jobs, working
from shared.storage import mongo
from shared.storage.mongo import Db, Document
from tests.integration.imports.fruit import Died, Fruit, Spoiled, outcome


@pytest.fixture
def waits(database: Db, fruit: Fruit, clock: Any) -> Document:
    """Five rows in line, brought in two at a time."""
    text = "code,count\n" + "".join(f"F{n},{n}\n" for n in range(5))
    facts = {"dry_run": False, "accept_valid": False}
    return jobs.start(fruit, ("a.csv", text.encode()), None, facts, database=database, now=clock())


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "STEP", 2)


@pytest.mark.usefixtures("small_steps")
def test_a_worker_that_dies_before_the_decision_leaves_nothing(
    database: Db, fruit: Fruit, clock: Any, waits: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(keys: Sequence[str]) -> set[str]:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(fruit, "known", die)
        with pytest.raises(Died):
            working.run_next(fruit, database=database, clock=clock)
    assert jobs.get(database, "fruit", waits["_id"])["state"] == "waiting"
    assert working.run_next(fruit, database=database, clock=clock)
    assert fruit.rows.count_documents({}) == 5
    assert not working.run_next(fruit, database=database, clock=clock)


@pytest.mark.usefixtures("small_steps")
def test_what_is_decided_is_carried_out_by_whoever_comes_next(
    database: Db, fruit: Fruit, clock: Any, waits: Document
) -> None:
    """A death in each step; the file has long been forgotten."""
    fruit.dies = True
    with pytest.raises(Died):
        working.run_next(fruit, database=database, clock=clock)
    job = jobs.get(database, "fruit", waits["_id"])
    assert (job["state"], job["accepted"], fruit.rows.count_documents({})) == ("writing", 5, 0)
    assert "file" not in (database["imports"].find_one({}) or {})
    fruit.dies = False
    assert working.run_next(fruit, database=database, clock=clock)
    assert outcome(jobs.get(database, "fruit", waits["_id"])) == ("done", 5, 0, 0)
    assert fruit.rows.count_documents({}) == 5
    assert database["imports_staged"].count_documents({}) == 0


@pytest.mark.usefixtures("small_steps")
def test_what_comes_in_otherwise_after_the_decision_is_a_repeat(
    database: Db, fruit: Fruit, clock: Any, waits: Document
) -> None:
    fruit.dies = True
    with pytest.raises(Died):
        working.run_next(fruit, database=database, clock=clock)
    fruit.rows.insert_one({"_id": "F3"})
    fruit.dies = False
    working.run_next(fruit, database=database, clock=clock)
    assert outcome(jobs.get(database, "fruit", waits["_id"])) == ("done", 4, 1, 0)


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("moment", ["examining", "writing"])
def test_two_workers_on_one_job_bring_it_in_once(
    database: Db,
    fruit: Fruit,
    clock: Any,
    waits: Document,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    """The second worker does it all while the first is at ``moment``."""
    slow, asked = Fruit(database), fruit.known

    def meanwhile(*given: Any, then: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(working, "transaction", mongo.transaction)
            working.run_next(fruit, database=database, clock=clock)
        return then(*given)

    if moment == "examining":
        monkeypatch.setattr(slow, "known", partial(meanwhile, then=asked))
    else:
        monkeypatch.setattr(working, "transaction", partial(meanwhile, then=mongo.transaction))
    assert working.run_next(slow, database=database, clock=clock)
    assert fruit.rows.count_documents({}) == 5
    assert outcome(jobs.get(database, "fruit", waits["_id"])) == ("done", 5, 0, 0)
    assert database["imports_staged"].count_documents({}) == 0


@pytest.mark.usefixtures("small_steps")
def test_who_comes_late_takes_nothing_away_from_what_is_decided(
    database: Db, fruit: Fruit, clock: Any, waits: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second worker decides and dies; the first, still examining, comes to another end."""
    slow, fruit.dies = Fruit(database), True

    def meanwhile(*_: Any) -> Any:
        if fruit.dies:
            with pytest.raises(Died):
                working.run_next(fruit, database=database, clock=clock)
            fruit.dies = False
        raise Spoiled(field="count")

    monkeypatch.setattr(slow, "entry", meanwhile)
    working.run_next(slow, database=database, clock=clock)
    assert outcome(jobs.get(database, "fruit", waits["_id"])) == ("writing", 5, 0, 0)
    working.run_next(fruit, database=database, clock=clock)
    assert outcome(jobs.get(database, "fruit", waits["_id"])) == ("done", 5, 0, 0)
    assert fruit.rows.count_documents({}) == 5
