"""The main of the consumers, the relay and the chores: ``python -m services.activities.worker``."""

from shared.worker import Chore, Parts, run  # isort: skip  (first: it prepares for eventlet)

from services.activities import consumers, settings
from services.activities.operations.close_activity import close_old
from services.activities.operations.close_forgotten import close_forgotten
from services.activities.operations.end_activities import end_activities
from services.activities.operations.import_activities import import_activities
from services.activities.operations.mark_no_shows import mark_no_shows
from services.activities.operations.move_up import sweep_waitlists
from services.activities.store import OUTBOXES, Store
from shared.clock import clock_of
from shared.settings import Settings
from shared.storage.mongo import connect


def build(general: Settings) -> Parts:
    """What this service hears, publishes and does by the clock."""
    store, clock, own = Store(connect(general)), clock_of(general), settings.read()
    store.prepare()
    chores = (
        Chore("sweep_waitlists", 3, lambda: sweep_waitlists(store=store, clock=clock)),
        Chore("end_activities", 15, lambda: end_activities(store=store, clock=clock)),
        Chore(
            "import_activities",
            1,
            lambda: import_activities(store=store, clock=clock, settings=own),
        ),
        Chore("close_forgotten", 10, lambda: close_forgotten(store=store, clock=clock)),
        Chore("mark_no_shows", 10, lambda: mark_no_shows(store=store, clock=clock)),
        Chore("close_old", 600, lambda: close_old(store=store, clock=clock, settings=own)),
    )
    return Parts(
        database=store.database,
        handlers=consumers.handlers(store, clock, own),
        outboxes=OUTBOXES,
        urgent=True,
        chores=chores,
    )


if __name__ == "__main__":
    run("activities", build)
