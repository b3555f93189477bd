"""The chore by which a worker looks at its queues, and does what people wish with dead letters."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from kombu import Connection

from shared.clock import system_clock
from shared.contracts.catalogue import dead_letters_of
from shared.logs import logger
from shared.messaging import dead_letters
from shared.messaging.dead_letters import DeadLetter
from shared.storage import outbox
from shared.storage.mongo import Db, Document
from shared.watch import notes

LOOK_SECONDS = 10.0
MOST_AGAIN = 100  # more than 200 that die at once would stop the consumer
_PATIENCE = timedelta(minutes=10)
_OURS = ("breaks its contract", "not an event", "not JSON", "version ", "rejected by the broker")
_PERSONAL = re.compile(r"[^\x00-\x7f]+|\d{5,}|\S+@\S+")


class Watch:
    """Called every few seconds by one replica at a time; looks every LOOK_SECONDS, and after each
    wish. What fails is tried again: letters sent twice change nothing."""

    def __init__(
        self,
        database: Db,
        handlers: Sequence[str],
        outboxes: Sequence[str],
        connect: Callable[[], Connection],
    ) -> None:
        self._database, self._handlers, self._outboxes = database, handlers, outboxes
        self._connect = connect
        self._look_at = 0.0
        self._letters: dict[str, tuple[int, list[Document]]] = {}

    def __call__(self) -> None:
        wishes = notes.waiting(self._database)
        for one in wishes:
            self._fulfil(one)
        if wishes or time.monotonic() >= self._look_at:
            self._look(afresh=bool(wishes))
            self._look_at = time.monotonic() + LOOK_SECONDS

    def _fulfil(self, one: Document) -> None:
        now = system_clock()
        try:
            work = self._again if one["wish"] == "again" else self._aside
            count = work(one) if one["handler"] in self._handlers else 0
        except Exception as trouble:
            logger().warning("wish waits", wish=one["_id"], reason=str(trouble)[:300])
            if now - one["at"] > _PATIENCE:
                notes.settle(self._database, one, "failed", 0, now)
            return
        notes.settle(self._database, one, "done", count, now)

    def _again(self, one: Document) -> int:
        handler, key = one["handler"], one["key"]
        most = dead_letters.MOST_READ if key else MOST_AGAIN
        sent = dead_letters.resend(self._connect(), handler, most, key)
        kept = notes.whole_aside(self._database, handler, key) if key else []
        events = [json.loads(letter["body"]) for letter in kept if letter["type"]]
        if events:
            dead_letters.send(self._connect(), handler, events)
            notes.drop_aside(self._database, kept)
        return sent + len(events)

    def _aside(self, one: Document) -> int:
        moved, handler = 0, one["handler"]
        with (
            self._connect() as connection,
            dead_letters.letters(connection, handler, dead_letters.MOST_READ) as found,
        ):
            for letter, message in found:
                if one["key"] in (None, key_of(letter)):
                    kept = {"handler": handler, "body": letter.body, "wish": one["_id"]}
                    notes.put_aside(self._database, _outline(letter) | kept, system_clock())
                    message.ack()
                    moved += 1
        return moved

    def _look(self, *, afresh: bool) -> None:
        found: Document = {"trouble": None, "queues": []}
        try:
            found["queues"] = self._queues(afresh) if self._handlers else []
        except Exception as trouble:
            found["trouble"] = type(trouble).__name__
            logger().warning("bus not seen", reason=str(trouble)[:300])
        rows = ((name, {"outbox.id": {"$exists": True}}) for name in self._outboxes)
        found["unsent"] = sum(
            self._database[name].count_documents(
                unsent, limit=notes.MOST_COUNTED, hint=outbox.FIELD
            )
            for name, unsent in rows
        )
        notes.write_seen(self._database, found, system_clock())

    def _queues(self, afresh: bool) -> list[Document]:
        """Letters are read again only where their number changed: each reading gives them back,
        and a broker may be set to drop what was given back too often."""
        counts = {}
        with self._connect() as connection, connection.channel() as channel:
            for handler in self._handlers:
                waiting = channel.queue_declare(handler, passive=True).message_count
                dead = channel.queue_declare(dead_letters_of(handler), passive=True).message_count
                counts[handler] = (int(waiting), int(dead))
        found = []
        for handler, (waiting, dead) in counts.items():
            known = self._letters.get(handler)
            if not dead:
                known = (0, [])
            elif known is None or known[0] != dead or afresh:
                read = dead_letters.read(self._connect(), handler, notes.MOST_LETTERS)
                known = (dead, [_outline(letter) for letter in read])
            self._letters[handler] = known
            found.append(
                {"handler": handler, "waiting": waiting, "dead": dead, "letters": known[1]}
            )
        return found


def key_of(letter: DeadLetter) -> str:
    """The event's id; of what is no event, a mark made from its text."""
    found: Any = letter.event and letter.event.get("id")
    return (
        found if isinstance(found, str) else hashlib.sha256(letter.body.encode()).hexdigest()[:24]
    )


def _outline(letter: DeadLetter) -> Document:
    """A dead letter without what is in it: that may be about a person."""
    kind: Any = letter.event and letter.event.get("type")
    return {
        "key": key_of(letter),
        "reason": reason_without_people(letter.reason),
        "type": str(kind)[:80] if letter.event else None,
        "died_at": _instant(letter.at),
    }


def _instant(text: str) -> datetime | None:
    """When it died; None where the broker buried it, which tells no time."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def reason_without_people(reason: str) -> str:
    """What our own checks say; of any other fault its name alone, for its text may name people."""
    if not reason.startswith(_OURS) and " does not hear " not in reason:
        reason = reason.partition(":")[0]
    return _PERSONAL.sub("…", reason)[:300]
