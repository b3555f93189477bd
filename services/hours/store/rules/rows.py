"""The collection ``rules``: what organisations set, only ever added to.

_id               of the decision
organisation_id, path   whose it is, and where it stood then
from, to          local days, "2026-05-04"; ``to`` only in rows for a past period
values            {key: value}, only what was set; None: what is above holds again
by, at, reason    who decided it, when and, for a past period, why
taken_back        {by, at} of a row that never came into force
"""

from collections.abc import Mapping
from time import monotonic
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.hours.domain.rules import Row, RuleBook, Rules
from services.hours.domain.rules.book import FOR_EVER
from shared.storage.mongo import Db, Document

COLLECTION = "rules"
INDEXES = [
    IndexModel([("organisation_id", ASCENDING), ("_id", DESCENDING)], name="organisation"),
]
KEPT_SECONDS = 5.0


class RuleRows:
    """The rule book as of a few seconds ago, and the rows it is made of."""

    def __init__(self, database: Db, defaults: Rules) -> None:
        self._rows = database[COLLECTION]
        self._defaults = defaults
        self._book = RuleBook((), defaults)
        self._read_at = float("-inf")

    def book(self, *, fresh: bool = False) -> RuleBook:
        """All rules, kept for five seconds: a batch costs no round trip. A row comes into force a
        day after it was written at the earliest, so nobody meets an old book."""
        if fresh or monotonic() - self._read_at > KEPT_SECONDS:
            read_at = monotonic()
            rows = [row_of(one) for one in self._rows.find({"taken_back": None})]
            if rows != list(self._book.rows):
                self._book = RuleBook(rows, self._defaults)
            self._read_at = read_at
        return self._book


def row_of(document: Mapping[str, Any]) -> Row:
    """The row as the rule book knows it. Lists come back from the database as tuples."""
    values: Document = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in document["values"].items()
    }
    return Row(
        document["_id"],
        document["organisation_id"],
        document["from"],
        values,
        document["at"],
        document.get("to") or FOR_EVER,
    )
