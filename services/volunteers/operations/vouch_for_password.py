"""Confirm that a password set with an issued code is the volunteer's own.

Two persons stand between an account and whoever would take it: who issued the code, and who has
since seen the volunteer in person. Until then her sessions are provisional (ADR 36).
"""

from services.volunteers.domain import roles
from services.volunteers.store import Store
from services.volunteers.store.records import again
from shared.auth import Identity
from shared.clock import Clock
from shared.refusal import Conflict, Forbidden
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat


class IssuerVouches(Forbidden):
    """Raised when who issued the code would also confirm whose password it set."""

    zh = "登录码是您开具的，须由另一位管理员当面确认。"
    en = "You issued the code yourself: another coordinator has to confirm it in person."


class VouchesForHerself(Forbidden):
    """Raised when somebody would confirm that she is herself."""

    zh = "不能为自己确认，请由另一位管理员办理。"
    en = "Nobody confirms it for herself. Ask another coordinator."


class NothingToVouch(Conflict):
    """Raised when the password is not one that was set with a code, or is confirmed already."""

    zh = "这位志愿者的密码无须确认，或已由他人确认。"
    en = "There is nothing to confirm about this volunteer's password, or somebody has done it."


def vouch_for_password(
    volunteer_id: str, *, actor: Identity, store: Store, clock: Clock
) -> Document:
    """From her next sign-in or renewal on she has her roles and may do everything; among the
    accesses she sees who vouched.

    Raises OutOfScope, RanksAbove, VouchesForHerself, IssuerVouches, NothingToVouch.
    """

    def work() -> Document:
        person = store.people.get(volunteer_id)
        actor.must_reach("coordinator", person["organisation_path"])
        if actor.volunteer_id == volunteer_id:
            raise VouchesForHerself()
        if is_repeat(person):
            return person
        roles.check_rank(store.people.authority(actor.volunteer_id), person)
        issuer = person.get("provisional_by")
        if issuer is None:
            raise NothingToVouch()
        if issuer == actor.volunteer_id:
            raise IssuerVouches()
        return store.people.change_silently(person, {"provisional_by": None})

    person = again(work)
    store.accesses.note(actor.volunteer_id, [volunteer_id], "vouched", clock())
    return person
