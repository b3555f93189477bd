"""The main of the hours worker: hears what happened and publishes what was credited."""

from shared.worker import Parts, run  # isort: skip  (first: it prepares for eventlet)

from services.hours import settings as own_settings
from services.hours.consumers import handlers
from services.hours.store import OUTBOXES, Store
from shared.clock import clock_of
from shared.settings import Settings
from shared.storage.mongo import connect


def build(settings: Settings) -> Parts:
    """Everything the worker runs, over one connection to the database."""
    store, clock = Store(connect(settings)), clock_of(settings)
    store.prepare()
    own = own_settings.read()
    return Parts(
        database=store.database,
        handlers=handlers(store, clock, settings=own, timezone=settings.timezone),
        outboxes=OUTBOXES,
    )


if __name__ == "__main__":
    run("hours", build)
