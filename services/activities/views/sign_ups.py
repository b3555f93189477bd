"""Sign-ups as the person and her organisers see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.activities.domain import placing
from services.activities.domain.missing import NoSuchSignUp
from services.activities.store import Store
from shared import paging
from shared.auth import Identity
from shared.storage.mongo import Document

Plain = dict[str, Any]


def mine(args: Mapping[str, Any], volunteer_id: str, *, store: Store, now: datetime) -> Plain:
    """A page of one person's sign-ups; ``args`` as MineArgs says. Raises CursorInvalid."""
    after = paging.decode(args["cursor"], 2) if args["cursor"] else None
    rows = store.sign_ups.of_person(volunteer_id, now, after, args["limit"] + 1, past=args["past"])
    page = rows[: args["limit"]]
    more = len(rows) > len(page)
    last = paging.encode([page[-1]["start"], page[-1]["_id"]]) if more else None
    return {"items": many_shown(page, store=store, now=now), "next_cursor": last}


def one(sign_up_id: str, identity: Identity, *, store: Store, now: datetime) -> Plain:
    """One sign-up. Raises NoSuchSignUp, also when it is none of the caller's business."""
    row = store.sign_ups.get(sign_up_id)
    if row is None:
        raise NoSuchSignUp()
    own = row["volunteer_id"] == identity.volunteer_id
    if not own and not identity.reaches("organiser", row["organisation_path"]):
        raise NoSuchSignUp()
    return shown(row, store=store, now=now)


def shown(row: Document, *, store: Store, now: datetime) -> Plain:
    """One sign-up, ready for its answer."""
    return many_shown([row], store=store, now=now)[0]


def many_shown(rows: Sequence[Document], *, store: Store, now: datetime) -> list[Plain]:
    """Sign-ups with position, deadline and whom to call."""
    if not rows:
        return []
    activities = store.activities.get_many({row["activity_id"] for row in rows})
    calls = store.people.to_call(activities.values())
    return [
        _shown(row, activities[row["activity_id"]], calls[row["activity_id"]], store, now)
        for row in rows
    ]


def _shown(
    row: Document, activity: Document, call: Mapping[str, str], store: Store, now: datetime
) -> Plain:
    until = placing.withdraw_until(activity, row)
    return {
        **row,
        "sign_up_id": row["_id"],
        "position": store.sign_ups.position(row) if row["status"] == "waitlisted" else None,
        "withdraw_until": until if until is not None and until >= now else None,
        "contact": call if row["status"] == "accepted" else None,
    }
