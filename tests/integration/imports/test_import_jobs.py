"""Import jobs on a real MongoDB: all or nothing, once, whoever dies."""

import base64
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from pymongo.client_session import ClientSession
from pymongo.errors import AutoReconnect

from shared.imports import jobs, working
from shared.imports.columns import Column, a_count
from shared.imports.examination import Entry, Given
from shared.refusal import Conflict, Invalid
from shared.storage import mongo
from shared.storage.mongo import Busy, Db, Document

Row = tuple[str, ...]


class Spoiled(Invalid):
    zh, en = "坏了", "It is spoiled."


class Died(BaseException):
    """What a kill -9 looks like from the inside: nothing is caught, nothing is cleaned up."""


class Fruit:
    """An importer of the simplest kind; ``dies`` makes its worker die in the middle of writing."""

    name = "fruit"
    columns = (
        Column("code", "编号", "Code", "", "", required=True, secret=True),
        Column("count", "数量", "Count", "", "", parse=a_count),
        Column("basket", "篮子", "Basket", "", ""),
    )
    group_by: str | None = None

    def __init__(self, database: Db) -> None:
        self.rows = database["fruit"]
        self.dies = False

    def look_up(self, rows: Sequence[Given]) -> None:
        pass

    def entry(self, rows: Sequence[Given], job: Document) -> Entry:
        if any(row.values["count"] == 13 for row in rows):
            raise Spoiled(field="count")
        codes = [row.values["code"] for row in rows]
        key = "+".join(codes)
        return Entry([key], {"_id": key, "count": rows[0].values["count"]}, rows=len(rows))

    def known(self, keys: Sequence[str]) -> set[str]:
        return {row["_id"] for row in self.rows.find({"_id": {"$in": list(keys)}})}

    def write(self, records: Sequence[Document], job: Document, session: ClientSession) -> None:
        for record in records:
            self.rows.insert_one(record, session=session)
            if self.dies:
                raise Died

    def seal(self, data: bytes, job_id: str) -> bytes:
        return base64.b85encode(job_id.encode() + data)

    def unseal(self, data: bytes, job_id: str) -> bytes:
        return base64.b85decode(data).removeprefix(job_id.encode())


@pytest.fixture
def database(make_database: Callable[[str], Db]) -> Db:
    found = make_database("imports")
    jobs.prepare(found)
    return found


@pytest.fixture
def fruit(database: Db) -> Fruit:
    return Fruit(database)


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


def outcome(job: Document) -> tuple[str, int, int, int]:
    return job["state"], job["accepted"], job["repeated"], job["refused"]


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
