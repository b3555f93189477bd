"""A worker killed in the middle of an import: the next one does it all, nothing twice."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from shared.storage.mongo import Busy
from shared.tables import write_csv
from tests.integration.imports.conftest import Office
from tests.integration.imports.lists import HEAD, counts, line

ROOT = Path(__file__).parents[3]
PEOPLE, STEP = 300, 100
# The worker's chore in a process of its own; it halts in the transaction of its second step.
WORKER = """
import sys
from shared.clock import system_clock
from shared.imports import working
from shared.settings import Settings
from shared.storage.mongo import connect
from services.volunteers.operations.import_volunteers import import_volunteers
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store

own = VolunteerSettings("", {1: b"k" * 32}, {1: b"i" * 32})
store = Store(connect(Settings("volunteers", sys.argv[1], sys.argv[2], "", "", "")), own)
insert, working.STEP = store.people.insert_many, 100


def halt(rows, session):
    insert(rows, session)
    if store.people.collection.count_documents({}):
        print("writing", flush=True)
        sys.stdin.read()


store.people.insert_many = halt
import_volunteers(store=store, own=own, clock=system_clock)
"""


def test_a_worker_killed_while_it_writes(volunteers: Office, mongo_uri: str) -> None:
    people = volunteers.store.people.collection
    rows = [line(turn * 2, 手机号=f"137{turn:08}") for turn in range(PEOPLE)]
    job_id = volunteers.upload(write_csv(HEAD, rows)).get_json()["id"]
    command = [sys.executable, "-c", WORKER, mongo_uri, volunteers.store.database.name]
    worker = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == "writing\n"
    worker.kill()
    worker.communicate()
    assert people.count_documents({}) == STEP
    assert counts(volunteers.job(job_id)) == ("writing", PEOPLE, 0, 0)
    _work_until_done(volunteers, job_id)
    assert counts(volunteers.job(job_id)) == ("done", PEOPLE, 0, 0)
    assert people.count_documents({}) == PEOPLE
    numbers = people.distinct("number")
    assert len(numbers) == PEOPLE


def _work_until_done(office: Office, job_id: str) -> None:
    """MongoDB holds for up to a minute what the dead worker was writing: so long it is Busy."""
    end = time.monotonic() + 120
    while office.job(job_id)["state"] == "writing":
        assert time.monotonic() < end
        with suppress(Busy):
            office.work()
