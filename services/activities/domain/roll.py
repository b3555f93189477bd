"""The roll: who is called, what comes of each call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.activities.domain.attendance import may_check_out, must_not_be_own
from services.activities.domain.check_in_rules import (
    CheckInRules,
    NotSignedUp,
    Row,
    check_in_refusal,
)
from shared.refusal import Conflict, NotFound, Refusal


class NoSuchVolunteer(NotFound):
    """Raised when a number or an id belongs to nobody we know."""

    zh = "没有编号为“{number}”的志愿者。"
    en = "There is no volunteer with the number “{number}”."


class CalledTwice(Conflict):
    """Raised when one roll calls a person both in and out."""

    zh = "同一份名单中此人既签到又签退，请分两次提交。"
    en = "This roll calls the same person both in and out. Send two rolls."


@dataclass(frozen=True, slots=True)
class Call:
    """One person called, and whether she comes ("in") or goes ("out").

    She is named by ``sign_up_id``, ``volunteer_id`` or ``number``. ``walk_in``: she may not have
    signed up; then she is entered first, in ``role_id``, where ``over_places`` is set even if
    every place is taken. ``came_at``: when, where that is told later.
    """

    action: str
    sign_up_id: str | None = None
    volunteer_id: str | None = None
    number: str | None = None
    walk_in: bool = False
    role_id: str | None = None
    over_places: bool = False
    came_at: datetime | None = None

    @property
    def way(self) -> str:
        """One of CHECK_WAYS."""
        return "walk_in" if self.walk_in else "roll_call"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``word``: done, repeated or refused; with what stands there now, or why not."""

    word: str
    attendance: Mapping[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None


def refused(no: Refusal) -> Outcome:
    return Outcome("refused", refusal=no)


def repeated(first: Outcome, same_action: bool) -> Outcome:
    """What comes of calling a person again whom the same roll has called before."""
    if not same_action:
        return refused(CalledTwice())
    return first if first.word == "refused" else Outcome("repeated", first.attendance)


def must_write(
    action: str,
    row: Row | None,
    recorder: str,
    now: datetime,
    rules: CheckInRules,
    pairs: int | None,
) -> bool:
    """True: open or close the row's interval; False: it is so already.

    ``pairs`` as in check_in_refusal. Raises NotSignedUp, OwnAttendance, and what check-in and
    check-out raise.
    """
    if row is None:
        raise NotSignedUp()
    must_not_be_own(recorder, row["volunteer_id"])
    if action == "out":
        return may_check_out(row, now)
    if no := check_in_refusal(row, now, rules, pairs=pairs):
        raise no
    return not row["open"]
