"""The only rooms that know this service's collections; one file for each."""

from collections.abc import Callable
from typing import TypeVar

from pymongo.client_session import ClientSession

from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import accesses, organisations, people, sessions, teams, throttles
from services.volunteers.store.accesses import Accesses
from services.volunteers.store.lists import Lists
from services.volunteers.store.organisations import Organisations
from services.volunteers.store.passwords import Passwords
from services.volunteers.store.people import People
from services.volunteers.store.sealing import Vault
from services.volunteers.store.sessions import Sessions
from services.volunteers.store.teams import Teams
from services.volunteers.store.throttles import Throttles
from shared.imports import jobs
from shared.storage.mongo import Db, transaction

Found = TypeVar("Found")

OUTBOXES = (people.COLLECTION, organisations.COLLECTION, teams.COLLECTION)


class Store:
    """The service's database, by collection, and the forms in which secrets are kept."""

    def __init__(self, database: Db, own: VolunteerSettings) -> None:
        self.database = database
        self.vault = Vault(own.identity_keys, own.blind_index_keys)
        self.passwords = Passwords(own.password_profile, own.password_workers)
        self.people = People(database)
        self.lists = Lists(database)
        self.organisations = Organisations(database)
        self.teams = Teams(database)
        self.sessions = Sessions(database, own.session_days, own.token_private_key)
        self.throttles = Throttles(database)
        self.accesses = Accesses(database)
        self._accesses_days = own.accesses_days
        self._prepared = False

    def prepare(self) -> None:
        """Create all indexes. Repeatable."""
        for room in (people, organisations, teams, sessions, throttles):
            self.database[room.COLLECTION].create_indexes(room.INDEXES)
        self.database[accesses.COLLECTION].create_indexes(accesses.indexes(self._accesses_days))
        jobs.prepare(self.database)
        self._prepared = True

    def ready(self) -> None:
        """Before the first record of a process: the unique indexes must be there by then."""
        if not self._prepared:
            self.prepare()

    def transaction(self, work: Callable[[ClientSession], Found]) -> Found:
        """All writes of ``work`` or none; see shared.storage.mongo.transaction."""
        return transaction(self.database, work)
