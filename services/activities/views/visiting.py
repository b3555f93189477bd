"""One activity as a visitor sees it, with what she has to do with it herself."""

from datetime import datetime
from typing import Any

from services.activities.domain.missing import NoSuchSignUp
from services.activities.store import Store
from services.activities.views import activities, sign_ups
from shared.auth import Identity
from shared.storage.mongo import Document

Plain = dict[str, Any]


def visit(activity_id: str, identity: Identity | None, *, store: Store, now: datetime) -> Plain:
    """The activity as views.activities shows it; each shift with ``over`` and ``mine``, her
    sign-up for it as views.sign_ups shows it, or None. Raises NoSuchActivity."""
    shown = activities.activity(activity_id, identity, store=store)
    rows = store.mine.in_activity(identity.volunteer_id, activity_id) if identity else {}
    told = sign_ups.many_shown(list(rows.values()), store=store, now=now)
    mine = {one["shift_id"]: one for one in told}
    shifts = [
        {**shift, "over": shift["end"] <= now, "begun": shift["start"] <= now}
        | {"mine": mine.get(shift["shift_id"])}
        for shift in shown["shifts"]
    ]
    return {**shown, "shifts": shifts}


def my_sign_up(sign_up_id: str, volunteer_id: str, *, store: Store, now: datetime) -> Plain:
    """Her own sign-up, with the activity's texts under ``activity``. Raises NoSuchSignUp."""
    row = my_row(sign_up_id, volunteer_id, store=store)
    activity = store.activities.require(row["activity_id"])
    shown = sign_ups.shown(row, store=store, now=now)
    return {**shown, "activity": {**activity, "bring": activity.get("bring", "")}}


def my_row(sign_up_id: str, volunteer_id: str, *, store: Store) -> Document:
    """Her own sign-up as it is kept. Raises NoSuchSignUp."""
    row = store.sign_ups.get(sign_up_id)
    if row is None or row["volunteer_id"] != volunteer_id:
        raise NoSuchSignUp()
    return row
