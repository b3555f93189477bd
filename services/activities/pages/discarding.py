"""/organise/<id>/discard: a draft that nobody wants any more."""

from typing import Any

from services.activities.domain.missing import NoSuchActivity
from services.activities.operations.discard_draft import DiscardDraft, discard_draft
from services.activities.pages import applicants
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done
from shared.web import allow, current


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """The button beside a draft, which asks once."""
    room = Pages("discarding", __name__, url_prefix="/organise")
    parts = {"store": store, "clock": clock, "settings": own}

    @room.post("/<string:activity_id>/discard")
    @allow("organiser")
    def discard(activity_id: str) -> Any:
        form, message = Form(), DiscardDraft(activity_id, current())

        def discarded() -> str:
            try:
                return discard_draft(message, store=store)
            except NoSuchActivity:  # the button was pressed twice
                return ""

        if not form.attempt(discarded):
            return applicants.shown(activity_id, form, parts)
        return done(
            "/organise",
            f"草稿{form.result and f'“{form.result}”'}已删除。",
            f"The draft {form.result and f'“{form.result}” '}is deleted.",
        )

    return room
