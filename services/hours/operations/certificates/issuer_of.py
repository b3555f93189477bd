"""Who certifies what an organisation recorded (民发〔2015〕149号)."""

from services.hours.domain.certificates.certificate import Issuer
from services.hours.domain.certificates.refusals import IssuerOnItsWay, IssuerUnprepared
from services.hours.operations.notice.name_successor import last_of
from services.hours.store import Store
from shared.storage.mongo import Document


def issuer_of(organisation_id: str, volunteer_id: str, *, store: Store) -> Document:
    """The organisation that recorded it, or the one the volunteer took her record to, or their
    successor; where that is closed, the nearest one above it that is not: a superior unit
    certifies for a unit that was dissolved.

    Raises IssuerOnItsWay while our copy has not arrived.
    """
    keeper = store.custody.keeper(volunteer_id, organisation_id)
    recorder = store.copies.organisation(last_of(keeper, store.custody.successors()))
    if recorder is None:
        raise IssuerOnItsWay
    above = upwards(recorder["path"])
    known = store.certificates.names.organisations(above)
    for one in above:
        if one in known and known[one]["status"] == "active":
            return known[one]
    return recorder


def prepared(organisation: Document, *, store: Store) -> Issuer:
    """The issuer with those who sign for it: as it has said, else as the next one above has.

    Raises IssuerUnprepared when nobody has.
    """
    profile = store.certificates.issuers.nearest(upwards(organisation["path"]))
    if profile is None:
        raise IssuerUnprepared(name=organisation["name"])
    own = profile["_id"] == organisation["_id"]
    return Issuer(
        organisation["_id"],
        (own and profile["name"]) or organisation["name"],
        profile["responsible"],
        profile["handler"],
        profile["contact"],
    )


def upwards(path: str) -> list[str]:
    """The ids of an organisation and of those above it, the nearest first: "/a/b/" is b, a."""
    return path.strip("/").split("/")[::-1]
