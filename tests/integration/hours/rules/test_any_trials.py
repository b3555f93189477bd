"""Whatever is tried, applied and undone, whenever workers die: the bank counts as if the rules had
been those all along."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.hours.domain.claims import claim_of
from services.hours.domain.counting import count_all
from services.hours.domain.days import Days
from services.hours.domain.journals import standing
from services.hours.domain.rules import RuleBook
from services.hours.operations.rules import recount_by_rules as work
from services.hours.operations.rules.apply_rules import SPREADING, apply_rules
from services.hours.operations.rules.recount_by_rules import recount_by_rules
from services.hours.operations.rules.try_rules import try_rules
from services.hours.store.rules.trials import Trials
from shared.auth import Grant, Identity
from shared.contracts.volunteers import OrganisationChanged
from shared.storage.mongo import Document
from tests.integration.hours.conftest import Bank, organisation
from tests.integration.hours.rules.test_any_rules import begin, counted_at_once, kept
from tests.unit.hours.attendances import ZONE, at, attendance
from tests.unit.hours.seasons import APPROVED, KEYS, Data, attendances, books

ONE, OTHER = (Identity(who, who, (Grant("coordinator", "/"),)) for who in ("one", "other"))
DAYS = [at("00:00", day).date() for day in range(3)]
TRIED = st.fixed_dictionaries({}, optional=KEYS).filter(bool)


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def deaths(chance: Callable[[], bool]) -> Iterator[None]:
    """Workers that die before or after they write where they are, by chance."""
    move, post = Trials.move, work.post_journals

    def die_at_move(self: Trials, *args: Any) -> bool:
        if chance():
            raise Killed
        moved = move(self, *args)
        if chance():
            raise Killed
        return moved

    def die_at_post(*args: Any, **more: Any) -> Any:
        found = post(*args, **more)
        if chance():
            raise Killed
        return found

    with (
        patch.object(Trials, "move", die_at_move),
        patch.object(work, "post_journals", die_at_post),
    ):
        yield


def finish(bank: Bank, chance: Callable[[], bool]) -> None:
    """Workers come and die until there is nothing to do."""
    while bank.database["trials"].find_one({"working": True}):
        with deaths(chance):
            try:
                recount(bank)
            except Killed:
                continue


def recount(bank: Bank) -> int:
    return recount_by_rules(store=bank.store, settings=bank.settings, zone=ZONE, clock=bank.clock)


def change(bank: Bank, values: Document, period: tuple[date, date], chance: Any) -> Document:
    """Try it, apply it, see it through; the trial at its end."""
    shared: dict[str, Any] = {"store": bank.store, "clock": bank.clock}
    trial = try_rules("a", *period, values, by=ONE, zone=ZONE, **shared)
    finish(bank, chance)
    apply_rules(trial["_id"], "新办法", by=OTHER, **shared)
    bank.clock.now += SPREADING
    finish(bank, chance)
    return bank.store.trials.find(trial["_id"]) or {}


def prepare(bank: Bank, rules: RuleBook, approved: dict[date, int]) -> Bank:
    mine = begin(bank, rules, approved)
    for name in ("trials", "trial_lines"):
        mine.database[name].delete_many({})
    mine.keep(OrganisationChanged, organisation("市", "/a/"))
    mine.clock.now = at("12:00", day=40)
    return mine


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(attendances(8), books(), APPROVED, TRIED, st.tuples(*[st.sampled_from(DAYS)] * 2), st.data())
def test_it_is_as_if_the_rules_had_been_those_all_along(
    bank: Bank,
    told: list[Data],
    rules: RuleBook,
    approved: dict[date, int],
    tried: Document,
    period: tuple[date, date],
    data: st.DataObject,
) -> None:
    mine = prepare(bank, rules, approved)
    cut = data.draw(st.integers(0, len(told)))
    for one in told[:cut]:
        mine.hear(one)
    with patch.object(work, "READ", 1), patch.object(work, "MOST", 1):
        fate = data.draw(st.randoms(use_true_random=False))
        first, last = sorted(period)
        done = change(mine, tried, (first, last), lambda: fate.random() < 0.2)
        for figure in ("people", "gained", "lost"):
            assert done[figure] == done["applied"][figure]
        book = mine.store.rules.book(fresh=True)
        assert kept(mine) == counted_at_once(told[:cut], Days(book, ZONE, approved))
        for one in told[cut:]:
            mine.hear(one)
        assert kept(mine) == counted_at_once(told, Days(book, ZONE, approved))
        change(mine, dict.fromkeys(tried), (first, last), lambda: fate.random() < 0.2)
    assert kept(mine) == counted_at_once(told, Days(rules, ZONE, approved))


def test_several_workers_and_what_arrives_meanwhile(bank: Bank) -> None:
    """Four workers recount what two consumers go on crediting."""
    rules = RuleBook((), bank.settings.rules)
    mine = prepare(bank, rules, {})
    told = [
        attendance(
            "09:00", "11:50", name=f"{n}", day=n % 3, volunteer_id=f"v{n % 9}",
            shift_id=f"s{n}", organisation_path="/a/",
        )
        for n in range(90)
    ]  # fmt: skip
    mine.hear(*told[:60])
    shared: dict[str, Any] = {"store": mine.store, "clock": mine.clock}
    trial = try_rules("a", DAYS[0], DAYS[2], {"grace_after": 20}, by=ONE, zone=ZONE, **shared)
    finish(mine, lambda: False)
    apply_rules(trial["_id"], "新办法", by=OTHER, **shared)
    mine.store.rules.book(fresh=True)
    mine.clock.now += SPREADING + timedelta(seconds=1)
    with (
        patch.object(work, "READ", 10),
        patch.object(work, "MOST", 3),
        ThreadPoolExecutor(6) as pool,
    ):
        jobs = [pool.submit(recount, mine) for _ in range(4)]
        jobs += [pool.submit(mine.hear, *told[n : n + 5]) for n in range(60, 90, 5)]
        for job in jobs:
            job.result()
    finish(mine, lambda: False)
    book = mine.store.rules.book(fresh=True)
    days = Days(book, ZONE)
    for person in {one["volunteer_id"] for one in told}:
        claims = [claim_of(one, book, ZONE) for one in told if one["volunteer_id"] == person]
        hers = [one for one in mine.journals() if one["volunteer_id"] == person]
        found = {one.attendance_id: one.count for one in standing(hers)}
        assert found == count_all(claims, days)
    mine.recount()
