"""Requests for correction: filed, checked by one person, decided by another, told at each step.

Order 67 of 2021: article 12 (who finds her record wrong may ask for a correction), article 13 (who
recorded it checks and corrects it).
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.integration.hours.late.asking import accepted, ask, attended, check, decide, told
from tests.integration.hours.late.office import (
    APPROVER,
    CHECKER,
    COORDINATOR,
    FILER,
    ORGANISER,
    PNG,
    SHIFT,
    Office,
    keep,
)
from tests.integration.hours.matrix import HER
from tests.unit.hours.attendances import at


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


def test_order_67_articles_12_and_13_each_step_is_told(office: Office) -> None:
    line = attended(office)
    key = ask(office, journal_id=line).json["correction_id"]
    check(office, key)
    answer = decide(office, key)
    assert (answer.status_code, answer.json["status"]) == (200, "accepted")
    kinds = [(kind, data["volunteer_id"]) for kind, data in told(office)]
    assert kinds == [
        ("correction_filed", HER),
        ("correction_requested", FILER),
        ("correction_checked", HER),
        ("correction_accepted", HER),
        ("correction_decided", HER),
    ]


def test_where_an_attendance_stands_activities_is_asked_to_correct_it(office: Office) -> None:
    line = attended(office)
    request = accepted(office, journal_id=line)
    [data] = [data for kind, data in told(office) if kind == "correction_accepted"]
    assert data["attendance_id"] == line.rpartition("-")[0]
    assert (data["correction_id"], data["decided_by"]) == (request["correction_id"], APPROVER)
    assert (data["check_in_at"], data["check_out_at"]) == (
        "2026-05-03T01:00:00+00:00",
        "2026-05-03T04:00:00+00:00",
    )
    assert "back_entry_id" not in request
    assert office.bank.minutes(HER) == 60, "it follows from the corrected attendance"


def test_where_nothing_stands_it_becomes_a_back_entry_of_the_two(office: Office) -> None:
    request = accepted(office, shift_id=SHIFT)
    [journal] = office.bank.journals()
    assert journal["attendance_id"] == request["back_entry_id"]
    assert journal["role"] == "敬老院陪伴", "what the activity is called"
    evidence = journal["evidence"]
    assert (evidence["filed_by"], evidence["approved_by"]) == (CHECKER, APPROVER)
    assert office.bank.minutes(HER) == 180
    path = f"back-entries/{request['back_entry_id']}"
    entry = office.ask("GET", path, by=office.filer).json
    assert entry["correction_id"] == request["correction_id"]
    assert entry["proof"]["sha256"] == evidence["proof_sha256"]
    proof = office.ask("GET", f"{path}/proof", by=office.filer)
    assert (proof.text, proof.mimetype) == ("名单上有她的签名", "text/plain")
    assert proof.headers["Content-Disposition"].startswith("attachment")
    assert not [kind for kind, _ in told(office) if kind == "correction_accepted"]
    office.bank.recount()


def test_the_file_of_the_request_is_its_proof(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    sent = office.prove(key, PNG, "me.png", "image/png", by=office.her, among="corrections")
    assert sent.json["proof"]["kind"] == "image/png"
    assert office.ask("GET", f"corrections/{key}/proof", by=office.checker).data == PNG
    check(office, key)
    entry = decide(office, key).json["back_entry_id"]
    assert office.ask("GET", f"back-entries/{entry}/proof", by=office.filer).data == PNG


def test_where_a_back_entry_stands_another_takes_its_place(office: Office) -> None:
    key = office.proven()
    office.approve(key)
    request = accepted(office, journal_id=f"{key}-000")
    assert office.bank.minutes(HER) == 180
    kinds = [(one["attendance_id"], one["kind"]) for one in office.bank.journals()]
    new = request["back_entry_id"]
    assert sorted(kinds) == sorted([(key, "credit"), (key, "reversal"), (new, "credit")])
    mine = office.ask("GET", "hours/me", by=office.her).json
    assert (mine["back_minutes"], mine["attendances"]) == (180, 1)
    office.bank.recount()


def test_what_was_reversed_comes_back_only_with_two_persons(office: Office) -> None:
    line = attended(office)
    reverse = f"journals/{line}/reverse"
    assert office.ask("POST", reverse, {"reason": "不在场"}, by=office.approver).status_code == 201
    same = {"check_in_at": at("10:00").isoformat(), "check_out_at": at("11:00").isoformat()}
    request = accepted(office, journal_id=line, **same)
    assert request["back_entry_id"]
    assert office.bank.minutes(HER) == 60
    office.bank.recount()


def test_other_times_may_be_accepted_than_were_asked_for(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    check(office, key)
    answer = decide(office, key, check_out_at=at("10:00").isoformat())
    assert answer.json["check_out_at"] == "2026-05-03T02:00:00.000+00:00"
    assert office.bank.minutes(HER) == 60
    late = decide(office, key)
    assert problem(late) == (409, "settled")


def test_declined_with_a_reason_nothing_changes_and_she_may_ask_again(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    check(office, key, "名单上没有她")
    assert decide(office, key, "decline").json["status"] == "declined"
    assert told(office)[-1][1]["verdict"] == "declined"
    assert not office.bank.journals()
    assert ask(office, shift_id=SHIFT).json["correction_id"] != key


@pytest.mark.parametrize(
    ("who", "grants", "problem_"),
    [
        (CHECKER, [*ORGANISER, *COORDINATOR], "needs-second-person"),
        (HER, COORDINATOR, "own-hours"),
        (APPROVER, ORGANISER, "role-missing"),
        (APPROVER, [("coordinator", "/x/")], "out-of-scope"),
    ],
)
def test_nobody_decides_who_checked_it_or_whose_hours_they_are(
    office: Office, who: str, grants: list[tuple[str, str]], problem_: str
) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    check(office, key)
    assert problem(decide(office, key, by=office.as_(who, *grants))) == (403, problem_)
    assert not office.bank.journals()


def test_nobody_checks_her_own_and_nothing_is_decided_unchecked(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    assert problem(check(office, key, by=office.as_(HER, *ORGANISER))) == (403, "own-hours")
    assert problem(decide(office, key)) == (409, "not-checked-yet")
    assert check(office, key).status_code == 200
    assert problem(check(office, key)) == (409, "settled")


def test_a_request_is_about_ones_own_line_or_shift(office: Office) -> None:
    line = attended(office)
    other = office.as_("9" * 24)
    assert problem(ask(office, journal_id=line, by=other)) == (404, "no-such-journal")
    assert problem(ask(office, shift_id=SHIFT)) == (409, "something-stands")
    assert problem(ask(office, shift_id="9" * 24)) == (404, "no-such-shift")
    assert problem(ask(office)) == (422, "either-line-or-shift")
    assert problem(ask(office, shift_id=SHIFT, journal_id=line)) == (422, "either-line-or-shift")
    same = {"check_in_at": at("10:00").isoformat(), "check_out_at": at("11:00").isoformat()}
    assert problem(ask(office, journal_id=line, **same)) == (409, "nothing-to-correct")


def test_one_request_at_a_time_until_it_is_withdrawn(office: Office) -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: ask(office, shift_id=SHIFT).json, range(6)))
    [key] = {one["correction_id"] for one in answers}
    other = {"check_out_at": at("11:00").isoformat()}
    assert problem(ask(office, shift_id=SHIFT, **other)) == (409, "correction-waits")
    withdraw = f"corrections/{key}/withdraw"
    assert problem(office.ask("POST", withdraw, by=office.checker))[0] == 403
    assert office.ask("POST", withdraw, by=office.her).json["status"] == "withdrawn"
    assert ask(office, shift_id=SHIFT, **other).status_code == 201
    assert problem(check(office, key)) == (409, "settled")


def test_a_back_entry_that_waits_is_decided_itself(office: Office) -> None:
    office.proven(check_in_at=at("09:00").isoformat(), check_out_at=at("12:00").isoformat())
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    check(office, key)
    assert problem(decide(office, key)) == (409, "back-entry-waits")
    assert office.ask("GET", f"corrections/{key}", by=office.her).json["status"] == "checked"


def test_of_many_decisions_at_once_one_counts(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    check(office, key)
    with ThreadPoolExecutor(6) as threads:
        found = sorted(threads.map(lambda _: decide(office, key).status_code, range(6)))
    assert found == [200] + [409] * 5
    assert office.bank.minutes(HER) == 180
    office.bank.recount()


def test_lists_are_for_herself_for_the_checkers_and_for_who_decides(office: Office) -> None:
    key = ask(office, shift_id=SHIFT).json["correction_id"]
    mine = office.ask("GET", "corrections/me", by=office.her).json["items"]
    assert [one["correction_id"] for one in mine] == [key]
    open_ = office.ask("GET", "corrections?status=filed", by=office.checker).json["items"]
    assert [one["names"][HER] for one in open_] == ["王秀英"]
    waiting = "corrections?waiting=true"
    assert office.ask("GET", waiting, by=office.approver).json["items"] == []
    check(office, key)
    assert len(office.ask("GET", waiting, by=office.approver).json["items"]) == 1
    both = office.as_(CHECKER, *COORDINATOR)
    assert office.ask("GET", waiting, by=both).json["items"] == []
    assert office.ask("GET", "corrections", by=office.her).status_code == 403


def test_a_shift_that_is_not_over_waits(office: Office) -> None:
    keep(office.bank, status="published", revision=2)
    office.bank.clock.now = at("10:00")
    assert problem(ask(office, shift_id=SHIFT)) == (409, "not-ended-yet")
