"""What waits for people, whose turn it is, and what is late."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from services.hours.domain.notice import duties
from services.hours.domain.notice.duties import Count, Duty, duty
from services.hours.store import Store
from services.hours.store.late.filed import BACK_ENTRIES, CORRECTIONS
from shared.auth import Identity

MOST_OF_A_KIND = 200
_NOT_ANNOUNCED = {
    "zh": "{years}年的节假日安排尚未公布，期限暂按周一至周五计算。",
    "en": "The holidays of {years} are not announced yet: plain weekdays count until they are.",
}


def duties_of(
    organisation_id: str | None,
    *,
    by: Identity,
    store: Store,
    now: datetime,
    zone: tzinfo,
    language: str,
) -> dict[str, Any]:
    """{items, late, more, warning}: what waits in the organisations she works for, the most
    urgent first; at most 200 of a kind, ``more`` says when there are others.

    Raises NoSuchOrganisation, OutOfScope.
    """
    paths = by.paths("organiser")
    if organisation_id is not None:
        organisation = store.copies.known_organisation(organisation_id)
        by.must_reach("organiser", organisation["path"])
        paths = [organisation["path"]]
    count = Count.at(now, store.rules.book(), store.calendar.days(), zone)
    found = sorted(waiting(paths, store, now, count), key=lambda one: (one.due, one.about))
    people = store.copies.people({one.person_id for one in found if one.person_id})
    kinds = [one.kind for one in found]
    last = max((one.due for one in found), default=count.today)
    unknown = count.days.unknown(count.today, last)
    years = ("、" if language == "zh" else ", ").join(map(str, unknown))
    return {
        "items": [_shown(one, people) for one in found],
        "late": sum(one.late for one in found),
        "more": any(kinds.count(kind) >= MOST_OF_A_KIND for kind in set(kinds)),
        "warning": _NOT_ANNOUNCED[language].format(years=years) if unknown else None,
    }


def waiting(paths: Sequence[str], store: Store, now: datetime, count: Count) -> Iterator[Duty]:
    """All that waits under ``paths``; five round trips."""
    most = MOST_OF_A_KIND
    for row in store.waiting.activities(paths, now, most):
        yield duty(duties.CLOSE, row, row["end"], count)
    for name, status, kind in (
        (BACK_ENTRIES, "filed", duties.APPROVE),
        (CORRECTIONS, "filed", duties.CHECK),
        (CORRECTIONS, "checked", duties.DECIDE),
    ):
        for row in store.waiting.filed(name, status, paths, most):
            since = row["shift_end"] if name == BACK_ENTRIES else row["filed_at"]
            yield duty(kind, row, since, count)
    for row in store.waiting.objections(paths, most):
        yield duty(duties.OBJECTION, row, row["at"], count)
    for row in store.waiting.long_days(paths, most):
        yield duty(duties.LONG_DAY, _long_day(row), _end_of(row["date"], count.zone), count)


def _long_day(row: Mapping[str, Any]) -> dict[str, Any]:
    """A long day bears the name of what was done on it, and waits with who approves it."""
    path: str = row["path"]
    title = next((one["activity_title"] for one in row["claims"]), "")
    organisation_id = path.strip("/").split("/")[-1]
    about = {"_id": row["_id"], "title": title, "organisation_id": organisation_id}
    return {**about, "organisation_path": path}


def _end_of(day: str, zone: tzinfo) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=zone) + timedelta(hours=23, minutes=59)


def _shown(one: Duty, people: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    person = people.get(one.person_id) if one.person_id else None
    return {
        "kind": one.kind,
        "about": one.about,
        "title": one.title,
        "organisation_id": one.organisation_id,
        "turn": one.turn,
        "person_id": one.person_id,
        "person": person and person["name"],
        "since": one.since,
        "due": one.due,
        "working_days_left": one.left,
        "late": one.late,
    }
