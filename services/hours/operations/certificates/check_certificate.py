"""Whether a certificate stands: asked by anybody who has it in hand (order 67, article 16)."""

import hmac
from datetime import datetime
from typing import Any

from services.hours.domain.certificates.certificate import (
    Certificate,
    journals_under,
    reversals_of,
    state_of,
)
from services.hours.domain.certificates.limits import CHECKS
from services.hours.domain.certificates.numbers import read_code, read_number
from services.hours.operations.certificates.count_knock import count_knock, count_wrong
from services.hours.store import Store
from shared.clock import Clock

_UNKNOWN: dict[str, Any] = {"state": "unknown", "since": None, "certificate": None}
# What was not printed is not shown: no ids, no reasons, nothing of the holder's account.
_PRINTED = (
    "_id", "language", "from", "to", "issued_on", "person", "issuer", "services", "minutes",
    "back_minutes", "left_out", "key_id",
)  # fmt: skip
_PRINTED_OF_A_LINE = (
    "date", "spans", "title", "role", "place", "in_charge", "unit", "minutes", "back_entry",
    "in_notice",
)  # fmt: skip


def check_certificate(
    number: str, code: str, *, address: str, store: Store, clock: Clock
) -> dict[str, Any]:
    """{state: "stands" | "superseded" | "revoked" | "unknown", since: the instant that ended it,
    certificate: the facts its holder printed}.

    A number without its code is as unknown as one that never was. Raises TooManyChecks.
    """
    at = clock()
    count_knock(CHECKS, address, store=store, at=at)
    known = read_number(number)
    found = store.certificates.issued.find(known) if known else None
    if found is None or not _same(found["code"], read_code(code)):
        count_wrong(CHECKS, address, store=store, at=at)
        return _UNKNOWN
    state, since = standing(found, store=store)
    return {"state": state, "since": since, "certificate": _printed(found)}


def standing(certificate: Certificate, *, store: Store) -> tuple[str, datetime | None]:
    """Its state now, and since when it stands no more.

    The journals themselves are looked at, so that a reversal shows in the same moment.
    """
    reversals = reversals_of(journals_under(certificate))
    reversed_at = store.certificates.credits.first_of(reversals)
    state = state_of(certificate, reversed_at)
    if state == "revoked":
        return state, certificate["revoked"]["at"]
    return state, reversed_at or certificate["superseded_at"]


def _same(code: str, given: str) -> bool:
    return hmac.compare_digest(code.encode(), given.encode())


def _printed(certificate: Certificate) -> dict[str, Any]:
    printed = {key: certificate[key] for key in _PRINTED}
    lines = certificate["services"]
    printed["services"] = [{key: line[key] for key in _PRINTED_OF_A_LINE} for line in lines]
    return printed
