"""The main of the relay and the chores: ``python -m services.volunteers.worker``."""

from shared.worker import Chore, Parts, run  # isort: skip  (first: it prepares for eventlet)

from services.volunteers import settings as own_settings
from services.volunteers.consumers import handlers
from services.volunteers.operations.follow_moves import follow_moves
from services.volunteers.operations.forget_past_states import forget_past_states
from services.volunteers.operations.import_volunteers import import_volunteers
from services.volunteers.operations.renew_identity_keys import renew_identity_keys
from services.volunteers.store import OUTBOXES, Store
from shared.clock import clock_of
from shared.settings import Settings
from shared.storage.mongo import connect


def build(settings: Settings) -> Parts:
    """What this service publishes and does by the clock; it hears nobody."""
    own, clock = own_settings.read(), clock_of(settings)
    store = Store(connect(settings), own)
    store.prepare()
    return Parts(
        database=store.database,
        handlers=handlers(),
        outboxes=OUTBOXES,
        chores=(
            Chore("follow_moves", 1, lambda: follow_moves(store=store, clock=clock)),
            Chore(
                "import_volunteers",
                1,
                lambda: import_volunteers(store=store, own=own, clock=clock),
            ),
            Chore("renew_identity_keys", 300, lambda: renew_identity_keys(store=store)),
            Chore(
                "forget_past_states",
                600,
                lambda: forget_past_states(store=store, own=own, clock=clock),
            ),
        ),
    )


if __name__ == "__main__":
    run("volunteers", build)
