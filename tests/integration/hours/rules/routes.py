"""Who may read and set rules."""

from services.hours.operations.rules.recount_by_rules import recount_by_rules
from services.hours.operations.rules.set_rules import set_rules
from services.hours.operations.rules.try_rules import try_rules
from shared.auth import Grant, Identity
from tests.integration.hours.conftest import Bank
from tests.integration.hours.matrix import HER, PATH, TOWN, Route
from tests.unit.hours.attendances import ZONE, at, attendance

ROOT = Identity("root", "V0", (Grant("administrator", "/"),))

ROUTES = {
    "rules in force": Route(
        "GET",
        f"/api/v1/rules?organisation_id={TOWN}&date=2026-05-03",
        [401, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    "history of the rules": Route(
        "GET",
        f"/api/v1/rules/history?organisation_id={TOWN}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "setting rules": Route(
        "POST",
        "/api/v1/rules",
        [401, 403, 403, 403, 403, 201, 403, 201, 201],
        {"organisation_id": TOWN, "from": "{tomorrow}", "values": {"step": 30}},
    ),
    "what waits for my approval": Route(
        "GET", "/api/v1/approvals", [401, 403, 403, 403, 403, 200, 200, 200, 200]
    ),
    "my long days": Route(
        "GET", "/api/v1/approvals/me", [401, 200, 200, 200, 200, 200, 200, 200, 200]
    ),
    "deciding about a long day": Route(
        "POST",
        f"/api/v1/approvals/{HER}/2026-05-03",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"decision": "decline", "reason": "未经安排"},
    ),
    "trials of rules": Route(
        "GET",
        f"/api/v1/rules/trials?organisation_id={TOWN}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "a trial of rules": Route(
        "GET", "/api/v1/rules/trials/{trial}", [401, 403, 403, 403, 403, 200, 403, 200, 200]
    ),
    "lines of a trial": Route(
        "GET", "/api/v1/rules/trials/{trial}/lines", [401, 403, 403, 403, 403, 200, 403, 200, 200]
    ),
    "table of a trial": Route(
        "GET", "/api/v1/rules/trials/{trial}/table", [401, 403, 403, 403, 403, 200, 403, 200, 200]
    ),
    "trying rules": Route(
        "POST",
        "/api/v1/rules/trials",
        [401, 403, 403, 403, 403, 202, 403, 202, 202],
        {
            "organisation_id": TOWN,
            "from": "2026-05-01",
            "to": "2026-05-03",
            "values": {"step": 30},
        },
    ),
    "applying rules": Route(
        "POST",
        "/api/v1/rules/trials/{trial}/apply",
        [401, 403, 403, 403, 403, 202, 403, 202, 202],
        {"reason": "按新办法重新计算"},
    ),
    "confirming rules": Route(
        "POST",
        "/api/v1/rules/{row}/confirm",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "taking rules back": Route(
        "DELETE",
        "/api/v1/rules/{row}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
}


def prepare(bank: Bank) -> dict[str, str]:
    """A row of the town that holds from tomorrow; a day of hers that is over the limit; a trial of
    rules, counted."""
    tomorrow = at("12:00", day=1).date()
    bank.clock.now = at("12:00")
    row = set_rules(
        TOWN, tomorrow, {"step": 5}, by=ROOT, store=bank.store, zone=ZONE, clock=bank.clock
    )
    long = attendance("08:00", "18:00", ("08:00", "18:00"), name="long")
    bank.hear({**long, "volunteer_id": HER, "organisation_id": TOWN, "organisation_path": PATH})
    may = (at("12:00", day=-2).date(), at("12:00").date())
    trial = try_rules(
        TOWN, *may, {"step": 10}, by=ROOT, store=bank.store, zone=ZONE, clock=bank.clock
    )
    recount_by_rules(store=bank.store, settings=bank.settings, zone=ZONE, clock=bank.clock)
    return {"row": row["_id"], "tomorrow": tomorrow.isoformat(), "trial": trial["_id"]}
