"""The collection ``throttles``: tries at a sign-in, by who and from where."""

import hashlib
from datetime import datetime, timedelta

from pymongo import ASCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from services.volunteers.domain.patience import FORGET_SECONDS, FREE_TRIES, wait_after
from shared.refusal import TooMany
from shared.storage.mongo import Db

COLLECTION = "throttles"
INDEXES = [IndexModel([("expires_at", ASCENDING)], name="forgotten", expireAfterSeconds=0)]
_RACES = 5


class TooManyTries(TooMany):
    """Raised when the next try comes before its time."""

    zh = "尝试次数过多，请在{seconds}秒后再试。"
    en = "Too many tries. Please wait {seconds} s."


class Throttles:
    """Waiting times. A key is who signs in and from where, or an address alone."""

    def __init__(self, database: Db) -> None:
        self.collection = database[COLLECTION]

    def count(self, *key: str, at: datetime) -> None:
        """Count a try before the password is looked at, so that parallel guesses count too.

        Raises TooManyTries when its time has not come.
        """
        name = _name(key)
        for _ in range(_RACES):
            tries = self._allowed(name, at)
            if self._add(name, tries, at):
                return
        raise TooManyTries(seconds=1)

    def check(self, *key: str, at: datetime) -> None:
        """Raises TooManyTries when this key has to wait; counts nothing."""
        self._allowed(_name(key), at)

    def failed(self, *key: str, at: datetime, free: int) -> None:
        """Count a failure only: for a key many share, where parallel tries are no sign."""
        name = _name(key)
        found = self.collection.find_one_and_update(
            {"_id": name},
            {"$inc": {"tries": 1}, "$setOnInsert": {"next_at": at}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        tries = int(found["tries"]) if found else 1
        self.collection.update_one({"_id": name}, {"$set": _times(tries, at, free)})

    def succeeded(self, *key: str) -> None:
        """Forget the tries: this was the right person."""
        self.collection.delete_one({"_id": _name(key)})

    def take_back(self, *key: str, at: datetime) -> None:
        """Uncount one try, which was right; those that failed before it stay counted."""
        self.collection.update_one(
            {"_id": _name(key), "tries": {"$gt": 0}},
            {"$inc": {"tries": -1}, "$set": {"next_at": at}},
        )

    def _allowed(self, name: str, at: datetime) -> int:
        """How many tries there were; MongoDB forgets them after a day of rest."""
        found = self.collection.find_one({"_id": name})
        if found is None:
            return 0
        if found["next_at"] > at:
            left = (found["next_at"] - at).total_seconds()
            raise TooManyTries(seconds=int(left) + 1)
        return int(found["tries"])

    def _add(self, name: str, before: int, at: datetime) -> bool:
        """Count from ``before`` to the next; False when a parallel try was quicker."""
        fields = {"tries": before + 1, **_times(before + 1, at, FREE_TRIES)}
        try:
            found = self.collection.update_one(
                {"_id": name, "tries": before}, {"$set": fields}, upsert=before == 0
            )
        except DuplicateKeyError:
            return False
        return bool(found.matched_count or found.upserted_id)


def _times(tries: int, at: datetime, free: int) -> dict[str, datetime]:
    return {
        "next_at": at + timedelta(seconds=wait_after(tries, free)),
        "expires_at": at + timedelta(seconds=FORGET_SECONDS),
    }


def _name(key: tuple[str, ...]) -> str:
    """Phones and addresses are not kept in clear only to count."""
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()
