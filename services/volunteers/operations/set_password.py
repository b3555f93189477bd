"""Give oneself a password: with the old one, or with a code from a coordinator.

There is no SMS here: who forgot her password, or was entered by somebody, shows her document to a
coordinator and gets a code that works once.
"""

import secrets
from datetime import datetime, timedelta

from pymongo.client_session import ClientSession

from services.volunteers.domain import roles
from services.volunteers.domain.passwords import check_password
from services.volunteers.domain.volunteers import StandingUnfit
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.phones import national
from services.volunteers.store.records import again
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.volunteers import SignInCodeIssued
from shared.refusal import Invalid
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
_CODE_LENGTH = 10


class PasswordDiffers(Invalid):
    """Raised when the old password is not the one."""

    zh = "原密码不对。"
    en = "The old password is wrong."


class CodeWrong(Invalid):
    """Raised when number and code do not belong together, or the code is over or used."""

    zh = "志愿者编号或登录码不对，或登录码已过期，请向管理员重新索取。"
    en = "Number or code are wrong, or the code is over. Ask your coordinator for a new one."


def change_password(old: str, new: str, *, actor: Identity, store: Store, clock: Clock) -> None:
    """Replace the password and end all sessions. Raises PasswordDiffers, TooManyTries.

    A change counts as a try even when it is right: who gave a stranger's phone as her own could
    else learn the stranger's password by changing hers until a sign-in finds several accounts.
    """
    store.throttles.count("password", actor.volunteer_id, at=clock())
    person = store.people.get(actor.volunteer_id)
    if _is_set(person, new, store):
        return
    if not store.passwords.fits(old, person["password_hash"]):
        raise PasswordDiffers(field="old_password")
    _set(person["_id"], new, store)


def issue_sign_in_code(
    volunteer_id: str, *, actor: Identity, store: Store, own: VolunteerSettings, clock: Clock
) -> tuple[str, datetime]:
    """The code and when it ends. The volunteer is told, and sees among the accesses by whom: with
    it one could act in her name.

    Raises OutOfScope, RanksAbove, StandingUnfit.
    """
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    hashed = store.passwords.hash(code)
    at = clock()
    until = at + timedelta(days=own.sign_in_code_days)

    def work() -> Document:
        person = store.people.get(volunteer_id)
        actor.must_reach("coordinator", person["organisation_path"])
        issuer = store.people.authority(actor.volunteer_id)
        roles.check_rank(issuer, person)
        if person["status"] == "left":
            raise StandingUnfit()
        office = store.organisations.get(issuer["organisation_id"])["name"]
        told = {"issued_by": issuer["_id"], "organisation": office, "volunteer_id": volunteer_id}
        event = fact(SignInCodeIssued, volunteer_id, told, at=at)
        kept = {"hash": hashed, "expires_at": until, "by": issuer["_id"]}
        return store.people.change_silently(person, {"sign_in_code": kept}, events=[event])

    again(work)
    store.accesses.note(actor.volunteer_id, [volunteer_id], "sign_in_code", at)
    return code, until


def use_sign_in_code(
    number: str, code: str, new: str, *, address: str, store: Store, clock: Clock
) -> None:
    """Set the password by number and code; the code is spent, and its use noted among the
    accesses. Until somebody else than its issuer vouches, sessions are provisional.

    Raises CodeWrong, TooManyTries."""
    at = clock()
    store.throttles.count("code", number, address, at=at)
    found = store.people.of_number(number)
    if found and _is_set(found[0], new, store):
        return
    kept = found[0]["sign_in_code"] if found else None
    if not store.passwords.fits(code.strip().upper(), kept["hash"] if kept else None):
        raise CodeWrong(field="code")
    if not kept or kept["expires_at"] <= at:
        raise CodeWrong(field="code")
    store.throttles.succeeded("code", number, address)
    _set(found[0]["_id"], new, store, provisional_by=kept["by"])
    # Who issued it could have used it herself: the owner of the account sees that it was used.
    store.accesses.note(kept["by"], [found[0]["_id"]], "sign_in_code_used", at)


def _is_set(person: Document, new: str, store: Store) -> bool:
    """Whether this very command has set this very password: no other body is taken for it, though
    its key may be the same (bodies with secrets have no fingerprint)."""
    return is_repeat(person) and store.passwords.fits(new, person["password_hash"])


def _set(volunteer_id: str, new: str, store: Store, **more: str) -> None:
    """Check, hash and save; whoever held a session by the old password loses it. One's own change
    leaves ``provisional_by`` as it is: who took an account over could make it as well."""
    person = store.people.get(volunteer_id)
    day = person["birth_date"].replace("-", "")
    known = (national(person["phone"]) if person["phone"] else "", day, *person["pinyin"])
    check_password(new, personal=known, field="new_password")
    hashed = store.passwords.hash(new)

    def work(session: ClientSession) -> None:
        now = store.people.get(volunteer_id, session)
        changes = {"password_hash": hashed, "sign_in_code": None, **more}
        store.people.change_silently(now, changes, session)
        store.sessions.end_all(volunteer_id, session)

    store.transaction(work)
