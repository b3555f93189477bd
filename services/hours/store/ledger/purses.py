"""The collection ``purses``: the sums of the currency's journals, kept with each journal.

_id       "volunteer:<id>", "team:<id>", "minted:<organisation>:<YYYY-MM>", "pool:<organisation>",
          "shop:<organisation>", "expired:<organisation>"; "chain:currency:<shelf>": a chain's head
minutes   the sum of its lines = earned + received - spent; over all purses it is 0
journals  how many lines that are; grows with every write
earned, received, spent: domain/ledger/drawing.py
frozen    {by, at, reason} while nothing may be drawn; otherwise not there
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.drawing import Moved
from services.hours.domain.ledger.pages import Page
from services.hours.store.commands import run
from services.hours.store.ledger.chains import CURRENCY, Chain
from shared.storage.mongo import Db, Document

COLLECTION = CURRENCY.accounts
_EMPTY = asdict(Moved())


class Purses:
    """Each method is one round trip."""

    def __init__(self, database: Db, chain: Chain) -> None:
        self._rows = database[COLLECTION]
        self._chain = chain

    def of(self, names: Iterable[str], session: ClientSession | None = None) -> dict[str, Document]:
        """The purses that exist of these, and the head of the chain."""
        keys = [*names, self._chain.key]
        found = self._rows.find({"_id": {"$in": keys}}, batch_size=len(keys) + 1, session=session)
        return {row["_id"]: row for row in found}

    def find(self, name: str, session: ClientSession | None = None) -> Document:
        """One purse; one that nothing ever moved is empty."""
        return self._rows.find_one({"_id": name}, session=session) or {"_id": name, **_EMPTY}

    def filled(self, after: str, most: int) -> list[str]:
        """The names of purses of the kind of ``after`` that hold something, those that follow."""
        kind = after.partition(":")[0]
        query = {"_id": {"$gt": after, "$lt": f"{kind};"}, "minutes": {"$gt": 0}}
        return [row["_id"] for row in self._rows.find(query, {"_id": 1}).sort("_id").limit(most)]

    def add(self, moved: Mapping[str, Moved], page: Page, session: ClientSession) -> None:
        """Add up what was moved; a purse that is not there yet begins with it."""
        updates = [
            {"q": {"_id": name}, "u": {"$inc": asdict(change)}, "upsert": True}
            for name, change in moved.items()
        ]
        updates.append(self._chain.turn(page))
        command = {"update": COLLECTION, "updates": updates, "ordered": False}
        run(self._rows.database, command, session)

    def freeze(
        self, name: str, *, by: str, at: datetime, reason: str, session: ClientSession
    ) -> None:
        """Nothing may be drawn by donation, transfer or redemption; what comes in still does."""
        frozen = {"by": by, "at": at, "reason": reason}
        write = {"$set": {"frozen": frozen}, "$setOnInsert": _EMPTY}
        self._rows.update_one({"_id": name}, write, upsert=True, session=session)

    def unfreeze(self, name: str, session: ClientSession) -> None:
        """Minutes may be drawn again."""
        self._rows.update_one({"_id": name}, {"$unset": {"frozen": ""}}, session=session)
