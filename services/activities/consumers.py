"""What this service hears, and which operation takes it.

Copies first, then the story of a published activity: it changes, or it is cancelled; and what was
accepted of a volunteer's request for correction. All of these compare revisions, or ids they have
written, so that a repeat or a late event changes nothing: no inbox.
"""

from services.activities.operations.accept_correction import accept_correction
from services.activities.operations.cancel_sign_ups import cancel_sign_ups
from services.activities.operations.keep_organisation import keep_organisation
from services.activities.operations.keep_team import keep_team
from services.activities.operations.keep_volunteer import keep_volunteer
from services.activities.operations.reschedule_sign_ups import reschedule_sign_ups
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.messaging.batch import Batch, Handler
from shared.messaging.outcomes import Outcome


def handlers(store: Store, clock: Clock, settings: ActivitySettings) -> dict[str, Handler]:
    """The handlers by their names in the catalogue."""

    def volunteers(batch: Batch) -> None:
        keep_volunteer([event["data"] for event in batch.events], store=store, clock=clock)

    def organisations(batch: Batch) -> None:
        keep_organisation([event["data"] for event in batch.events], store=store)

    def teams(batch: Batch) -> None:
        keep_team([event["data"] for event in batch.events], store=store)

    def changed(batch: Batch) -> None:
        for activity_id in dict.fromkeys(e["data"]["activity_id"] for e in batch.events):
            reschedule_sign_ups(activity_id, store=store, clock=clock, settings=settings)

    def cancelled(batch: Batch) -> None:
        for activity_id in dict.fromkeys(e["data"]["activity_id"] for e in batch.events):
            cancel_sign_ups(activity_id, store=store, clock=clock)

    def accepted(batch: Batch) -> list[Outcome]:
        return accept_correction(batch.events, store=store, clock=clock, settings=settings)

    return {
        "activities.keep_volunteer": Handler(volunteers, inbox=False),
        "activities.keep_organisation": Handler(organisations, inbox=False),
        "activities.keep_team": Handler(teams, inbox=False),
        "activities.reschedule_sign_ups": Handler(changed, inbox=False),
        "activities.cancel_sign_ups": Handler(cancelled, inbox=False),
        "activities.accept_correction": Handler(accepted, inbox=False),
    }
