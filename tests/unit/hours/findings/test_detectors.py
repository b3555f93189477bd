"""Each kind of cheating is found in a month that is honest otherwise, and nothing else is."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.hours.domain.findings.detectors import suspicions
from services.hours.domain.findings.explanations import KINDS, explained
from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import BACK_ENTRY, Line, Place, common_path
from services.hours.domain.findings.suspicion import Suspicion
from tests.unit.hours.attendances import ZONE, at
from tests.unit.hours.findings.honest import honest_month, line

BY = {"way": BACK_ENTRY, "left_by": BACK_ENTRY, "recorded_by": "seller", "approved_by": "friend"}


def found_in(lines: list[Line], **known: set[str]) -> list[Suspicion]:
    came = {one.activity_id for one in lines if one.way != BACK_ENTRY}
    return list(suspicions(lines, Limits(), ZONE, **{"attended": came, **known}))


def sold() -> list[Line]:
    """Hours of 25 people at the team's activities, entered on one evening."""
    real = honest_month(0)[0].activity_id
    return [
        line(f"s{n}", at("09:00", n), at("11:00", n), at=at("20:00", 29), activity_id=real, **BY)
        for n in range(25)
    ]


def invented() -> list[Line]:
    """An activity that never was."""
    never = {"activity_id": "never"}
    return [line(f"i{n}", at("09:00"), at("11:00"), **BY, **never) for n in range(5)]


def lent_phone() -> list[Line]:
    return [line(f"p{n}", at("09:00"), at("11:00"), device="one", place=None) for n in range(4)]


def in_two_places() -> list[Line]:
    here, there = Place(29.45, 119.89, 300), Place(30.25, 120.17, 300)
    one = line("t1", at("09:00"), at("11:00"), volunteer_id="she", place=here)
    return [one, line("t2", at("11:15"), at("13:00"), volunteer_id="she", place=there)]


def from_the_sofa() -> list[Line]:
    far = {"way": "location", "distance": 380, "place": Place(29.45, 119.89, 300)}
    return [line(f"f{n}", at("09:00"), at("11:00"), activity_id="big", **far) for n in range(5)]


def from_her_sofa() -> list[Line]:
    far = {"way": "location", "distance": 380, "place": Place(29.45, 119.89, 300)}
    return [
        line(f"h{n}", at("09:00", n), at("11:00", n), volunteer_id="she", **far) for n in range(5)
    ]


def by_night() -> list[Line]:
    return [line("n1", at("22:30"), at("25:30"))]


def befriended() -> list[Line]:
    """Three friends have 27 hours each of one organiser, by roll call; seven others have two."""
    called = {"way": "roll_call", "left_by": "roll_call", "recorded_by": "organiser"}
    few = [
        line(f"k{n}", at("09:00", n), at("12:00", n), volunteer_id=f"friend {n % 3}", **called)
        for n in range(27)
    ]
    others = [line(f"o{n}", at("09:00", n), at("11:00", n), **called) for n in range(7)]
    return few + others


CHEATS: dict[str, Callable[[], list[Line]]] = {
    "many_back_entries": sold,
    "nobody_came": invented,
    "at_night": by_night,
    "friends": befriended,
    "shared_device": lent_phone,
    "too_far_apart": in_two_places,
    "outside_place": from_the_sofa,
    "often_outside": from_her_sofa,
}


@pytest.mark.parametrize("seed", range(20))
def test_an_honest_month_raises_nothing(seed: int) -> None:
    assert found_in(honest_month(seed)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_cheat_is_found_among_the_honest_and_nothing_else_is(kind: str) -> None:
    cheat = CHEATS[kind]()
    [found] = found_in(honest_month(0) + cheat)
    assert found.kind == kind
    assert set(found.evidence) <= {one.journal_id for one in cheat}
    assert set(found.people) <= {one.volunteer_id for one in cheat}
    for text in explained(found.kind, found.facts).values():
        assert "{" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_looks_at_it_in_another_order_finds_the_same(kind: str) -> None:
    lines = honest_month(1) + CHEATS[kind]()
    assert found_in(lines) == found_in(lines[::-1])


@pytest.mark.parametrize(
    ("kind", "harmless"),
    [
        ("many_back_entries", lambda: sold()[:19]),
        ("nobody_came", lambda: invented()[:2]),
        ("nobody_came", lambda: [*invented(), line("real", at("9:00"), at("11:00"),
                                                    activity_id="never")]),
        ("shared_device", lambda: lent_phone()[:3]),
        ("outside_place", lambda: from_the_sofa()[:4]),
        ("at_night", lambda: [line("n", at("21:00"), at("23:59"))]),
        ("friends", lambda: befriended()[:18]),
    ],
)  # fmt: skip
def test_below_the_limit_nothing_is_said(kind: str, harmless: Callable[[], list[Line]]) -> None:
    assert kind not in {one.kind for one in found_in(harmless())}


def test_where_somebody_objects_already_the_objection_is_enough() -> None:
    assert found_in(invented(), objected={"never"}) == []


def test_a_forgotten_check_out_proves_nothing() -> None:
    first, second = in_two_places()
    assert found_in([first._replace(left_by="system"), second]) == []


def test_a_way_that_can_be_driven_is_no_wonder() -> None:
    first, second = in_two_places()
    later = second._replace(came=first.left + timedelta(hours=2))
    assert found_in([first, later]) == []


def test_a_night_counts_on_both_sides_of_midnight_and_in_the_morning() -> None:
    morning = line("m", at("03:30"), at("06:00"))
    [found] = found_in([morning])
    assert (found.kind, found.facts["minutes"]) == ("at_night", 90)


def test_a_finding_belongs_to_the_smallest_organisation_that_has_all_of_it() -> None:
    paths = ("/a/b/c/", "/a/b/d/")
    lines = [
        line(f"{n}", at("9:00"), at("11:00"), organisation_path=path)
        for n, path in enumerate(paths)
    ]
    assert common_path(lines) == "/a/b/"
    assert common_path(lines[:1]) == "/a/b/c/"
    assert common_path([*lines, lines[0]._replace(organisation_path="/x/")]) == "/"
