"""Tell each person what happened: in the inbox at once, and by e-mail where it is wanted."""

from collections.abc import Sequence
from datetime import tzinfo

from services.notifications.domain.messages import Message, message_of
from services.notifications.domain.people import wants_email
from services.notifications.store import Store
from shared.contracts.envelope import Event


def tell_volunteer(events: Sequence[Event], *, store: Store, zone: tzinfo, mailing: bool) -> None:
    """Write a message for each event, whole batches in four round trips.

    Once for each event, person and channel whatever is delivered twice: the ids of messages and
    deliveries come from these three. ``mailing``: whether there is a mail server.
    """
    messages = [message_of(event, zone) for event in events]
    if mailing:
        store.deliveries.add(_to_mail(messages, store))
    store.inbox.put(messages)


def _to_mail(messages: Sequence[Message], store: Store) -> list[Message]:
    """Those to send by e-mail. Who is not known yet is decided when the mail is sent."""
    people = store.people.look_up(one.volunteer_id for one in messages)
    found = []
    for one in messages:
        person, chosen = people[one.volunteer_id]
        if person is None or wants_email(one.kind, person, chosen):
            found.append(one)
    return found
