"""What all pages of the office have in common: their means, their queries, the way on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request
from marshmallow import Schema, ValidationError

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.pages import Both, done, t
from shared.pages.filling import filled
from shared.refusal import Refusal
from shared.web.problems import language

MOST_UNITS = 500
_NEXT = Both("下面是下一条。", "Here is the next one.")
_NONE_LEFT = Both("没有其他待处理的了。", "Nothing else waits.")


@dataclass(frozen=True, slots=True)
class Desk:
    """What pages of the office work with; ``url`` is the address people reach the site at."""

    store: Store
    clock: Clock
    own: HoursSettings
    zone: ZoneInfo
    url: str

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock().astimezone(self.zone).date()

    def units(self, by: Identity, role: str) -> list[tuple[str, str]]:
        """Id and name of the organisations somebody works for, each below the one above it; the
        highest 500 where there are more."""
        found = self.store.copies.within(by.paths(role))
        if len(found) > MOST_UNITS:
            found = sorted(sorted(found, key=_depth)[:MOST_UNITS], key=itemgetter("path"))
        top = min(map(_depth, found), default=0)
        return [(one["_id"], "　" * (_depth(one) - top) + one["name"]) for one in found]

    def choice(
        self, by: Identity, role: str, wanted: str | None
    ) -> tuple[list[tuple[str, str]], str]:
        """``units``, and the one a page is about: the one wanted, else the first ("": none)."""
        units = self.units(by, role)
        return units, wanted or (units[0][0] if units else "")

    def numbered(self, number: str, field: str = "number") -> str:
        """The id of the volunteer with a number, in whatever case it was typed.

        Raises NoSuchVolunteer.
        """
        for spelt in (number.strip(), number.strip().upper()):
            if found := self.store.copies.numbered(spelt):
                return str(found["_id"])
        raise NoSuchVolunteer(field=field)


def _depth(organisation: Mapping[str, Any]) -> int:
    return int(organisation["path"].count("/"))


def to_office() -> tuple[str, str]:
    """The way back to the start page."""
    return "/office", t("办公首页", "Office")


def asked(schema: Schema) -> dict[str, Any]:
    """The query of a page; what makes no sense in it is as if it were not there."""
    typed = filled(schema, request.args)
    try:
        found: dict[str, Any] = schema.load(typed)
    except ValidationError as wrong:
        good = {key: value for key, value in typed.items() if key not in wrong.messages}
        found = schema.load(good)
    return found


def refusal_of(check: Callable[[], object]) -> str | None:
    """Why the reader may not, in her language; None where she may."""
    try:
        check()
    except Refusal as no:
        return no.text(language())
    return None


@contextmanager
def calling(**names: str) -> Iterator[None]:
    """Within it, refusals name fields as the form does: ``volunteer_id="number"``."""
    try:
        yield
    except Refusal as no:
        no.field = names.get(no.field or "", no.field)
        raise


def on_to(
    rest: Sequence[Mapping[str, Any]], href: Callable[[Any], str], back: str, said: Both
) -> Response:
    """After a decision: on to the next that waits, or back to the list where none does."""
    if rest:
        return done(href(rest[0]), said.zh + _NEXT.zh, f"{said.en} {_NEXT.en}")
    return done(back, said.zh + _NONE_LEFT.zh, f"{said.en} {_NONE_LEFT.en}")
