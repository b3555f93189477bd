"""An honest month of a town: 12 teams, 240 people, activities by day and in the evening."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from services.hours.domain.findings.lines import BACK_ENTRY, Line, Place
from shared.ids import id_from
from tests.unit.hours.attendances import at

COUNTY = id_from("county")
TEAMS, PEOPLE_A_TEAM, DAYS = 12, 20, 30
_VENUES = ((29.45, 119.89), (29.47, 119.92), (29.50, 119.80), (29.39, 119.95))
_STARTS = (6, 8, 9, 14, 19)
_MORE_IN_ONE = 0.3


def line(name: str, came: datetime, left: datetime, **more: Any) -> Line:
    """One credit; ``name`` makes its ids."""
    usual = Line(
        journal_id=f"{id_from('attendance', name)}-000",
        volunteer_id=id_from("volunteer", name),
        activity_id=id_from("activity", name),
        activity_title="敬老院陪伴",
        organisation_path=f"/{COUNTY}/{id_from('town', '0')}/",
        came=came,
        left=left,
        minutes=int((left - came).total_seconds() // 60),
        way="qr",
        left_by="qr",
        recorded_by=None,
        approved_by=None,
        at=left + timedelta(minutes=1),
    )
    return usual._replace(**more)


def honest_month(seed: int) -> list[Line]:
    """Most scan with phones of their own, some couples share one, a few are called on the roll by
    their leader, and some days a handful is entered afterwards."""
    dice = Random(seed)
    found: list[Line] = []
    for team in range(TEAMS):
        for day in sorted(dice.sample(range(DAYS), 6)):
            found += _activity(dice, team, day)
    return found


def _activity(dice: Random, team: int, day: int) -> list[Line]:
    start = at(f"{dice.choice(_STARTS):02d}:00", day)
    venue = Place(*dice.choice(_VENUES), 300)
    near = dice.random() < _MORE_IN_ONE
    return [
        _presence(dice, team, day, who, start, venue, near)
        for who in range(PEOPLE_A_TEAM)
        if dice.random() < 0.7
    ]


def _presence(
    dice: Random, team: int, day: int, who: int, start: datetime, venue: Place, near: bool
) -> Line:
    came = start + timedelta(minutes=dice.randint(-12, 20))
    left = start + timedelta(minutes=dice.randint(110, 175))
    leader = id_from("leader", str(team))
    ways: dict[str, Any] = {}
    device: str | None = f"phone {team} {who // 2 if who < 6 else who}"
    if dice.random() < 0.15:
        ways, device = {"way": "roll_call", "left_by": "roll_call", "recorded_by": leader}, None
    elif dice.random() < 0.04:
        ways, device = {"way": BACK_ENTRY, "left_by": BACK_ENTRY, "recorded_by": leader}, None
        ways |= {"approved_by": id_from("secretary"), "at": left + timedelta(days=1)}
    elif near:
        ways = {"way": "location", "distance": dice.randint(5, 290)}
        if dice.random() < 0.02:
            ways["distance"] = dice.randint(301, 360)
    return line(
        f"{team}-{day}-{who}",
        came,
        left,
        volunteer_id=id_from("volunteer", str(team), str(who)),
        activity_id=id_from("activity", str(team), str(day)),
        organisation_path=f"/{COUNTY}/{id_from('town', str(team % 3))}/",
        place=venue,
        device=device,
        **ways,
    )
