"""Repeat an activity in the weeks to come: a draft for each, or published at once."""

from dataclasses import dataclass
from typing import Any

from services.activities.domain import drafting, weeks
from services.activities.operations.draft_activity import DraftActivity, draft_activity
from services.activities.operations.publish_activity import (
    PublishActivity,
    in_scope,
    publish_activity,
)
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.context import command_key
from shared.ids import id_from
from shared.refusal import Refusal
from shared.storage.mongo import Document


@dataclass(frozen=True, slots=True)
class RepeatWeekly:
    """``times``: how many weeks after the activity's own, 1 to 26."""

    activity_id: str
    times: int
    publish: bool
    by: Identity


@dataclass(frozen=True, slots=True)
class Repeated:
    """What became of one week. ``status``: done | repeated (it stood there already) | refused;
    ``activity`` is None where not even a draft was made."""

    starts_at: Any
    status: str
    activity: Document | None = None
    refusal: Refusal | None = None


def repeat_weekly(
    message: RepeatWeekly, *, store: Store, clock: Clock, settings: ActivitySettings
) -> list[Repeated]:
    """One outcome for each week, in their order. A week's activity has an id made of this one's and
    the week: however often it is asked for, there is one.

    Raises NoSuchActivity, OutOfScope, NothingToRepeat.
    """
    old = in_scope(message.activity_id, message.by, store)
    if old["starts_at"] is None:
        raise weeks.NothingToRepeat()
    parts: dict[str, Any] = {"store": store, "clock": clock, "settings": settings}
    return [_week(old, number, message, parts) for number in range(1, message.times + 1)]


def _week(old: Document, number: int, message: RepeatWeekly, parts: dict[str, Any]) -> Repeated:
    zone = parts["settings"].zone
    starts_at = weeks.later(old["starts_at"], number, zone)
    key = id_from("weekly", old["_id"], f"{starts_at.astimezone(zone):%Y-%m-%d}")
    found = parts["store"].activities.get(key)
    try:
        made = found or _drafted(old, number, key, message.by, parts)
    except Refusal as no:
        return Repeated(starts_at, "refused", None, no)
    if not message.publish or made["status"] != "draft":
        before = found is not None and found.get("drafted_under") != (command_key.get() or None)
        return Repeated(starts_at, "repeated" if before else "done", made)
    try:
        published = publish_activity(PublishActivity(key, message.by), **parts)
    except Refusal as no:
        return Repeated(starts_at, "refused", made, no)
    return Repeated(starts_at, "done", published)


def _drafted(old: Document, number: int, key: str, by: Identity, parts: dict[str, Any]) -> Document:
    zone = parts["settings"].zone
    fields = drafting.as_copy(old)
    fields["shifts"] = weeks.shifts_later(old["shifts"], number, zone)
    fields |= weeks.window_later(old, number, zone)
    return draft_activity(DraftActivity(fields, by, copied=old, key=key), **parts)
