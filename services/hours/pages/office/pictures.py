"""From figures to the rows of pictures: label, number, and the number as people read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.pages.words import minutes

Bar = tuple[str, int, str]
_MOST = 40
_NAMES = (("month", "by_month"), ("kind", "by_kind"), ("name", "by_organisation"))


def pictures_of(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a year with a picture of hours and one of attendances for each view;
    organisations with most hours first, 40 at most."""
    found: dict[str, Any] = {"total": figures["total"]}
    for label, group in _NAMES:
        rows = figures[group]
        if group == "by_organisation":
            rows = sorted(rows, key=lambda one: -one["minutes"])[:_MOST]
        found[f"hours_{group}"] = hours(rows, label)
        found[f"attendances_{group}"] = [
            (one[label] or "?", one["attendances"], f"{one['attendances']:,}") for one in rows
        ]
    return found


def hours(rows: Iterable[Mapping[str, Any]], label: str) -> list[Bar]:
    """A bar of hours for each row."""
    return [(one[label] or "?", one["minutes"], minutes(one["minutes"])) for one in rows]
