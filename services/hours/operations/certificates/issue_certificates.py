"""Make the certificates of a volunteer's services: by herself, free of charge, whenever she likes.

Order 67, articles 14 and 15: free, printable by the volunteer, with service time, content and
recording unit. 民发〔2015〕149号: who records it certifies it. So there is one certificate for each
organisation that recorded (or now certifies) any of the services asked for.
"""

from datetime import date, tzinfo
from secrets import randbits

from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError

from services.hours.domain.certificates import text
from services.hours.domain.certificates.certificate import Certificate, Wish, draft
from services.hours.domain.certificates.limits import MADE
from services.hours.domain.certificates.numbers import CODE_LENGTH, letters, number_of
from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.refusals import (
    IssuerOnItsWay,
    NothingToCertify,
    TooManyServices,
)
from services.hours.operations.certificates.count_knock import count_knock
from services.hours.operations.certificates.gather_services import gather_services
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id

MOST_SERVICES = 2_000


def issue_certificates(
    wish: Wish, *, by: Identity, store: Store, zone: tzinfo, clock: Clock
) -> list[Certificate]:
    """What is made is written at once or not at all; the same command gives the same ones.

    Raises CertificatePeriodInvalid, NothingToCertify, TooManyServices, IssuerUnprepared,
    IssuerOnItsWay, TooManyCertificates.
    """
    command, at = command_id(), clock()
    if before := store.certificates.issued.made_by(command, by.volunteer_id):
        return before
    today = at.astimezone(zone).date()
    Days(wish.first, wish.last).must_be_certifiable(today)
    count_knock(MADE, by.volunteer_id, store=store, at=at)
    person = store.copies.person(by.volunteer_id)
    if person is None:
        raise IssuerOnItsWay
    made = []
    for issuer, found in gather_services(wish, by.volunteer_id, store=store, zone=zone).items():
        if len(found.lines) > MOST_SERVICES:
            raise TooManyServices(field="from", found=len(found.lines), most=MOST_SERVICES)
        if found.lines:
            facts = draft(wish, person, issuer, *found, issued_on=today, at=at)
            made.append(_signed(facts, command, store))
    if not made:
        raise NothingToCertify
    return _keep(made, store)


def _signed(facts: Certificate, command: str, store: Store) -> Certificate:
    """The certificate with its number, its code, and the text its issuer signs."""
    signer = store.keys.signer(facts["issuer_id"])
    issued_on = date.fromisoformat(facts["issued_on"])
    certificate = {
        "_id": number_of(issued_on, f"{command}\x1f{facts['issuer_id']}"),
        "code": letters(randbits(5 * CODE_LENGTH), CODE_LENGTH),
        "command": command,
        **facts,
        "key_id": signer.key_id,
    }
    message = text.unsigned(certificate, signer.key_id)
    certificate["text"] = message + text.encode(signer.key.sign(message.encode()))
    return certificate


def _keep(made: list[Certificate], store: Store) -> list[Certificate]:
    """All or none; where the same command was at work twice at once, what the first one kept."""

    def write(session: ClientSession) -> None:
        store.certificates.issued.add(made, session)

    try:
        store.transaction(write)
    except BulkWriteError:
        before = store.certificates.issued.made_by(made[0]["command"], made[0]["volunteer_id"])
        if not before:
            raise
        return before
    return made
