"""Both books under a machine: any order, any repeats, reversals, other rules, spends at once,
freezes. Whatever it does, I2 to I5 and I8 hold, nobody overdraws, and what is told again changes
nothing (I9)."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from deploy.verify import chain, currency, ledger, presence
from deploy.verify.reading import Databases
from services.hours.operations.ledger.rebuild_balances import Tell, rebuild_balances
from shared.storage.mongo import Db
from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import post, purses
from tests.integration.hours.ledger.season import Season

CHECKS = (
    ledger.counted_once, presence.attended, currency.earned, ledger.balanced, currency.balanced,
    ledger.recounted, currency.recounted, chain.chained,
)  # fmt: skip
PLACES = st.integers(0, 9)
MINUTES = st.integers(1, 200)
TIMES = st.tuples(st.integers(8 * 60, 26 * 60), st.integers(1, 5 * 60)).map(
    lambda both: (both[0], both[0] + both[1])
)
COMINGS = st.tuples(
    PLACES, TIMES, st.sampled_from([27, 28, 28, 35]), st.sampled_from([False] * 5 + [True])
)


class BothBooks(RuleBasedStateMachine):
    """``begin`` is set by the test: it gives a season without a past."""

    begin: Callable[[], Season]

    def __init__(self) -> None:
        super().__init__()
        self.season = self.begin()
        self.bank = self.season.bank

    @initialize()
    def begin_with_something(self) -> None:
        """Everybody served a day or two, and has earned by it."""
        lot = [
            self.season.come(name, (10 * 60, 15 * 60), day, False)
            for name, day in ((1, 27), (4, 28), (7, 29), (2, 27), (5, 28))
        ]
        self.bank.hear(*lot)
        self.season.give_notice(9)

    @rule(comings=st.lists(COMINGS, min_size=1, max_size=4), chance=st.randoms())
    def come(self, comings: list[Any], chance: random.Random) -> None:
        """New attendances and corrections, in one batch with some that were heard before."""
        told = [self.season.come(*one) for one in comings]
        again = chance.sample(self.season.heard, min(2, len(self.season.heard)))
        lot = told + again
        chance.shuffle(lot)
        self.bank.hear(*lot)

    @rule(place=PLACES)
    def reverse(self, place: int) -> None:
        self.season.reverse(place)

    @rule(days=st.integers(0, 9))
    def give_notice(self, days: int) -> None:
        self.season.give_notice(days)

    @rule(
        how=st.sampled_from(["donate", "to team", "team", "transfer", "redeem"]),
        who=PLACES,
        minutes=MINUTES,
    )
    def spend(self, how: str, who: int, minutes: int) -> None:
        self.season.spend(how, who, minutes)

    @rule(place=PLACES)
    def give_back(self, place: int) -> None:
        self.season.give_back(place)

    @rule(who=PLACES, amounts=st.lists(MINUTES, min_size=3, max_size=6))
    def rush(self, who: int, amounts: list[int]) -> None:
        self.season.rush(who, amounts)

    @rule(who=PLACES, frozen=st.booleans())
    def freeze(self, who: int, frozen: bool) -> None:
        self.season.freeze(who, frozen)

    @rule(
        values=st.fixed_dictionaries(
            {},
            optional={
                "step": st.sampled_from([1, 30]),
                "grace_after": st.sampled_from([0, 60]),
                "weights": st.sampled_from([{"elderly": 150}, {"elderly": 50}, {"elderly": 0}]),
                "cap_minutes": st.sampled_from([0, 200, 90_000]),
                "notice_days": st.sampled_from([0, 3]),
                "expire_months": st.sampled_from([0, 1]),
            },
        ).filter(bool)
    )
    def set_rules(self, values: dict[str, Any]) -> None:
        self.season.set_rules(**values)

    @invariant()
    def nothing_is_lost_or_made(self) -> None:
        found = purses(self.bank)
        assert sum(found.values()) == 0
        taken_back = self.bank.database["currency_journals"].find({"kind": "earn_reversal"})
        may = {line["purse"] for one in taken_back for line in one["lines"]}
        below = {name for name, minutes in found.items() if minutes < 0}
        assert {name for name in below - may if not name.startswith("minted:")} == set()

    def teardown(self) -> None:
        """What the verifier of the whole system says, and what comes of telling all again."""
        hours = self.bank.database
        databases = Databases(hours, self.season.activities, hours, hours)
        assert [one for look in CHECKS for one in look(databases)] == []
        before = self.season.state()
        random.Random(1).shuffle(self.season.heard)
        if self.season.heard:
            self.bank.hear(*self.season.heard)
        known = hours["currency_journals"].find({"kind": {"$ne": "page"}})
        assert post(self.bank, *known) == []
        with hours.client.start_session(snapshot=True) as session:
            quiet: Tell = lambda *_: None  # noqa: E731
            found = rebuild_balances(
                store=self.bank.store, session=session, owner="x", dry=True, tell=quiet
            )
            assert list(found) == []
        assert self.season.state() == before


@pytest.fixture
def machine(bank: Bank, make_database: Callable[[str], Db]) -> type[BothBooks]:
    """The machine on the databases of this test."""
    activities = make_database("activities")
    begin = staticmethod(lambda: Season(bank, activities))
    return type("Machine", (BothBooks,), {"begin": begin})


def test_both_books_hold_whatever_happens(machine: type[BothBooks]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Making a failing case smaller would take minutes over a real database.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
