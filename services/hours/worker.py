"""The main of the hours worker: hears what happened and publishes what was credited."""

from shared.worker import Chore, Parts, run  # isort: skip  (first: it prepares for eventlet)

from zoneinfo import ZoneInfo

from services.hours import settings as own_settings
from services.hours.consumers import handlers
from services.hours.operations.certificates.renew_signing_keys import renew_signing_keys
from services.hours.operations.findings.detect import detect
from services.hours.operations.late.clear_proofs import clear_proofs
from services.hours.operations.ledger.expire_minutes import expire_minutes
from services.hours.operations.ledger.seal_books import seal_books
from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.notice.remind_of_duties import remind_of_duties
from services.hours.operations.notice.settle_notices import settle_notices
from services.hours.operations.rewards.expire_reservations import expire_reservations
from services.hours.operations.rules.recount_by_rules import recount_by_rules
from services.hours.store import OUTBOXES, Store
from shared.clock import clock_of
from shared.settings import Settings
from shared.storage.mongo import connect


def build(settings: Settings) -> Parts:
    """Everything the worker runs, over one connection to the database."""
    own, clock = own_settings.read(), clock_of(settings)
    store = Store(connect(settings), own.master_keys, shelf=own.shelf or "0", rules=own.rules)
    store.prepare()
    zone = ZoneInfo(settings.timezone)
    return Parts(
        database=store.database,
        handlers=handlers(store, clock, settings=own, timezone=settings.timezone),
        outboxes=OUTBOXES,
        chores=(
            Chore("list_credits", 5, lambda: list_credits(store=store, clock=clock, zone=zone)),
            Chore("settle_notices", 5, lambda: settle_notices(store=store, clock=clock, zone=zone)),
            Chore(
                "remind_of_duties",
                600,
                lambda: remind_of_duties(store=store, clock=clock, zone=zone),
            ),
            Chore(
                "detect",
                60,
                lambda: detect(store=store, limits=own.limits, zone=zone, clock=clock),
            ),
            Chore("clear_proofs", 600, lambda: clear_proofs(store=store, clock=clock)),
            Chore("expire_reservations", 60, lambda: expire_reservations(store=store, clock=clock)),
            Chore(
                "recount_by_rules",
                1,
                lambda: recount_by_rules(store=store, settings=own, zone=zone, clock=clock),
            ),
            Chore("renew_signing_keys", 300, lambda: renew_signing_keys(store=store)),
            Chore("seal_books", 300, lambda: seal_books(store=store, clock=clock, zone=zone)),
            Chore(
                "expire_minutes", 1_800, lambda: expire_minutes(store=store, clock=clock, zone=zone)
            ),
        ),
    )


if __name__ == "__main__":
    run("hours", build)
