"""Write to those who signed up: everybody meant is told once, by notifications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.activities.domain import writing
from services.activities.domain.missing import NoSuchActivity
from services.activities.operations.oversee_activity import must_oversee
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.context import request_id
from shared.contracts.activities import MessageSent
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import new_event
from shared.ids import command_id, new_id
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import seal

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class SendMessage:
    """``shift_id`` None means all shifts; ``statuses`` are some of AUDIENCES."""

    activity_id: str
    text: str
    by: Identity
    shift_id: str | None = None
    statuses: Sequence[str] = writing.AUDIENCES


def send_message(
    message: SendMessage, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The message as it was sent; a repeat finds the first. One write with all its events.

    Raises NoSuchActivity, OutOfScope, WrongStatus, NoSuchShiftHere, NobodyToTell, TooManyPeople,
    TooManyMessages.
    """
    activity = store.activities.get(message.activity_id)
    if activity is None:
        raise NoSuchActivity()
    must_oversee(message.by, activity)
    key = command_id()
    if found := store.messages.get(key):
        return found
    writing.check_writable(activity, message.shift_id)
    rows = _readers(message, store)
    for _ in range(_ATTEMPTS):
        record = _record(message, key, len(rows), store, clock, settings)
        if store.messages.insert(record, seal(_events(record, rows))):
            return record
        if found := store.messages.get(key):
            return found
    raise Changed()


def _readers(message: SendMessage, store: Store) -> list[Document]:
    most = writing.MOST_PEOPLE
    rows = store.messages.readers(message.activity_id, message.shift_id, message.statuses, most + 1)
    if not rows:
        raise writing.NobodyToTell()
    if len(rows) > most:
        raise writing.TooManyPeople(most=most)
    return rows


def _record(
    message: SendMessage,
    key: str,
    people: int,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> Document:
    now = clock()
    local = now.astimezone(settings.zone)
    day = f"{local:%Y-%m-%d}"
    turn = store.messages.sent_on(message.activity_id, day)
    if turn >= settings.messages_a_day:
        tomorrow = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        wait = int((tomorrow - local).total_seconds()) + 1
        raise writing.TooManyMessages(most=settings.messages_a_day, seconds=wait)
    who = store.people.get(message.by.volunteer_id)
    return {
        "_id": key,
        "activity_id": message.activity_id,
        "shift_id": message.shift_id,
        "statuses": list(message.statuses),
        "text": message.text,
        "sent_by": message.by.volunteer_id,
        "sender": who["name"] if who else message.by.number,
        "sent_at": now,
        "day": day,
        "turn": turn,
        "people": people,
    }


def _events(record: Document, rows: Sequence[Document]) -> list[Document]:
    contract, request = CONTRACTS[MessageSent.type], request_id.get()
    return [
        new_event(
            contract,
            record["_id"],
            writing.message_data(record, row),
            event_id=new_id(),
            at=record["sent_at"],
            request_id=request,
        )
        for row in rows
    ]
