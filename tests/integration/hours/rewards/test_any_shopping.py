"""The shop under a machine: whatever people do in whatever order, stock, purses and reservations
agree with a plain model, and not a minute is made or lost."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from services.hours.operations.rewards.change_offer import change_offer
from services.hours.operations.rewards.expire_reservations import expire_reservations
from services.hours.operations.rewards.give_back import give_back
from services.hours.operations.rewards.hand_over import hand_over
from services.hours.operations.rewards.make_offer import make_offer
from services.hours.operations.rewards.reserve_offer import reserve_offer
from shared.auth import Grant, Identity
from shared.context import command_key
from shared.ids import new_id
from shared.refusal import Refusal
from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import NUMBERS, THIRD, purses
from tests.integration.hours.matrix import COUNTY, HER, OTHER, TOWN
from tests.integration.hours.rewards.office import OFFER, OFFICER, open_office
from tests.unit.hours.attendances import ZONE

PEOPLE = (HER, OTHER, THIRD)
PURSE, PRICE, STOCK = 200, 60, 4
BOSS = Identity(OFFICER, "V9", (Grant("coordinator", f"/{COUNTY}/"),))
WHO, WHICH = st.sampled_from(PEOPLE), st.integers(0, 20)


class Shopping(RuleBasedStateMachine):
    """``begin`` is set by the test: it gives a bank without a past."""

    begin: Callable[[], Bank]

    def __init__(self) -> None:
        super().__init__()
        self.bank = self.begin()
        open_office(self.bank, PURSE)
        terms: dict[str, Any] = {**OFFER, "stock": STOCK, "minutes": PRICE, "keep_days": 2}
        terms |= {"description": "", "opens_at": None, "closes_at": None}
        town = terms.pop("organisation_id")
        self.known: dict[str, Any] = {"store": self.bank.store, "clock": self.bank.clock}
        self.offer = make_offer(town, terms, by=BOSS, **self.known)["_id"]
        self.pieces = STOCK
        self.made: list[dict[str, Any]] = []
        """What the model knows of reservations: _id, code, volunteer_id, status, until."""

    @rule(who=WHO, repeated=st.booleans())
    def reserve(self, who: str, repeated: bool) -> None:
        key = command_key.set(new_id())
        try:
            may = self.pieces > 0 and self.purse(who) >= PRICE
            for _ in range(1 + repeated):
                row = self.tried(
                    lambda: reserve_offer(self.offer, by=self.as_(who), zone=ZONE, **self.known)
                )
                assert (row is not None) is may
            if row:
                self.made.append(dict(row))
                self.pieces -= 1
        finally:
            command_key.reset(key)

    @rule(which=WHICH, right=st.booleans())
    def fetch(self, which: int, right: bool) -> None:
        if not self.made:
            return
        one = self.made[which % len(self.made)]
        code = one["code"] if right else "WRONG!"
        done = self.tried(lambda: hand_over(one["_id"], code, by=BOSS, **self.known))
        assert (done is not None) is (right and one["status"] == "reserved")
        if done:
            one["status"] = "handed_over"

    @rule(which=WHICH, office=st.booleans())
    def bring_back(self, which: int, office: bool) -> None:
        if not self.made:
            return
        one = self.made[which % len(self.made)]
        by = BOSS if office else self.as_(one["volunteer_id"])
        done = self.tried(lambda: give_back(one["_id"], "不需要了", by=by, **self.known))
        may = ("reserved", "handed_over") if office else ("reserved",)
        assert (done is not None) is (one["status"] in may)
        if done:
            self.returned(one)

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        now = self.bank.clock.advance(days=days)
        late = [one for one in self.made if one["status"] == "reserved" and one["until"] <= now]
        assert expire_reservations(**self.known) == len(late)
        for one in late:
            self.returned(one)

    @rule(more=st.integers(-2, 2))
    def fill_up(self, more: int) -> None:
        store = self.bank.store
        done = self.tried(lambda: change_offer(self.offer, {}, more, by=BOSS, store=store))
        assert (done is not None) is (self.pieces + more >= 0)
        if done:
            self.pieces += more

    @invariant()
    def everything_agrees(self) -> None:
        found = purses(self.bank)
        assert self.bank.store.offers.get(self.offer)["stock"] == self.pieces >= 0
        for who in PEOPLE:
            assert found[f"volunteer:{who}"] == self.purse(who) >= 0
        kept = sum(PRICE for one in self.made if one["status"] != "given_back")
        assert found.get(f"shop:{TOWN}", 0) == kept
        assert sum(found.values()) == 0
        rows = self.bank.database["reservations"].find()
        assert {row["_id"]: row["status"] for row in rows} == {
            one["_id"]: one["status"] for one in self.made
        }

    def returned(self, one: dict[str, Any]) -> None:
        one["status"] = "given_back"
        self.pieces += 1

    def purse(self, who: str) -> int:
        """What the model says somebody has."""
        hers = (one for one in self.made if one["volunteer_id"] == who)
        return PURSE - sum(PRICE for one in hers if one["status"] != "given_back")

    @staticmethod
    def as_(who: str) -> Identity:
        return Identity(who, NUMBERS[who])

    @staticmethod
    def tried(work: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        """What came of it; None where it was refused."""
        try:
            return work()
        except Refusal:
            return None


def test_any_shopping(bank: Bank) -> None:
    def begin(_: Shopping) -> Bank:
        ours = {"name": {"$not": {"$regex": "^system"}}}
        for name in bank.database.list_collection_names(filter=ours):
            bank.database[name].delete_many({})
        return bank

    machine = type("Machine", (Shopping,), {"begin": begin})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
