"""The only rooms that know this service's collections; one file for each group of them."""

from collections.abc import Callable
from typing import TypeVar

from pymongo.client_session import ClientSession

from services.hours.domain.rules import Rules
from services.hours.store import (
    accounts,
    certificates,
    copies,
    findings,
    journals,
    late,
    ledger,
    notice,
    rewards,
)
from services.hours.store.accounts import Accounts
from services.hours.store.certificates import Certificates, issued
from services.hours.store.certificates.keys import Keys
from services.hours.store.copies import Copies
from services.hours.store.figures import Figures
from services.hours.store.findings.credits import Presences
from services.hours.store.findings.rows import Findings
from services.hours.store.findings.traces import Traces
from services.hours.store.journals import Journals
from services.hours.store.late.filed import BACK_ENTRIES, CORRECTIONS, Filed
from services.hours.store.late.proofs import Proofs
from services.hours.store.ledger.chains import CURRENCY, RECORD, Chain
from services.hours.store.ledger.currency_journals import CurrencyJournals
from services.hours.store.ledger.purses import Purses
from services.hours.store.ledger.seals import Seals
from services.hours.store.notice.calendar import Calendar
from services.hours.store.notice.custody import Custody
from services.hours.store.notice.freezes import Freezes
from services.hours.store.notice.lots import Notices
from services.hours.store.notice.objections import Objections
from services.hours.store.notice.waiting import Waiting
from services.hours.store.rewards.credits import Services
from services.hours.store.rewards.people import People
from services.hours.store.rewards.records import EVALUATIONS, HONOURS, TRAININGS, Records
from services.hours.store.rewards.shop import Offers, Reservations
from services.hours.store.rewards.stars import Applications
from services.hours.store.rules import approvals, rows, trials
from services.hours.store.rules.approvals import Approvals
from services.hours.store.rules.rows import RuleRows
from services.hours.store.rules.served import Served
from services.hours.store.rules.trials import Trials
from services.hours.store.served_by import ServedBy
from shared.settings import Keys as MasterKeys
from shared.storage.mongo import Db, transaction

Found = TypeVar("Found")

OUTBOXES = (
    journals.COLLECTION,
    *ledger.OUTBOXES,
    *notice.OUTBOXES,
    *late.OUTBOXES,
    *rewards.OUTBOXES,
    issued.COLLECTION,
)


class Store:
    """The service's database, by group of collections; ``master`` opens the signing keys,
    ``shelf`` says on which chains of pages this process writes, ``rules`` hold where no
    organisation has set its own."""

    def __init__(
        self,
        database: Db,
        master: MasterKeys | None = None,
        *,
        shelf: str = "0",
        rules: Rules | None = None,
    ) -> None:
        record, currency = Chain(RECORD, shelf), Chain(CURRENCY, shelf)
        self.database = database
        self.journals = Journals(database, record)
        self.accounts = Accounts(database, record)
        self.currency_journals = CurrencyJournals(database, currency)
        self.purses = Purses(database, currency)
        self.seals = Seals(database)
        self.copies = Copies(database)
        self.rules = RuleRows(database, rules or Rules())
        self.approvals = Approvals(database)
        self.served = Served(database)
        self.served_by = ServedBy(database)
        self.figures = Figures(database)
        self.trials = Trials(database)
        self.keys = Keys(database, master or {})
        self.certificates = Certificates(database)
        self.calendar = Calendar(database)
        self.notices = Notices(database)
        self.objections = Objections(database)
        self.freezes = Freezes(database)
        self.findings = Findings(database)
        self.presences = Presences(database)
        self.traces = Traces(database)
        self.custody = Custody(database)
        self.waiting = Waiting(database)
        self.back_entries = Filed(database, BACK_ENTRIES)
        self.corrections = Filed(database, CORRECTIONS)
        self.proofs = Proofs(database)
        self._open_rewards(database)

    def _open_rewards(self, database: Db) -> None:
        self.offers = Offers(database)
        self.reservations = Reservations(database)
        self.honours = Records(database, HONOURS)
        self.trainings = Records(database, TRAININGS)
        self.evaluations = Records(database, EVALUATIONS)
        self.services = Services(database)
        self.people = People(database)
        self.star_applications = Applications(database)

    def prepare(self) -> None:
        """Create all indexes, and read the rules before the first batch. Repeatable."""
        self.rules.book(fresh=True)
        self.database[journals.COLLECTION].create_indexes(journals.INDEXES)
        self.database[accounts.COLLECTION].create_indexes(accounts.INDEXES)
        ledger.prepare(self.database)
        certificates.prepare(self.database)
        for name, indexes in copies.INDEXES.items():
            self.database[name].create_indexes(indexes)
        self.database[rows.COLLECTION].create_indexes(rows.INDEXES)
        notice.prepare(self.database)
        late.prepare(self.database)
        findings.prepare(self.database)
        rewards.prepare(self.database)
        self.database[approvals.COLLECTION].create_indexes(approvals.INDEXES)
        for name, indexes in trials.INDEXES.items():
            self.database[name].create_indexes(indexes)

    def transaction(self, work: Callable[[ClientSession], Found]) -> Found:
        """All writes of ``work`` or none; see shared.storage.mongo.transaction.

        Of two that write the same journal or account at once, the later one meets a write
        conflict and runs again on what the earlier one wrote.
        """
        return transaction(self.database, work)
