"""Which values hold for an organisation on a day.

A value holds from the day its row names. Of an organisation's own rows the latest decides; where
it has set nothing, its parent's hold, and so on upwards; at the end the office's defaults.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from services.hours.domain.rules.values import Rules

NAMES = tuple(one.name for one in fields(Rules) if one.init)
FOR_EVER = "9999-12-31"
_MOST_KNOWN = 50_000


class Source(Protocol):
    """Whoever can say which rules hold: a rule book, or one set of rules."""

    def rules_for(self, path: str, day: date) -> Rules: ...

    def may_pass(self, present: int, claims: int) -> bool:
        """Whether so many minutes of presence, in so many claims, can be over a day's limit of
        anybody; a quick look, which may err on the side of yes."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one organisation set with one decision. Days are local, "2026-05-04"."""

    row_id: str
    organisation_id: str
    first: str
    values: Mapping[str, Any]
    """Only what was set. None: what is above holds again; in a row that ends, what held before."""
    at: datetime
    last: str = FOR_EVER
    """A row for a past period ends; it goes before rows that do not, the newest first."""

    @property
    def bounded(self) -> bool:
        return self.last != FOR_EVER

    @property
    def _rank(self) -> tuple[bool, str, datetime, str]:
        return (self.bounded, "" if self.bounded else self.first, self.at, self.row_id)


class Origin(NamedTuple):
    """Where a value comes from; ``row`` None: it is a default."""

    value: Any
    row: Row | None


class RuleBook:
    """All rows, asked in memory: thousands of attendances a second ask it."""

    def __init__(self, rows: Iterable[Row], defaults: Rules) -> None:
        self.defaults = defaults
        self.rows = tuple(rows)
        self._own: defaultdict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: row._rank, reverse=True):
            self._own[row.organisation_id].append(row)
        self._lowest = min(self._all("day_limit"))
        self._most_added = max(self._all("step")) + max(self._all("travel_minutes"))
        self._known: dict[tuple[str, date], Rules] = {}

    def rules_for(self, path: str, day: date) -> Rules:
        """All values for the organisation at ``path`` on the local ``day``."""
        if not self._own:
            return self.defaults
        found = self._known.get((path, day))
        if found is None:
            found = self._find(path, day)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[path, day] = found
        return found

    def value(self, key: str, path: str, day: date) -> Any:
        """One value; ``key`` names a field of Rules."""
        return getattr(self.rules_for(path, day), key)

    def may_pass(self, present: int, claims: int) -> bool:
        """See Source."""
        return present + claims * self._most_added > self._lowest

    def origin(self, key: str, path: str, day: date) -> Origin:
        """One value and the row that set it."""
        for organisation_id in reversed(path.strip("/").split("/")):
            row = self._decides(organisation_id, key, day.isoformat())
            if row is not None:
                return Origin(row.values[key], row)
        return Origin(getattr(self.defaults, key), None)

    def with_row(self, row: Row) -> "RuleBook":
        """This book as it would be with one row more."""
        return RuleBook((*self.rows, row), self.defaults)

    def _all(self, key: str) -> list[int]:
        """The values of a rule that hold anywhere at any time."""
        usual: int = getattr(self.defaults, key)
        return [usual, *(row.values.get(key) or usual for row in self.rows)]

    def _decides(self, organisation_id: str, key: str, day: str) -> Row | None:
        """The organisation's own row that says what ``key`` is; None where what is above holds."""
        lifted = False
        for row in self._own.get(organisation_id, ()):
            if key not in row.values or not row.first <= day <= row.last:
                continue
            if row.values[key] is not None:
                if not (lifted and row.bounded):
                    return row
            elif row.bounded:
                lifted = True
            else:
                return None
        return None

    def _find(self, path: str, day: date) -> Rules:
        values: dict[str, Any] = {}
        for key in NAMES:
            value, row = self.origin(key, path, day)
            if row is not None:
                values[key] = value
        return replace(self.defaults, **values) if values else self.defaults
