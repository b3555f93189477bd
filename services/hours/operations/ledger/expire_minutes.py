"""Let time currency expire that nobody used in time, where an organisation's rules say so."""

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from functools import partial

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import CurrencyJournal, volunteer_purse
from services.hours.domain.ledger.earning import expired, overdue
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.store import Store
from shared.clock import Clock
from shared.storage.mongo import Document

_LOT = 200


def expire_minutes(*, store: Store, clock: Clock, zone: tzinfo) -> int:
    """Go through all purses; returns how many lost something.

    A purse's oldest minutes are spent first. What came in before the month that lies
    ``expire_months`` back and has not gone out since expires, once a person and month; what is
    frozen waits. Without such a rule nothing is read.
    """
    book = store.rules.book()
    ever = [row.values.get("expire_months") for row in book.rows]
    if not book.defaults.expire_months and not any(ever):
        return 0
    now, lost = clock(), 0
    after = volunteer_purse("")
    while lot := store.purses.filled(after, _LOT):
        lost += store.transaction(partial(_expire, lot, store, now, zone))
        after = lot[-1]
    return lost


def _expire(
    names: Sequence[str], store: Store, now: datetime, zone: tzinfo, session: ClientSession
) -> int:
    book, today = store.rules.book(), now.astimezone(zone).date()
    purses = store.purses.of(names, session)
    people = store.copies.people([name.partition(":")[2] for name in names], session)
    journals: list[CurrencyJournal] = []
    by_months: dict[int, list[Document]] = {}
    for person in people.values():
        months = book.value("expire_months", person["organisation_path"], today)
        by_months.setdefault(months, []).append(person)
    for months, owners in by_months.items():
        if months:
            journals += _overdue(owners, months, purses, store, now, zone, session)
    return len(post_currency(journals, store=store, session=session, at=now))


def _overdue(
    owners: Sequence[Document],
    months: int,
    purses: dict[str, Document],
    store: Store,
    now: datetime,
    zone: tzinfo,
    session: ClientSession,
) -> list[CurrencyJournal]:
    first = month_back(now.astimezone(zone).date(), months)
    names = [volunteer_purse(owner["_id"]) for owner in owners]
    cutoff = datetime.combine(first, time(), zone)
    came_in = store.currency_journals.came_in(names, cutoff, session)
    made = []
    for owner, name in zip(owners, names, strict=True):
        purse = purses.get(name, {})
        if purse.get("frozen"):
            continue
        before, taken_back = came_in.get(name, (0, 0))
        minutes = overdue(before, purse.get("spent", 0) + taken_back)
        minutes = min(minutes, purse.get("minutes", 0))
        if minutes > 0:
            month = f"{first:%Y-%m}"
            made.append(expired(owner["_id"], minutes, owner["organisation_id"], month, now))
    return made


def month_back(today: date, months: int) -> date:
    """The first day of the month ``months`` before this one."""
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
