"""The opening scenes: the county's tree, its people, those in charge, their teams."""

from typing import Any

from deploy.demo.county import COUNTY, COUNTY_CODE, DISTRICTS, UNIT, Town, towns
from deploy.demo.people import MadeUp, Where, make_people
from deploy.demo.programme import QUALIFICATION
from deploy.demo.stage import Actor, Plain, Stage
from deploy.local.show import SignIn

_ORGANISATIONS = "/api/v1/organisations"
_IN_A_TEAM, _QUALIFIED = 4, 25  # every fourth volunteer, every twenty-fifth
_SENT_TWICE = 40  # every fortieth registration is sent again with its key


def found_county(stage: Stage, administrator: SignIn) -> None:
    """The county, its towns and villages, a unit; and its coordinator, who enters nobody yet."""
    stage.administrator = sign_in(stage, administrator.phone, administrator.password)
    tree = stage.client.get(f"{_ORGANISATIONS}?level=city", stage.administrator)["items"]
    with stage.phases.phase("组织 organisations", 14) as tell:
        county = _add(stage, COUNTY, "county", tree[0]["organisation_id"], COUNTY_CODE)
        stage.county_id = county["organisation_id"]
        tell(1)
        for town in towns():
            stage.towns.append(_add_town(stage, town))
            tell(1)
        stage.unit = _add(stage, UNIT, "unit", stage.county_id, None)
        stage.unit["villages"] = [stage.unit["organisation_id"]]
        tell(1)


def _add_town(stage: Stage, town: Town) -> Plain:
    found = _add(stage, f"{town.name}妇联", "town", stage.county_id, town.code)
    found["short"] = town.name
    found["villages"] = [
        _add(stage, name, "village", found["organisation_id"], code)["organisation_id"]
        for name, code in town.villages
    ]
    return found


def _add(stage: Stage, name: str, level: str, parent_id: str, code: str | None) -> Plain:
    body = {"name": name, "level": level, "parent_id": parent_id, "code": code}
    return stage.client.must(
        "POST", _ORGANISATIONS, body, token=stage.administrator, key=f"found {name}"
    )


def register_all(stage: Stage) -> None:
    """Everybody registers with a real name and signs in. One more person becomes coordinator."""
    consent = stage.client.get("/api/v1/volunteers/terms")["consent_version"]
    where = Where(DISTRICTS, consent, stage.clock.now().date())
    people = make_people(stage.volunteers + 1, where)
    stage.actors = stage.phases.all("实名登记 register", people, lambda one: _register(stage, one))
    stage.phases.all("登录 sign in", stage.actors, lambda actor: enter(stage, actor))
    coordinator = stage.actors.pop()
    _grant(stage, coordinator, "coordinator", stage.county_id, stage.administrator)
    enter(stage, coordinator)
    stage.coordinator = coordinator.token
    stage.by_id = {actor.volunteer_id: actor for actor in stage.actors}


def _register(stage: Stage, person: MadeUp) -> Actor:
    places = [*stage.towns, stage.unit]
    town = person.index % len(places)
    homes = places[town]["villages"]
    home = homes[person.index // len(places) % len(homes)]
    body = {**person.registration, "organisation_id": home}
    key = f"register {person.index}"
    found = stage.client.must("POST", "/api/v1/volunteers", body, key=key)
    if person.index % _SENT_TWICE == 0:
        again = stage.client.must("POST", "/api/v1/volunteers", body, key=key)
        stage.log.compare(key, found["number"], again["number"])
    return Actor(person, found["volunteer_id"], found["number"], home, town)


def sign_in(stage: Stage, phone: str, password: str) -> str:
    """The access token of a new session."""
    body = {"phone": phone, "password": password}
    return str(stage.client.must("POST", "/api/v1/sessions", body)["access_token"])


def enter(stage: Stage, actor: Actor) -> None:
    """Sign in (again, where new roles shall stand in the token)."""
    actor.token = sign_in(stage, actor.made_up.phone, actor.made_up.password)


def put_in_charge(stage: Stage) -> None:
    """The first grown-up of each town, of the unit and of the county becomes an organiser."""
    places: list[tuple[int, str]] = [
        (number, town["organisation_id"]) for number, town in enumerate(stage.towns)
    ]
    places += [(len(stage.towns), stage.unit["organisation_id"]), (0, stage.county_id)]
    chosen: list[Actor] = []
    for town, _ in places:
        chosen.append(
            next(
                actor
                for actor in stage.actors
                if actor.town == town
                and actor not in chosen
                and "guardian" not in actor.made_up.registration
            )
        )
    stage.organisers = chosen

    def appoint(place: tuple[Actor, tuple[int, str]]) -> None:
        actor, (_, organisation_id) = place
        _grant(stage, actor, "organiser", organisation_id, stage.coordinator)
        enter(stage, actor)

    stage.phases.all("负责人 organisers", list(zip(chosen, places, strict=True)), appoint)


def _grant(stage: Stage, actor: Actor, role: str, organisation_id: str, by: str) -> None:
    body = {"volunteer_id": actor.volunteer_id, "role": role, "organisation_id": organisation_id}
    stage.client.must("POST", "/api/v1/grants", body, token=by)


def found_teams(stage: Stage) -> None:
    """A team in each town, led by its organiser; members join; some hold a qualification."""
    for number, town in enumerate(stage.towns):
        body = {
            "name": f"{town['short']}巾帼志愿服务队",
            "organisation_id": town["organisation_id"],
            "leader_ids": [stage.organisers[number].volunteer_id],
        }
        key = f"team {number}"
        stage.teams.append(
            stage.client.must("POST", "/api/v1/teams", body, token=stage.coordinator, key=key)
        )
    members = [one for one in stage.actors[::_IN_A_TEAM] if one.town < len(stage.teams)]
    stage.phases.all("队伍 teams", members, lambda actor: _join(stage, actor))
    skilled = stage.actors[::_QUALIFIED]
    stage.phases.all("资格 qualifications", skilled, lambda actor: _qualify(stage, actor))


def _join(stage: Stage, actor: Actor) -> None:
    team = stage.teams[actor.town]["team_id"]
    path = f"/api/v1/teams/{team}/members/{actor.volunteer_id}"
    stage.client.must("PUT", path, token=stage.organisers[actor.town].token)


def _qualify(stage: Stage, actor: Actor) -> None:
    body: dict[str, Any] = {"qualifications": [QUALIFICATION]}
    path = f"/api/v1/volunteers/{actor.volunteer_id}"
    stage.client.must("PATCH", path, body, token=stage.coordinator)
