"""Who may read findings, dismiss them and freeze purses because of them."""

from typing import Any

from services.hours.domain.findings.limits import Limits
from services.hours.operations.findings.detect import detect
from shared.contracts.volunteers import VolunteerRegistered
from tests.integration.hours.conftest import Bank, person
from tests.integration.hours.matrix import HER, PATH, TOWN, Route
from tests.unit.hours.attendances import ZONE, at, attendance

ROUTES = {
    "findings": Route(
        "GET",
        f"/api/v1/findings?organisation_id={TOWN}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "a finding": Route(
        "GET",
        "/api/v1/findings/{finding}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "looking for findings": Route(
        "POST", "/api/v1/findings/look", [401, 403, 403, 403, 403, 403, 403, 202, 403]
    ),
    "dismissing a finding": Route(
        "POST",
        "/api/v1/findings/{finding}/dismiss",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"reason": "夜间巡逻，情况属实"},
    ),
    "freezing for a finding": Route(
        "POST",
        "/api/v1/findings/{finding}/freeze",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"reason": "正在核实"},
    ),
}


def prepare(bank: Bank) -> dict[str, str]:
    """An evening of hers that went on until one at night; nothing of an earlier try."""
    for name in ("findings", "looks", "freezes", "journals", "accounts", "purses"):
        bank.database[name].delete_many({})
    bank.clock.now = at("30:00")
    bank.keep(VolunteerRegistered, person(HER, PATH))
    hers: dict[str, Any] = {"volunteer_id": HER, "organisation_id": TOWN, "organisation_path": PATH}
    bank.hear(attendance("21:00", "25:00", ("21:00", "25:00"), name="late", **hers))
    assert detect(store=bank.store, limits=Limits(), zone=ZONE, clock=bank.clock) == 1
    [finding] = bank.database["findings"].find()
    return {"finding": finding["_id"]}
