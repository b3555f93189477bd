"""Corrections: by another, with a reason, a revision each; what was stays readable."""

from typing import Any

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY
from tests.integration.activities.site import CHIEF, Site, at_once
from tests.integration.activities.test_check_in import problem


@pytest.fixture
def site(office: Office) -> Site:
    """A shift from 10:00 to 12:00 (02:00Z) where the first came for 30 minutes; it is evening."""
    made = Site(office, people=2)
    made.come(made.people[0])
    made.later(minutes=30)
    made.go(made.people[0])
    assert len(made.recorded()) == 1
    made.later(hours=8)
    return made


def correct(site: Site, body: Any, by: Any = None, attendance_id: str | None = None) -> Any:
    found = attendance_id or site.row()["intervals"][0]["attendance_id"]
    return site.office.ask("POST", f"/attendances/{found}/correct", body, by=by or site.chief())


TIMES = {"check_out_at": "2026-11-23T11:00:00+08:00", "reason": "手机没电 负责人证明到11点"}


def test_other_times_make_a_new_revision_with_its_event(site: Site) -> None:
    answer = correct(site, TIMES)
    assert answer.status_code == 200, answer.json
    assert (answer.json["revision"], answer.json["checked_out_by"]) == (2, "correction")
    assert answer.json["check_out_at"] == "2026-11-23T03:00:00.000+00:00"
    [event] = site.recorded()
    assert (event["data"]["revision"], event["data"]["recorded_by"]) == (2, CHIEF)
    assert event["data"]["reason"] == TIMES["reason"]
    kept = site.row()["intervals"][0]
    assert kept["history"][0]["revision"] == 1
    assert "corrected" in site.row()["marks"]
    again = correct(site, TIMES)
    assert again.json == answer.json
    assert site.recorded() == []


def test_void_and_back(site: Site) -> None:
    assert correct(site, {"void": True, "reason": "认错人了"}).json["void"] is True
    assert correct(site, TIMES).json["void"] is False
    assert [event["data"]["void"] for event in site.recorded()] == [True, False]
    assert site.row()["intervals"][0]["revision"] == 3


def test_not_ones_own_and_not_without_the_right(site: Site) -> None:
    her = site.office.bearer(site.people[0], [("organiser", f"/{COUNTY}/")])
    assert problem(correct(site, TIMES, by=her)) == "own-attendance"
    assert correct(site, TIMES, by=site.people[1]).status_code == 403
    assert correct(site, TIMES, attendance_id="0" * 24).status_code == 404
    assert site.recorded() == []


@pytest.mark.parametrize(
    ("body", "told", "status"),
    [
        ({"check_out_at": "2026-11-23T09:00:00+08:00"}, "check-out-before-check-in", 422),
        ({"check_out_at": "2026-11-23T14:30:00+08:00"}, "outside-shift", 409),
        ({"check_in_at": "2026-11-23T08:30:00+08:00"}, "outside-shift", 409),
        ({"check_out_at": "2026-11-23T11:00:00+08:00", "revision": 9}, "changed", 412),
    ],
)
def test_what_cannot_be(site: Site, body: Any, told: str, status: int) -> None:
    answer = correct(site, {"reason": "更正", **body})
    assert (problem(answer), answer.status_code) == (told, status)
    assert site.recorded() == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": "没有内容"},
        {"check_out_at": "2026-11-23T11:00:00+08:00"},
        {"check_out_at": "2026-11-23T11:00:00", "reason": "没有时区"},
        {"check_out_at": "下午三点", "reason": "不是时间"},
        {"check_out_at": {"$gt": ""}, "reason": "不是时间"},
        {"check_out_at": "2026-11-23T11:00:00+08:00", "void": True, "reason": "两样"},
        {"void": "true", "reason": "不是布尔"},
        {"void": True, "reason": " "},
        {"void": True, "reason": "好", "minutes": 60},
        {"void": True, "reason": "长" * 501},
    ],
)
def test_bad_input(site: Site, body: Any) -> None:
    answer = correct(site, body)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"]


def test_two_correctors_at_once_make_two_revisions_or_one_is_told(site: Site) -> None:
    app, chief = site.office.client.application, site.chief()
    attendance_id = site.row()["intervals"][0]["attendance_id"]

    def one(at: int) -> int:
        body = {"check_out_at": f"2026-11-23T11:{at:02}:00+08:00", "reason": "同时更正"}
        path = f"/api/v1/attendances/{attendance_id}/correct"
        return int(app.test_client().post(path, json=body, headers=chief).status_code)

    answers = at_once(one, 8)
    assert set(answers) <= {200, 412}
    revisions = sorted(event["data"]["revision"] for event in site.recorded())
    assert revisions == list(range(2, 2 + answers.count(200)))
