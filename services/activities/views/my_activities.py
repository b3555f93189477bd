"""An organiser's activities: drafts, running, coming, over and to be closed; what waits in each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views.activities import many_shown
from shared.auth import Identity
from shared.storage.mongo import Document

Plain = dict[str, Any]
_MOST = 60
_A_PAGE = 30
_LATEST = 3


def my_activities(
    identity: Identity, *, all_units: bool, store: Store, now: datetime, settings: ActivitySettings
) -> dict[str, list[Plain]]:
    """{drafts, running, coming, to_close, done}; each has beside what is shown of an activity
    ``numbers``: places, taken, waiting, applied, still_in, forgotten."""
    whose = _whose(identity, all_units, store)
    ahead: Document = {"status": "published", "ends_at": {"$gt": now}}
    over: Document = {
        "$or": [{"status": "ended"}, {"status": "published", "ends_at": {"$lte": now}}]
    }
    ended = {"status": {"$in": ["closed", "cancelled"]}}
    find = store.organised.activities
    drafts = find(whose, {"status": "draft"}, _MOST, newest=True)
    to_come = find(whose, ahead, _MOST)
    to_close = find(whose, over, _MOST, newest=True)
    done = find(whose, ended, _LATEST, newest=True)
    shown = _with_numbers([*drafts, *to_come, *to_close, *done], store, now)
    early = timedelta(minutes=settings.check_in_opens_minutes)
    running = {row["_id"] for row in to_come if shift_now(row, now, early) is not None}

    def those(rows: Sequence[Document]) -> list[Plain]:
        return [shown[row["_id"]] for row in rows]

    return {
        "drafts": those(drafts),
        "running": those([row for row in to_come if row["_id"] in running]),
        "coming": those([row for row in to_come if row["_id"] not in running]),
        "to_close": those(to_close),
        "done": those(done),
    }


def done(
    identity: Identity, page: int, *, all_units: bool, store: Store, now: datetime
) -> tuple[list[Plain], bool]:
    """A page (from 0) of what is closed or cancelled, the latest first; whether there is more."""
    whose = _whose(identity, all_units, store)
    wanted: Document = {"status": {"$in": ["closed", "cancelled"]}}
    rows = store.organised.activities(whose, wanted, _A_PAGE + 1, newest=True, skip=page * _A_PAGE)
    shown = _with_numbers(rows[:_A_PAGE], store, now)
    return list(shown.values()), len(rows) > _A_PAGE


def latest(identity: Identity, *, store: Store) -> list[Document]:
    """Her last activities, to copy one of them."""
    whose = _whose(identity, False, store)
    wanted: Document = {"status": {"$ne": "draft"}}
    return store.organised.activities(whose, wanted, _LATEST, newest=True)


def shift_now(activity: Mapping[str, Any], now: datetime, early: timedelta) -> Document | None:
    """The shift that is on, or begins within ``early``; the first of several."""
    held = [shift for shift in activity["shifts"] if shift["cancelled"] is None]
    return next((s for s in held if s["start"] - early <= now < s["end"]), None)


def _whose(identity: Identity, all_units: bool, store: Store) -> Document:
    paths = identity.paths("organiser") if all_units else None
    return store.organised.hers(identity.volunteer_id, paths or None)


def _with_numbers(rows: Sequence[Document], store: Store, now: datetime) -> dict[str, Plain]:
    ids = [row["_id"] for row in rows]
    over = [row["_id"] for row in rows if row["ends_at"] and row["ends_at"] <= now]
    still_in, forgotten = store.organised.still_in(ids, now), store.organised.forgotten(over)
    shown = {}
    for one in many_shown(rows, store):
        key = one["activity_id"]
        roles = [r for s in one["shifts"] if s["cancelled"] is None for r in s["roles"]]
        numbers = {
            name: sum(role[name] for role in roles)
            for name in ("places", "taken", "waiting", "applied")
        }
        left = {"still_in": still_in.get(key, 0), "forgotten": forgotten.get(key, 0)}
        shown[key] = {**one, "numbers": numbers | left}
    return shown
