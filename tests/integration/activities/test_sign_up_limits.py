"""Who may sign up, and when."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, problem


@pytest.mark.parametrize(
    ("limits", "person", "expected"),
    [
        ({"minimum_age": 18}, {"birth_date": "2008-11-24"}, "too-young"),
        ({"minimum_age": 18}, {"birth_date": "2008-11-23"}, None),
        ({"maximum_age": 60}, {"birth_date": "1965-11-23"}, "too-old"),
        ({"maximum_age": 60}, {"birth_date": "1965-11-24"}, None),
        ({}, {"birth_date": "2021-01-01"}, "too-young"),
        ({"qualifications": ["急救证"]}, {}, "qualification-missing"),
        ({"qualifications": ["急救证"]}, {"qualifications": ["急救证", "律师证"]}, None),
        ({"team_ids": ["7e" * 12]}, {}, "teams-only"),
        ({"team_ids": ["7e" * 12]}, {"team_ids": ["7e" * 12]}, None),
        ({}, {"status": "suspended"}, "not-active"),
        ({}, {"status": "left"}, "not-active"),
    ],
)
def test_limits_are_the_activitys_own(
    office: Office, limits: dict[str, Any], person: dict[str, Any], expected: str | None
) -> None:
    """The shift is on 2026-11-23 in Shanghai."""
    office.team("7e" * 12)
    shift_id, _ = ids(office.published(**limits))
    answer = office.sign_up(shift_id, office.volunteer(**person))
    if expected is None:
        assert answer.status_code == 201, answer.json
    else:
        assert problem(answer) == expected


def test_the_window_opens_and_closes(office: Office) -> None:
    activity = office.published(
        opens_at=office.at(hours=1).isoformat(), closes_at=office.at(hours=2).isoformat()
    )
    shift_id, _ = ids(activity)
    person = office.volunteer()
    early = office.sign_up(shift_id, person)
    assert problem(early) == "window-not-open"
    assert "2026-11-21 10:00" in early.json["detail"]
    office.clock.advance(hours=2)
    assert problem(office.sign_up(shift_id, person)) == "window-closed"
    office.clock.advance(minutes=-1)
    assert office.sign_up(shift_id, person).status_code == 201


def test_nobody_signs_up_for_a_shift_that_has_begun(office: Office) -> None:
    shift_id, _ = ids(office.published())
    office.clock.advance(hours=49)
    assert problem(office.sign_up(shift_id, office.volunteer())) == "shift-begun"


def test_a_draft_and_an_unknown_shift_are_not_there(office: Office) -> None:
    person = office.volunteer()
    for shift_id in (ids(office.draft())[0], new_id(), "nonsense"):
        answer = office.sign_up(shift_id, person)
        assert (answer.status_code, problem(answer)) == (404, "no-such-shift")


def test_a_registration_on_its_way_is_asked_for_again(office: Office) -> None:
    shift_id, _ = ids(office.published())
    answer = office.sign_up(shift_id, new_id())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
