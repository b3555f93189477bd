"""Let its holder have a certificate on paper, as often as she likes, as long as it stands."""

from services.hours.domain.certificates.certificate import Certificate
from services.hours.domain.certificates.limits import MADE
from services.hours.domain.certificates.refusals import CertificateStandsNoMore, NoSuchCertificate
from services.hours.operations.certificates.check_certificate import standing
from services.hours.operations.certificates.count_knock import count_knock
from services.hours.store import Store
from services.hours.store.certificates.keys import Signer
from shared.auth import Identity
from shared.clock import Clock


def prepare_paper(
    number: str, *, by: Identity, store: Store, clock: Clock
) -> tuple[Certificate, Signer]:
    """The certificate to be drawn and the key its issuer signs with now. Nobody else's: she alone
    decides who sees it (order 67, article 17).

    Raises NoSuchCertificate, CertificateStandsNoMore, TooManyCertificates.
    """
    found = store.certificates.issued.find(number)
    if found is None or found["volunteer_id"] != by.volunteer_id:
        raise NoSuchCertificate
    count_knock(MADE, by.volunteer_id, store=store, at=clock())
    if standing(found, store=store)[0] != "stands":
        raise CertificateStandsNoMore
    return found, store.keys.signer(found["issuer_id"])
