"""Make the certificates of a volunteer's services: by herself, free of charge, whenever she likes.

Order 67, articles 14 and 15: free, printable by the volunteer, with service time, content and
recording unit. 民发〔2015〕149号: who records it certifies it. So there is one certificate for each
organisation that recorded (or now certifies) any of the services asked for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from secrets import randbits

from pymongo.client_session import ClientSession

from services.hours.domain.certificates import text
from services.hours.domain.certificates.certificate import Certificate, Issuer, Wish, draft
from services.hours.domain.certificates.limits import MADE
from services.hours.domain.certificates.numbers import CODE_LENGTH, letters, number_of
from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.refusals import (
    IssuerOnItsWay,
    NothingToCertify,
    TooManyServices,
)
from services.hours.domain.certificates.services import Line, Place, lines_of, standing_credits
from services.hours.domain.journals import Journal
from services.hours.operations.certificates.count_knock import count_knock
from services.hours.operations.certificates.issuer_of import issuer_of, prepared
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
    days = Days(wish.first, wish.last)
    days.must_be_certifiable(today)
    count_knock(MADE, by.volunteer_id, store=store, at=at)
    person = store.copies.person(by.volunteer_id)
    if person is None:
        raise IssuerOnItsWay
    made = []
    for issuer, credits_ in _by_issuer(_wanted(wish, days, by, store, zone), by, store).items():
        lines, left_out = _lines(credits_, store, zone), 0
        if len(lines) > MOST_SERVICES:
            raise TooManyServices(field="from", found=len(lines), most=MOST_SERVICES)
        if lines:
            facts = draft(wish, person, issuer, lines, left_out=left_out, issued_on=today, at=at)
            made.append(_signed(facts, command, store))
    if not made:
        raise NothingToCertify

    def write(session: ClientSession) -> None:
        store.certificates.issued.add(made, session)

    store.transaction(write)
    return made


def _wanted(wish: Wish, days: Days, by: Identity, store: Store, zone: tzinfo) -> Sequence[Journal]:
    journals = store.certificates.credits.between(by.volunteer_id, *days.around(zone))
    return [
        one
        for one in standing_credits(journals, days, zone)
        if (wish.activity_ids is None or one["activity_id"] in wish.activity_ids)
        and wish.organisation_id in (None, one["organisation_id"])
    ]


def _by_issuer(
    credits_: Sequence[Journal], by: Identity, store: Store
) -> Mapping[Issuer, list[Journal]]:
    found: defaultdict[Issuer, list[Journal]] = defaultdict(list)
    issuers: dict[str, Issuer] = {}
    for one in credits_:
        recorder = one["organisation_id"]
        if recorder not in issuers:
            certifies = issuer_of(recorder, by.volunteer_id, store=store)
            issuers[recorder] = prepared(certifies, store=store)
        found[issuers[recorder]].append(one)
    return found


def _lines(credits_: Sequence[Journal], store: Store, zone: tzinfo) -> list[Line]:
    """The lines with what our copies add: place, person in charge and the unit's name."""
    names = store.certificates.names
    activities = names.activities(one["activity_id"] for one in credits_)
    people = names.people(one["person_in_charge_id"] for one in activities.values())
    units = names.organisations(one["organisation_id"] for one in credits_)
    places = {
        key: Place(one["address"], people.get(one["person_in_charge_id"], {}).get("name"))
        for key, one in activities.items()
    }
    return lines_of(credits_, places, {key: one["name"] for key, one in units.items()}, zone)


def _signed(facts: Certificate, command: str, store: Store) -> Certificate:
    """The certificate with its number, its code, and the text its issuer signs."""
    signer = store.keys.signer(facts["issuer_id"])
    issued_on = date.fromisoformat(facts["issued_on"])
    number = number_of(issued_on, f"{command}\x1f{facts['issuer_id']}")
    certificate = {
        "_id": number,
        "code": letters(randbits(5 * CODE_LENGTH), CODE_LENGTH),
        "command": command,
        **facts,
        "key_id": signer.key_id,
    }
    message = text.unsigned(certificate, signer.key_id)
    certificate["text"] = message + text.encode(signer.key.sign(message.encode()))
    return certificate
