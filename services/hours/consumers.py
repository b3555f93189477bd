"""What the hour bank hears, event → operation.

The story: volunteers says who somebody is and how the organisations stand; activities says who was
there, and the minutes are credited. Compensation needs no event of its own: a corrected or voided
attendance comes as a later revision, and what it leaves is reversed and credited anew.
"""

from functools import partial
from zoneinfo import ZoneInfo

from services.hours.operations.certificates.supersede_certificates import (
    supersede_certificates,
)
from services.hours.operations.credit_attendance import credit_attendance, read_ahead
from services.hours.operations.keep_activity import keep_activity
from services.hours.operations.keep_organisation import keep_organisation
from services.hours.operations.keep_team import keep_team
from services.hours.operations.keep_volunteer import keep_volunteer
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import Clock
from shared.messaging.batch import Batch, Handler
from shared.messaging.outcomes import Outcome


def handlers(
    store: Store, clock: Clock, *, settings: HoursSettings, timezone: str
) -> dict[str, Handler]:
    """The handlers by their names in the catalogue.

    All are idempotent by the keys of what they write, so none needs an inbox: copies by revision,
    credits by attendance and revision, which hold as long as the journals do.
    """
    zone = ZoneInfo(timezone)

    def credit(batch: Batch) -> list[Outcome]:
        return credit_attendance(
            batch.events, batch.ahead, store=store, settings=settings, zone=zone, clock=clock
        )

    def people(batch: Batch) -> None:
        keep_volunteer(batch.events, store=store)

    def organisations(batch: Batch) -> None:
        keep_organisation(batch.events, store=store)

    def teams(batch: Batch) -> None:
        keep_team(batch.events, store=store)

    def activities(batch: Batch) -> None:
        keep_activity(batch.events, store=store)

    def supersede(batch: Batch) -> None:
        supersede_certificates(batch.events, store=store)

    return {
        "hours.keep_volunteer": Handler(people, inbox=False),
        "hours.keep_organisation": Handler(organisations, inbox=False),
        "hours.keep_team": Handler(teams, inbox=False),
        "hours.keep_activity": Handler(activities, inbox=False),
        "hours.credit_attendance": Handler(
            credit, inbox=False, ahead=partial(read_ahead, store=store, zone=zone)
        ),
        "hours.supersede_certificates": Handler(supersede, inbox=False),
    }
