"""The main of the notifications worker: hears events, sends e-mail, forgets what is old."""

from shared.worker import Chore, Parts, run  # isort: skip  (first: it prepares for eventlet)

from services.notifications import settings as own_settings
from services.notifications.consumers import handlers
from services.notifications.domain.deliveries import Rest
from services.notifications.operations.forget_old import forget_old
from services.notifications.operations.send_deliveries import Mailing, send_deliveries
from services.notifications.senders import Post
from services.notifications.store import OUTBOXES, Store
from shared.clock import clock_of
from shared.settings import Settings
from shared.storage.mongo import connect


def build(settings: Settings) -> Parts:
    """Everything the worker runs, over one connection to the database."""
    own, clock = own_settings.read(), clock_of(settings)
    store = Store(connect(settings))
    store.prepare()
    chores = [Chore("forget_old", 3600, lambda: forget_old(store=store, settings=own, clock=clock))]
    if own.mail:
        mailing = Mailing(store, Post(own.mail), clock, settings.public_url, Rest())
        chores.append(Chore("send_deliveries", 1, lambda: send_deliveries(mailing)))
    return Parts(
        database=store.database,
        handlers=handlers(store, timezone=settings.timezone, mailing=own.mail is not None),
        outboxes=OUTBOXES,
        chores=tuple(chores),
    )


if __name__ == "__main__":
    run("notifications", build)
