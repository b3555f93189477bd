"""P7: from the answered check-out to the hours that can be seen, through the whole system."""

import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pymongo import MongoClient

from deploy.local.stack import Stack
from tests.benchmarks.load import closed_loop, open_loop
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, middle, percentile
from tests.benchmarks.shift import SECRET, Shift
from tests.benchmarks.wishes import Wishes

_CONNECTIONS = 64
_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.003
_KNOWN_ENOUGH = 50


class Watcher(threading.Thread):
    """Notes when each volunteer's journal of a shift can first be read.

    It looks from the newest journal back until it has met enough that it knows.
    """

    def __init__(self, journals: Any, shift: Shift) -> None:
        super().__init__(daemon=True)
        self._journals = journals
        self._shift = shift
        self.seen: dict[str, float] = {}
        self.enough = shift.people

    def run(self) -> None:
        end = time.monotonic() + 600
        while len(self.seen) < self.enough and time.monotonic() < end:
            self._look(_KNOWN_ENOUGH)
            time.sleep(_LOOK_SECONDS)

    def look_at_all(self) -> None:
        """Once more at every one: what was committed out of order counts as seen only now."""
        self._look(self.enough)

    def _look(self, known: int) -> None:
        rows = self._journals.find(
            {"shift_id": self._shift.id}, {"volunteer_id": 1}, batch_size=200
        ).sort("$natural", -1)
        now = time.perf_counter()
        for row in rows:
            if row["volunteer_id"] not in self.seen:
                self.seen[row["volunteer_id"]] = now
            elif (known := known - 1) < 0:
                break


def measure(wishes: Wishes) -> list[Result]:
    """At one a second, at half load and at full load."""
    keys = Keys()
    environment = {
        "TOKEN_PUBLIC_KEY": keys.public, "CODE_SECRET": SECRET, "CODE_SECONDS": "3600",
    }  # fmt: skip
    with (
        tempfile.TemporaryDirectory(prefix="kindhours-bench-") as folder,
        Stack(Path(folder), environment=environment) as stack,
        MongoClient[dict[str, Any]](stack.run.mongo_uri, tz_aware=True) as client,
    ):
        port = int(urlsplit(stack.url).port or 0)
        capacity = _capacity(client, keys, port, wishes)
        wishes.say(f"full load is {capacity:,.0f} check-outs a second")
        seconds = max(4.0, 30 * wishes.share)
        asked = {
            "1/s": (1.0, 2 * seconds),
            "half load": (capacity / 2, seconds),
            "full load": (capacity, seconds),
        }
        found = {}
        wishes.screen.expect(len(asked))
        for name, (rate, lasting) in asked.items():
            found[name] = _delays(client, keys, port, rate, max(4, int(rate * lasting)))
            wishes.say(f"{name}: hours visible after {found[name]} ms")
            wishes.screen.step()
    slow, half = found["1/s"], found["half load"]
    exact = not any(one["missing"] for one in found.values())
    exact &= not slow["sent_away"] and not half["sent_away"]
    details = {"capacity": capacity, **found}
    return [
        Result("P7", "≤ 200", "ms at p99", half["p99"], half["p99"], exact=exact,
               note=f"half load is {half['rate']:,.0f} check-outs a second", details=details),
        Result("P7-calm", "≤ 100", "ms at p99", slow["p99"], slow["p99"], exact=exact,
               note="one check-out a second", details={"1/s": slow}),
    ]  # fmt: skip


def _capacity(client: MongoClient[dict[str, Any]], keys: Keys, port: int, wishes: Wishes) -> float:
    """Check-outs a second with everything on this machine."""
    shift = Shift(client["kindhours_activities"], wishes.size(5_000, 500))
    closed_loop(port, shift.requests(keys, "check-ins"), _CONNECTIONS)
    outcome = closed_loop(port, shift.requests(keys, "check-outs"), _CONNECTIONS)
    journals = client["kindhours_hours"]["journals"]
    end = time.monotonic() + _PATIENCE_SECONDS
    while journals.count_documents({"shift_id": shift.id}) < outcome.good:
        if time.monotonic() > end:
            raise RuntimeError("the hours of the first check-outs do not come")
        time.sleep(0.05)
    return outcome.good / outcome.seconds


def _delays(
    client: MongoClient[dict[str, Any]], keys: Keys, port: int, rate: float, people: int
) -> dict[str, float]:
    shift = Shift(client["kindhours_activities"], people)
    closed_loop(port, shift.requests(keys, "check-ins"), _CONNECTIONS)
    watcher = Watcher(client["kindhours_hours"]["journals"], shift)
    watcher.start()
    outcome = open_loop(port, shift.requests(keys, "check-outs"), rate, _CONNECTIONS)
    watcher.enough = outcome.good
    watcher.join(_PATIENCE_SECONDS)
    watcher.look_at_all()
    delays = [
        max(0.0, (watcher.seen[shift.volunteer(number)] - answered) * 1000)
        for number, answered in outcome.answered.items()
        if shift.volunteer(number) in watcher.seen
    ]
    return {
        "p50": round(middle(delays), 1),
        "p99": round(percentile(delays, 0.99), 1) if delays else 0.0,
        "max": round(max(delays, default=0.0), 1),
        "rate": round(rate, 1),
        "missing": outcome.good - len(delays),
        "sent_away": people - outcome.good,
    }
