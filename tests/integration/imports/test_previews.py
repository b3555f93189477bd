"""A list is looked at first, and decided upon afterwards: with the file that was looked at."""

from typing import Any

import pytest

from shared.imports import jobs, working
from shared.refusal import NotFound
from shared.storage.mongo import Db, Document
from tests.integration.imports.fruit import Fruit, outcome

GOOD = "编号,数量\nA-0001,1\nB-0002,2\n"
MIXED = "编号,数量\nA-0001,1\n,2\n"


class Desk:
    """One coordinator and the worker."""

    def __init__(self, fruit: Fruit, database: Db, clock: Any) -> None:
        self.fruit, self.database, self.clock = fruit, database, clock

    def preview(self, text: str, path: str = "/a/") -> Document:
        facts = {"dry_run": True, "accept_valid": False, "preview": True}
        file = ("fruit.csv", text.encode())
        job = jobs.start(
            self.fruit,
            file,
            None,
            {**facts, "organisation_path": path},
            database=self.database,
            now=self.clock(),
        )
        return self.work(job["_id"])

    def decide(self, job: Document, accept_valid: bool = False) -> Document:
        return jobs.decide(
            job["_id"], accept_valid, "me", name="fruit", database=self.database, now=self.clock()
        )

    def work(self, job_id: str) -> Document:
        while working.run_next(self.fruit, database=self.database, clock=self.clock):
            pass
        found = self.database[jobs.COLLECTION].find_one({"_id": job_id})
        assert found
        return found


@pytest.fixture
def desk(fruit: Fruit, database: Db, clock: Any) -> Desk:
    return Desk(fruit, database, clock)


def test_nothing_comes_in_before_somebody_decides(desk: Desk, fruit: Fruit) -> None:
    job = desk.preview(GOOD)
    assert outcome(job) == ("done", 2, 0, 0)
    assert fruit.rows.count_documents({}) == 0
    assert desk.decide(job)["state"] == "waiting"
    job = desk.work(job["_id"])
    assert outcome(job) == ("done", 2, 0, 0)
    assert fruit.rows.count_documents({}) == 2
    assert "file" not in job
    assert job["decided_by"] == "me"


def test_deciding_twice_brings_it_in_once(desk: Desk, fruit: Fruit) -> None:
    job = desk.preview(GOOD)
    desk.decide(job)
    assert desk.decide(job)["state"] == "waiting"
    desk.work(job["_id"])
    assert desk.decide(job)["state"] == "done"
    assert fruit.rows.count_documents({}) == 2


def test_the_right_rows_come_in_without_the_rest(desk: Desk, fruit: Fruit) -> None:
    job = desk.preview(MIXED)
    assert outcome(job) == ("refused", 1, 0, 1)
    desk.decide(job, accept_valid=True)
    assert outcome(desk.work(job["_id"])) == ("done", 1, 0, 1)
    assert fruit.rows.count_documents({}) == 1


def test_nobody_decides_before_it_is_examined(desk: Desk, fruit: Fruit, database: Db) -> None:
    facts = {"dry_run": True, "accept_valid": False, "preview": True}
    file = ("fruit.csv", GOOD.encode())
    job = jobs.start(fruit, file, None, facts, database=database, now=desk.clock())
    with pytest.raises(jobs.StillExamined):
        desk.decide(job)
    assert outcome(desk.work(job["_id"])) == ("done", 2, 0, 0)
    assert fruit.rows.count_documents({}) == 0


def test_the_file_of_a_preview_is_forgotten_after_a_day(desk: Desk) -> None:
    job = desk.preview(GOOD)
    assert "file" in job
    desk.clock.advance(hours=25)
    with pytest.raises(jobs.PreviewGone):
        desk.decide(job)
    assert "file" not in desk.work(job["_id"])
    with pytest.raises(jobs.PreviewGone):
        desk.decide(job)
    with pytest.raises(NotFound):
        desk.decide({"_id": "elsewhere"})


def test_a_list_of_jobs_is_of_ones_own_subtrees(desk: Desk, database: Db) -> None:
    mine, other = desk.preview(GOOD, "/a/b/"), desk.preview(GOOD, "/ab/")
    found = jobs.latest(database, "fruit", ["/a/"])
    assert [job["_id"] for job in found] == [mine["_id"]]
    assert jobs.latest(database, "fruit", []) == []
    everything = jobs.latest(database, "fruit", ["/"])
    assert {job["_id"] for job in everything} == {mine["_id"], other["_id"]}
    assert "file" not in everything[0]
