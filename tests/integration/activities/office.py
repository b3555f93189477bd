"""A county office for tests: the real app on a real MongoDB, events delivered as the bus would."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.activities import consumers, wsgi
from services.activities.settings import ActivitySettings
from services.activities.store import OUTBOXES, Store
from shared.contracts.activities import ActivityCancelled, ActivityChanged
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import Contract, Event
from shared.contracts.volunteers import OrganisationChanged, TeamChanged, VolunteerChanged
from shared.ids import id_from, new_id
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done
from shared.settings import Settings
from shared.storage import outbox
from shared.storage.mongo import Document, connect
from tests.integration.activities.samples import (
    COUNTY,
    ORGANISER,
    OTHER,
    PATHS,
    TOWN,
    activity_fields,
    ids,
    shift_fields,
    volunteer_state,
)

__all__ = [
    "COUNTY",
    "ORGANISER",
    "OTHER",
    "PATHS",
    "TOWN",
    "Office",
    "ids",
    "shift_fields",
    "volunteer_state",
]


OWN = ActivitySettings(code_secret="a secret of tests")


class Office:
    """Organisations, people and activities of one county, and how to ask for things."""

    def __init__(
        self,
        settings: Settings,
        clock: Any,
        bearer: Callable[..., dict[str, str]],
        *,
        store: Store | None = None,
        app: Flask | None = None,
    ):
        self.clock, self.bearer, self.settings = clock, bearer, settings
        self.own = OWN
        self.store = store or Store(connect(settings))
        app = app or wsgi.create(settings, clock=clock, own=self.own)
        self.client: FlaskClient = app.test_client()
        for organisation_id in (COUNTY, TOWN, OTHER):
            self.organisation(organisation_id)
        self.volunteer(ORGANISER, name="王组织")

    def deliver(self, contract: type[Contract], *states: Document) -> None:
        """Facts of other services, heard by whoever hears them here."""
        facts = [outbox.fact(contract, new_id(), state, at=self.clock.now) for state in states]
        self.hand_over(outbox.unseal(facts))

    def hand_over(self, events: Sequence[Event]) -> None:
        """Give events to all handlers of this service that hear them; all must be done."""
        for name, handler in consumers.handlers(self.store, self.clock, self.own).items():
            types = {kind.type for kind in HEARS[name]}
            mine = [event for event in events if event["type"] in types]
            if mine:
                outcomes = settle(name, handler, mine, self.store.database)
                assert outcomes == [Done()] * len(mine), outcomes

    def publish_events(self) -> list[Event]:
        """What the relay would publish now; it is taken out of the records, as by the relay."""
        found: list[Event] = []
        for collection in OUTBOXES:
            records = outbox.pending(self.store.database, collection, 100_000)
            if records:
                outbox.remember(self.store.database, outbox.lots(records))
                outbox.clear(self.store.database, collection, records)
            found += (event for record in records for event in outbox.unseal(record["outbox"]))
        return sorted(found, key=lambda event: event["id"])

    def hear(self) -> list[Event]:
        """Publish, and let this service hear its own changes; all that was published."""
        events = self.publish_events()
        own = (ActivityChanged.type, ActivityCancelled.type)
        self.hand_over([event for event in events if event["type"] in own])
        return events + (self.publish_events() if events else [])

    def organisation(self, organisation_id: str, **more: Any) -> None:
        state = {
            "organisation_id": organisation_id,
            "name": f"妇联{organisation_id[:2]}",
            "level": "town",
            "code": None,
            "parent_id": None,
            "path": PATHS.get(organisation_id, f"/{organisation_id}/"),
            "status": "active",
            "revision": 1,
        }
        self.deliver(OrganisationChanged, state | more)

    def team(self, team_id: str, **more: Any) -> None:
        state = {
            "team_id": team_id,
            "name": "巾帼志愿服务队",
            "organisation_id": TOWN,
            "organisation_path": PATHS[TOWN],
            "leader_ids": [],
            "status": "active",
            "revision": 1,
        }
        self.deliver(TeamChanged, state | more)

    def volunteer(self, volunteer_id: str | None = None, **more: Any) -> str:
        """A volunteer who is known here; her id."""
        state = volunteer_state(volunteer_id or new_id(), **more)
        self.deliver(VolunteerChanged, state)
        return str(state["volunteer_id"])

    def volunteers(self, number: int) -> list[str]:
        """So many volunteers at once."""
        states = [volunteer_state(id_from("v", str(n)), name=f"李{n:03}") for n in range(number)]
        self.deliver(VolunteerChanged, *states)
        return [state["volunteer_id"] for state in states]

    def organiser(self, path: str = PATHS[COUNTY]) -> dict[str, str]:
        return self.bearer(ORGANISER, [("organiser", path)])

    def ask(
        self, method: str, path: str, body: Any = None, *, by: Any = None, **headers: str
    ) -> TestResponse:
        """A request; ``by`` is a volunteer's id, headers of somebody, or None for the public."""
        who = self.bearer(by) if isinstance(by, str) else by or {}
        more = {"json": body} if body is not None else {}
        return self.client.open(f"/api/v1{path}", method=method, headers=who | headers, **more)

    def draft(self, **fields: Any) -> Document:
        answer = self.ask(
            "POST", "/activities", activity_fields(self, **fields), by=self.organiser()
        )
        assert answer.status_code == 201, answer.json
        return dict(answer.json or {})

    def published(self, **fields: Any) -> Document:
        drafted = self.draft(**fields)
        path = f"/activities/{drafted['activity_id']}/publish"
        answer = self.ask("POST", path, by=self.organiser())
        assert answer.status_code == 200, answer.json
        return dict(answer.json or {})

    def step(self, activity: Document, name: str, body: Any = None) -> TestResponse:
        """publish, cancel, close or copy it."""
        path = f"/activities/{activity['activity_id']}/{name}"
        return self.ask("POST", path, body, by=self.organiser())

    def change(self, activity: Document, **fields: Any) -> TestResponse:
        """PATCH it as it was read."""
        return self.ask(
            "PATCH",
            f"/activities/{activity['activity_id']}",
            fields,
            by=self.organiser(),
            **{"If-Match": f'"{activity["revision"]}"'},
        )

    def sign_up(self, shift_id: str, by: str, role_id: str | None = None) -> TestResponse:
        body = {"role_id": role_id} if role_id else {}
        return self.ask("POST", f"/shifts/{shift_id}/sign-ups", body, by=by)

    def rows(self) -> list[Document]:
        """All sign-ups in the order of the waitlist."""
        return list(self.store.sign_ups.rows.find().sort("queue", 1))

    def row(self, sign_up_id: str) -> Document:
        found = self.store.sign_ups.get(sign_up_id)
        assert found is not None
        return found

    def at(self, **delta: float) -> datetime:
        """The clock's now and so much more."""
        moment: datetime = self.clock.now + timedelta(**delta)
        return moment
