"""The only rooms that know this service's collections; one file for each group of them."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from zlib import crc32

from pymongo.client_session import ClientSession

from services.activities.store import (
    activities,
    attendance,
    looks,
    messages,
    organised,
    people,
    photos,
    places,
    roster_views,
    rosters,
    sign_ups,
)
from services.activities.store.activities import Activities
from services.activities.store.attendance import Attendance
from services.activities.store.copies import Copies
from services.activities.store.followers import Followers
from services.activities.store.looks import Looks
from services.activities.store.messages import Messages
from services.activities.store.mine import Mine
from services.activities.store.onsite import OnSite
from services.activities.store.organised import Organised
from services.activities.store.overview import Overview
from services.activities.store.people import People
from services.activities.store.photos import Photos
from services.activities.store.places import Places
from services.activities.store.programme import Programme
from services.activities.store.roster_views import RosterViews
from services.activities.store.rosters import Rosters
from services.activities.store.sign_ups import SignUps
from shared.clock import Clock, system_clock
from shared.imports import jobs
from shared.storage.mongo import PATIENCE_SECONDS, Busy, Db, transaction

Found = TypeVar("Found")

_TURNS = 64
OUTBOXES = (sign_ups.COLLECTION, activities.COLLECTION, messages.COLLECTION)


class Store:
    """The service's database, by group of collections. By ``clock`` counts of many stand."""

    def __init__(self, database: Db, clock: Clock = system_clock) -> None:
        self.database = database
        self._turns = [Lock() for _ in range(_TURNS)]
        self.activities = Activities(database)
        self.programme = Programme(database)
        self.places = Places(database)
        self.sign_ups = SignUps(database)
        self.mine = Mine(database)
        self.followers = Followers(database)
        self.attendance = Attendance(database)
        self.rosters = Rosters(database, clock)
        self.looks = Looks(database)
        self.overview = Overview(database)
        self.roster_views = RosterViews(database)
        self.on_site = OnSite(database, clock)
        self.people = People(database)
        self.copies = Copies(database)
        self.organised = Organised(database, clock)
        self.messages = Messages(database)
        self.photos = Photos(database)

    def prepare(self) -> None:
        """Create all indexes. Repeatable."""
        for room in (activities, places, sign_ups, people, looks, messages, photos, roster_views):
            self.database[room.COLLECTION].create_indexes(room.INDEXES)
        self.database[sign_ups.COLLECTION].create_indexes(attendance.INDEXES + rosters.INDEXES)
        for collection, indexes in organised.INDEXES.items():
            self.database[collection].create_indexes(indexes)
        jobs.prepare(self.database)

    def transaction(
        self, work: Callable[[ClientSession], Found], *, turn: str | None = None
    ) -> Found:
        """All writes of ``work`` or none; see shared.storage.mongo.transaction.

        Those with the same ``turn`` take turns within this process: on a counter that everybody
        wants, transactions that wait get further than transactions that collide. Raises Busy.
        """
        if turn is None:
            return transaction(self.database, work)
        lock = self._turns[crc32(turn.encode()) % len(self._turns)]
        if not lock.acquire(timeout=PATIENCE_SECONDS):
            raise Busy(seconds=2)
        try:
            return transaction(self.database, work)
        finally:
            lock.release()
