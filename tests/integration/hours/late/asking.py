"""What a volunteer asks for, and what is answered."""

from typing import Any

from shared.contracts.envelope import Event
from shared.storage.outbox import unseal
from tests.integration.hours.late.office import ACTIVITY, SHIFT, Office
from tests.integration.hours.matrix import HER, PATH, TOWN
from tests.unit.hours.attendances import at, attendance


def attended(office: Office) -> str:
    """She was checked in from 10 to 11 of the shift from 9 to 12; returns the journal's id."""
    there: Any = {"volunteer_id": HER, "organisation_id": TOWN, "organisation_path": PATH}
    activity: Any = {"activity_id": ACTIVITY, "shift_id": SHIFT}
    office.bank.hear(attendance("10:00", "11:00", ("09:00", "12:00"), **activity, **there))
    return str(office.bank.journals()[0]["_id"])


def ask(office: Office, *, by: Any = None, **more: Any) -> Any:
    """Ask to have been there from 9 to 12; ``more``: about which line or shift, other times."""
    body = {
        "check_in_at": at("09:00").isoformat(),
        "check_out_at": at("12:00").isoformat(),
        "text": "我九点就到了，签到时人太多",
        **more,
    }
    return office.ask("POST", "corrections", body, by=by or office.her)


def check(office: Office, key: str, finding: str = "名单上有她的签名", *, by: Any = None) -> Any:
    body = {"finding": finding}
    return office.ask("POST", f"corrections/{key}/check", body, by=by or office.checker)


def decide(
    office: Office, key: str, decision: str = "accept", *, by: Any = None, **more: Any
) -> Any:
    body = {"decision": decision, "reason": "名单属实", **more}
    return office.ask("POST", f"corrections/{key}/decide", body, by=by or office.approver)


def accepted(office: Office, **about: Any) -> dict[str, Any]:
    """A request that went the whole way."""
    key = ask(office, **about).json["correction_id"]
    assert check(office, key).status_code == 200
    answer = decide(office, key)
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def told(office: Office) -> list[tuple[str, Event]]:
    """What waits to be published about requests, with its kind."""
    rows = office.bank.database["corrections"].find().sort("filed_at", 1)
    events = [event for row in rows for event in unseal(row["outbox"])]
    return [(event["type"].split(".")[1], event["data"]) for event in events]
