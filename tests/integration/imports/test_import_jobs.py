"""Import jobs on a real MongoDB: all or nothing, and why."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pymongo.errors import AutoReconnect

from shared.imports import jobs, working
from shared.refusal import Conflict, Invalid
from shared.storage.mongo import Busy, Db, Document
from tests.integration.imports.fruit import Fruit, outcome


@pytest.fixture
def bring(database: Db, fruit: Fruit, clock: Any) -> Callable[..., Document]:
    """Import a CSV to its end; answers with the job."""

    def run(text: str, mapping: str | None = None, **facts: bool) -> Document:
        job = jobs.start(
            fruit,
            ("fruit.csv", text.encode()),
            mapping.encode() if mapping else None,
            {"dry_run": False, "accept_valid": False, **facts},
            database=database,
            now=clock(),
        )
        assert working.run_next(fruit, database=database, clock=clock)
        return jobs.get(database, "fruit", job["_id"])

    return run


GOOD = "编号,数量\nA-0001,1\nB-0002,2\n"
MIXED = "编号,数量,note\nA-0001,1,\n,2,\nC-0003,13,\nD-0004,many,\nA-0001,7,\nE-0005,1,x,y\n"


def test_good_rows_come_in_once(bring: Callable[..., Document], fruit: Fruit) -> None:
    assert outcome(bring(GOOD)) == ("done", 2, 0, 0)
    assert outcome(bring(GOOD)) == ("done", 0, 2, 0)
    assert outcome(bring(GOOD + "C-0003,3\n")) == ("done", 1, 2, 0)
    assert fruit.rows.count_documents({}) == 3


def test_a_wrong_row_keeps_everything_out_and_the_sheet_says_why(
    bring: Callable[..., Document], fruit: Fruit
) -> None:
    job = bring(MIXED)
    assert outcome(job) == ("refused", 1, 0, 5)
    assert [(p["row"], p["column"], p["value"], p["en"]) for p in job["problems"]] == [
        (3, "编号", "", "This is required."),
        (4, "数量", "13", "It is spoiled."),
        (5, "数量", "many", "This cannot be read; expected is a whole number, 0 or more."),
        (6, "", "", "This is the same record as row 2."),
        (7, "", "", "There are more cells than the header has."),
    ]
    assert job["ignored"] == ["note"]
    assert fruit.rows.count_documents({}) == 0


def test_the_right_rows_come_in_when_asked_for(
    bring: Callable[..., Document], fruit: Fruit
) -> None:
    assert outcome(bring(MIXED, accept_valid=True)) == ("done", 1, 0, 5)
    assert [row["_id"] for row in fruit.rows.find()] == ["A-0001"]


def test_a_dry_run_writes_nothing(bring: Callable[..., Document], fruit: Fruit) -> None:
    assert outcome(bring(GOOD, dry_run=True)) == ("done", 2, 0, 0)
    assert fruit.rows.count_documents({}) == 0


def test_rows_of_one_group_become_one_record_or_none(
    bring: Callable[..., Document], fruit: Fruit
) -> None:
    fruit.group_by = "basket"
    text = "code,count,basket\nA,1,x\nB,2,y\nC,3,x\nD,1,\nE,13,y\n"
    assert outcome(bring(text, accept_valid=True)) == ("done", 3, 0, 2)
    assert sorted(row["_id"] for row in fruit.rows.find()) == ["A+C", "D"]


def test_a_file_waits_sealed_and_is_forgotten_at_the_end(
    bring: Callable[..., Document], fruit: Fruit, database: Db, clock: Any
) -> None:
    facts = {"dry_run": False, "accept_valid": False}
    jobs.start(fruit, ("a.csv", GOOD.encode()), None, facts, database=database, now=clock())
    kept = database[jobs.COLLECTION].find_one({})
    assert kept is not None
    assert b"A-0001" not in kept["file"]
    working.run_next(fruit, database=database, clock=clock)
    kept = database[jobs.COLLECTION].find_one({})
    assert kept is not None
    assert not {"file", "mapping"} & kept.keys()


def test_secret_cells_and_long_numbers_are_masked(bring: Callable[..., Document]) -> None:
    text = "code,count\nABCDEFGH12345,13\n1.2345E+17,1\nX,11010519491231002X\n"
    values = [problem["value"] for problem in bring(text)["problems"]]
    assert values == ["13", "********17", "****************2X"]


def test_a_job_that_always_fails_is_given_up_and_lets_the_next_through(
    database: Db, fruit: Fruit, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {"dry_run": False, "accept_valid": False}
    job = jobs.start(fruit, ("a.csv", GOOD.encode()), None, facts, database=database, now=clock())

    def broken(data: bytes, job_id: str) -> bytes:
        raise RuntimeError("the key is gone")

    with monkeypatch.context() as patch:
        patch.setattr(fruit, "unseal", broken)
        for _ in range(working.MOST_TRIES):
            with pytest.raises(RuntimeError):
                working.run_next(fruit, database=database, clock=clock)
    working.run_next(fruit, database=database, clock=clock)
    assert jobs.get(database, "fruit", job["_id"])["state"] == "failed"


def test_a_database_that_is_busy_or_away_costs_no_try(
    database: Db, fruit: Fruit, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {"dry_run": False, "accept_valid": False}
    jobs.start(fruit, ("a.csv", GOOD.encode()), None, facts, database=database, now=clock())
    troubles = [Busy(), AutoReconnect("away")] * working.MOST_TRIES

    def away(keys: Sequence[str]) -> set[str]:
        raise troubles.pop()

    with monkeypatch.context() as patch:
        patch.setattr(fruit, "known", away)
        while troubles:
            with pytest.raises((Busy, AutoReconnect)):
                working.run_next(fruit, database=database, clock=clock)
    assert working.run_next(fruit, database=database, clock=clock)
    assert fruit.rows.count_documents({}) == 2


def test_what_nobody_can_read_is_refused_at_once(database: Db, fruit: Fruit, clock: Any) -> None:
    for text, mapping in (("", None), ("x\n1\n", None), (GOOD, b"[fields]\nweight = 'x'")):
        with pytest.raises((Invalid, Conflict)):
            jobs.start(fruit, ("a", text.encode()), mapping, {}, database=database, now=clock())
    assert database[jobs.COLLECTION].count_documents({}) == 0
