"""Keep our copy of what volunteers tells about people."""

from collections.abc import Sequence

from services.notifications.domain.people import Person
from services.notifications.store import Store
from shared.contracts.envelope import Event


def keep_volunteer(events: Sequence[Event], *, store: Store) -> None:
    """Keep the highest revision of each person; the order of the events does not matter."""
    newest: dict[str, tuple[int, Person]] = {}
    for event in events:
        data = event["data"]
        person = Person(data["language"], data["email"], data["wants_email"], data["status"])
        revision, _ = newest.get(data["volunteer_id"], (-1, None))
        if data["revision"] > revision:
            newest[data["volunteer_id"]] = (data["revision"], person)
    store.people.keep(newest)
