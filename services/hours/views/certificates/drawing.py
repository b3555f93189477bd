"""Drawing papers: one at a time in a process, so that others' requests are answered meanwhile."""

from datetime import tzinfo
from threading import Lock

from services.hours.domain.certificates.certificate import Certificate
from services.hours.store.certificates.keys import Signer

_DRAWING = Lock()


def drawn(certificate: Certificate, signer: Signer, *, url: str, zone: tzinfo) -> bytes:
    """The PDF of a certificate, sealed with its issuer's key."""
    # Fonts and drawing take 45 MB: only a process that draws has them.
    from services.hours.views.certificates.paper import paper_of

    with _DRAWING:
        return paper_of(certificate, url=url, zone=zone, key_id=signer.key_id, key=signer.key)
