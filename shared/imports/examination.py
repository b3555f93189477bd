"""Reading the rows of an import one by one: what comes in, what was there, what is wrong."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from pymongo.client_session import ClientSession

from shared.imports.columns import Column
from shared.imports.mapping import FieldMap, by_titles, read_mapping
from shared.refusal import Conflict, Refusal
from shared.storage.mongo import Document
from shared.tables import Row, Table

MOST_PROBLEMS = 20_000
STEP = 200
_LONG_NUMBER = re.compile(r"\d[\dxX \-]{10,}(?=[\dxX]{2})")


class MoreCells(Conflict):
    zh, en = "单元格比表头多，可能有未加引号的逗号。", "There are more cells than the header has."


class SameAgain(Conflict):
    zh, en = "与第 {row} 行是同一条记录。", "This is the same record as row {row}."


class Given(NamedTuple):
    """A row: its number in the file, and what it says by our columns (None where empty)."""

    number: int
    values: Mapping[str, Any]


class Entry(NamedTuple):
    """What one or several rows became; ``keys`` name it, each of them alike at every import."""

    keys: list[str]
    record: Document
    rows: int = 1


Group = list[tuple[Row, Given | None]]


class Importer(Protocol):
    """What a service takes, and what it does with it.

    Rows with the same value in the column ``group_by`` belong to one record.
    """

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> Sequence[Column]: ...

    @property
    def group_by(self) -> str | None: ...

    def look_up(self, rows: Sequence[Given]) -> None:
        """Read at once what the entries of these rows are going to ask for."""

    def entry(self, rows: Sequence[Given], job: Document) -> Entry:
        """The record of these rows. Raises a Refusal whose field is one of our columns."""

    def known(self, keys: Sequence[str]) -> set[str]:
        """Which of these keys belong to a record that is here already."""

    def write(self, records: Sequence[Any], job: Document, session: ClientSession) -> None:
        """Write records that entries were made with, and their events."""

    def seal(self, data: bytes, job_id: str) -> bytes:
        """Make a waiting file unreadable for whoever sees the database."""

    def unseal(self, data: bytes, job_id: str) -> bytes:
        """The inverse of seal."""


def map_of(importer: Importer, mapping: bytes | None, table: Table) -> FieldMap:
    """How this table is read: by its mapping file, else by our own titles."""
    if mapping:
        return read_mapping(mapping, importer.columns, table.columns)
    return by_titles(importer.columns, table.columns)


@dataclass
class Examination:
    """``read`` each row, then ``close``."""

    importer: Importer
    field_map: FieldMap
    job: Document
    entries: list[Entry] = field(default_factory=list)
    problems: list[Document] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    repeated: int = 0
    skipped: int = 0
    _groups: dict[str, Group] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        """Take one row; a green worker breathes between two of them."""
        time.sleep(0)
        if not self.field_map.takes(row.cells):
            self.skipped += 1
            return
        values: dict[str, Any] = {}
        wrong: list[Refusal] = [MoreCells()] if "" in row.cells else []
        for column in self.importer.columns:
            try:
                text = self.field_map.text(column.name, row.cells)
                values[column.name] = column.value(text, self.field_map.dates)
            except Refusal as no:
                wrong.append(no)
        for reason in wrong:
            self._refuse(row, reason)
        given = None if wrong else Given(row.number, values)
        group = values.get(self.importer.group_by or "")
        key = f"row {row.number}" if group is None else f"of {group}"
        self._groups.setdefault(key, []).append((row, given))

    def close(self, progress: Callable[[int], object]) -> None:
        """Make the records, and part what is new from what is known.

        ``progress`` hears how many rows are done, every STEP groups.
        """
        made: list[Entry] = []
        rows_of: dict[str, int] = {}
        groups, done = list(self._groups.values()), self.skipped
        for start in range(0, len(groups), STEP):
            some = groups[start : start + STEP]
            self.importer.look_up([given for group in some for _, given in group if given])
            for group in some:
                self._make(group, made, rows_of)
            done += sum(map(len, some))
            progress(done)
        known = self.importer.known(list(rows_of))
        self.entries = [entry for entry in made if known.isdisjoint(entry.keys)]
        self.repeated = sum(entry.rows for entry in made) - sum(e.rows for e in self.entries)

    def _make(self, group: Group, made: list[Entry], rows_of: dict[str, int]) -> None:
        """Add the group's record to ``made``, or refuse its rows: all of them, or none."""
        time.sleep(0)
        rows = [given for _, given in group if given]
        try:
            if len(rows) == len(group):
                entry = self.importer.entry(rows, self.job)
                for twin in filter(rows_of.__contains__, entry.keys):
                    raise SameAgain(row=rows_of[twin])
                rows_of |= dict.fromkeys(entry.keys, rows[0].number)
                made.append(entry)
                return
        except Refusal as no:
            self._refuse(group[0][0], no)
        self.refused.update(row.number for row, _ in group)

    def outcome(self) -> Document:
        """The end of the job, as its document says it."""
        return {
            "accepted": sum(entry.rows for entry in self.entries),
            "repeated": self.repeated,
            "skipped": self.skipped,
            "refused": len(self.refused),
            "problems": sorted(self.problems, key=lambda problem: problem["row"]),
        }

    def _refuse(self, row: Row, no: Refusal) -> None:
        self.refused.add(row.number)
        if len(self.problems) >= MOST_PROBLEMS:
            return
        column = self._column((no.field or "").replace(".", "_"))
        places = self.field_map.names(column.name) if column else []
        value = " ".join(row.cells[place] for place in places)[:80]
        if column and column.secret:
            value = "*" * (len(value) - 2) + value[-2:] if len(value) > 6 else "*" * len(value)
        value = _LONG_NUMBER.sub(lambda found: "*" * len(found[0]), value)
        title = ", ".join(places) or (column.zh if column else no.field or "")
        told = {"zh": no.text("zh"), "en": no.text("en")}
        self.problems.append({"row": row.number, "column": title, "value": value, **told})

    def _column(self, name: str) -> Column | None:
        """The column a refusal is about: "guardian" is about guardian_name too."""
        return next((c for c in self.importer.columns if name and c.name.startswith(name)), None)
