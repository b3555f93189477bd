"""Who may sign up for a shift, and when.

Age, ability and health match the work (Regulations, article 15); some work needs a qualification
(article 16). The limits are the activity's own.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from shared.refusal import Conflict, Forbidden, Invalid

Record = Mapping[str, Any]


class NotOpen(Conflict):
    """Raised for an activity that is no longer, or not, held as published."""

    zh = "此活动目前不接受报名。"
    en = "This activity takes no sign-ups."


class WindowNotOpen(Conflict):
    zh = "报名尚未开始，开始时间：{opens_at}。"
    en = "Sign-up opens at {opens_at}."


class WindowClosed(Conflict):
    zh = "报名已截止。"
    en = "Sign-up is closed."


class ShiftBegun(Conflict):
    zh = "该场次已经开始，请到现场联系负责人。"
    en = "This shift has begun. Please see the organiser on site."


class NotActive(Forbidden):
    """Raised for volunteers who are suspended or have left."""

    zh = "您的志愿者资格目前不可用，不能报名。请联系所属组织。"
    en = "Your volunteer account is not active, so you cannot sign up. Ask your organisation."


class TooYoung(Conflict):
    zh = "活动当天须年满{minimum}岁。"
    en = "You must be at least {minimum} years old on the day."


class TooOld(Conflict):
    zh = "活动当天年龄不能超过{maximum}岁。"
    en = "You may be at most {maximum} years old on the day."


class QualificationMissing(Conflict):
    zh = "此活动需要资格：{missing}。"
    en = "This activity needs the qualification: {missing}."


class TeamsOnly(Conflict):
    zh = "此活动仅限指定志愿服务队的队员报名。"
    en = "This activity is for the members of certain teams."


class ChooseRole(Invalid):
    zh = "此场次有多个岗位，请选择一个。"
    en = "This shift has several roles. Please choose one."


class UnknownRole(Invalid):
    zh = "此场次没有这个岗位。"
    en = "This shift has no such role."


def check_window(activity: Record, shift: Record, now: datetime, zone: tzinfo) -> None:
    """Raises NotOpen, WindowNotOpen, ShiftBegun, WindowClosed."""
    if activity["opens_at"] is not None and now < activity["opens_at"]:
        raise WindowNotOpen(opens_at=spoken(activity["opens_at"], zone))
    check_held(activity, shift)
    check_ahead(shift, now)
    if activity["closes_at"] is not None and activity["closes_at"] <= now:
        raise WindowClosed()


def check_walk_in(activity: Record, shift: Record, now: datetime, early: timedelta) -> None:
    """Whoever comes to the place may be entered from ``early`` before the shift until it ends.

    Not sooner: a walk-in passes by the sign-up window and the waitlist. One that a phone kept is
    told when the activity may be over. Raises NotOpen.
    """
    if activity["status"] != "ended":
        check_held(activity, shift)
    if shift["cancelled"] is not None:
        raise NotOpen()
    if not shift["start"] - early <= now < shift["end"]:
        raise NotOpen()


def check_held(activity: Record, shift: Record) -> None:
    """Raises NotOpen unless the shift takes place as published."""
    if activity["status"] != "published" or shift["cancelled"] is not None:
        raise NotOpen()


def check_ahead(shift: Record, now: datetime) -> None:
    """Raises ShiftBegun."""
    if shift["start"] <= now:
        raise ShiftBegun()


def check_person(
    activity: Record, shift: Record, person: Record, zone: tzinfo, youngest: int
) -> None:
    """Raises NotActive, TooYoung, TooOld, QualificationMissing."""
    check_active(person)
    age = _age(shift, person, zone)
    minimum = max(youngest, activity["minimum_age"] or 0)
    if age < minimum:
        raise TooYoung(minimum=minimum)
    if activity["maximum_age"] is not None and age > activity["maximum_age"]:
        raise TooOld(maximum=activity["maximum_age"])
    missing = [q for q in activity["qualifications"] if q not in person["qualifications"]]
    if missing:
        raise QualificationMissing(missing="、".join(missing))


def check_active(person: Record) -> None:
    """Raises NotActive."""
    if person["status"] != "active":
        raise NotActive()


def check_team(activity: Record, person: Record) -> None:
    """Raises TeamsOnly."""
    wanted = set(activity["team_ids"])
    if wanted and not wanted & set(person["team_ids"]):
        raise TeamsOnly()


def choose_role(shift: Record, role_id: str | None) -> Record:
    """The role asked for, or the only one. Raises ChooseRole, UnknownRole."""
    if role_id is None and len(shift["roles"]) > 1:
        raise ChooseRole(field="role_id")
    for role in shift["roles"]:
        if role_id in (None, role["role_id"]):
            found: Record = role
            return found
    raise UnknownRole(field="role_id")


def marks(shift: Record, person: Record, zone: tzinfo, accompanied_below: int) -> list[str]:
    """What the roster says of this person from the start: "accompanied" for a young child."""
    return ["accompanied"] if _age(shift, person, zone) < accompanied_below else []


def _age(shift: Record, person: Record, zone: tzinfo) -> int:
    """On the shift's day, as the office counts days."""
    day = shift["start"].astimezone(zone).date()
    return age_on(date.fromisoformat(person["birth_date"]), day)


def age_on(born: date, day: date) -> int:
    """Whole years; born on 29 February one is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def spoken(moment: datetime, zone: tzinfo) -> str:
    """An instant as people read it, in the office's zone: 2026-05-01 09:00."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
