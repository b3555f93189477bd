"""A season of the hour bank in which anything may happen in any order: the steps of the machine."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from services.hours.domain.journals import standing
from services.hours.domain.ledger.currency import entry
from services.hours.operations.ledger.donate_minutes import donate_for_team, donate_minutes
from services.hours.operations.ledger.expire_minutes import expire_minutes
from services.hours.operations.ledger.seal_books import seal_books
from services.hours.operations.ledger.transfer_minutes import transfer_minutes
from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.notice.settle_notices import settle_notices
from services.hours.operations.reverse_journal import reverse_journal
from services.hours.store import Store
from shared.auth import Grant, Identity
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from shared.ids import id_from, new_id
from shared.refusal import Conflict
from shared.storage.mongo import Db, Document
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.ledger.office import post
from tests.unit.hours.attendances import ZONE, attendance

EAST, WEST = id_from("east"), id_from("west")
TEAM = id_from("team")
PEOPLE = {id_from(name): (f"V{place}", EAST) for place, name in enumerate(("li", "wang", "zhao"))}
SHIFTS = [("09:00", "11:30"), ("10:00", "16:00"), ("22:00", "26:00")]
_ROOT = Identity("auditor", "V9", (Grant("coordinator", "/"),))


class Season:
    """One past after another in the same two databases."""

    def __init__(self, bank: Bank, activities: Db) -> None:
        self.bank = bank
        self.activities = activities
        self.heard: list[dict[str, Any]] = []
        self.purchases: list[tuple[str, str, int]] = []
        for database in (bank.database, activities):
            for name in database.list_collection_names():
                if not name.startswith("system"):
                    database[name].delete_many({})
        bank.clock.now = datetime(2026, 6, 20, tzinfo=ZONE)
        bank.store = Store(bank.database, {1: bytes(32)}, rules=bank.settings.rules)
        for key in (EAST, WEST):
            bank.keep(OrganisationChanged, organisation(key, f"/{key}/"))
        for who, (number, home) in PEOPLE.items():
            told = person(who, f"/{home}/", number=number, team_ids=[TEAM])
            bank.keep(VolunteerRegistered, told)
        team = {"name": "队", "organisation_id": EAST, "organisation_path": f"/{EAST}/"}
        leads = {"leader_ids": list(PEOPLE)[:1], "status": "active", "revision": 1}
        bank.store.copies.keep_teams([{"_id": TEAM, **team, **leads}])

    def come(self, name: int, times: tuple[int, int], day: int, void: bool) -> dict[str, Any]:
        """Somebody comes to a shift, or that is corrected: the next revision of attendance
        ``name``, and of the record the activities keep of it."""
        key = id_from("attendance", f"{name}")
        before = [one for one in self.heard if one["attendance_id"] == key]
        clock = [f"{one // 60}:{one % 60:02d}" for one in times]
        home = (EAST, WEST)[name % 2]
        told = attendance(
            clock[0], clock[1], SHIFTS[name % 3],
            name=f"{name}", day=day, void=void, revision=len(before) + 1,
            volunteer_id=list(PEOPLE)[name % 3], shift_id=f"shift {name % 4}",
            organisation_id=home, organisation_path=f"/{home}/",
        )  # fmt: skip
        interval = {key: told[key] for key in ("attendance_id", "revision", "void")}
        for key in ("check_in_at", "check_out_at"):
            interval[key] = datetime.fromisoformat(told[key])
        row = {"volunteer_id": told["volunteer_id"], "shift_id": told["shift_id"]}
        self.activities["sign_ups"].replace_one(
            {"_id": told["sign_up_id"]}, {**row, "intervals": [interval]}, upsert=True
        )
        self.heard.append(told)
        return told

    def reverse(self, place: int) -> None:
        """A coordinator takes back one of the credits that stand."""
        found = [one for one in standing(self.bank.journals()) if not one.void]
        if found:
            claim = found[place % len(found)]
            reverse_journal(
                f"{claim.attendance_id}-{claim.entry:03d}", "不在现场", by=_ROOT,
                store=self.bank.store, settings=self.bank.settings, zone=ZONE,
                clock=self.bank.clock,
            )  # fmt: skip

    def give_notice(self, days: int) -> None:
        """Days pass; what was credited is listed, and what is over earns."""
        store, clock = self.bank.store, self.bank.clock
        while list_credits(store=store, clock=clock, zone=ZONE):
            pass
        clock.advance(days=days)
        while settle_notices(store=store, clock=clock, zone=ZONE):
            pass
        seal_books(store=store, clock=clock, zone=ZONE)
        expire_minutes(store=store, clock=clock, zone=ZONE)

    def spend(self, how: str, who: int, minutes: int) -> bool:
        """One of the ways minutes go; False where a rule says no."""
        with said_no() as refused:
            self._spend(how, list(PEOPLE)[who % 3], minutes)
        return not refused

    def _spend(self, how: str, who: str, minutes: int) -> None:
        by, store, clock = Identity(who, PEOPLE[who][0]), self.bank.store, self.bank.clock
        if how in ("donate", "to team"):
            team_id = TEAM if how == "to team" else None
            donate_minutes(minutes, team_id, by=by, store=store, clock=clock)
        elif how == "team":
            leader = Identity(next(iter(PEOPLE)), "V0")
            donate_for_team(TEAM, minutes, by=leader, store=store, clock=clock)
        elif how == "transfer":
            other = [number for key, (number, _) in PEOPLE.items() if key != who][minutes % 2]
            transfer_minutes(other, minutes, by=by, store=store, clock=clock, zone=ZONE)
        else:
            lines = {f"volunteer:{who}": -minutes, f"shop:{EAST}": minutes}
            key = new_id()
            post(self.bank, entry(f"redeem:{key}", "redeem", lines, at=clock()))
            self.purchases.append((key, who, minutes))

    def give_back(self, place: int) -> None:
        """The shop gives back what somebody paid; asked again it gives nothing more."""
        if self.purchases:
            key, who, minutes = self.purchases[place % len(self.purchases)]
            lines = {f"volunteer:{who}": minutes, f"shop:{EAST}": -minutes}
            post(self.bank, entry(f"give_back:{key}", "give_back", lines, at=self.bank.clock()))

    def rush(self, who: int, amounts: list[int]) -> None:
        """All at once out of one purse: what goes out is never more than was in."""
        ways = ("donate", "to team", "transfer", "redeem")
        before = self.minutes(who)
        with ThreadPoolExecutor(len(amounts)) as threads:
            asked = [
                threads.submit(self.spend, ways[place % 4], who, minutes)
                for place, minutes in enumerate(amounts)
            ]
        gone = sum(minutes for one, minutes in zip(asked, amounts, strict=True) if one.result())
        assert self.minutes(who) == before - gone
        assert gone == 0 or gone <= before

    def freeze(self, who: int, frozen: bool) -> None:
        purse = f"volunteer:{list(PEOPLE)[who % 3]}"
        store, at = self.bank.store, self.bank.clock()
        if frozen:
            store.transaction(
                lambda one: store.purses.freeze(purse, by="x", at=at, reason="核查", session=one)
            )
        else:
            store.transaction(lambda one: store.purses.unfreeze(purse, one))

    def set_rules(self, **values: Any) -> None:
        """From now on an organisation has other rules, also for days that are past."""
        row = {"_id": new_id(), "organisation_id": EAST, "path": f"/{EAST}/", "values": values}
        more = {"from": "2026-05-01", "by": "x", "at": self.bank.clock()}
        self.bank.store.rules.add({**row, **more})

    def minutes(self, who: int) -> int:
        return int(self.bank.store.purses.find(f"volunteer:{list(PEOPLE)[who % 3]}")["minutes"])

    def state(self) -> dict[str, list[Document]]:
        """All that is kept in both books."""
        names = ("journals", "accounts", "currency_journals", "purses")
        return {name: list(self.bank.database[name].find().sort("_id", 1)) for name in names}


@contextmanager
def said_no() -> Iterator[list[Conflict]]:
    """Collects a refusal by the state of a purse."""
    refused: list[Conflict] = []
    try:
        yield refused
    except Conflict as no:
        refused.append(no)
