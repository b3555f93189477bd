"""Change a draft freely, a published activity within what people have signed up for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain import changing, drafting, facts, lifecycle
from services.activities.operations.draft_activity import as_point, check_known, organisation_path
from services.activities.operations.publish_activity import in_scope
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.store.activities import searchable
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import ActivityChanged
from shared.ids import new_id
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat

NOTHING: list[Document] = []


@dataclass(frozen=True, slots=True)
class ChangeActivity:
    """``fields`` are those to change; ``revision`` is the one the caller has seen."""

    activity_id: str
    revision: int
    fields: Mapping[str, Any]
    by: Identity


def change_activity(
    message: ChangeActivity, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The activity as it is now. Sign-ups follow by the event.

    Raises Changed, NoSuchActivity, OutOfScope, WrongStatus and the refusals of changing.
    """

    def work(session: ClientSession) -> Document:
        old = in_scope(message.activity_id, message.by, store, session)
        if is_repeat(old):
            return old
        if old["revision"] != message.revision:
            raise Changed()
        lifecycle.check_status(old, "draft", "published")
        new = _merged(old, message, store)
        drafting.check(new, settings.longest_shift_hours, settings.location_people)
        if old["status"] == "draft":
            changes, events = _difference(old, new), NOTHING
        else:
            changes, events = _public_change(old, new, store, clock(), session)
        if not changes:
            return old
        if not store.activities.save(old, changes, events, session):
            raise Changed()
        return {**old, **changes, "revision": old["revision"] + 1}

    return store.transaction(work)


def _merged(old: Document, message: ChangeActivity, store: Store) -> Document:
    fields = dict(message.fields)
    if "point" in fields:
        fields["point"] = as_point(fields["point"])
    if "organisation_id" in fields:
        path = organisation_path(fields["organisation_id"], message.by, store)
        message.by.must_reach("organiser", path)
        fields["organisation_path"] = path
    if "title" in fields:
        fields["search"] = searchable(fields["title"])
    new = changing.merge(old, fields, new_id)
    if {"person_in_charge_id", "team_ids"} & set(fields):
        check_known(new, message.by, store, before=old)
    return new


def _public_change(
    old: Document, new: Document, store: Store, now: datetime, session: ClientSession
) -> tuple[Document, list[Document]]:
    """What to write and tell of a published activity; its place counters are written too."""
    counters = store.places.of_activity(old["_id"], session)
    names = changing.check_change(old, new, counters, now)
    changes = _difference(old, new)
    if not changes:
        return {}, []
    new = {**new, "revision": old["revision"] + 1}
    store.places.set_places(new, new["revision"], session)
    store.places.remove(changing.removed(new, counters), session)
    data = facts.activity_data(new, changes=names)
    return changes, [fact(ActivityChanged, old["_id"], data, at=now)]


def _difference(old: Document, new: Document) -> Document:
    return {name: value for name, value in new.items() if old.get(name) != value}
