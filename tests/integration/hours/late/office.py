"""A town whose activity is over: who files back-entries and asks for corrections there."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient

from services.hours.operations.keep_activity import keep_activity
from shared.contracts.activities import ActivityClosed
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import instant, new_event
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from shared.ids import id_from, new_id
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, HER, PATH, TOWN
from tests.unit.hours.attendances import at

FILER, APPROVER, CHECKER = "1" * 24, "2" * 24, "3" * 24
ACTIVITY, SHIFT = id_from("activity", "late"), id_from("shift", "late")
PDF = b"%PDF-1.7\n" + b"a list with signatures\n" * 20 + b"%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"a photograph" * 20
ORGANISER = [("organiser", PATH)]
COORDINATOR = [("coordinator", f"/{COUNTY}/")]


def activity(**more: Any) -> dict[str, Any]:
    """The data of an activity's state: a shift from 9 to 12."""
    return {
        "activity_id": ACTIVITY,
        "title": "敬老院陪伴",
        "kind": "elderly",
        "organisation_id": TOWN,
        "organisation_path": PATH,
        "person_in_charge_id": FILER,
        "address": "东湖南门",
        "status": "ended",
        "shifts": [{"shift_id": SHIFT, "start": instant(at("09:00")), "end": instant(at("12:00"))}],
        "revision": 1,
        **more,
    }


def keep(bank: Bank, **more: Any) -> None:
    """Deliver an activity's state."""
    contract = CONTRACTS[ActivityClosed.type]
    data = activity(**more)
    event = new_event(contract, "x", data, event_id=new_id(), at=at("12:00"), request_id="")
    keep_activity([event], store=bank.store)


def open_office(bank: Bank) -> None:
    """The town, its people and its activity, on the evening of the day."""
    bank.clock.now = at("18:00")
    bank.keep(
        OrganisationChanged,
        organisation("县", f"/{COUNTY}/"),
        organisation("镇", PATH),
        organisation("外县", f"/{ELSEWHERE}/"),
    )
    people = {HER: "王秀英", FILER: "李主任", APPROVER: "陈书记", CHECKER: "赵干事"}
    for key, name in people.items():
        bank.keep(VolunteerRegistered, person(key, PATH, name=name, number=f"V{key[:3]}"))
    keep(bank)


class Office:
    """What people of the town do over HTTP."""

    def __init__(self, bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> None:
        self.bank, self.api, self._bearer = bank, api, bearer
        open_office(bank)
        self.filer = bearer(FILER, ORGANISER, "en")
        self.approver = bearer(APPROVER, COORDINATOR, "en")
        self.checker = bearer(CHECKER, ORGANISER, "en")
        self.her = bearer(HER, (), "en")

    def as_(self, who: str, *grants: tuple[str, str]) -> dict[str, str]:
        return self._bearer(who, grants, "en")

    def ask(self, method: str, path: str, body: Any = None, *, by: dict[str, str]) -> Any:
        return self.api.open(f"/api/v1/{path}", method=method, json=body, headers=by)

    def file(self, *, by: Any = None, **more: Any) -> Any:
        """File that she was there from 9:30 to 11:00, or what ``more`` says."""
        body = {
            "shift_id": SHIFT,
            "volunteer_id": HER,
            "check_in_at": at("09:30").isoformat(),
            "check_out_at": at("11:00").isoformat(),
            "role": "陪伴",
            "reason": "手机没电，未能签到",
            **more,
        }
        return self.ask("POST", "back-entries", body, by=by or self.filer)

    def prove(
        self,
        key: str,
        data: bytes = PDF,
        name: str = "list.pdf",
        said: str = "application/pdf",
        *,
        by: Any = None,
        among: str = "back-entries",
    ) -> Any:
        form = {"file": (BytesIO(data), name, said)}
        headers = by or self.filer
        return self.api.post(f"/api/v1/{among}/{key}/proof", data=form, headers=headers)

    def proven(self, **more: Any) -> str:
        """The id of a back-entry that waits for its approval."""
        key = str(self.file(**more).json["back_entry_id"])
        assert self.prove(key).status_code == 200
        return key

    def approve(self, key: str, *, by: Any = None, **body: Any) -> Any:
        """Approve, having looked at the proof that stands there now."""
        row = self.bank.database["back_entries"].find_one({"_id": key}) or {}
        seen = (row.get("proof") or {"sha256": "0" * 64})["sha256"]
        body = {"proof_sha256": seen, **body}
        return self.ask("POST", f"back-entries/{key}/approve", body, by=by or self.approver)
