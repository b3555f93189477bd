"""Two hundred claims on the last place, through a real gunicorn: exactly one has it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import requests

from shared.storage.mongo import Document
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, shift_fields

CLAIMS = 200


@pytest.fixture
def address(office: Office, token_keys: tuple[str, str], tmp_path: Path) -> Iterator[str]:
    """The service under gunicorn: two processes of 16 threads."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    offset = (office.clock.now - datetime.now(UTC)).total_seconds()
    (tmp_path / "clock.json").write_text(json.dumps({"offset_seconds": offset}))
    surroundings = os.environ | {
        "MONGO_URI": office.settings.mongo_uri,
        "MONGO_DATABASE": office.settings.mongo_database,
        "TOKEN_PUBLIC_KEY": token_keys[1],
        "CODE_SECRET": "a secret of tests",
        "KINDHOURS_CLOCK_FILE": str(tmp_path / "clock.json"),
    }
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "16"]
    command += ["--worker-class", "gthread", "--no-control-socket", "--log-level", "error"]
    command += ["--bind", f"127.0.0.1:{port}", "services.activities.wsgi:app"]
    server = subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str) -> str:
    """``address`` once it answers; fails after 30 s."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if requests.get(f"{address}/activities/healthz", timeout=10).ok:
                return address
        except requests.RequestException:
            time.sleep(0.1)
    pytest.fail("gunicorn does not answer")


def rush(office: Office, address: str, claims: list[tuple[str, str, str]]) -> list[Document]:
    """All claims (person, method, path) at once; who is told to come back comes back.

    The answers' status, Retry-After and body; no claim takes longer than a minute.
    """

    def claim(one: tuple[str, str, str]) -> Document:
        person, method, path = one
        until = time.monotonic() + 60
        while True:
            answer = requests.request(
                method,
                f"{address}/api/v1{path}",
                json={} if path.endswith("sign-ups") else None,
                headers=office.bearer(person),
                timeout=60,
            )
            if answer.status_code != 429 or time.monotonic() > until:
                return {"status": answer.status_code, **answer.json(), "by": person}
            time.sleep(float(answer.headers["Retry-After"]))

    with ThreadPoolExecutor(len(claims)) as everybody:
        return list(everybody.map(claim, claims))


def check_counters(office: Office) -> None:
    """Counters equal the rows, nothing is oversold, no free place stands beside one who waits."""
    rows = Counter(
        (f"{r['shift_id']}:{r['role_id']}", r["status"]) for r in office.store.sign_ups.rows.find()
    )
    for counter in office.store.places.rows.find():
        assert counter["taken"] == rows[counter["_id"], "accepted"] <= counter["places"]
        assert counter["waiting"] == rows[counter["_id"], "waitlisted"]
        assert counter["waiting"] == 0 or counter["taken"] == counter["places"]


def test_200_claims_on_the_last_place(office: Office, address: str) -> None:
    shift_id, _ = ids(office.published())
    people = office.volunteers(CLAIMS)
    path = f"/shifts/{shift_id}/sign-ups"
    answers = rush(office, address, [(person, "POST", path) for person in people])
    assert {a["status"] for a in answers} <= {"accepted", "waitlisted"}, answers
    assert Counter(a["status"] for a in answers) == {"accepted": 1, "waitlisted": CLAIMS - 1}
    queue = [r["queue"] for r in office.store.sign_ups.rows.find({"status": "waitlisted"})]
    assert sorted(queue) == list(range(1, CLAIMS))
    check_counters(office)


def test_one_person_in_many_places_at_once(office: Office, address: str) -> None:
    shifts = [shift_fields(office, 49 + n / 2, 1, places=5) for n in range(40)]
    activity = office.published(shifts=shifts)
    person = office.volunteer()
    paths = [f"/shifts/{ids(activity, n)[0]}/sign-ups" for n in range(40)]
    answers = rush(office, address, [(person, "POST", path) for path in paths * 3])
    assert {a["status"] for a in answers} <= {"accepted", 409}, answers
    held = sorted(
        (r["start"], r["end"]) for r in office.store.sign_ups.rows.find({"status": "accepted"})
    )
    assert len(held) >= 13
    assert all(one[1] <= other[0] for one, other in pairwise(held))
    busy = office.store.people.require(person)["busy"]
    assert sorted((entry["start"], entry["end"]) for entry in busy) == held
    check_counters(office)


def test_claims_and_withdrawals_at_once_leave_no_free_place_beside_the_waiting(
    office: Office, address: str
) -> None:
    shift_id, _ = ids(office.published(shifts=[shift_fields(office, places=10)]))
    path = f"/shifts/{shift_id}/sign-ups"
    early, late = office.volunteers(60)[:30], office.volunteers(60)[30:]
    rows = [office.sign_up(shift_id, person).json["sign_up_id"] for person in early]
    leaving = [(p, "POST", f"/sign-ups/{row}/withdraw") for p, row in zip(early, rows, strict=True)]
    coming = [(person, "POST", path) for person in late]
    answers = rush(office, address, leaving + coming)
    assert {a["status"] for a in answers} <= {"withdrawn", "accepted", "waitlisted"}, answers
    statuses = Counter(r["status"] for r in office.store.sign_ups.rows.find())
    assert statuses == {"withdrawn": 30, "accepted": 10, "waitlisted": 20}
    check_counters(office)
    order = [r["queue"] for r in office.store.sign_ups.rows.find({"status": "waitlisted"})]
    assert len(set(order)) == 20
