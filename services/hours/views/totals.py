"""Hours and attendances by month or by organisation, for a subtree and a period."""

from collections.abc import Iterable
from typing import Any

from services.hours.domain.periods import Period
from services.hours.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document

READER = "organiser"
_SUMS = ("minutes", "back_minutes", "attendances")


def totals_by_month(
    organisation_id: str | None, period: Period, by: Identity, *, store: Store
) -> dict[str, Any]:
    """A line for each month with hours: the organisation and all below it; None: all she reaches.

    Raises NoSuchOrganisation, OutOfScope.
    """
    below = store.copies.within(_roots(organisation_id, by, store))
    rows = store.accounts.issued(_ids(below), period.first, period.last, "month")
    return _answer({"month": row["_id"], **_sums([row])} for row in rows)


def totals_by_organisation(
    organisation_id: str | None, period: Period, by: Identity, *, store: Store
) -> dict[str, Any]:
    """A line for the organisation itself and one for each right below it with its whole subtree;
    where she reaches several subtrees and names none, a line for each.

    Raises NoSuchOrganisation, OutOfScope.
    """
    roots = _roots(organisation_id, by, store)
    below = store.copies.within(roots)
    rows = store.accounts.issued(_ids(below), period.first, period.last, "organisation_id")
    own = {row["_id"]: row for row in rows}
    lines: dict[str, list[Document]] = {}
    for one in below:
        lines.setdefault(_line(one["path"], roots), []).append(own.get(one["_id"], {}))
    named = {one["path"]: one for one in below}
    return _answer({**_head(path, named), **_sums(inside)} for path, inside in lines.items())


def _line(path: str, roots: list[str]) -> str:
    """The path of the line an organisation counts in."""
    root = next(one for one in roots if path.startswith(one))
    if len(roots) > 1 or path == root:
        return root
    return root + path.removeprefix(root).split("/", 1)[0] + "/"


def _head(path: str, named: dict[str, Document]) -> dict[str, Any]:
    """Whose line it is; the name is None while our copy of it has not arrived."""
    found = named.get(path, {})
    return {
        "organisation_id": path.rstrip("/").rpartition("/")[2],
        "name": found.get("name"),
        "level": found.get("level"),
        "path": path,
    }


def _roots(organisation_id: str | None, by: Identity, store: Store) -> list[str]:
    """The tops of the subtrees asked for, none within another."""
    if organisation_id is None:
        mine = by.paths(READER)
        return sorted({one for one in mine if not any(_inside(one, other) for other in mine)})
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach(READER, organisation["path"])
    return [organisation["path"]]


def _inside(path: str, other: str) -> bool:
    return path != other and path.startswith(other)


def _ids(organisations: Iterable[Document]) -> list[str]:
    return [one["_id"] for one in organisations]


def _sums(rows: Iterable[Document]) -> dict[str, int]:
    found = list(rows)
    return {name: sum(row.get(name, 0) for row in found) for name in _SUMS}


def _answer(lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """{items, total}: the total is the sum of what is shown, always."""
    items = list(lines)
    return {"items": items, "total": _sums(items)}
