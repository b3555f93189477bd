"""What this service hears: nothing. People, teams and the tree begin here."""

from shared.messaging.batch import Handler


def handlers() -> dict[str, Handler]:
    """No handler; the catalogue has none for volunteers either."""
    return {}
