"""To whom an organiser may write, and how much."""

from collections.abc import Mapping
from typing import Any

from services.activities.domain.facts import instant
from services.activities.domain.lifecycle import check_status
from shared.refusal import Conflict, Invalid, TooMany

Record = Mapping[str, Any]
LONGEST = 500
MOST_PEOPLE = 20_000
AUDIENCES = ("accepted", "waitlisted", "applied")


class TooManyMessages(TooMany):
    """Raised when the day's messages about one activity are used up."""

    zh = "每个活动一天最多发{most}条消息，今天已发完。请明天再发，或打电话联系。"
    en = "At most {most} messages a day may be sent for one activity. Write tomorrow, or call."


class NobodyToTell(Conflict):
    zh = "没有符合条件的报名者，消息没有发出。"
    en = "Nobody who signed up is meant by this, so nothing was sent."


class TooManyPeople(Conflict):
    zh = "一条消息最多发给{most}人，请按场次分别发送。"
    en = "One message reaches at most {most} people. Write to one shift at a time."


class NoSuchShiftHere(Invalid):
    zh = "此活动没有这个场次。"
    en = "This activity has no such shift."


def check_writable(activity: Record, shift_id: str | None) -> None:
    """Raises WrongStatus for a draft or what is cancelled, NoSuchShiftHere."""
    check_status(activity, "published", "ended", "closed")
    if shift_id and all(shift["shift_id"] != shift_id for shift in activity["shifts"]):
        raise NoSuchShiftHere(field="shift_id")


def message_data(message: Record, row: Record) -> dict[str, Any]:
    """The data of the event that tells one person."""
    named = ("activity_id", "activity_title", "shift_id", "volunteer_id")
    return {
        "message_id": message["_id"],
        "sign_up_id": row["_id"],
        **{name: row[name] for name in named},
        "start": instant(row["start"]),
        "end": instant(row["end"]),
        "message": message["text"],
        "sender": message["sender"],
    }
