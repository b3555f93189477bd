"""Take back a certificate that should not have been made, with a reason its holder reads."""

from services.hours.domain.certificates.certificate import Certificate
from services.hours.domain.certificates.refusals import AlreadyRevoked, NoSuchCertificate
from services.hours.domain.refusals import OwnHours
from services.hours.operations.certificates.tell_holder import tell_holder
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours import CertificateRevoked
from shared.storage.repeats import is_repeat


def revoke_certificate(
    number: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Certificate:
    """By a coordinator of the issuer, never her own. The hours stay: only the paper does not stand.

    Raises NoSuchCertificate, OutOfScope, OwnHours, AlreadyRevoked.
    """
    certificate = store.certificates.issued.find(number)
    if certificate is None:
        raise NoSuchCertificate
    issuer = store.copies.organisation(certificate["issuer_id"])
    if issuer is None:
        raise NoSuchCertificate
    by.must_reach("coordinator", issuer["path"])
    if certificate["volunteer_id"] == by.volunteer_id:
        raise OwnHours
    if is_repeat(certificate):
        return certificate
    at = clock()
    revoked = {"at": at, "by": by.volunteer_id, "reason": reason}
    fact = tell_holder(CertificateRevoked, certificate, reason, at=at)
    if not store.certificates.issued.revoke(number, revoked, fact):
        raise AlreadyRevoked
    return {**certificate, "revoked": revoked}
