"""What notifications hears, event → operation.

The story: volunteers says who somebody is and how to reach her; activities and hours say what
happened to her; she is told once. Nothing here needs compensation: a correction is news of its own.
"""

from zoneinfo import ZoneInfo

from services.notifications.operations.keep_volunteer import keep_volunteer
from services.notifications.operations.tell_volunteer import tell_volunteer
from services.notifications.store import Store
from shared.messaging.batch import Batch, Handler


def handlers(store: Store, *, timezone: str, mailing: bool) -> dict[str, Handler]:
    """The handlers by their names in the catalogue.

    Both are idempotent by the keys of what they write, so they need no inbox: copies by revision,
    messages and deliveries by ids made from event, person and channel.
    """
    zone = ZoneInfo(timezone)

    def keep(batch: Batch) -> None:
        keep_volunteer(batch.events, store=store)

    def tell(batch: Batch) -> None:
        tell_volunteer(batch.events, store=store, zone=zone, mailing=mailing)

    return {
        "notifications.keep_volunteer": Handler(keep, inbox=False),
        "notifications.tell_volunteer": Handler(tell, inbox=False),
    }
