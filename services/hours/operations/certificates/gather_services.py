"""What of a person's services can be certified, and by whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import NamedTuple

from services.hours.domain.certificates.certificate import Issuer, Wish
from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.services import Line, Place, lines_of, standing_credits
from services.hours.domain.journals import Journal
from services.hours.operations.certificates.issuer_of import issuer_of, prepared
from services.hours.store import Store


class Gathered(NamedTuple):
    """``left_out``: how many services are not among the lines, because somebody objects."""

    lines: list[Line]
    left_out: int


def gather_services(
    wish: Wish, volunteer_id: str, *, store: Store, zone: tzinfo
) -> dict[Issuer, Gathered]:
    """What stands of the days and activities wished for, by who certifies it.

    Raises IssuerUnprepared, IssuerOnItsWay.
    """
    days = Days(wish.first, wish.last)
    journals = store.certificates.credits.between(volunteer_id, *days.around(zone))
    wanted = [
        one
        for one in standing_credits(journals, days, zone)
        if (wish.activity_ids is None or one["activity_id"] in wish.activity_ids)
        and wish.organisation_id in (None, one["organisation_id"])
    ]
    notice = store.certificates.credits.in_notice(one["_id"] for one in wanted)
    return {
        issuer: _gathered(credits_, notice, store, zone)
        for issuer, credits_ in _by_issuer(wanted, volunteer_id, store).items()
    }


def _by_issuer(
    credits_: Iterable[Journal], volunteer_id: str, store: Store
) -> Mapping[Issuer, list[Journal]]:
    found: defaultdict[Issuer, list[Journal]] = defaultdict(list)
    issuers: dict[str, Issuer] = {}
    for one in credits_:
        recorder = one["organisation_id"]
        if recorder not in issuers:
            certifies = issuer_of(recorder, volunteer_id, store=store)
            issuers[recorder] = prepared(certifies, store=store)
        found[issuers[recorder]].append(one)
    return found


def _gathered(
    credits_: Sequence[Journal], notice: Mapping[str, int], store: Store, zone: tzinfo
) -> Gathered:
    """``notice``: of the credits in public notice, how many objections each has."""
    lines = _lines(credits_, store, zone)
    for line in lines:
        line["in_notice"] = any(key in notice for key in line["journals"])
    sure = [one for one in lines if not any(notice.get(key) for key in one["journals"])]
    return Gathered(sure, len(lines) - len(sure))


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
