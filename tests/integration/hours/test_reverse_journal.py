"""A wrong credit is reversed with a reason, never edited."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, attendance

Reverse = Callable[..., TestResponse]


@pytest.fixture
def reverse(api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> Reverse:
    """Reverse a journal as a coordinator of its organisation, or as ``headers`` say."""
    usual = bearer("b" * 24, [("coordinator", f"/{ORGANISATION}/")], "en")

    def post(journal_id: str, reason: Any = "不在现场", **headers: str) -> TestResponse:
        return api.post(
            f"/api/v1/journals/{journal_id}/reverse",
            json={"reason": reason},
            headers={**usual, **headers},
        )

    return post


def credit_of(bank: Bank, name: str = "1", entry: int = 0) -> str:
    return f"{attendance(name=name)['attendance_id']}-{entry:03d}"


def test_a_reversal_takes_the_minutes_back_with_its_reason(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    before = bank.database["journals"].find_one({"kind": "credit"})
    answer = reverse(credit_of(bank))
    assert answer.status_code == 201
    line = answer.get_json()
    assert (line["kind"], line["minutes"], line["reason"]) == ("reversal", -148, "不在现场")
    assert line["explanation"] == "148 minutes taken back: 不在现场"
    assert bank.minutes(VOLUNTEER) == 0
    assert bank.database["journals"].find_one({"kind": "credit"}) == before
    [event] = bank.events("hours_corrected")
    assert (event["data"]["minutes_before"], event["data"]["minutes"]) == (148, 0)
    assert event["data"]["reason"] == "不在现场"
    assert event["data"]["explanation"] == {
        "zh": "撤销 148 分钟：不在现场",
        "en": "148 minutes taken back: 不在现场",
    }
    [account] = bank.database["accounts"].find({"_id": f"volunteer:{VOLUNTEER}"})
    assert account["attendances"] == 0
    bank.recount()


def test_the_event_bears_the_request(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    reverse(credit_of(bank), **{"X-Request-Id": "request-42"})
    assert bank.events("hours_corrected")[0]["requestid"] == "request-42"


def test_the_same_attendance_does_not_bring_it_back_but_a_correction_does(
    bank: Bank, reverse: Reverse
) -> None:
    bank.hear(attendance())
    reverse(credit_of(bank))
    bank.hear(attendance())
    assert bank.minutes(VOLUNTEER) == 0
    bank.hear(attendance("09:00", "10:00", revision=2, reason="查实"))
    assert bank.minutes(VOLUNTEER) == 60
    corrected = bank.events("hours_corrected")[-1]["data"]
    assert (corrected["minutes_before"], corrected["minutes"]) == (0, 60)
    assert reverse(credit_of(bank, entry=2)).status_code == 201
    bank.recount()


def test_what_it_shared_goes_to_the_other_claim(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance("09:00", "11:30", name="early"))
    bank.hear(attendance("10:00", "12:00", ("10:00", "12:00"), name="late"))
    assert bank.minutes(VOLUNTEER) == 180
    assert reverse(credit_of(bank, "early")).status_code == 201
    assert bank.minutes(VOLUNTEER) == 120
    told = {event["data"]["minutes"] for event in bank.events("hours_corrected")}
    assert told == {0, 120}
    bank.recount()


def test_a_second_reversal_is_refused(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    assert reverse(credit_of(bank)).status_code == 201
    again = reverse(credit_of(bank))
    assert (again.status_code, again.get_json()["type"]) == (409, "/problems/already-reversed")


def test_a_repeated_request_gets_the_first_answer(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    first, again = (
        reverse(credit_of(bank), **{"Idempotency-Key": "once-and-only"}) for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    assert bank.recount().journals == 2


def test_only_a_credit_that_counts_can_be_reversed(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    reverse(credit_of(bank))
    assert reverse(credit_of(bank, entry=1)).get_json()["type"] == "/problems/not-a-credit"
    bank.hear(attendance(name="void", void=True))
    assert reverse(credit_of(bank, "void")).get_json()["type"] == "/problems/not-a-credit"


def test_nobody_reverses_her_own_hours(
    bank: Bank, reverse: Reverse, bearer: Callable[..., dict[str, str]]
) -> None:
    bank.hear(attendance())
    answer = reverse(credit_of(bank), **bearer(VOLUNTEER, [("administrator", "/")]))
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/own-hours")
    assert bank.minutes(VOLUNTEER) == 148


def test_of_many_at_once_one_reverses(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: reverse(credit_of(bank)).status_code, range(8)))
    assert sorted(answers) == [201] + [409] * 7
    bank.recount()


@pytest.mark.parametrize("reason", [None, "", " ", "x", 5, {"$ne": None}, ["a"], "长" * 501])
def test_a_reason_is_needed(bank: Bank, reverse: Reverse, reason: Any) -> None:
    bank.hear(attendance())
    answer = reverse(credit_of(bank), reason)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "reason"
    assert bank.minutes(VOLUNTEER) == 148


def test_what_was_moved_by_weeks_is_reversed_where_it_stands(bank: Bank, reverse: Reverse) -> None:
    bank.hear(attendance())
    bank.hear(attendance(day=20, revision=2))
    assert reverse(credit_of(bank, entry=2)).status_code == 201
    assert bank.minutes(VOLUNTEER) == 0
    assert [one["kind"] for one in bank.journals()] == ["credit", "reversal"] * 2
    bank.recount()
