"""The collection ``sessions``: refresh tokens as hashes, each good for one use."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession

from shared.context import command_key
from shared.ids import new_id
from shared.storage.mongo import Db, Document

COLLECTION = "sessions"
INDEXES = [
    IndexModel([("volunteer_id", ASCENDING)], name="volunteer"),
    IndexModel([("expires_at", ASCENDING)], name="over", expireAfterSeconds=0),
]
_SPENT_KEPT = 100


class Sessions:
    """A refresh token is "<session id>.<secret>"; only the secret's SHA-256 is kept.

    Spent secrets are remembered, so that a stolen one betrays itself at its second use. ``key``
    makes the next secret of a command that may ask again.
    """

    def __init__(self, database: Db, days: int, key: str) -> None:
        self.collection = database[COLLECTION]
        self._days = timedelta(days=days)
        self._key = key.encode()

    def begin(self, volunteer_id: str, at: datetime) -> str:
        """A new session; returns its first refresh token."""
        session_id, secret = new_id(), secrets.token_urlsafe(32)
        self.collection.insert_one(
            {
                "_id": session_id,
                "volunteer_id": volunteer_id,
                "secret": _hash(secret),
                "spent": [],
                "began_at": at,
                "rotated_at": at,
                "expires_at": at + self._days,
            }
        )
        return f"{session_id}.{secret}"

    def rotate(self, token: str, at: datetime) -> tuple[Document, str] | None:
        """The session and its next token; None when ``token`` is not the one that is due.

        A command whose answer was lost may ask again, as long as nobody has used the next token.
        """
        session_id, _, secret = token.partition(".")
        following = self._following(secret)
        alive: Document = {"_id": session_id, "expires_at": {"$gt": at}}
        found = self.collection.find_one_and_update(
            {**alive, "secret": _hash(secret)},
            {
                "$set": {"secret": _hash(following), "rotated_at": at},
                "$push": {"spent": {"$each": [_hash(secret)], "$slice": -_SPENT_KEPT}},
            },
        ) or self.collection.find_one({**alive, "secret": _hash(following)})
        return (found, f"{session_id}.{following}") if found else None

    def _following(self, secret: str) -> str:
        """The next secret: random, or under a key the same again for the same secret and key."""
        if not (command := command_key.get()):
            return secrets.token_urlsafe(32)
        made = hmac.digest(self._key, f"refresh\x1f{secret}\x1f{command}".encode(), "sha256")
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def spent(self, token: str) -> Document | None:
        """The session that has used up this token, if any."""
        session_id, _, secret = token.partition(".")
        return self.collection.find_one({"_id": session_id, "spent": _hash(secret)})

    def end(self, token: str) -> None:
        """End the session of a token that is due, if there is one."""
        session_id, _, secret = token.partition(".")
        self.collection.delete_one({"_id": session_id, "secret": _hash(secret)})

    def end_one(self, session_id: str) -> None:
        """End a session by its id."""
        self.collection.delete_one({"_id": session_id})

    def end_all(self, volunteer_id: str, session: ClientSession | None = None) -> int:
        """End all sessions of a volunteer; returns how many."""
        return self.collection.delete_many(
            {"volunteer_id": volunteer_id}, session=session
        ).deleted_count


def _hash(secret: str) -> str:
    """A fast hash is enough: the secret is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
