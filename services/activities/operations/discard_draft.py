"""Throw a draft away. Nobody but its organisers has seen it, so nobody is told."""

from dataclasses import dataclass

from services.activities.domain import lifecycle
from services.activities.operations.publish_activity import in_scope
from services.activities.store import Store
from shared.auth import Identity
from shared.refusal import Changed


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    activity_id: str
    by: Identity


def discard_draft(message: DiscardDraft, *, store: Store) -> str:
    """Its title. Raises NoSuchActivity, OutOfScope, WrongStatus; Changed: somebody wrote it or
    published it meanwhile."""
    draft = in_scope(message.activity_id, message.by, store)
    lifecycle.check_status(draft, "draft")
    if not store.activities.discard(draft):
        raise Changed()
    return str(draft["title"])
