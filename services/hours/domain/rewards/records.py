"""What is kept of a person beside her hours: honours, trainings and evaluations (order 67,
articles 8 to 11), and what is refused about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shared.refusal import Conflict, Forbidden, Invalid, NotFound

ORGANISER, SERVED = "organiser", "served"
_FIRST = date(1950, 1, 1)


class NoSuchRecord(NotFound):
    """Raised when there is no honour, training or evaluation of that id."""

    zh = "没有这条记录。"
    en = "There is no such record."


class AboutOneself(Forbidden):
    """Raised when somebody records or revokes an honour, a training or an evaluation of her own."""

    zh = "不能登记或撤销自己的记录，请由另一位管理人员操作。"
    en = "You cannot record or revoke this about yourself. Please let somebody else do it."


class DateImpossible(Invalid):
    """Raised when a day lies in the future, or before there were volunteers."""

    zh = "日期无效：不能晚于今天，也不能早于 1950 年。"
    en = "This day is not possible: it lies in the future, or before 1950."


class AlreadyRevoked(Conflict):
    """Raised when the record was revoked before."""

    zh = "该记录已被撤销。"
    en = "This record was revoked already."


class NoSuchActivity(NotFound):
    """Raised when there is no activity of that id."""

    zh = "没有这项活动。"
    en = "There is no such activity."


class NotOverYet(Conflict):
    """Raised when a service is evaluated before the activity has ended."""

    zh = "活动尚未结束，结束后才能评价。"
    en = "The activity is not over yet."


class WasNotThere(Conflict):
    """Raised when somebody is evaluated whose presence at the activity nobody recorded."""

    zh = "没有该志愿者参加这项活动的记录，不能评价。"
    en = "There is no record that this volunteer took part in the activity."


class AlreadyEvaluated(Conflict):
    """Raised when this side has evaluated this person at this activity before."""

    zh = "该志愿者在这项活动中的服务已有此类评价；如需更改，请先撤销。"
    en = "There is an evaluation of this kind already. Please revoke it first."


class SpeakerMissing(Invalid):
    """Raised when it is not said who of those served evaluates, or when the organiser is named."""

    zh = "服务对象的评价请注明评价人（said_by）；组织者的评价不需要。"
    en = "Say who of those served said so (said_by); of an organiser's own it is left out."


def must_be_possible(day: date, today: date) -> None:
    """Raises DateImpossible."""
    if not _FIRST <= day <= today:
        raise DateImpossible(field="date")


def standing_of(activity_id: str, volunteer_id: str, kind: str) -> str:
    """Names an evaluation: one of a kind for each person and activity."""
    return f"{activity_id}:{volunteer_id}:{kind}"


def stands(record: Mapping[str, Any]) -> bool:
    return record["revoked"] is None
