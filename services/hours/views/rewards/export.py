"""All five kinds of record of an organisation and a period, for the national system."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import count, islice
from typing import Any

from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.services import standing_credits
from services.hours.domain.journals import minutes_of
from services.hours.domain.late.evidence import back_minutes_of
from services.hours.domain.rewards.export import (
    AWARD,
    EVALUATION,
    KINDS,
    MOST_ROWS,
    PERSON,
    SERVICE,
    TRAINING,
    TooManyRows,
    columns_of,
    title_of,
    word,
)
from services.hours.domain.times import local
from services.hours.store import Store
from services.hours.store.rewards.credits import volumes
from services.hours.store.rewards.records import Records
from shared.storage.mongo import Document
from shared.tables import fill_sheet, workbook, write_csv

_LOT = 1_000
Row = Sequence[object]


@dataclass(frozen=True)
class Export:
    """Reads what is asked for, kind by kind; ``path``: the subtree, ``language``: zh or en;
    ``tell`` hears after each row how many there are of all kinds."""

    path: str
    days: Days
    store: Store
    zone: tzinfo
    language: str
    tell: Callable[[int], None] | None = None

    def rows(self, kind: str) -> Iterator[Row]:
        """The rows of one kind. Raises TooManyRows."""
        found: Mapping[str, Any] = {
            PERSON: self._persons,
            SERVICE: self._services,
            TRAINING: lambda: self._records(
                self.store.trainings, "title", "content", "minutes", "unit", "date"
            ),
            AWARD: lambda: self._records(self.store.honours, "title", "unit", "date"),
            EVALUATION: lambda: self._records(
                self.store.evaluations,
                "activity_title", "kind", "said_by", "score", "text", "date", "late",
            ),
        }  # fmt: skip
        for row in found[kind]():
            if self.tell:
                self.tell(next(self._taken))
            yield row

    @cached_property
    def _taken(self) -> Iterator[int]:
        return count(1)

    @cached_property
    def units(self) -> dict[str, str]:
        """Names of the organisations by id."""
        return {one["_id"]: one["name"] for one in self.store.copies.within([self.path])}

    def _persons(self) -> Iterator[Row]:
        for one in self.store.people.within(self.path):
            yield (
                one["number"], one["name"], word(one["sex"], self.language), one["birth_date"],
                one["phone"], self.units.get(one["organisation_id"], ""),
                word(one["status"], self.language),
            )  # fmt: skip

    def _services(self) -> Iterator[Row]:
        taken = 0
        for volume in volumes(*self.days.around(self.zone)):
            month = self.store.services.month(volume, list(self.units))
            for lot in _by_people(month):
                for row in self._named(standing_credits(lot, self.days, self.zone), self._service):
                    taken += 1
                    if taken > MOST_ROWS:
                        raise TooManyRows(most=f"{MOST_ROWS:,}")
                    yield row

    def _service(self, one: Document) -> Row:
        minutes = minutes_of(one)
        back = back_minutes_of(one, minutes)
        return (
            local(one["day"], self.zone)[0].isoformat(), one["activity_title"],
            one["activity_kind"], one["role"], self.units[one["organisation_id"]],
            self._clock(one["check_in_at"]), self._clock(one["check_out_at"]), minutes - back, back,
        )  # fmt: skip

    def _records(self, among: Records, *fields: str) -> Iterator[Row]:
        first, last = self.days.first.isoformat(), self.days.last.isoformat()
        found = among.between(list(self.units), first, last)
        while lot := list(islice(found, _LOT)):
            yield from self._named(
                lot,
                lambda one: [
                    word(one[name], self.language) if name in ("kind", "late") else one[name]
                    for name in fields
                ],
            )

    def _named(self, lot: Sequence[Document], shown: Any) -> Iterator[Row]:
        people = self.store.copies.people({one["volunteer_id"] for one in lot})
        for one in lot:
            person = people.get(one["volunteer_id"], {})
            yield (person.get("number"), person.get("name"), *shown(one))

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}"


def as_xlsx(export: Export) -> bytes:
    """A workbook of five sheets. Raises TooManyRows."""
    out = io.BytesIO()
    with workbook(out) as book:
        for kind in KINDS:
            names = (title_of(kind, export.language), columns_of(kind, export.language))
            fill_sheet(book, *names, export.rows(kind))
    return out.getvalue()


def as_csv(export: Export) -> bytes:
    """A zip of five tables. Raises TooManyRows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, kind in enumerate(KINDS, 1):
            table = write_csv(columns_of(kind, export.language), export.rows(kind))
            packed.writestr(f"{place}-{title_of(kind, export.language)}.csv", table)
    return out.getvalue()


def _by_people(journals: Iterable[Document]) -> Iterator[list[Document]]:
    """Lots of about _LOT journals, never parting those of one person."""
    lot: list[Document] = []
    for one in journals:
        if len(lot) >= _LOT and one["volunteer_id"] != lot[-1]["volunteer_id"]:
            yield lot
            lot = []
        lot.append(one)
    if lot:
        yield lot
