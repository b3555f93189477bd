"""A desk that makes certificates: a county, its town and a volunteer with hours in May 2026."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from services.hours import wsgi
from services.hours.store import Store
from shared.contracts.activities import ActivityPublished
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import new_event
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from shared.ids import id_from, new_id
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done
from shared.settings import Settings
from shared.storage.mongo import Db
from tests.integration.hours.conftest import AT, OWN, Bank, organisation, person, web_store
from tests.standing import Standing
from tests.unit.hours.attendances import VOLUNTEER, attendance

COUNTY, TOWN, OTHER = "c" * 24, "e" * 24, "f" * 24
LEADER, CLERK = id_from("leader"), id_from("clerk")
PATHS = {COUNTY: f"/{COUNTY}/", TOWN: f"/{COUNTY}/{TOWN}/", OTHER: f"/{COUNTY}/{OTHER}/"}
NAMES = {COUNTY: "青云县妇女联合会", TOWN: "城东街道妇女联合会", OTHER: "城西街道妇女联合会"}
SIGNS = {"responsible": "陈月华", "handler": "李敏", "contact": "人民路 12 号，0571-88001234"}
MAY = {"from": "2026-05-01", "to": "2026-05-31"}
URL = "https://zhiyuan.example.cn"


@dataclass
class Desk:
    """What tests ask of the desk; ``api`` is signed in as nobody."""

    bank: Bank
    store: Store
    api: FlaskClient
    bearer: Callable[..., dict[str, str]]

    def serve(self, *, name: str = "1", day: int = 0, unit: str = TOWN, **more: Any) -> None:
        """The volunteer serves 09:02 to 11:30 of a shift that ends then, 148 minutes."""
        place = {"organisation_id": unit, "organisation_path": PATHS[unit]}
        self.bank.hear(attendance(name=name, day=day, **{**place, **more}))

    def make(self, *, key: str | None = None, by: str = VOLUNTEER, **body: Any) -> TestResponse:
        headers = self.bearer(by) | ({"Idempotency-Key": key} if key else {})
        return self.api.post("/api/v1/certificates", json={**MAY, **body}, headers=headers)

    def made(self, **body: Any) -> dict[str, Any]:
        """The one certificate that is made."""
        answer = self.make(**body)
        assert answer.status_code == 201, answer.text
        [found] = answer.get_json()["items"]
        assert isinstance(found, dict)
        return found

    def paper(self, number: str, by: str = VOLUNTEER) -> TestResponse:
        return self.api.get(f"/api/v1/certificates/{number}.pdf", headers=self.bearer(by))

    def check(self, made: dict[str, Any], code: str | None = None) -> dict[str, Any]:
        answer = self.api.get(
            f"/api/v1/certificates/{made['number']}/check",
            query_string={"c": made["code"] if code is None else code},
        )
        assert answer.status_code == 200, answer.text
        found = answer.get_json()
        assert isinstance(found, dict)
        return found

    def clerk(self, path: str = PATHS[COUNTY]) -> dict[str, str]:
        """Headers of a coordinator."""
        return self.bearer(CLERK, [("coordinator", path)])

    def name_issuer(self, unit: str = COUNTY, **more: Any) -> TestResponse:
        return self.api.put(
            f"/api/v1/certificates/issuers/{unit}", json={**SIGNS, **more}, headers=self.clerk()
        )

    def reverse(self, name: str = "1", reason: str = "重复记录") -> None:
        """A coordinator takes the first credit of an attendance back, and the bank hears of it."""
        key = f"{id_from('attendance', name)}-000"
        answer = self.api.post(
            f"/api/v1/journals/{key}/reverse", json={"reason": reason}, headers=self.clerk()
        )
        assert answer.status_code == 201, answer.text

    def hear_corrections(self) -> None:
        handler = "hours.supersede_certificates"
        events = self.bank.events("hours_corrected")
        found = settle(handler, self.bank.handlers[handler], events, self.bank.database)
        assert found == [Done()] * len(events)


def text_of(pdf: bytes) -> str:
    """What can be copied out of it."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture(scope="session")
def certifying(hours_database: Db, mongo_uri: str, token_keys: tuple[str, str]) -> Standing:
    """The web application under an address that can be printed."""
    settings = Settings("hours", mongo_uri, hours_database.name, "", token_keys[1], URL)
    first = web_store(hours_database)
    return Standing(wsgi, first, lambda clock: wsgi.create(settings, clock=clock, own=OWN))


@pytest.fixture
def desk(bank: Bank, certifying: Standing, bearer: Callable[..., dict[str, str]]) -> Desk:
    """The units and people are known, the county has named who signs."""
    bank.keep(OrganisationChanged, *(organisation(NAMES[key], PATHS[key]) for key in PATHS))
    bank.keep(
        VolunteerRegistered,
        person(VOLUNTEER, PATHS[TOWN], number="V000123"),
        person(LEADER, PATHS[TOWN], name="李桂兰", number="V2"),
    )
    _publish(bank)
    api = certifying.on(web_store(bank.database), bank.clock).test_client()
    found = Desk(bank, Store(bank.database, OWN.master_keys), api, bearer)
    assert found.name_issuer().status_code == 200
    return found


def _publish(bank: Bank) -> None:
    data = {
        "activity_id": id_from("activity", "a"),
        "title": "敬老院陪伴",
        "kind": "elderly",
        "organisation_id": TOWN,
        "organisation_path": PATHS[TOWN],
        "person_in_charge_id": LEADER,
        "address": "城东街道敬老院",
        "status": "published",
        "shifts": [{"shift_id": "s", "start": AT.isoformat(), "end": AT.isoformat()}],
        "revision": 1,
    }
    contract = CONTRACTS[ActivityPublished.type]
    event = new_event(contract, "x", data, event_id=new_id(), at=AT, request_id="")
    handler = "hours.keep_activity"
    assert settle(handler, bank.handlers[handler], [event], bank.database) == [Done()]
