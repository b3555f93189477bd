"""The programme comes out and people sign up, all at once where places are few."""

from typing import NamedTuple

from deploy.demo.programme import LAUNCH, PROGRAMME, Planned, body_of, demand_of
from deploy.demo.stage import Actor, Plain, Stage, Staged
from deploy.demo.waiting import wait_for
from deploy.verify.rest import copies_arrived

ACTIVITIES = "/api/v1/activities"
_SENT_TWICE = 30


class Wish(NamedTuple):
    """One person who wants one role of one shift."""

    number: int
    actor: Actor
    shift_id: str
    role_id: str


def publish_programme(stage: Stage) -> None:
    """Draft and publish all activities; each town's organiser is in charge of its own."""
    wait_for(lambda: copies_arrived(stage.databases), "the copies of people and places")
    stage.activities = stage.phases.all(
        "活动发布 publish", PROGRAMME, lambda planned: _publish(stage, planned)
    )


def _publish(stage: Stage, planned: Planned) -> Staged:
    places = [*stage.towns, stage.unit]
    county = planned.town < 0
    organiser = stage.organisers[-1] if county else stage.organisers[planned.town]
    unit = stage.county_id if county else places[planned.town]["organisation_id"]
    towns = [str(town["short"]) for town in stage.towns]
    body = body_of(planned, stage.first_day, unit, stage.volunteers, towns)
    if planned.special == "team":
        body["team_ids"] = [stage.teams[planned.town]["team_id"]]
    draft = stage.client.must(
        "POST", ACTIVITIES, body, token=organiser.token, key=f"draft {planned.title}"
    )
    data = step(stage, draft["activity_id"], "publish", organiser.token)
    return Staged(planned, data, organiser)


def step(stage: Stage, activity_id: str, step: str, token: str, body: Plain | None = None) -> Plain:
    """Publish or cancel; the activity as it is then."""
    path = f"{ACTIVITIES}/{activity_id}/{step}"
    return stage.client.must("POST", path, body, token=token, key=path)


def sign_up_all(stage: Stage) -> None:
    """First the rush for the few places everybody wants, then all the others in any order."""
    for staged in stage.activities:
        if staged.planned.special == "oversubscribed":
            wishes = _wishes(stage, staged)
            stage.phases.all("抢报 rush", wishes, lambda wish: _sign_up(stage, wish))
    calm = [
        wish
        for staged in stage.activities
        if staged.planned.special != "oversubscribed"
        for wish in _wishes(stage, staged)
    ]
    stage.random.shuffle(calm)
    stage.phases.all("报名 sign up", calm, lambda wish: _sign_up(stage, wish))


def _wishes(stage: Stage, staged: Staged) -> list[Wish]:
    planned = staged.planned
    able = [actor for actor in stage.actors if actor is not staged.organiser]
    if planned.special == "team":
        able = [actor for actor in able if actor.town == planned.town]
    crowd = stage.random.sample(able, min(len(able), demand_of(planned, stage.volunteers)))
    wishes = []
    for shift in staged.shifts:
        roles = shift["roles"]
        for actor in crowd:
            role = roles[actor.town % len(roles)] if planned.special == LAUNCH else roles[0]
            number = stage.random.randrange(10**9)
            wishes.append(Wish(number, actor, shift["shift_id"], role["role_id"]))
    return wishes


def _sign_up(stage: Stage, wish: Wish) -> None:
    """Refusals by age, team or qualification are answers like any other."""
    path, body = f"/api/v1/shifts/{wish.shift_id}/sign-ups", {"role_id": wish.role_id}
    key = f"{wish.shift_id} {wish.actor.volunteer_id}"
    first = stage.client.send("POST", path, body, token=wish.actor.token, key=key)
    if wish.number % _SENT_TWICE == 0:
        again = stage.client.send("POST", path, body, token=wish.actor.token, key=key)
        stage.log.compare(f"sign-up {key}", first.data, again.data)


def roster(stage: Stage, staged: Staged, shift_id: str, status: str) -> list[Plain]:
    """All rows of a shift's roster in one status, as its organiser reads them."""
    path = f"/api/v1/rosters?shift_id={shift_id}&status={status}&limit=200"
    rows: list[Plain] = []
    cursor = ""
    while True:
        page = stage.client.get(path + cursor, staged.organiser.token)
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        cursor = f"&cursor={page['next_cursor']}"
