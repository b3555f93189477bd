"""The sheet an activity is written on: rows of shifts and roles that come and go without a script.

Its form is flat: shifts.0.start, shifts.0.roles.1.name. Rows are numbered without gaps before they
are read, so that what is wrong stands beside the right one.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from shared.pages import Form, now, t, zone
from shared.refusal import Refusal

Values = dict[str, Any]  # texts; of what is ticked among several a list of them
Rows = list[dict[str, Any]]
_LOCAL = "%Y-%m-%dT%H:%M"
MOST_SHIFTS, MOST_ROLES = 40, 12


class Sheet(Form):
    """A form that shows ``values`` even when something was sent: the rows may be others now."""

    def __init__(self, first: Mapping[str, Any]) -> None:
        super().__init__(first)
        self.boxes = request.form.getlist("boxes")
        self.others: list[dict[str, Any]] = []
        self.step = request.form.get("do", "") if self.sent else ""
        if self.sent:
            plain = {key: value for key, value in request.form.items() if key not in _KERNEL}
            several = {key: request.form.getlist(key) for key in _SEVERAL if key in plain}
            self.first = numbered(plain | several)

    @property
    def rows(self) -> Rows:
        """[{at, roles: [at]}], numbers of the rows to show."""
        return rows_of(self.first)

    @property
    def more_wrong(self) -> bool:
        """Whether something is wrong among what is folded away."""
        return any(name.partition(".")[0] in _FOLDED for name in self.errors)

    def value(self, name: str) -> str:
        return str(self.first.get(name, ""))

    def list(self, name: str) -> list[str]:
        return [str(one) for one in self.first.get(name, ())]

    def ticked(self, name: str) -> bool:
        return bool(self.first.get(name))

    def typed(self) -> MultiDict[str, str]:
        """What a schema is filled from."""
        found: MultiDict[str, str] = MultiDict(self.first)
        for box in self.boxes:
            found.add("boxes", box)
        return found

    def turn(self) -> bool:
        """Add or remove the row the button names; False: it was another button."""
        word, _, where = self.step.partition(":")
        change = _TURNS.get(word)
        if change is None:
            return False
        self.first = numbered(change(self.first, where))
        return True


_FOLDED = (
    "mode", "withdrawal_minutes", "opens_at", "closes_at", "minimum_age", "maximum_age",
    "qualifications", "in_charge", "person_in_charge_id", "point", "check_in", "team_ids",
)  # fmt: skip
_SEVERAL = ("team_ids",)
_KERNEL = ("csrf", "command", "form", "do", "boxes")


def numbered(typed: Mapping[str, Any]) -> Values:
    """The same with shifts, and the roles of each, counted from 0 without gaps."""
    kept = {key: value for key, value in typed.items() if not key.startswith("shifts.")}
    for new, old in enumerate(_numbers(typed, "shifts.")):
        own = f"shifts.{old}."
        for key, value in typed.items():
            if key.startswith(own) and not key.startswith(f"{own}roles."):
                kept[f"shifts.{new}.{key[len(own) :]}"] = value
        for role, was in enumerate(_numbers(typed, f"{own}roles.")):
            prefix = f"{own}roles.{was}."
            for key, value in typed.items():
                if key.startswith(prefix):
                    kept[f"shifts.{new}.roles.{role}.{key[len(prefix) :]}"] = value
    return kept


def rows_of(typed: Mapping[str, Any]) -> Rows:
    return [
        {"at": int(shift), "roles": [int(r) for r in _numbers(typed, f"shifts.{shift}.roles.")]}
        for shift in _numbers(typed, "shifts.")
    ]


@contextmanager
def beside(
    typed: Sequence[Mapping[str, Any]], stored: Sequence[Mapping[str, Any]]
) -> Iterator[None]:
    """Refusals of a shift name the row of the sheet: a record has its shifts by their start, and
    among them those ``stored`` that are cancelled, which the sheet does not show."""
    rows: list[tuple[datetime, str, int]] = [
        (shift["start"], str(shift.get("shift_id") or "~"), at) for at, shift in enumerate(typed)
    ]
    rows += [(s["start"], s["shift_id"], -1) for s in stored if s["cancelled"] is not None]
    order = [at for _, _, at in sorted(rows)]
    try:
        yield
    except Refusal as no:
        word, _, rest = (no.field or "").partition(".")
        number, _, rest = rest.partition(".")
        if word == "shifts" and number.isdigit() and int(number) < len(order):
            no.field = f"shifts.{order[int(number)]}.{rest}"
        raise


def _numbers(typed: Mapping[str, Any], prefix: str) -> list[str]:
    """One more than a sheet may have at most: each row looks through all that was sent."""
    found = {key[len(prefix) :].partition(".")[0] for key in typed if key.startswith(prefix)}
    plain = (one for one in found if one.isascii() and one.isdigit() and len(one) < 6)
    return sorted(plain, key=int)[: MOST_SHIFTS + 1]


def _add_shift(typed: Mapping[str, Any], _: str) -> Values:
    """Like the last one, a day later."""
    rows, values = rows_of(typed), dict(typed)
    if len(rows) >= MOST_SHIFTS:
        return values
    new, last = len(rows), len(rows) - 1
    if not rows:
        return values | first_shift()
    for name in ("start", "end"):
        values[f"shifts.{new}.{name}"] = _day_later(str(typed.get(f"shifts.{last}.{name}", "")))
    for role in rows[last]["roles"]:
        for name in ("name", "places"):
            old = f"shifts.{last}.roles.{role}.{name}"
            values[f"shifts.{new}.roles.{role}.{name}"] = str(typed.get(old, ""))
    return values


def _day_later(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text) + timedelta(days=1):{_LOCAL}}"
    except (ValueError, OverflowError):
        return text


def first_shift() -> Values:
    """Next Saturday morning, one role: what most activities are near to."""
    today = now().astimezone(zone())
    ahead = (5 - today.weekday()) % 7 or 7
    start = (today + timedelta(days=ahead)).replace(hour=9, minute=0)
    return {
        "shifts.0.start": f"{start:{_LOCAL}}",
        "shifts.0.end": f"{start + timedelta(hours=2):{_LOCAL}}",
        "shifts.0.roles.0.name": t("志愿者", "Volunteer"),
        "shifts.0.roles.0.places": "10",
    }


def _add_role(typed: Mapping[str, Any], where: str) -> Values:
    count = len(_numbers(typed, f"shifts.{where}.roles."))
    if not where.isdigit() or count >= MOST_ROLES:
        return dict(typed)
    role = f"shifts.{where}.roles.{count}"
    return {**typed, f"{role}.name": "", f"{role}.places": ""}


def _remove_shift(typed: Mapping[str, Any], where: str) -> Values:
    return {k: v for k, v in typed.items() if not k.startswith(f"shifts.{where}.")}


def _remove_role(typed: Mapping[str, Any], where: str) -> Values:
    shift, _, role = where.partition(".")
    gone = f"shifts.{shift}.roles.{role}."
    return {k: v for k, v in typed.items() if not k.startswith(gone)}


_TURNS = {
    "add_shift": _add_shift,
    "add_role": _add_role,
    "remove_shift": _remove_shift,
    "remove_role": _remove_role,
}
