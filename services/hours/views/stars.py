"""Which star somebody has by the rules of her organisation."""

from datetime import date
from typing import NamedTuple

from services.hours.domain.rewards.stars import held, may_differ
from services.hours.domain.stars import star_of
from services.hours.store import Store
from shared.storage.mongo import Document


class Star(NamedTuple):
    """``reached``: by her minutes; ``held``: what she has, less where stars are applied for."""

    held: int
    reached: int
    thresholds: tuple[int, ...]


def star_by_rules(volunteer_id: str, account: Document, today: date, *, store: Store) -> Star:
    """No round trip more where all organisations have the office's stars."""
    book = store.rules.book()
    if not may_differ(book):
        reached = star_of(account["minutes"], book.defaults.stars)
        return Star(reached, reached, book.defaults.stars)
    person = store.copies.person(volunteer_id) or {"organisation_path": "/"}
    rules = book.rules_for(person["organisation_path"], today)
    reached = star_of(account["minutes"], rules.stars)
    asked = rules.stars_on_application
    granted = store.star_applications.granted(volunteer_id) if asked else 0
    return Star(held(account, reached, granted, on_application=asked), reached, rules.stars)
