"""The ledger by itself, without the bus, against medici, the double-entry ledger of npm.

Installed by ``make bench`` into var/bench/medici where npm is there; else it is left out.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from shared.ids import new_id
from tests.benchmarks.bank import Bank
from tests.benchmarks.entrants import Missing, in_words
from tests.benchmarks.job import Db, events_with_repeats
from tests.benchmarks.parts import ROOT, Child
from tests.benchmarks.race import Inexact
from tests.benchmarks.result import Result, middle
from tests.benchmarks.verify import faults_in, faults_of
from tests.benchmarks.wishes import Wishes

MODULES = ROOT / "var" / "bench" / "medici" / "node_modules"
PROGRAM = ROOT / "tests" / "benchmarks" / "contenders" / "medici_peer.cjs"
CHOICES = [
    {"entries_a_transaction": 1, "transactions_at_a_time": 1},
    {"entries_a_transaction": 1, "transactions_at_a_time": 8},
    {"entries_a_transaction": 20, "transactions_at_a_time": 4},
    {"entries_a_transaction": 100, "transactions_at_a_time": 1},
]
_BATCH = 200
_ACCOUNT = f"volunteer:{0:024x}"
_TIMES = 20
Found = dict[str, Any]


def measure(wishes: Wishes) -> list[Result]:
    """Interleaved rounds of both; then the balance of an account with many lines."""
    result = Result("ledger", "", "times")
    count, lines = wishes.size(10_000, 1_000), wishes.size(100_000, 5_000)
    wishes.screen.expect(wishes.rounds + len(CHOICES))
    try:
        choice = _best(wishes, max(300, count // 10))
    except Missing as fault:
        wishes.say(f"left out: medici: {fault}")
        result.note = f"medici was left out: {fault}"
        return [result]
    rounds = []
    for number in range(wishes.rounds):
        ours = _ours(wishes, count)
        other = _medici(wishes, choice, max(300, count // 5), lines)
        say = f"round {number + 1}: ours {ours['rate']:,.0f}/s, medici {other['rate']:,.0f}/s"
        wishes.say(f"{say} {ours['faults'] + other['faults'] or 'exact'}")
        rounds.append({"ours": ours, "other": other})
        wishes.screen.step()
    result.rounds = rounds
    result.value = round(middle([one["ours"]["rate"] / one["other"]["rate"] for one in rounds]), 2)
    result.ours = middle([one["ours"]["rate"] for one in rounds])
    result.other = middle([one["other"]["rate"] for one in rounds])
    result.exact = not any(one[side]["faults"] for one in rounds for side in one)
    result.note = f"medici with {in_words(choice)}"
    result.details = {
        "lines": lines,
        "balance_ms": {side: middle([one[side]["balance_ms"] for one in rounds])
                       for side in ("ours", "other")},
    }  # fmt: skip
    return [result]


def _best(wishes: Wishes, count: int) -> dict[str, int]:
    if not shutil.which("node"):
        raise Missing("node is not installed")
    if not MODULES.exists():
        raise Missing("npm did not install it; var/setup.log says why")
    rates = []
    for choice in CHOICES:
        lap = _medici(wishes, choice, count, 0)
        if lap["faults"]:
            raise Inexact(f"medici {in_words(choice)}: {'; '.join(lap['faults'])}")
        wishes.say(f"medici {in_words(choice)}: {lap['rate']:,.0f}/s")
        rates.append(lap["rate"])
        wishes.screen.step()
    return CHOICES[rates.index(max(rates))]


@contextmanager
def _books(wishes: Wishes) -> Iterator[Db]:
    name = f"bench_ledger_{new_id()}"
    with MongoClient[Found](wishes.parts.mongo_uri, w="majority", tz_aware=True) as client:
        try:
            yield client[name]
        finally:
            client.drop_database(name)


def _ours(wishes: Wishes, count: int) -> Found:
    """The hour bank in this process, in batches of 200; a balance is a row, whatever its lines."""
    with _books(wishes) as books:
        bank, events = Bank(books), events_with_repeats(count)
        started = time.perf_counter()
        for start in range(0, len(events), _BATCH):
            bank.credit(events[start : start + _BATCH])
        rate = round(count / (time.perf_counter() - started), 1)
        faults = faults_in(books, count)
        taken = []
        for _ in range(_TIMES):
            started = time.perf_counter()
            bank.store.accounts.volunteer(_ACCOUNT.partition(":")[2])
            taken.append((time.perf_counter() - started) * 1000)
    return {"rate": rate, "faults": faults, "balance_ms": round(middle(taken), 3)}


def _medici(wishes: Wishes, choice: dict[str, int], count: int, lines: int) -> Found:
    """medici in a process of node; ``lines``: what its account is filled up to, 0 asks nothing."""
    with _books(wishes) as books, tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(events_with_repeats(count), file)
        file.flush()
        words = [str(choice["entries_a_transaction"]), str(choice["transactions_at_a_time"])]
        child = wishes.parts.run(
            ["node", str(PROGRAM), str(Path(file.name)), *words],
            spoken=True, NODE_PATH=str(MODULES), MONGO_DATABASE=books.name,
        )  # fmt: skip
        try:
            if wishes.parts.line_of(child) != "ready":
                raise Missing("it does not start; its log says why")
            seconds = _ask(wishes, child, "credit")["seconds"]
            found: Found = {"rate": round(count / seconds, 1), "faults": _faults(books, count)}
            if lines:
                taken = _ask(wishes, child, f"balance {_ACCOUNT} {lines} {_TIMES}")["ms"]
                found["balance_ms"] = round(middle(taken), 3)
        finally:
            wishes.parts.end(child)
    return found


def _ask(wishes: Wishes, child: Child, line: str) -> Found:
    wishes.parts.tell(child, line)
    answer = wishes.parts.line_of(child)
    if not answer:
        raise Missing("it ended in the middle; its log says why")
    found: Found = json.loads(answer)
    return found


def _faults(books: Db, count: int) -> list[str]:
    """The same verifier over medici's books; a balance is what it would add up."""
    entries: dict[Any, Found] = {}
    rows = books["medici_transactions"]
    for row in rows.find():
        entry = {"attendance_id": row["meta"]["attendance_id"], "lines": []}
        lines = entries.setdefault(row["_journal"], entry)["lines"]
        lines.append({"account": row["accounts"], "minutes": int(row["credit"] - row["debit"])})
    minutes = {"$sum": {"$subtract": ["$credit", "$debit"]}}
    sums = rows.aggregate([{"$group": {"_id": "$accounts", "minutes": minutes}}])
    return faults_of(entries.values(), {row["_id"]: int(row["minutes"]) for row in sums}, count)
