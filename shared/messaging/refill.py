"""Fill a handler's queue again from the publishers' histories: a new service learns the past."""

import itertools
from collections.abc import Callable
from typing import Any

from kombu import Connection

from shared.contracts.catalogue import HEARS
from shared.messaging.publisher import Publisher
from shared.storage import outbox
from shared.storage.mongo import Db

_MESSAGES_AT_ONCE = 20


def refill(
    connection: Connection,
    handler: str,
    database_of: Callable[[str], Db],
    progress: Callable[[int], Any] = lambda _: None,
) -> int:
    """Send ``handler`` all events it hears, oldest first by publisher; returns how many.

    ``database_of`` gives a publisher's database by the service's name. What the handler took
    before is dropped by its inbox or its keys, so a refill that broke off is simply repeated.
    """
    types = [kind.type for kind in HEARS[handler]]
    sent = 0
    with connection:
        publisher = Publisher(connection)
        for service in sorted({kind.split(".", 1)[0] for kind in types}):
            mine = [kind for kind in types if kind.startswith(service + ".")]
            kept = outbox.kept(database_of(service), mine)
            while lots := list(itertools.islice(kept, _MESSAGES_AT_ONCE)):
                publisher.publish([("", handler, lot["body"], {"refilled": True}) for lot in lots])
                sent += sum(lot["count"] for lot in lots)
                progress(sent)
    return sent
