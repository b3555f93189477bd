"""A volunteer's own certificates."""

from typing import Any

from services.hours.domain.certificates.certificate import Certificate, state_of
from services.hours.domain.certificates.numbers import in_groups
from services.hours.store import Store
from services.hours.views.cursors import moment_and_key
from shared import paging

_PLAIN = (
    "language", "from", "to", "issued_on", "at", "issuer_id", "issuer", "minutes", "back_minutes",
    "left_out", "key_id",
)  # fmt: skip


def certificates_of(
    volunteer_id: str, cursor: str | None, limit: int, *, store: Store, url: str
) -> dict[str, Any]:
    """{items, next_cursor}, the newest first; ``url`` is the address of the site.

    Raises CursorInvalid.
    """
    rows = store.certificates.issued.of(volunteer_id, moment_and_key(cursor), limit + 1)
    page = rows[:limit]
    further = paging.encode([page[-1]["at"], page[-1]["_id"]]) if len(rows) > limit else None
    return {"items": [summary(row, url) for row in page], "next_cursor": further}


def summary(certificate: Certificate, url: str) -> dict[str, Any]:
    """One certificate as its holder sees it in a list."""
    revoked = certificate["revoked"]
    return {
        "number": certificate["_id"],
        "code": in_groups(certificate["code"]),
        "check_url": check_url(certificate, url),
        **{name: certificate[name] for name in _PLAIN},
        "state": state_of(certificate, None),
        "since": revoked["at"] if revoked else certificate["superseded_at"],
        "reason": revoked["reason"] if revoked else None,
    }


def check_url(certificate: Certificate, url: str) -> str:
    """The address in the QR code: who has it may look."""
    return f"{url.rstrip('/')}/certificates/{certificate['_id']}?c={certificate['code']}"
