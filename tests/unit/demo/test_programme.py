"""The programme has what the demo promises, and each draft is one the API takes."""

from datetime import UTC, datetime

import pytest

from deploy.demo.programme import LEAST_FOR_LOCATION, PROGRAMME, body_of, demand_of, places_of
from services.activities.http.inputs import NewActivity

FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)
TOWNS = [f"镇{number}" for number in range(12)]
SPECIAL = {"launch", "roll", "choose", "oversubscribed", "location", "two_shifts", "night"}
SPECIAL |= {"camp", "pairs", "qualified", "cancelled", "team", "changed"}


def test_there_are_33_activities_with_all_that_is_peculiar() -> None:
    assert len(PROGRAMME) == 33
    assert {one.special for one in PROGRAMME} == SPECIAL | {""}
    assert len({one.title for one in PROGRAMME}) == 33


@pytest.mark.parametrize("volunteers", [60, 300, 3_000])
def test_each_draft_is_one_the_api_takes(volunteers: int) -> None:
    for planned in PROGRAMME:
        body = body_of(planned, FIRST_DAY, "0" * 24, volunteers, TOWNS)
        assert NewActivity().validate(body) == {}
        places = sum(role["places"] for role in body["shifts"][0]["roles"])
        assert places >= places_of(planned, volunteers)
        if planned.special == "location":
            assert places >= LEAST_FOR_LOCATION


def test_somebody_has_to_wait_where_everybody_wants_to_come() -> None:
    wanted = [one for one in PROGRAMME if one.special == "oversubscribed"]
    assert all(demand_of(one, 60) > places_of(one, 60) for one in wanted)


def test_the_camp_is_long_enough_for_a_star() -> None:
    [camp] = [one for one in PROGRAMME if one.special == "camp"]
    assert sum(hours for _, hours in camp.shifts) > 100
