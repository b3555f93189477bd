"""Check-in: one write, the same answer when repeated, and a clear no for everything else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.activities.domain.attendance import opening
from services.activities.domain.check_in_rules import check_in_refusal
from services.activities.store.moves import Entry
from shared.ids import id_from, new_id
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ORGANISER, PATHS, TOWN, shift_fields
from tests.integration.activities.site import Site, at_once
from tests.unit.activities.sign_up_rows import RULES, START, opened, row


def problem(answer: Any) -> str:
    """The slug of a refusal, and that it is told in Chinese without a hole in it."""
    assert answer.mimetype == "application/problem+json", answer.json
    assert "{" not in answer.json["detail"]
    return str(answer.json["type"]).removeprefix("/problems/")


def test_scanning_the_code_checks_in_once_with_one_answer(office: Office) -> None:
    site = Site(office)
    her = site.people[0]
    first = site.come(her)
    site.later(seconds=20)
    assert site.come(her) == first
    kept = site.row()
    assert kept["open"]["attendance_id"] == first["attendance_id"]
    assert (kept["open"]["by"], kept["first_in_at"]) == ("qr", kept["start"])
    assert kept["pairs"] == {kept["start"].astimezone(RULES.zone).date().isoformat(): 1}
    assert site.recorded() == []


def test_six_digits_do_as_well_even_in_full_width(office: Office) -> None:
    site = Site(office)
    digits = site.code()["digits"].translate({48 + n: 0xFF10 + n for n in range(10)})
    body = {"shift_id": site.shift_id, "digits": f"{digits[:3]} {digits[3:]}"}
    answer = office.ask("POST", "/check-ins", body, by=site.people[0])
    assert answer.status_code == 200, answer.json
    assert answer.json["checked_in_by"] == "code"


def test_a_screenshot_sent_later_is_refused(office: Office) -> None:
    site = Site(office)
    shown = site.code()
    site.later(seconds=61)
    late = office.ask("POST", "/check-ins", {"token": shown["url"]}, by=site.people[0])
    assert (late.status_code, problem(late)) == (409, "code-expired")
    assert "截图" in late.json["detail"]
    typed = {"shift_id": site.shift_id, "digits": shown["digits"]}
    assert problem(office.ask("POST", "/check-ins", typed, by=site.people[0])) == "wrong-digits"
    assert site.row()["open"] is None


def test_guessing_digits_is_stopped_for_the_guesser_alone(office: Office) -> None:
    site = Site(office)
    guesser, other = site.people[:2]
    good = site.code()["digits"]
    wrong = {"shift_id": site.shift_id, "digits": f"{(int(good) + 1) % 10**6:06}"}
    told = [problem(office.ask("POST", "/check-ins", wrong, by=guesser)) for _ in range(6)]
    assert told == ["wrong-digits"] * 4 + ["too-many-tries"] * 2
    right = {"shift_id": site.shift_id, "digits": good}
    locked = office.ask("POST", "/check-ins", right, by=guesser)
    assert (locked.status_code, problem(locked)) == (429, "too-many-tries")
    assert 0 < int(locked.headers["Retry-After"]) <= 600
    assert office.ask("POST", "/check-ins", right, by=other).status_code == 200
    site.later(minutes=11)
    right["digits"] = site.code()["digits"]
    assert office.ask("POST", "/check-ins", right, by=guesser).status_code == 200


def test_a_stranger_s_wrong_digits_leave_nothing_behind(office: Office) -> None:
    site = Site(office)
    body = {"shift_id": site.shift_id, "digits": "000000"}
    good = site.code()["digits"]
    if good != body["digits"]:
        # The same answer as to the right ones below: else strangers could find them out.
        assert problem(office.ask("POST", "/check-ins", body, by=new_id())) == "not-signed-up"
    assert office.store.sign_ups.rows.count_documents({}) == 3
    body["digits"] = good
    assert problem(office.ask("POST", "/check-ins", body, by=new_id())) == "not-signed-up"


def test_each_no_says_why(office: Office) -> None:
    site = Site(office, people=6)
    rows = office.store.sign_ups.rows
    states: list[tuple[dict[str, Any], str]] = [
        ({"status": "waitlisted"}, "not-accepted"),
        ({"status": "cancelled"}, "shift-cancelled"),
        ({"opens_at": office.at(minutes=1)}, "too-early"),
        ({"end": office.clock.now}, "too-late"),
        ({"pairs": {"2026-11-23": 3}}, "pairs-used"),
        ({"status": "withdrawn"}, "not-accepted"),
    ]
    for at, (state, told) in enumerate(states):
        rows.update_one({"_id": site.sign_up_ids[at]}, {"$set": state})
        answer = site.scan("check-ins", site.people[at])
        assert (answer.status_code, problem(answer)) == (409, told)
    stranger = office.volunteer()
    assert problem(site.scan("check-ins", stranger)) == "not-signed-up"


def test_whoever_shows_the_code_cannot_use_it(office: Office) -> None:
    site = Site(office)
    her = site.people[0]
    role = office.bearer(her, [("organiser", "/" + "c0" * 12 + "/")])
    token = site.code(by=role)["url"]
    answer = office.ask("POST", "/check-ins", {"token": token}, by=role)
    assert (answer.status_code, problem(answer)) == (403, "own-code")
    assert site.call({"volunteer_id": her, "action": "in"}).json["done"] == 1


def test_the_code_is_for_those_who_run_the_activity(office: Office) -> None:
    site = Site(office)
    path = f"/shifts/{site.shift_id}/code"
    assert office.ask("GET", path).status_code == 401
    assert office.ask("GET", path, by=site.people[0]).status_code == 403
    elsewhere = office.bearer("7" * 24, [("organiser", "/" + "c2" * 12 + "/")])
    assert office.ask("GET", path, by=elsewhere).status_code == 403
    assert office.ask("GET", f"/shifts/{'0' * 24}/code", by=site.chief()).status_code == 404
    assert office.ask("GET", path, by=ORGANISER).status_code == 200  # the person in charge
    shown = site.code()
    assert shown["svg"].startswith("<svg")
    assert shown["url"].startswith("http://kindhours.test/c/")


def test_by_location_only_where_allowed_and_near(office: Office) -> None:
    point = {"latitude": 38.0428, "longitude": 114.5149}
    plain = Site(office)
    body = {"shift_id": plain.shift_id, **point}
    answer = office.ask("POST", "/check-ins", body, by=plain.people[0])
    assert problem(answer) == "location-not-allowed"
    office.store.activities.rows.update_one(
        {"_id": plain.activity_id},
        {
            "$set": {
                "check_in": {"location": True, "radius": 200},
                "point": {"type": "Point", "coordinates": [114.5149, 38.0428]},
            }
        },
    )
    far = {**body, "latitude": 38.0528}
    assert problem(office.ask("POST", "/check-ins", far, by=plain.people[0])) == "too-far-away"
    vague = {**far, "accuracy": 5000}
    answer = office.ask("POST", "/check-ins", vague, by=plain.people[0])
    assert problem(answer) == "location-too-vague"
    runs_it = office.bearer(plain.people[0], [("organiser", PATHS[TOWN])])
    own = office.ask("POST", "/check-ins", body, by=runs_it)
    assert (own.status_code, problem(own)) == (403, "own-attendance")
    here = office.ask("POST", "/check-ins", {**body, "accuracy": 30.5}, by=plain.people[0])
    assert here.json["checked_in_by"] == "location"
    assert "by_location" in plain.row()["marks"]
    body["shift_id"] = "0" * 24
    assert office.ask("POST", "/check-ins", body, by=plain.people[0]).status_code == 404


def test_two_phones_of_one_person_open_one_interval(office: Office) -> None:
    site = Site(office, people=1)
    token = site.code()["url"]
    app = office.client.application
    headers = office.bearer(site.people[0])

    def phone(_: int) -> Any:
        return app.test_client().post("/api/v1/check-ins", json={"token": token}, headers=headers)

    answers = at_once(phone, 12)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json["attendance_id"] for answer in answers}) == 1
    assert sum(site.row()["pairs"].values()) == 1


def test_three_times_a_day_and_again_after_midnight(office: Office) -> None:
    site = Site(office, people=1, hours=49 + 12, length=4)  # 22:00 to 02:00
    her = site.people[0]
    for _ in range(3):
        site.come(her)
        site.later(minutes=10)
        site.go(her)
    assert problem(site.scan("check-ins", her)) == "pairs-used"
    site.later(minutes=90)  # 00:00
    site.come(her)
    assert site.row()["pairs"] == {"2026-11-23": 3, "2026-11-24": 1}


def test_the_day_s_pairs_count_over_all_shifts_of_an_activity(office: Office) -> None:
    shifts = [shift_fields(office, 49, 1, 1), shift_fields(office, 50, 1, 1)]
    site = Site(office, people=1, shifts=shifts)
    her, second = site.people[0], site.activity["shifts"][1]["shift_id"]
    for _ in range(2):
        site.come(her)
        site.go(her)

    def both(at: int) -> Any:
        shift_id = (site.shift_id, second)[at % 2]
        headers = office.bearer(her)
        client = office.client.application.test_client()
        body = {"shift_id": shift_id, "digits": codes[shift_id]}
        return client.post("/api/v1/check-ins", json=body, headers=headers)

    codes = {shift_id: site.code(shift_id)["digits"] for shift_id in (site.shift_id, second)}
    answers = at_once(both, 8)
    good = {answer.json["attendance_id"] for answer in answers if answer.status_code == 200}
    assert len(good) == 1
    assert {problem(answer) for answer in answers if answer.status_code != 200} == {"pairs-used"}
    counted = [office.row(id_from(shift, her)).get("pairs", {}) for shift in codes]
    assert sum(sum(pairs.values()) for pairs in counted) == 3


def test_an_idempotency_key_gives_the_first_answer_after_a_check_out_too(office: Office) -> None:
    site = Site(office, people=1)
    her, body = site.people[0], {"token": site.code()["url"]}
    key = {"Idempotency-Key": "phone-1"}
    first = office.ask("POST", "/check-ins", body, by=her, **key)
    site.go(her)
    again = office.ask("POST", "/check-ins", body, by=her, **key)
    assert again.json == first.json
    assert site.row()["open"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "token",
        {"token": {"$ne": None}},
        {"token": None},
        {"token": ""},
        {"token": "x", "shift_id": "b" * 24},
        {"shift_id": "b" * 24},
        {"shift_id": "b" * 24, "digits": 123456},
        {"shift_id": "b" * 24, "digits": "12345"},
        {"shift_id": "b" * 24, "digits": "12345a"},
        {"shift_id": {"$gt": ""}, "digits": "123456"},
        {"shift_id": "../../etc", "digits": "123456"},
        {"shift_id": "b" * 24, "latitude": 38},
        {"shift_id": "b" * 24, "latitude": "38", "longitude": 114},
        {"shift_id": "b" * 24, "latitude": 91, "longitude": 114},
        {"shift_id": "b" * 24, "latitude": 1e400, "longitude": 114},
        {"shift_id": "b" * 24, "latitude": 38, "longitude": 114, "accuracy": -1},
        {"token": "x", "accuracy": 5},
        {"token": "x", "volunteer_id": "1" * 24},
        {"token": "https://kindhours.test/c/" + "A" * 39},
        {"token": "好" * 39},
    ],
)
@pytest.mark.parametrize("road", ["check-ins", "check-outs"])
def test_bad_input_is_told_with_its_field(office: Office, road: str, body: Any) -> None:
    answer = office.ask("POST", f"/{road}", body, by="1" * 24)
    assert answer.status_code == 422, answer.json
    assert answer.mimetype == "application/problem+json"
    assert answer.json["errors"]


ROWS = st.builds(
    row,
    status=st.sampled_from(["accepted"] * 4 + ["applied", "waitlisted", "cancelled", "no_show"]),
    opens_at=st.integers(-5, 5).map(lambda minutes: START + timedelta(minutes=minutes)),
    end=st.integers(-5, 5).map(lambda minutes: START + timedelta(minutes=minutes)),
    pairs=st.dictionaries(st.sampled_from(["2025-11-22", "2025-11-21"]), st.integers(0, 4)),
    open=st.none() | st.just(opened(0)),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(found=ROWS, minute=st.integers(-6, 6))
def test_the_write_allows_what_the_rules_allow(office: Office, found: Any, minute: int) -> None:
    """The condition of the write and the explanation of its no are the same rule."""
    now = START + timedelta(minutes=minute)
    office.store.sign_ups.rows.replace_one({"_id": found["_id"]}, found, upsert=True)
    entry = Entry(found["_id"], opening("e" * 24, now, "qr", None), RULES.day(now), 3)
    allowed = check_in_refusal(found, now, RULES) is None and found["open"] is None
    assert office.store.attendance.enter(entry) is allowed
