"""Who may read public notice, object and decide."""

from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.notice.raise_objection import raise_objection
from shared.auth import Grant, Identity
from tests.integration.hours.conftest import Bank
from tests.integration.hours.matrix import HER, PATH, TOWN, Route
from tests.unit.hours.attendances import ZONE, attendance

OBJECTOR = Identity("f" * 24, "V0", (Grant("organiser", "/"),))

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
}


def prepare(bank: Bank) -> dict[str, str]:
    """A line of hers in notice, under one objection."""
    bank.database["objections"].delete_many({})
    one = attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH)
    bank.hear(one)
    list_credits(store=bank.store, clock=bank.clock, zone=ZONE)
    line = f"{one['attendance_id']}-000"
    objection = raise_objection(line, "没有来", by=OBJECTOR, store=bank.store, clock=bank.clock)
    return {"line": line, "objection": objection["_id"]}
