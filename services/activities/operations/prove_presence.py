"""Judge a volunteer's proof of being on site: a scanned token, six digits, or her location."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.activities.domain.attendance import OwnAttendance
from services.activities.domain.check_in_rules import (
    CheckInRules,
    NotSignedUp,
    shares_a_day,
    tries_refusal,
)
from services.activities.domain.codes import Codes, WrongDigits
from services.activities.domain.location import LocationNotAllowed, Point, must_be_near
from services.activities.domain.missing import NoSuchShift
from services.activities.operations.oversee_activity import oversees
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.ids import id_from


@dataclass(frozen=True, slots=True)
class Claim:
    """What a volunteer shows: ``token``; or ``shift_id`` with ``digits`` or with ``phone``, where
    her phone says it is, right to ``accuracy`` metres. ``device``: the mark her phone keeps.
    ``by``: who she is, with her roles."""

    volunteer_id: str
    token: str | None = None
    shift_id: str | None = None
    digits: str | None = None
    phone: Point | None = None
    accuracy: float = 0.0
    device: str | None = None
    by: Identity | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """``way`` is one of CHECK_WAYS; ``shared_day`` as in domain/codes.py; ``distance``: metres from
    the place, by location."""

    shift_id: str
    way: str
    shared_day: bool
    distance: int | None = None

    @property
    def by_code(self) -> bool:
        return self.way in ("qr", "code")


def prove_presence(
    claim: Claim, now: datetime, *, store: Store, settings: ActivitySettings
) -> Proof:
    """The proof, or a refusal. A good token or good digits need no read and no write.

    Raises CodeNotOurs, CodeExpired, NotSignedUp, WrongDigits, TooManyTries, NoSuchShift,
    OwnAttendance, LocationNotAllowed, LocationTooVague, TooFarAway.
    """
    codes = codes_of(settings)
    if claim.token is not None:
        code = codes.read_token(claim.token, now)
        return Proof(code.shift_id, "qr", code.shared_day)
    shift_id = str(claim.shift_id)
    if claim.digits is not None:
        try:
            code = codes.read_digits(shift_id, claim.digits, now)
        except WrongDigits:
            if store.sign_ups.of_command(claim.volunteer_id):
                raise  # a repeat guesses nothing: the digits were right when it came first
            _count_try(id_from(shift_id, claim.volunteer_id), now, store, settings)
            raise
        return Proof(shift_id, "code", code.shared_day)
    return _by_location(claim, shift_id, store, settings)


def _count_try(sign_up_id: str, now: datetime, store: Store, settings: ActivitySettings) -> None:
    """Remember the guess in the row it could have opened: the good path then needs no look-up."""
    rules = rules_of(settings)
    row = store.attendance.count_try(sign_up_id, now, rules.tries_window)
    if row is None:  # as for the right ones: nobody finds them out without a row that counts
        raise NotSignedUp()
    if no := tries_refusal(row, now, rules):
        raise no


def _by_location(claim: Claim, shift_id: str, store: Store, settings: ActivitySettings) -> Proof:
    activity = store.activities.of_shift(shift_id)
    if activity is None:
        raise NoSuchShift()
    if claim.by is not None and oversees(claim.by, activity):
        raise OwnAttendance()  # who may say where it takes place does not vouch for herself by it
    if not activity["check_in"]["location"] or claim.phone is None:
        raise LocationNotAllowed(field="shift_id")
    longitude, latitude = activity["point"]["coordinates"]
    distance = must_be_near(
        claim.phone,
        claim.accuracy,
        Point(latitude, longitude),
        radius=activity["check_in"]["radius"],
        vaguest=settings.location_accuracy_metres,
    )
    early = timedelta(minutes=settings.check_in_opens_minutes)
    shared = shares_a_day(shift_id, activity["shifts"], early, rules_of(settings))
    return Proof(shift_id, "location", shared, round(distance))


def codes_of(settings: ActivitySettings) -> Codes:
    """The office's codes."""
    return Codes(settings.code_secret.encode(), settings.code_seconds)


def rules_of(settings: ActivitySettings) -> CheckInRules:
    """The office's rules of check-in."""
    return CheckInRules(
        zone=settings.zone,
        pairs_a_day=settings.pairs_a_day,
        tries=settings.code_tries,
        tries_window=timedelta(minutes=settings.code_tries_minutes),
    )
