"""Write an activity down and publish it, in one command of a person.

What forbids publication is found before anything is written, so that a form that is sent again,
mended, does not leave a draft behind each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.activities.domain import changing, drafting, lifecycle
from services.activities.operations.change_activity import ChangeActivity, change_activity
from services.activities.operations.draft_activity import (
    DEFAULTS,
    DraftActivity,
    draft_activity,
)
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
from shared.ids import id_from, new_id
from shared.storage.mongo import Document


@dataclass(frozen=True, slots=True)
class PublishDraft:
    """``fields`` as of DraftActivity or ChangeActivity; ``activity_id`` and ``revision`` of the
    draft that was changed, None for one not yet written; ``copied``: what it was copied from."""

    fields: Mapping[str, Any]
    by: Identity
    activity_id: str | None = None
    revision: int = 0
    copied: Document | None = None


def publish_draft(
    message: PublishDraft, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The published activity.

    Raises what drafting, changing and publishing raise; of what publication forbids nothing is
    written first.
    """
    parts: dict[str, Any] = {"store": store, "clock": clock, "settings": settings}
    if message.activity_id is None:
        whole = drafting.compose({**DEFAULTS, **message.fields}, new_id)
        lifecycle.check_publishable(whole | {"status": "draft"}, clock())
        draft = draft_activity(DraftActivity(message.fields, message.by, message.copied), **parts)
    else:
        old = in_scope(message.activity_id, message.by, store)
        if old["status"] == "draft":
            fields = dict(message.fields)
            lifecycle.check_publishable(changing.merge(old, fields, new_id), clock())
        change = ChangeActivity(message.activity_id, message.revision, message.fields, message.by)
        draft = change_activity(change, **parts)
    return _published(draft, message, parts)


def _published(draft: Document, message: PublishDraft, parts: dict[str, Any]) -> Document:
    """A step of its own within the command: the change before it bears the command's name."""
    key = command_key.get()
    token = command_key.set(id_from(key, "publish") if key else "")
    try:
        return publish_activity(PublishActivity(draft["_id"], message.by), **parts)
    finally:
        command_key.reset(token)
