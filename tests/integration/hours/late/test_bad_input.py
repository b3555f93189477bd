"""What makes no sense is refused with the field and what to do, and nothing is half done."""

from typing import Any

import pytest

from tests.integration.hours.late.asking import ask, check
from tests.integration.hours.late.office import ACTIVITY, SHIFT, Office
from tests.integration.hours.matrix import TOWN
from tests.unit.hours.attendances import at

NINE, TEN, NOON = (at(clock).isoformat() for clock in ("09:00", "10:00", "12:00"))


@pytest.mark.parametrize(
    ("more", "status", "told", "field"),
    [
        ({"check_in_at": NOON, "check_out_at": NINE}, 422, "interval-backwards", "check_out_at"),
        ({"check_in_at": NINE, "check_out_at": NINE}, 422, "interval-backwards", "check_out_at"),
        ({"check_in_at": at("08:44").isoformat()}, 409, "interval-outside", "check_in_at"),
        ({"check_out_at": at("12:01").isoformat()}, 409, "interval-outside", "check_out_at"),
        (
            {"check_in_at": at("08:45").isoformat(), "check_out_at": NOON},
            409,
            "interval-too-long",
            "check_out_at",
        ),
        ({"check_out_at": at("12:00", 365_000).isoformat()}, 422, None, "check_out_at"),
        ({"check_out_at": at("18:30").isoformat()}, 422, "interval-ahead", "check_out_at"),
        ({"check_in_at": "2026-05-03T09:30:00"}, 422, None, "check_in_at"),
        ({"check_in_at": -90}, 422, None, "check_in_at"),
        ({"check_in_at": "1026-05-03T09:30:00+08:00"}, 422, None, "check_in_at"),
        ({"minutes": 90.5}, 422, None, "minutes"),
        ({"shift_id": "9" * 24}, 404, "no-such-shift", "shift_id"),
        ({"shift_id": ACTIVITY}, 404, "no-such-shift", "shift_id"),
        ({"shift_id": {"$ne": None}}, 422, None, "shift_id"),
        ({"volunteer_id": "9" * 24}, 404, "no-such-volunteer", "volunteer_id"),
        ({"reason": " "}, 422, None, "reason"),
        ({"reason": None}, 422, None, "reason"),
        ({"reason": "长" * 501}, 422, None, "reason"),
        ({"role": ["陪伴"]}, 422, None, "role"),
    ],
)
def test_a_back_entry_that_cannot_be(
    office: Office, more: dict[str, Any], status: int, told: str | None, field: str
) -> None:
    answer = office.file(**more)
    assert answer.status_code == status, answer.json
    assert told is None or answer.json["type"] == f"/problems/{told}"
    assert answer.json["errors"][0]["field"] == field
    assert office.bank.database["back_entries"].count_documents({}) == 0


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"check_in_at": NOON, "check_out_at": NINE}, 422),
        ({"check_in_at": at("08:44").isoformat()}, 409),
        ({"check_in_at": at("08:45").isoformat()}, 409),
        ({"check_out_at": at("18:30").isoformat()}, 422),
        ({"shift_id": "x"}, 422),
        ({"shift_id": None, "journal_id": "9" * 24 + "-000"}, 404),
        ({"shift_id": None, "journal_id": "page:record:0:000000000001"}, 404),
        ({"shift_id": None, "journal_id": "x" * 41}, 422),
        ({"shift_id": None, "journal_id": {"$gt": ""}}, 422),
        ({"text": ""}, 422),
        ({"text": "a\x00b"}, 422),
        ({"minutes": -5}, 422),
    ],
)
def test_a_request_that_cannot_be(office: Office, more: dict[str, Any], status: int) -> None:
    answer = ask(office, **{"shift_id": SHIFT, **more})
    assert answer.status_code in (status, 400), answer.json
    assert answer.content_type == "application/problem+json"
    assert office.bank.database["corrections"].count_documents({}) == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"decision": "maybe", "reason": "原因"}, "decision"),
        ({"decision": "accept"}, "reason"),
        ({"decision": "accept", "reason": "原因", "check_in_at": NOON}, "check_out_at"),
        ({"decision": "accept", "reason": "原因", "check_out_at": "soon"}, "check_out_at"),
    ],
)
def test_a_decision_that_makes_no_sense(office: Office, body: Any, field: str) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    check(office, key)
    answer = office.ask("POST", f"corrections/{key}/decide", body, by=office.approver)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
    assert not office.bank.journals()
    assert office.ask("GET", f"corrections/{key}", by=office.her).json["status"] == "checked"


def test_a_finding_is_needed_and_a_whole_digest(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    assert check(office, key, "").status_code == 422
    entry = office.proven()
    assert office.approve(entry, proof_sha256="abc").status_code == 422
    assert office.approve(entry, proof_sha256="f" * 64).status_code == 412
    assert not office.bank.journals()


@pytest.mark.parametrize("path", ["back-entries", "corrections"])
@pytest.mark.parametrize("key", ["x", "$where", "..%2F..", "%00", "汉字", "9" * 24])
def test_ids_that_are_none(office: Office, path: str, key: str) -> None:
    for step, body in (("", None), ("/proof", None)):
        answer = office.ask("GET", f"{path}/{key}{step}", body, by=office.approver)
        assert answer.status_code == 404
    assert office.ask("POST", f"{path}/{key}/withdraw", by=office.filer).status_code == 404
    assert office.prove(key, among=path).status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("cursor=x", "cursor"),
        ("cursor=WzEsIDJd", "cursor"),
        ("limit=0", "limit"),
        ("status=open", "status"),
        ("organisation_id=x", "organisation_id"),
        ("organisation_id=" + "9" * 24, "organisation_id"),
        ("waiting=perhaps", "waiting"),
        ("organisation_id[$ne]=x", "organisation_id[$ne]"),
    ],
)
@pytest.mark.parametrize("path", ["back-entries", "corrections"])
def test_a_wrong_filter(office: Office, path: str, query: str, field: str) -> None:
    answer = office.ask("GET", f"{path}?{query}", by=office.approver)
    assert answer.status_code in (422, 404), answer.json
    assert answer.json["errors"][0]["field"] == field


def test_lists_of_nothing_are_empty(office: Office) -> None:
    path = f"back-entries?organisation_id={TOWN}&status=approved"
    assert office.ask("GET", path, by=office.filer).json == {"items": [], "next_cursor": None}
