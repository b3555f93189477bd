"""Sign in with a phone (or volunteer number) and password."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.volunteers.domain.numbers import is_number
from services.volunteers.domain.patience import FREE_TRIES_OF_ADDRESS
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.phones import read_phone
from shared.auth import Grant, Identity
from shared.clock import Clock
from shared.refusal import Changed, Conflict
from shared.storage.mongo import Document
from shared.tokens import NotSignedIn, sign


class SignInFailed(NotSignedIn):
    """Raised when nobody has this phone and password; which of the two is wrong stays open."""

    zh = "手机号或密码不对。"
    en = "The phone number or the password is wrong."


class SeveralAccounts(Conflict):
    """Raised when a family shares phone and password."""

    zh = "有多人使用这个手机号和密码，请改用志愿者编号登录。"
    en = "Several volunteers use this phone and password. Sign in with the volunteer number."


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Who asks, and the address she asks from."""

    phone: object
    """A phone number, or a volunteer number."""
    password: str = field(repr=False)
    address: str


@dataclass(frozen=True, slots=True)
class Signed:
    """What a person who is signed in holds."""

    volunteer_id: str
    access_token: str = field(repr=False)
    expires_at: datetime
    refresh_token: str = field(repr=False)


def sign_in(asked: SignIn, *, store: Store, own: VolunteerSettings, clock: Clock) -> Signed:
    """A new session. Raises SignInFailed, SeveralAccounts, TooManyTries, PhoneUnreadable.

    Tries are counted for this phone from this address, so that a guesser elsewhere does not lock
    the owner out; failures are also counted for the address, widely, against guessing many phones.
    """
    store.ready()
    at = clock()
    typed = str(asked.phone)
    who = typed if is_number(typed) else read_phone(asked.phone, own.phone_region)
    store.throttles.check("address", asked.address, at=at)
    store.throttles.count("sign in", who, asked.address, at=at)
    holders = _holders(who, store)
    fitting = _fitting(holders, asked.password, store)
    if not fitting:
        store.throttles.failed("address", asked.address, at=at, free=FREE_TRIES_OF_ADDRESS)
        raise SignInFailed()
    if len(holders) > 1:  # her own password must not give her new tries at another's
        store.throttles.take_back("sign in", who, asked.address, at=at)
    else:
        store.throttles.succeeded("sign in", who, asked.address)
    if len(fitting) > 1:
        raise SeveralAccounts(field="phone")
    person = fitting[0]
    _renew_hash(person, asked.password, store)
    return signed(person, store.sessions.begin(person["_id"], at), own, at)


def signed(person: Document, refresh_token: str, own: VolunteerSettings, at: datetime) -> Signed:
    """The answer to a sign-in or refresh, with the roles held now."""
    minutes = own.access_token_minutes
    token = sign(identity_of(person), own.token_private_key, at=at, minutes=minutes)
    return Signed(person["_id"], token, at + timedelta(minutes=minutes), refresh_token)


def identity_of(person: Document) -> Identity:
    """Who this is, for the token. Somebody suspended keeps her records but no role; so does who
    has a password by a code that nobody but its issuer stands for (``vouch_for_password``)."""
    provisional = person.get("provisional_by") is not None
    grants = person["grants"] if person["status"] == "active" and not provisional else []
    return Identity(
        person["_id"],
        person["number"],
        tuple(Grant(one["role"], one["organisation_path"]) for one in grants),
        person["language"],
        provisional,
    )


def _holders(who: str, store: Store) -> list[Document]:
    """Those with this phone or number who have a password."""
    found = store.people.of_number(who) if is_number(who) else store.people.of_phone(who)
    return [person for person in found if person["password_hash"]]


def _fitting(holders: Sequence[Document], password: str, store: Store) -> list[Document]:
    """Those with this password; where there is nobody, as much time is spent."""
    if not holders:
        store.passwords.fits(password, None)
    return [one for one in holders if store.passwords.fits(password, one["password_hash"])]


def _renew_hash(person: Document, password: str, store: Store) -> None:
    """Hash again when the profile changed; another time will do if the record changes now."""
    if store.passwords.outdated(person["password_hash"]):
        try:
            store.people.change_silently(person, {"password_hash": store.passwords.hash(password)})
        except Changed:
            return
