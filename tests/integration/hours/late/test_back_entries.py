"""Back-entries: filed by one, proven, approved by another, counted apart from checked-in hours."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.hours.domain.late.presence import Presence
from services.hours.domain.late.refusals import BackEntryOff
from services.hours.operations.late.approve_back_entry import approve_back_entry
from services.hours.operations.late.file_back_entry import file_back_entry
from shared.auth import Grant, Identity
from shared.contracts.catalogue import CONTRACTS
from shared.storage.outbox import unseal
from tests.integration.hours.late.office import (
    APPROVER,
    COORDINATOR,
    FILER,
    ORGANISER,
    PNG,
    SHIFT,
    Office,
    keep,
)
from tests.integration.hours.matrix import HER, PATH, TOWN
from tests.unit.hours.attendances import ZONE, at, attendance


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


def test_an_approved_back_entry_counts_and_says_who_vouches_for_it(office: Office) -> None:
    filed = office.file()
    assert (filed.status_code, filed.json["status"]) == (201, "filed")
    key = filed.json["back_entry_id"]
    proven = office.prove(key)
    assert proven.json["proof"]["kind"] == "application/pdf"
    assert not office.bank.journals()
    approved = office.approve(key, proof_sha256=proven.json["proof"]["sha256"])
    assert (approved.status_code, approved.json["status"]) == (200, "approved")
    assert approved.json["names"] == {HER: "王秀英", FILER: "李主任", APPROVER: "陈书记"}
    [journal] = office.bank.journals()
    assert (journal["_id"], journal["checked_in_by"]) == (f"{key}-000", "back_entry")
    assert journal["evidence"] == {
        "back_entry_id": key,
        "filed_by": FILER,
        "filed_number": "V111111",
        "approved_by": APPROVER,
        "approved_number": "V222222",
        "proof_sha256": proven.json["proof"]["sha256"],
    }
    [event] = office.bank.events("hours_credited")
    assert event["data"]["minutes"] == 90
    assert event["data"]["explanation"] == {
        "zh": "09:00–12:00 的班次，补录 09:30–11:00，计 90 分钟；由 V111111 补录，V222222 批准",
        "en": "09:30–11:00 of the shift 09:00–12:00, 90 minutes count; "
        "entered afterwards by V111111, approved by V222222",
    }
    office.bank.recount()


def test_it_is_shown_apart_everywhere(office: Office) -> None:
    there: Any = {"volunteer_id": HER, "organisation_id": TOWN, "organisation_path": PATH}
    office.bank.hear(attendance("14:00", "15:00", ("14:00", "15:00"), **there))
    key = office.proven()
    office.approve(key)
    mine = office.ask("GET", "hours/me", by=office.her).json
    assert (mine["minutes"], mine["back_minutes"], mine["attendances"]) == (150, 90, 2)
    for by in ("month", "organisation"):
        path = f"hours/totals?from=2026-05&to=2026-05&by={by}"
        totals = office.ask("GET", path, by=office.filer).json
        assert (totals["total"]["minutes"], totals["total"]["back_minutes"]) == (150, 90)
    lines = office.ask("GET", "hours/me/statement", by=office.her).json["items"]
    assert [line["back_entry"] and line["back_entry"]["back_entry_id"] for line in lines] == [
        None,
        key,
    ]
    journal = f"journals/{key}-000/reverse"
    assert office.ask("POST", journal, {"reason": "不在场"}, by=office.approver).status_code == 201
    mine = office.ask("GET", "hours/me", by=office.her).json
    assert (mine["minutes"], mine["back_minutes"]) == (60, 0)
    office.bank.recount()
    again = office.file()
    assert again.json["back_entry_id"] != key, "what was reversed makes room"


def test_no_minute_counts_twice_beside_checked_in_hours(office: Office) -> None:
    there: Any = {"volunteer_id": HER, "organisation_id": TOWN, "organisation_path": PATH}
    times = ("09:00", "12:00")
    office.bank.hear(attendance("10:00", "12:00", times, shift_id=SHIFT, **there))
    office.approve(office.proven())
    assert office.bank.minutes(HER) == 150
    mine = office.ask("GET", "hours/me", by=office.her).json
    assert (mine["back_minutes"], mine["attendances"]) == (90, 1)
    office.bank.recount()


@pytest.mark.parametrize(
    ("who", "grants", "told"),
    [
        (FILER, [*ORGANISER, *COORDINATOR], (403, "needs-second-person")),
        (HER, COORDINATOR, (403, "own-hours")),
        (APPROVER, ORGANISER, (403, "role-missing")),
        (APPROVER, [("coordinator", "/elsewhere/")], (403, "out-of-scope")),
    ],
)
def test_nobody_approves_who_may_not(
    office: Office, who: str, grants: list[tuple[str, str]], told: tuple[int, str]
) -> None:
    key = office.proven()
    by = office.as_(who, *grants)
    assert problem(office.approve(key, by=by)) == told
    if told[1] != "role-missing":
        body = {"reason": "不对"}
        assert problem(office.ask("POST", f"back-entries/{key}/decline", body, by=by)) == told
    assert not office.bank.journals()


def test_nobody_files_her_own_whatever_her_roles(office: Office) -> None:
    by = office.as_(FILER, *ORGANISER, *COORDINATOR)
    assert problem(office.file(by=by, volunteer_id=FILER)) == (403, "own-hours")


def test_a_proof_is_needed_and_the_one_that_was_looked_at(office: Office) -> None:
    key = office.file().json["back_entry_id"]
    assert problem(office.approve(key)) == (409, "proof-missing")
    seen = office.prove(key).json["proof"]["sha256"]
    office.prove(key, PNG, "photo.png", "image/png")
    assert problem(office.approve(key, proof_sha256=seen)) == (412, "changed")
    assert office.approve(key).status_code == 200
    assert problem(office.prove(key)) == (409, "settled")


def test_of_many_approvals_at_once_one_counts(office: Office) -> None:
    key = office.proven()
    with ThreadPoolExecutor(6) as threads:
        found = sorted(threads.map(lambda _: office.approve(key).status_code, range(6)))
    assert found == [200] + [409] * 5
    assert len(office.bank.journals()) == 1
    office.bank.recount()


def test_the_same_filed_again_meets_what_stands(office: Office) -> None:
    first = office.file().json
    assert office.file().json["back_entry_id"] == first["back_entry_id"]
    with ThreadPoolExecutor(6) as threads:
        other: Any = {"check_out_at": at("11:30").isoformat()}
        keys = set(threads.map(lambda _: office.file(**other).json["back_entry_id"], range(6)))
    assert len(keys) == 1
    key = first["back_entry_id"]
    office.prove(key)
    office.approve(key)
    assert office.file().json["status"] == "approved"


@pytest.mark.parametrize("step", ["decline", "withdraw"])
def test_what_is_declined_or_withdrawn_never_counts_and_may_be_filed_again(
    office: Office, step: str
) -> None:
    key = office.proven()
    by = office.approver if step == "decline" else office.filer
    body = {"reason": "签名不清"} if step == "decline" else None
    assert office.ask("POST", f"back-entries/{key}/{step}", body, by=by).status_code == 200
    assert problem(office.approve(key)) == (409, "settled")
    assert office.file().json["back_entry_id"] != key
    assert not office.bank.journals()


def test_the_filer_of_a_declined_back_entry_is_told_why(office: Office) -> None:
    key = office.proven()
    office.ask("POST", f"back-entries/{key}/decline", {"reason": "签名不清"}, by=office.approver)
    kept = office.bank.database["back_entries"].find_one({"_id": key}) or {}
    [event] = unseal(kept["outbox"])
    assert (event["type"], event["data"]["reason"]) == ("hours.back_entry_declined", "签名不清")
    assert event["data"]["volunteer_id"] == kept["filed_by"]
    assert CONTRACTS[event["type"]].fault(event["data"]) is None


def test_only_the_filer_withdraws(office: Office) -> None:
    path = f"back-entries/{office.proven()}/withdraw"
    assert problem(office.ask("POST", path, by=office.checker)) == (403, "not-hers-to-withdraw")


def test_where_rules_say_no_nothing_is_filed_and_nothing_approved(office: Office) -> None:
    key = office.proven()
    store, day = office.bank.store, at("12:00", -1)
    no = {"_id": "r", "organisation_id": TOWN, "path": PATH, "from": day.date().isoformat()}
    store.rules.add({**no, "values": {"back_entry_allowed": False}, "by": "x", "at": day})
    store.rules.book(fresh=True)
    first, second = (Identity(who, "V1", (Grant("coordinator", "/"),)) for who in (FILER, APPROVER))
    means: Any = {"store": store, "zone": ZONE, "clock": office.bank.clock}
    other = Presence(SHIFT, HER, at("09:00"), at("10:00"))
    with pytest.raises(BackEntryOff):
        file_back_entry(other, "没有签到", by=first, **means)
    with pytest.raises(BackEntryOff):
        approve_back_entry(key, by=second, settings=office.bank.settings, **means)
    assert not office.bank.journals()


def test_lists_show_what_one_reaches_and_what_waits_for_her(office: Office) -> None:
    ends = [at(clock).isoformat() for clock in ("11:01", "11:02")]
    keys = [office.file(check_out_at=end).json["back_entry_id"] for end in ends]
    path = f"back-entries?organisation_id={TOWN}&limit=1"
    first = office.ask("GET", path, by=office.filer).json
    second = office.ask("GET", f"{path}&cursor={first['next_cursor']}", by=office.filer).json
    found = {one["back_entry_id"] for page in (first, second) for one in page["items"]}
    assert (found, second["next_cursor"]) == (set(keys), None)
    waiting = "back-entries?waiting=true&status=filed"
    assert len(office.ask("GET", waiting, by=office.approver).json["items"]) == 2
    own = office.as_(FILER, *COORDINATOR)
    assert office.ask("GET", waiting, by=own).json["items"] == []
    elsewhere = office.as_(APPROVER, ("coordinator", "/x/"))
    assert office.ask("GET", "back-entries", by=elsewhere).json["items"] == []
    assert problem(office.ask("GET", path, by=elsewhere)) == (403, "out-of-scope")


def test_activities_that_go_on_or_never_were(office: Office) -> None:
    keep(office.bank, status="cancelled", revision=2)
    assert problem(office.file()) == (409, "not-taken-place")
    keep(office.bank, status="published", revision=3)
    office.bank.clock.now = at("11:30")
    assert problem(office.file()) == (409, "not-ended-yet")
    office.bank.clock.now = at("12:00", 400)
    late = office.as_(FILER, *ORGANISER)
    assert problem(office.file(by=late)) == (409, "too-long-ago")
