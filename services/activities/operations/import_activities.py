"""Import activities from a list: future ones as drafts, past ones as closed records.

An imported activity's id comes from the organisation the list is imported for, the list's source
and the activity's id there; so a second import meets what the first one wrote.
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo.client_session import ClientSession

from services.activities.domain import drafting, facts
from services.activities.domain.imported import activity_of
from services.activities.operations.draft_activity import (
    DEFAULTS,
    UnknownOrganisation,
    as_point,
)
from services.activities.operations.import_columns import COLUMNS
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.store.activities import searchable
from shared.clock import Clock
from shared.contracts.activities import ActivityClosed
from shared.ids import id_from, new_id
from shared.imports.examination import Entry, Given
from shared.imports.working import run_next
from shared.refusal import Invalid
from shared.storage.mongo import Document
from shared.storage.outbox import Fact, fact


def import_activities(*, store: Store, clock: Clock, settings: ActivitySettings) -> None:
    """The worker's chore: bring in every list that waits."""
    while True:
        importer = ImportActivities(store, clock, settings)
        if not run_next(importer, database=store.database, clock=clock):
            return


class ImportActivities:
    """See shared.imports.examination.Importer; one for each job. No list here holds secrets."""

    name = "activities"
    columns = COLUMNS
    group_by = "external_id"

    def __init__(self, store: Store, clock: Clock, settings: ActivitySettings) -> None:
        self._store, self._clock, self._settings = store, clock, settings
        self._units: dict[str, Document] = {}

    def look_up(self, rows: Sequence[Given]) -> None:
        """Nothing: organisations are few and remembered."""

    def entry(self, rows: Sequence[Given], job: Document) -> Entry:
        """One activity. Raises the refusals of drafting and of ``domain/imported.py``."""
        values, own, now = [row.values for row in rows], self._settings, self._clock()
        fields = activity_of(values, own.zone, now)
        unit = self._unit(values[0]["organisation"] or "", job)
        activity = self._composed({**DEFAULTS, **fields})
        listed_as = values[0]["external_id"]
        key = listed_as or f"{activity['title']}|{activity['starts_at']:%Y-%m-%dT%H:%M%z}"
        source = values[0]["source"] or ""
        activity |= {
            "_id": id_from("imported activity", job["organisation_id"], source, key),
            "organisation_id": unit["_id"],
            "organisation_path": unit["path"],
            "person_in_charge_id": job["by"],
            "withdrawal_minutes": own.withdrawal_minutes,
            "search": searchable(activity["title"]),
            "reason": None,
            "copied_from": None,
            "created_by": job["by"],
            "created_at": now,
            "published_at": None,
            "ended_at": activity.get("ended_at"),
            "imported": {"source": source, "id": listed_as, "job_id": job["_id"]},
            "revision": 1,
        }
        return Entry([activity["_id"]], activity, rows=len(rows))

    def known(self, keys: Sequence[str]) -> set[str]:
        """The ids that stand here already."""
        return self._store.activities.existing(keys)

    def write(self, records: Sequence[Document], job: Document, session: ClientSession) -> None:
        """All activities; an archived one tells the record that it is closed."""
        now = self._clock()
        self._store.activities.insert_all(
            [{**record, "outbox": _events(record, now)} for record in records], session
        )

    def seal(self, data: bytes, job_id: str) -> bytes:
        return data

    def unseal(self, data: bytes, job_id: str) -> bytes:
        return data

    def _composed(self, fields: Document) -> Document:
        """The consistent record; what is wrong with a shift is said of the row's times."""
        known = {name: fields[name] for name in ("starts_at", "ends_at") if name in fields}
        own = self._settings
        activity = drafting.compose({**fields, "point": as_point(fields["point"])}, new_id) | known
        try:
            drafting.check(activity, own.longest_shift_hours, own.location_people)
        except Invalid as no:
            column = "role" if (no.field or "").endswith("name") else "times"
            no.field = column if (no.field or "").startswith("shifts") else no.field
            raise
        return activity

    def _unit(self, text: str, job: Document) -> Document:
        if text not in self._units:
            self._units[text] = self._find(text, job)
        return self._units[text]

    def _find(self, text: str, job: Document) -> Document:
        """The unit a row names, within the job's scope. Raises UnknownOrganisation."""
        copies, scope = self._store.copies, job["organisation_path"]
        found = (
            copies.called(text, scope) if text else [copies.organisation(job["organisation_id"])]
        )
        active = [unit for unit in found if unit and unit["status"] == "active"]
        if len(active) != 1:
            raise UnknownOrganisation(field="organisation")
        return active[0]


def _events(activity: Document, now: datetime) -> list[Fact]:
    if activity["status"] != "closed":
        return []
    return [fact(ActivityClosed, activity["_id"], facts.activity_data(activity), at=now)]
