"""One certificate as it is kept: the facts its holder chose to print, fixed when it was made.

_id            its number
code           opens its check page; on paper and in the QR code only
command        what made it, so that a repeated command meets it
volunteer_id   the holder; issuer_id: the organisation that certifies
language       "zh" | "en"; from, to, issued_on: local days, "2026-11-21"; at: the instant
person         {name, sex, number}; sex None: not to be shown. No identity number is ever here
issuer         {name, responsible, handler, contact} as they were then
services       lines (domain/certificates/services.py)
minutes        their sum; back_minutes: that of those entered afterwards
left_out       how many services were not certified: somebody objected, and it is not yet decided
attendances    what it rests on
text, key_id   signed text (domain/certificates/text.py) and the key that signed it
superseded_at  when one of its credits was reversed; None while it stands
revoked        None, or {at, by, reason}
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from services.hours.domain.certificates.services import Line

Certificate = dict[str, Any]


class Wish(NamedTuple):
    """What a volunteer asks to have certified; ``activity_ids`` None: all of the period."""

    first: date
    last: date
    language: str
    activity_ids: frozenset[str] | None = None
    organisation_id: str | None = None
    show_sex: bool = True


class Issuer(NamedTuple):
    """Who certifies (民发〔2015〕149号): the unit, and the persons and contact it has named."""

    organisation_id: str
    name: str
    responsible: str
    handler: str
    contact: str


def draft(
    wish: Wish,
    person: Mapping[str, Any],
    issuer: Issuer,
    lines: Sequence[Line],
    left_out: int,
    *,
    issued_on: date,
    at: datetime,
) -> Certificate:
    """All of a certificate but its number, code, command and signature."""
    return {
        "volunteer_id": person["_id"],
        "issuer_id": issuer.organisation_id,
        "language": wish.language,
        "from": wish.first.isoformat(),
        "to": wish.last.isoformat(),
        "issued_on": issued_on.isoformat(),
        "at": at,
        "person": {
            "name": person["name"],
            "sex": person.get("sex") if wish.show_sex else None,
            "number": person["number"],
        },
        "issuer": {
            "name": issuer.name,
            "responsible": issuer.responsible,
            "handler": issuer.handler,
            "contact": issuer.contact,
        },
        "services": list(lines),
        "minutes": sum(line["minutes"] for line in lines),
        "back_minutes": sum(line["minutes"] for line in lines if line["back_entry"]),
        "left_out": left_out,
        "attendances": [key.rpartition("-")[0] for line in lines for key in line["journals"]],
        "superseded_at": None,
        "revoked": None,
    }


def journals_under(certificate: Mapping[str, Any]) -> list[str]:
    """The ids of the credits a certificate rests on."""
    return [key for line in certificate["services"] for key in line["journals"]]


def reversals_of(journals: Sequence[str]) -> list[str]:
    """The ids the reversals of these credits have, once there are any: the next of each chain."""
    split = (key.rpartition("-") for key in journals)
    return [f"{attendance}-{int(entry) + 1:03d}" for attendance, _, entry in split]


def state_of(certificate: Mapping[str, Any], reversed_at: datetime | None) -> str:
    """One of stands, superseded, revoked; ``reversed_at``: when a credit under it was reversed."""
    if certificate["revoked"]:
        return "revoked"
    return "superseded" if reversed_at or certificate["superseded_at"] else "stands"
