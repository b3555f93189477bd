"""Remind who is in charge that an activity is not closed yet: once when three working days are
left, and once when it is late (order 67, article 11)."""

from datetime import tzinfo

from services.hours.domain.notice import duties
from services.hours.domain.notice.duties import Count, Duty, duty
from services.hours.store import Store
from shared.clock import Clock
from shared.contracts.hours_people import RecordDue
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact

_MOST = 1_000


def remind_of_duties(*, store: Store, clock: Clock, zone: tzinfo) -> int:
    """Returns how many reminders were given. Running it again gives none twice."""
    now = clock()
    count = Count.at(now, store.rules.book(), store.calendar.days(), zone)
    found = [
        duty(duties.CLOSE, row, row["end"], count)
        for row in store.waiting.activities(["/"], now, _MOST)
    ]
    wanted = {_key(one): one for one in found if one.stage and one.person_id}
    given = store.waiting.reminded(list(wanted))
    return sum(
        store.waiting.remind(_reminder(key, one, clock))
        for key, one in wanted.items()
        if key not in given
    )


def _key(one: Duty) -> str:
    return f"{one.kind}:{one.about}:{one.stage}"


def _reminder(key: str, one: Duty, clock: Clock) -> Document:
    at = clock()
    data = {
        "volunteer_id": one.person_id,
        "activity_id": one.about,
        "activity_title": one.title,
        "due": one.due.isoformat(),
        "late": one.late,
    }
    return {"_id": key, "at": at, FIELD: [fact(RecordDue, one.about, data, at=at)]}
