"""What the holder of a certificate is told of it."""

from datetime import datetime

from services.hours.domain.certificates.certificate import Certificate
from shared.contracts.envelope import Contract
from shared.storage.outbox import Fact, fact


def tell_holder(
    contract: type[Contract], certificate: Certificate, reason: str, *, at: datetime
) -> Fact:
    """The fact that a certificate was superseded or revoked, and why."""
    data = {
        "certificate_number": certificate["_id"],
        "volunteer_id": certificate["volunteer_id"],
        "issuer_id": certificate["issuer_id"],
        "issuer": certificate["issuer"]["name"],
        "first_day": certificate["from"],
        "last_day": certificate["to"],
        "issued_on": certificate["issued_on"],
        "reason": reason,
    }
    return fact(contract, certificate["_id"], data, at=at)
