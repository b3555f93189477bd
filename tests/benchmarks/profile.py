"""Where the CPU goes: ``python -m tests.benchmarks.profile check-in`` (or roster, balance, credit).

One thread of ours with a MongoDB of its own. Our time is sampled by CPU time, so that waiting and
other programs do not count, and given to the innermost function named below; MongoDB's is read from
the system. A check-in is alone here: its write is not shared as it is in a crowd.
"""

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Any

import click
import psutil
from pymongo import MongoClient
from werkzeug.test import EnvironBuilder

from deploy.local.embedded import temporary_mongo
from shared.settings import Settings
from tests.benchmarks.bank import Bank
from tests.benchmarks.job import VOLUNTEERS, Db, attendance
from tests.benchmarks.people import Keys
from tests.benchmarks.shift import ORGANISATION, PATH, SECRET, Shift

_DOOR = {"identify": "token and its signature", "Schema.load": "contract of what came",
         "Schema.dump": "contract of the answer", "Door._note": "figures and log",
         "QuickJson.dumps": "JSON"}  # fmt: skip
PARTS = {
    "check-in": _DOOR | {"prove_presence": "code", "_entry": "condition", "_statement": "condition",
        "Attendance._update": "driver", "Gathering.__call__": "gathering"},
    "roster": _DOOR | {"Rosters.page": "driver, rows", "Rosters.counts": "driver, counts",
        "Looks.record": "driver, note of the look", "line": "lines"},
    "balance": _DOOR | {"Accounts.volunteer": "driver, account", "star_by_rules": "stars",
        "balance_of": "balance"},
    "credit": {"fault_of": "contract", "claim_of": "claims",
        "newer": "overlaps", "touched": "overlaps", "allocate_all": "allocation",
        "explain_in_all": "explanation", "_post": "journals", "_fold": "balances",
        "Journals.glance": "driver, known journals", "Journals.append": "driver, journals",
        "Accounts.of": "driver, accounts read", "Accounts.add": "driver, accounts written",
        "Chain.page": "pages and hashes", "page_after": "pages and hashes", "packed": "outbox",
        "written": "outbox", "_commit": "driver, commit", "tell_credit": "what she is told"},
}  # fmt: skip
Work = Callable[[int], object]


def check_in(database: Db, count: int) -> Work:
    """The check-in of another person each time."""
    keys, shift = Keys(), Shift(database, count)
    sent = [raw.partition(b"\r\n\r\n") for raw in shift.requests(keys, "check-ins")]
    app, headers = _app("activities", database, keys), [_headers(head) for head, _, _ in sent]
    return lambda n: _ask(app, "POST", "/api/v1/check-ins", headers[n], data=sent[n][2])


def roster(database: Db, count: int) -> Work:
    """Pages of a hundred of a roster of ten thousand, one after another."""
    keys, page = Keys(), {"organisation_id": ORGANISATION, "limit": "100"}
    Shift(database, 10_000)
    app, headers = _app("activities", database, keys), keys.headers("e" * 24, ("coordinator", PATH))

    def turn(_: int) -> None:
        answer = _ask(app, "GET", "/api/v1/rosters", headers, query_string=page)
        page["cursor"] = json.loads(answer)["next_cursor"] or ""
        if not page["cursor"]:
            del page["cursor"]

    return turn


def balance(database: Db, count: int) -> Work:
    """The hours of another volunteer each time; everybody has three credits."""
    bank, keys = Bank(database), Keys()
    for start in range(0, 3 * VOLUNTEERS, 1_000):
        bank.credit([attendance(number) for number in range(start, start + 1_000)])
    app = _app("hours", database, keys)
    headers = [keys.headers(f"{number:024x}") for number in range(VOLUNTEERS)]
    return lambda n: _ask(app, "GET", "/api/v1/hours/me", headers[n % VOLUNTEERS])


def credit(database: Db, count: int) -> Work:
    """One batch of 400 attendances."""
    bank = Bank(database)
    lots = [[attendance(n * 400 + at) for at in range(400)] for n in range(count)]
    return lambda n: bank.credit(lots[n])


def _app(service: str, database: Db, keys: Keys) -> Any:
    create = import_module(f"services.{service}.wsgi").create  # reads the environment
    host, port = database.client.address or ("", 0)
    uri = f"mongodb://{host}:{port}/?directConnection=true"
    return create(Settings(service, uri, database.name, "", keys.public, "http://x"))


def _headers(head: bytes) -> dict[str, str]:
    pairs = (line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    return {key: value for key, value in pairs if key == "Authorization"}


def _ask(app: Any, method: str, path: str, headers: dict[str, str], **more: Any) -> bytes:
    if method == "POST":
        more["content_type"] = "application/json"
    given = list(headers.items())
    environ = EnvironBuilder(path, method=method, headers=given, **more).get_environ()
    lines: list[str] = []
    answer = b"".join(app.wsgi_app(environ, lambda line, *_: lines.append(line)))
    if lines != ["200 OK"]:
        raise RuntimeError(f"{lines}: {answer!r}")
    return answer


WORKS = {
    "check-in": (check_in, 6000, 1),
    "roster": (roster, 300, 1),
    "balance": (balance, 6000, 1),
    "credit": (credit, 50, 400),
}


@click.command()
@click.argument("what", type=click.Choice(list(WORKS)))
def main(what: str) -> None:
    """Microseconds of CPU for each check-in, page, balance or credit."""
    os.environ |= {
        "CODE_SECRET": SECRET,
        "CODE_SECONDS": "3600",
        "HOURS_KEYS_MASTER": "1:" + "A" * 43 + "=",
    }
    make, count, each = WORKS[what]
    found: Counter[str] = Counter()

    def tick(_: int, frame: FrameType | None) -> None:
        while frame and frame.f_code.co_qualname not in PARTS[what]:
            frame = frame.f_back
        found[PARTS[what][frame.f_code.co_qualname] if frame else "the rest"] += 1

    with temporary_mongo(cache="1") as uri, MongoClient[Any](uri, tz_aware=True, w="majority") as c:
        server = next(p for p in psutil.Process().children(True) if p.name() == "mongod")
        work, quiet = make(c["profile"], count), os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, sys.stderr.fileno())  # the log is written, and read by nobody
        signal.signal(signal.SIGPROF, tick)
        for n in range(count // 10):
            work(n)
        before, used = sum(server.cpu_times()[:2]), time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
        for n in range(count // 10, count):
            work(n)
        signal.setitimer(signal.ITIMER_PROF, 0)
        ours, theirs = time.process_time() - used, sum(server.cpu_times()[:2]) - before
    made, samples = (count - count // 10) * each, sum(found.values())
    click.echo(f"{what}: ours {ours / made * 1e6:.1f} us, MongoDB {theirs / made * 1e6:.1f} us")
    for part, times in found.most_common():
        share = times / samples
        click.echo(f"  {share:6.1%}  {ours / made * 1e6 * share:8.1f} us  {part}")


if __name__ == "__main__":
    main()
