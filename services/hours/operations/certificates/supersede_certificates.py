"""A credit under a certificate was reversed: it stands no more, and its holder is told.

The check page needs none of this, it looks at the journals themselves. This follows the bank's own
``hours_corrected``, so that crediting costs nothing more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.hours.domain.certificates.certificate import Certificate, journals_under
from services.hours.operations.certificates.tell_holder import tell_holder
from services.hours.store import Store
from shared.context import request_id
from shared.contracts.envelope import Event
from shared.contracts.hours import CertificateSuperseded


def supersede_certificates(events: Sequence[Event], *, store: Store) -> None:
    """Idempotent: a certificate is superseded once, at the first reversal heard of."""
    corrections: defaultdict[str, list[tuple[int, Event]]] = defaultdict(list)
    for event in events:
        attendance, _, entry = event["data"]["journal_id"].rpartition("-")
        corrections[attendance].append((int(entry), event))
    for certificate in store.certificates.issued.resting_on(corrections):
        if later := _after(certificate, corrections):
            first = min(later, key=lambda event: event["time"])
            request_id.set(first["requestid"])
            since = datetime.fromisoformat(first["time"])
            reason = first["data"]["reason"]
            fact = tell_holder(CertificateSuperseded, certificate, reason, at=since)
            store.certificates.issued.supersede(certificate["_id"], since, fact)


def _after(
    certificate: Certificate, corrections: Mapping[str, Sequence[tuple[int, Event]]]
) -> list[Event]:
    """The corrections that came after a credit of this certificate in its chain. One that it was
    made from already is no news: it may be heard of late."""
    return [
        event
        for key in journals_under(certificate)
        for entry, event in corrections.get(key.rpartition("-")[0], ())
        if entry > int(key.rpartition("-")[2])
    ]
