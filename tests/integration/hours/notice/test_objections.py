"""Public notice over HTTP: members see it and object; a line is held until it is decided."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.contracts import volunteers
from shared.ids import id_from
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.notice.test_becoming_final import Office
from tests.integration.hours.notice.test_becoming_final import office as office
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, attendance

MEMBER, STRANGER, COORDINATOR = (id_from("person", one) for one in "msc")
PATH = f"/{ORGANISATION}/"


@pytest.fixture
def notice(office: Office, api: FlaskClient, bearer: Any) -> Any:
    """A credit of 148 minutes in notice, and ways to ask about it."""
    office.bank.keep(volunteers.OrganisationChanged, organisation("东门街道", PATH))
    for who, path in ((VOLUNTEER, PATH), (MEMBER, PATH), (STRANGER, "/other/")):
        office.bank.keep(volunteers.VolunteerRegistered, person(who, path))
    office.bank.hear(attendance())
    office.show()

    def ask(method: str, path: str, who: str, *grants: tuple[str, str], **more: Any) -> Any:
        headers = bearer(volunteer_id=who, grants=list(grants)) | {"Accept-Language": "en"}
        return api.open(f"/api/v1{path}", method=method, headers=headers, **more)

    return ask


def objected(notice: Any, who: str = MEMBER) -> Any:
    body = {"journal_id": id_from("attendance", "1") + "-000", "reason": "当天没有看到她"}
    return notice("POST", "/objections", who, json=body)


def decided(notice: Any, key: str, verdict: str, who: str = COORDINATOR) -> Any:
    body = {"verdict": verdict, "reason": "签到照片里有她"}
    return notice("POST", f"/objections/{key}/decide", who, ("coordinator", PATH), json=body)


def test_members_see_the_notice_and_strangers_do_not(notice: Any) -> None:
    [line] = notice("GET", "/notices", MEMBER).json["items"]
    assert (line["name"], line["minutes"], line["day"]) == ("王秀英", 148, "2026-05-03")
    assert line["until"].startswith("2026-05-13T00:00:00+08:00") or line["until"].startswith(
        "2026-05-12T16:00:00"
    )
    answer = notice("GET", f"/notices?organisation_id={ORGANISATION}", STRANGER)
    assert answer.status_code == 403


def test_an_objection_holds_the_line_until_it_is_dismissed(office: Office, notice: Any) -> None:
    raised = objected(notice)
    assert raised.status_code == 201, raised.json
    assert objected(notice).json == raised.json, "once a person and line"
    assert notice("GET", "/notices", MEMBER).json["items"][0]["held"]
    office.until(2026, 5, 20)
    office.settle()
    assert office.purse() == 0
    [open_one] = notice("GET", "/objections", COORDINATOR, ("coordinator", PATH)).json["items"]
    answer = decided(notice, open_one["objection_id"], "dismissed")
    assert answer.json["status"] == "dismissed"
    office.settle()
    assert office.purse() == 148
    [mine] = notice("GET", "/objections/mine", MEMBER).json["items"]
    assert mine["decision_reason"] == "签到照片里有她"


def test_an_upheld_one_reverses_the_credit(office: Office, notice: Any) -> None:
    key = objected(notice).json["objection_id"]
    assert decided(notice, key, "upheld").json["status"] == "upheld"
    assert office.bank.minutes(VOLUNTEER) == 0
    office.show()
    office.until(2026, 5, 20)
    office.settle()
    assert office.purse() == 0
    assert office.lots() == []
    assert decided(notice, key, "dismissed").status_code == 409
    office.bank.recount()


def test_who_may_not(notice: Any, office: Office) -> None:
    assert objected(notice, VOLUNTEER).json["type"].endswith("own-line")
    assert objected(notice, STRANGER).json["type"].endswith("not-of-the-organisation")
    key = objected(notice).json["objection_id"]
    for concerned in (MEMBER, VOLUNTEER):
        answer = decided(notice, key, "upheld", concerned)
        assert answer.json["type"].endswith("needs-another-person")
    elsewhere = notice(
        "POST",
        f"/objections/{key}/decide",
        COORDINATOR,
        ("coordinator", "/other/"),
        json={"verdict": "upheld", "reason": "没有来"},
    )
    assert elsewhere.status_code == 403


def test_after_the_notice_nobody_objects(office: Office, notice: Any) -> None:
    office.until(2026, 5, 20)
    office.settle()
    assert objected(notice).json["type"].endswith("not-in-notice")


def test_two_who_decide_at_once(office: Office, notice: Any) -> None:
    key = objected(notice).json["objection_id"]
    deciders = [id_from("decider", str(one)) for one in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda who: decided(notice, key, "upheld", who), deciders))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    assert len(office.bank.journals(kind="reversal")) == 1


def test_the_sides_are_told(office: Office, notice: Any) -> None:
    key = objected(notice).json["objection_id"]
    decided(notice, key, "dismissed")
    rows = office.bank.database["objections"].find()
    told = [one["type"] for row in rows for one in row["outbox"]]
    assert told == [
        "hours.credit_held",
        "hours.held_credit_decided",
        "hours.objection_decided",
    ]


def test_pages(office: Office, notice: Any, bank: Bank) -> None:
    for day in range(1, 5):
        bank.hear(
            attendance(name=f"more{day}", day=day), attendance(name=f"late{day}", day=day + 9)
        )
    office.show()
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = notice("GET", f"/notices?limit=2{cursor and '&cursor=' + cursor}", MEMBER).json
        seen += [one["journal_id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 9


def test_the_statement_says_how_far_a_line_has_come(office: Office, notice: Any) -> None:
    def state() -> tuple[str, bool]:
        [line] = notice("GET", "/hours/me/statement", VOLUNTEER).json["items"]
        return line["state"], line["notice_until"] is not None

    assert state() == ("notice", True)
    key = objected(notice).json["objection_id"]
    assert state() == ("held", True)
    decided(notice, key, "dismissed")
    office.until(2026, 5, 20)
    office.settle()
    assert state() == ("final", False)
