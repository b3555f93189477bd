"""Whoever runs everything still records no presence of her own, on any road there is."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.site import CHIEF, Site
from tests.integration.activities.test_check_in import problem

POINT = {"latitude": 29.4498, "longitude": 119.8855}
Road = Callable[[Site, Any], str]


def ask(site: Site, path: str, body: Any, her: Any) -> str:
    return problem(site.office.ask("POST", path, body, by=her))


def call(site: Site, her: Any, action: str, **more: Any) -> str:
    """Her own row of a roll; the roll is answered, the row is refused."""
    row = {"volunteer_id": site.people[0], "action": action, **more}
    answer: Any = site.call(row, by=her).json
    return str(answer["rows"][0]["problem"])


def roll_in(site: Site, her: Any) -> str:
    return call(site, her, "in")


def roll_walk_in(site: Site, her: Any) -> str:
    return call(site, her, "in", walk_in=True)


def roll_out(site: Site, her: Any) -> str:
    site.call({"volunteer_id": site.people[0], "action": "in"})
    site.later(minutes=30)
    return call(site, her, "out")


def own_token(site: Site, her: Any) -> str:
    token = site.code(by=her)["url"]
    return ask(site, "/check-ins", {"token": token}, her)


def own_digits(site: Site, her: Any) -> str:
    body = {"shift_id": site.shift_id, "digits": site.code(by=her)["digits"]}
    return ask(site, "/check-ins", body, her)


def own_token_out(site: Site, her: Any) -> str:
    site.call({"volunteer_id": site.people[0], "action": "in"})
    site.later(minutes=30)
    token = site.code(by=her)["url"]
    return ask(site, "/check-outs", {"token": token}, her)


def own_place(site: Site, her: Any) -> str:
    body = {"shift_id": site.shift_id, **POINT, "accuracy": 5}
    return ask(site, "/check-ins", body, her)


def _correct(site: Site, her: Any, **body: Any) -> str:
    site.call({"volunteer_id": site.people[0], "action": "in"})
    site.later(minutes=30)
    site.call({"volunteer_id": site.people[0], "action": "out"})
    key = site.row()["intervals"][0]["attendance_id"]
    path = f"/attendances/{key}/correct"
    return ask(site, path, {"reason": "更正", **body}, her)


def later_end(site: Site, her: Any) -> str:
    end = site.row()["end"].isoformat()
    return _correct(site, her, check_out_at=end)


def other_times_void(site: Site, her: Any) -> str:
    return _correct(site, her, void=True)


ROADS: dict[Road, str] = {
    roll_in: "own-attendance",
    roll_walk_in: "own-attendance",
    roll_out: "own-attendance",
    own_token: "own-code",
    own_digits: "own-code",
    own_token_out: "own-code",
    own_place: "own-attendance",
    later_end: "own-attendance",
    other_times_void: "own-attendance",
}


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_nobody_records_herself(road: Road, office: Office) -> None:
    where: dict[str, Any] = {"point": POINT, "check_in": {"location": True, "radius": 200}}
    site = Site(office, 2, places=150, **where)
    her = office.bearer(site.people[0], [("administrator", "/")])
    assert site.people[0] != CHIEF
    assert road(site, her) == ROADS[road]
