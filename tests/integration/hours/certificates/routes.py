"""Who may make certificates, look at them, check them and name who signs."""

from datetime import date

from services.hours.domain.certificates.certificate import Wish
from services.hours.operations.certificates.issue_certificates import issue_certificates
from services.hours.operations.certificates.name_issuer import name_issuer
from shared.auth import Grant, Identity
from shared.contracts.volunteers import VolunteerRegistered
from tests.integration.hours.conftest import Bank, person
from tests.integration.hours.matrix import COUNTY, HER, OTHER, PATH, TOWN, Route
from tests.unit.hours.attendances import ZONE

ROOT = Identity("root", "V0", (Grant("administrator", "/"),))
SIGNS = {"name": None, "responsible": "陈月华", "handler": "李敏", "contact": "0571-88001234"}
EVERYBODY = [200, 200, 200, 200, 200, 200, 200, 200, 200]

ROUTES = {
    "making certificates": Route(
        "POST",
        "/api/v1/certificates",
        [401, 201, 409, 409, 409, 409, 409, 409, 201],
        {"from": "2026-05-01", "to": "{today}"},
    ),
    "my certificates": Route(
        "GET", "/api/v1/certificates", [401, 200, 200, 200, 200, 200, 200, 200, 200]
    ),
    "my paper": Route(
        "GET",
        "/api/v1/certificates/{number}.pdf",
        [401, 200, 404, 404, 404, 404, 404, 404, 200],
    ),
    "checking a certificate": Route(
        "GET", "/api/v1/certificates/{number}/check?c={code}", EVERYBODY
    ),
    "a public key": Route("GET", "/api/v1/certificates/keys/{key}", EVERYBODY),
    "a public key as a file": Route("GET", "/api/v1/certificates/keys/{key}.pem", EVERYBODY),
    "revoking a certificate": Route(
        "POST",
        "/api/v1/certificates/{number}/revoke",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"reason": "误开"},
    ),
    "naming who signs": Route(
        "PUT",
        f"/api/v1/certificates/issuers/{TOWN}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
        {"responsible": "陈月华", "handler": "李敏", "contact": "0571-88001234"},
    ),
}


def prepare(bank: Bank) -> dict[str, str]:
    """A certificate of hers, made today."""
    for name in ("certificates", "knocks"):
        bank.database[name].delete_many({})
    bank.keep(VolunteerRegistered, person(OTHER, PATH))
    name_issuer(COUNTY, SIGNS, by=ROOT, store=bank.store, clock=bank.clock)
    today = bank.clock().astimezone(ZONE).date()
    wish = Wish(date(2026, 5, 1), today, "zh")
    her = Identity(HER, "V1")
    [made] = issue_certificates(wish, by=her, store=bank.store, zone=ZONE, clock=bank.clock)
    return {
        "today": today.isoformat(),
        "number": made["_id"],
        "code": made["code"],
        "key": made["key_id"],
    }
