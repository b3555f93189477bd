"""What a trial of rules says: its progress, its figures, and who would gain or lose what."""

from collections.abc import Iterable, Iterator
from typing import Any

from services.hours.domain.rules.refusals import NoSuchTrial
from services.hours.store import Store
from shared import paging
from shared.auth import Identity
from shared.storage.mongo import Document
from shared.tables import write_csv, write_xlsx

_COLUMNS = {
    "zh": ("志愿者编号", "姓名", "考勤数", "原分钟", "新分钟", "增减"),
    "en": ("Number", "Name", "Attendances", "Minutes before", "Minutes after", "Difference"),
}
_TITLE = {"zh": "规则试算", "en": "Trial of rules"}
_AT_ONCE = 1_000


def trial_of(trial_id: str, *, by: Identity, store: Store) -> Document:
    """A trial. Raises NoSuchTrial, OutOfScope."""
    trial = store.trials.find(trial_id)
    if trial is None:
        raise NoSuchTrial
    organisation = store.copies.organisation(trial["organisation_id"]) or trial
    by.must_reach("coordinator", organisation["path"])
    return trial


def trials_of(
    organisation_id: str, cursor: str | None, limit: int, *, by: Identity, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}. Raises NoSuchOrganisation, OutOfScope, CursorInvalid."""
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach("coordinator", organisation["path"])
    after = str(paging.decode(cursor, 1)[0]) if cursor else None
    rows = store.trials.of_organisation(organisation_id, after, limit + 1)
    further = paging.encode([rows[limit - 1]["_id"]]) if len(rows) > limit else None
    return {"items": rows[:limit], "next_cursor": further}


def lines_of(
    trial_id: str, cursor: str | None, limit: int, *, by: Identity, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: whoever would lose most first; those nothing is added to or taken from
    have a line where their attendances would be explained otherwise.

    Raises NoSuchTrial, OutOfScope, CursorInvalid.
    """
    trial_of(trial_id, by=by, store=store)
    rows = store.trials.lines(trial_id, _after(cursor), limit + 1)
    page = rows[:limit]
    last = [page[-1]["difference"], page[-1]["_id"]] if len(rows) > limit else None
    return {
        "items": list(_named(page, store)),
        "next_cursor": last and paging.encode(last),
    }


def table_of(trial_id: str, kind: str, language: str, *, by: Identity, store: Store) -> bytes:
    """All lines as a table; ``kind``: "csv" or "xlsx". Raises NoSuchTrial, OutOfScope."""
    trial_of(trial_id, by=by, store=store)
    rows = [
        (one["number"], one["name"], *(one[key] for key in _FIGURES))
        for one in _named(store.trials.lines(trial_id, None), store)
    ]
    if kind == "csv":
        return write_csv(_COLUMNS[language], rows)
    return write_xlsx(_COLUMNS[language], rows, _TITLE[language])


_FIGURES = ("attendances", "before", "after", "difference")


def _named(lines: Iterable[Document], store: Store) -> Iterator[Document]:
    """The lines with the names we know, asked for many at a time."""
    rows = list(lines)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        people = store.copies.people({one["volunteer_id"] for one in some})
        for one in some:
            person = people.get(one["volunteer_id"], {})
            yield one | {"name": person.get("name"), "number": person.get("number")}


def _after(cursor: str | None) -> list[Any] | None:
    if cursor is None:
        return None
    difference, key = paging.decode(cursor, 2)
    if not isinstance(difference, int):
        raise paging.CursorInvalid(field="cursor")
    return [difference, str(key)]
