"""Near enough, by a phone that knows where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.location import (
    LocationTooVague,
    Point,
    TooFarAway,
    distance_metres,
    must_be_near,
)

SQUARE = Point(38.0, 114.5)
POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def north(metres: float) -> Point:
    return Point(SQUARE.latitude + metres / 111_195.0, SQUARE.longitude)


@given(POINTS, POINTS)
def test_distance_is_one_distance_both_ways_and_never_beyond_half_the_earth(
    one: Point, other: Point
) -> None:
    there = distance_metres(one, other)
    assert 0 <= there <= 20_016_000
    assert there == pytest.approx(distance_metres(other, one), abs=1e-3)


def test_distances_as_on_the_map() -> None:
    beijing, shanghai = Point(39.9042, 116.4074), Point(31.2304, 121.4737)
    assert distance_metres(beijing, shanghai) == pytest.approx(1_067_000, rel=0.006)
    assert distance_metres(SQUARE, north(500)) == pytest.approx(500, abs=1)
    assert distance_metres(Point(0, 179.9995), Point(0, -179.9995)) == pytest.approx(111, abs=1)


@pytest.mark.parametrize(("away", "accuracy"), [(0, 0), (199, 0), (240, 50), (299, 100)])
def test_near_enough(away: float, accuracy: float) -> None:
    distance = must_be_near(north(away), accuracy, SQUARE, radius=200, vaguest=100)
    assert distance == pytest.approx(away, abs=0.5)


@pytest.mark.parametrize(("away", "accuracy"), [(202, 0), (252, 50), (5_000, 100)])
def test_too_far(away: float, accuracy: float) -> None:
    with pytest.raises(TooFarAway) as no:
        must_be_near(north(away), accuracy, SQUARE, radius=200, vaguest=100)
    assert str(round(away)) in no.value.text("zh")


def test_a_claim_of_great_vagueness_opens_no_door() -> None:
    with pytest.raises(LocationTooVague):
        must_be_near(north(5_000), 10_000, SQUARE, radius=200, vaguest=100)
