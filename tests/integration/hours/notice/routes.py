"""Who may read public notice, object and decide."""

from services.hours.operations.notice.ask_for_transfer import ask_for_transfer
from services.hours.operations.notice.freeze_purse import freeze_purse
from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.notice.raise_objection import raise_objection
from shared.auth import Grant, Identity
from shared.contracts.volunteers import VolunteerRegistered
from tests.integration.hours.conftest import Bank, person
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, HER, PATH, TOWN, Route
from tests.unit.hours.attendances import ZONE, attendance

ANOTHER = "9" * 24
OBJECTOR = Identity("f" * 24, "V0", (Grant("coordinator", "/"),))

ROUTES = {
    "public notice": Route(
        "GET",
        f"/api/v1/notices?organisation_id={TOWN}",
        [401, 200, 403, 200, 403, 200, 403, 200, 200],
    ),
    "objecting": Route(
        "POST",
        "/api/v1/objections",
        [401, 403, 403, 201, 403, 201, 403, 201, 403],
        {"journal_id": "{line}", "reason": "当天没有看到她"},
    ),
    "my objections": Route(
        "GET",
        "/api/v1/objections/mine",
        [401, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    "objections to decide": Route(
        "GET", "/api/v1/objections", [401, 403, 403, 403, 403, 200, 200, 200, 200]
    ),
    "deciding an objection": Route(
        "POST",
        "/api/v1/objections/{objection}/decide",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"verdict": "dismissed", "reason": "签到照片里有她"},
    ),
    "freezing": Route(
        "POST",
        f"/api/v1/hours/volunteers/{HER}/freeze",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"reason": "正在核实"},
    ),
    "freeing": Route(
        "POST",
        f"/api/v1/hours/volunteers/{ANOTHER}/unfreeze",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
        {"reason": "已核实"},
    ),
    "asking for a transfer": Route(
        "POST",
        "/api/v1/transfers",
        [401, 201, 201, 201, 201, 201, 201, 201, 201],
        {"from_organisation_id": COUNTY, "to_organisation_id": TOWN},
    ),
    "my transfers": Route(
        "GET", "/api/v1/transfers/mine", [401, 200, 200, 200, 200, 200, 200, 200, 200]
    ),
    "transfers to decide": Route(
        "GET", "/api/v1/transfers", [401, 403, 403, 403, 403, 200, 200, 200, 200]
    ),
    "deciding a transfer": Route(
        "POST",
        "/api/v1/transfers/{transfer}/decide",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"verdict": "accepted", "reason": "欢迎"},
    ),
    "withdrawing a transfer": Route(
        "POST",
        "/api/v1/transfers/{transfer}/withdraw",
        [401, 200, 404, 404, 404, 404, 404, 404, 200],
    ),
    "naming a successor": Route(
        "POST",
        "/api/v1/successions",
        [401, 403, 403, 403, 403, 403, 403, 201, 403],
        {"from_organisation_id": TOWN, "to_organisation_id": COUNTY, "reason": "合并"},
    ),
    "what is due": Route(
        "GET",
        f"/api/v1/duties?organisation_id={TOWN}",
        [401, 403, 403, 200, 403, 200, 403, 200, 200],
    ),
    "the calendar": Route(
        "GET", "/api/v1/calendar/2026", [401, 200, 200, 200, 200, 200, 200, 200, 200]
    ),
    "saying a day": Route(
        "PUT",
        "/api/v1/calendar/days",
        [401, 403, 403, 403, 403, 403, 403, 200, 403],
        {"day": "2027-02-08", "working": False, "reason": "通知"},
    ),
    "taking a day back": Route(
        "DELETE",
        "/api/v1/calendar/days?day=2027-02-08",
        [401, 403, 403, 403, 403, 403, 403, 204, 403],
    ),
}


def prepare(bank: Bank) -> dict[str, str]:
    """A line of hers in notice, under one objection."""
    bank.database["objections"].delete_many({})
    one = attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH)
    bank.hear(one)
    list_credits(store=bank.store, clock=bank.clock, zone=ZONE)
    line = f"{one['attendance_id']}-000"
    objection = raise_objection(line, "没有来", by=OBJECTOR, store=bank.store, clock=bank.clock)
    bank.database["freezes"].delete_many({})
    bank.keep(VolunteerRegistered, person(ANOTHER, PATH))
    freeze_purse(ANOTHER, "正在核实", by=OBJECTOR, store=bank.store, clock=bank.clock)
    bank.database["custody"].delete_many({})
    her = Identity(HER, "V1", ())
    transfer = ask_for_transfer(COUNTY, TOWN, by=her, store=bank.store, clock=bank.clock)
    bank.database["custody"].update_one({}, {"$set": {"from_id": ELSEWHERE}})
    return {"transfer": transfer["_id"], "line": line, "objection": objection["_id"]}
