"""Who may call which route of volunteers: the whole table.

Each entry makes what the route needs, in the town 东一镇 of the county 东区, and names who is let
in: "public", "volunteer", and the roles within 东区 or, with "…_out", within 西区. Everybody else
is answered 401 or 403.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from services.volunteers.operations.import_volunteers import import_volunteers
from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import PASSWORD, typed

EVERYBODY = frozenset(
    {
        "public",
        "volunteer",
        "organiser",
        "organiser_out",
        "coordinator",
        "coordinator_out",
        "administrator",
        "administrator_out",
    }
)
SIGNED_IN = EVERYBODY - {"public"}
COORDINATORS = frozenset({"coordinator", "administrator"})
ANY_COORDINATOR = COORDINATORS | {"coordinator_out", "administrator_out"}
ORGANISERS = COORDINATORS | {"organiser"}

Request = dict[str, Any]


@dataclass
class Scene:
    """What there is to call for: all made anew for each call."""

    house: House
    _count: ClassVar[int] = 0

    def person(self) -> str:
        """The id of a new volunteer of the town."""
        answer = self.house.register("东一镇")
        assert answer.status_code == 201, answer.get_json()
        found: str = answer.get_json()["volunteer_id"]
        return found

    def team(self, *members: str) -> str:
        """The id of a new team of the town."""
        Scene._count += 1
        sent = {"name": f"第{Scene._count}队", "organisation_id": self.town}
        team = self.house.call("POST", "/teams", "root", json=sent).get_json()["team_id"]
        for one in members:
            self.house.call("PUT", f"/teams/{team}/members/{one}", "root")
        return str(team)

    def unit(self) -> str:
        """The id of a new unit in the town."""
        answer = self.house.call("POST", "/organisations", "root", json=self.new_unit())
        found: str = answer.get_json()["organisation_id"]
        return found

    def new_unit(self) -> dict[str, str]:
        Scene._count += 1
        return {"name": f"单位{Scene._count}", "level": "unit", "parent_id": self.town}

    def organiser(self) -> str:
        """A new volunteer who is an organiser of the town."""
        person = self.person()
        sent = {"volunteer_id": person, "role": "organiser", "organisation_id": self.town}
        assert self.house.call("POST", "/grants", "root", json=sent).status_code == 201
        return person

    @property
    def town(self) -> str:
        return self.house.org("东一镇")

    def import_(self) -> dict[str, Any]:
        """A form with a table of one row for the town: no right one, but a job."""
        empty = self.house.call("GET", "/imports/volunteers/template?format=csv", "root")
        file = (io.BytesIO(empty.get_data() + "王芳\n".encode()), "people.csv")
        return {"organisation_id": self.town, "dry_run": "true", "file": file}

    def job(self, **more: str) -> str:
        """The id of an import into the town."""
        form = self.import_() | more
        answer = self.house.call("POST", "/imports/volunteers", "root", data=form)
        return str(answer.get_json()["id"])

    def preview(self) -> str:
        """The id of an import that was examined, and waits for a decision."""
        job, house = self.job(preview="true"), self.house
        import_volunteers(store=house.store, own=house.own, clock=house.clock)
        return job

    def tokens(self) -> dict[str, str]:
        """A fresh sign-in of somebody."""
        sent = {"phone": "13900000005", "password": PASSWORD}
        found: dict[str, str] = self.house.call("POST", "/sessions", json=sent).get_json()
        return {"refresh_token": found["refresh_token"]}


@dataclass(frozen=True)
class Entry:
    """``make`` gives path and request; ``hides``: others see the answer, without the town."""

    allowed: frozenset[str]
    make: Callable[[Scene], tuple[str, Request]]
    hides: bool = False


def get(path: str) -> Callable[[Scene], tuple[str, Request]]:
    """A path that needs nothing."""
    return lambda scene: (path, {})


def sent(path: str, **body: Any) -> Callable[[Scene], tuple[str, Request]]:
    """A path with a body."""
    return lambda scene: (path, {"json": body})


def on_person(rest: str = "", **body: Any) -> Callable[[Scene], tuple[str, Request]]:
    """Somebody of the town."""
    return lambda scene: (f"/volunteers/{scene.person()}{rest}", {"json": body} if body else {})


def provisional(scene: Scene) -> tuple[str, Request]:
    """Somebody of the town whose password was set by a code of the administrator of all."""
    person, house = scene.person(), scene.house
    code = house.call("POST", f"/volunteers/{person}/sign-in-code", "root").get_json()["code"]
    number = house.store.people.get(person)["number"]
    body = {"number": number, "code": code, "new_password": f"{PASSWORD} by code"}
    assert house.call("PUT", "/volunteers/password", json=body).status_code == 204
    return f"/volunteers/{person}/vouch", {}


def member(scene: Scene) -> tuple[str, Request]:
    """A member of a team of the town."""
    person = scene.person()
    return f"/teams/{scene.team(person)}/members/{person}", {}


def withdraw(scene: Scene) -> tuple[str, Request]:
    return f"/grants/{scene.organiser()}/organiser/{scene.town}", {}


def grant(scene: Scene) -> tuple[str, Request]:
    given = {"volunteer_id": scene.person(), "role": "organiser", "organisation_id": scene.town}
    return "/grants", {"json": given}


NEW_PASSWORD = {"old_password": PASSWORD, "new_password": PASSWORD}
CODE = {"number": "1" * 12, "code": "x", "new_password": PASSWORD}
SIGN_IN = {"phone": "13900000000", "password": PASSWORD}
ONE = "<string:volunteer_id>"
OFFICE = "<string:organisation_id>"
TEAM = "<string:team_id>"

ROUTES: dict[str, Entry] = {
    "POST /volunteers": Entry(EVERYBODY, lambda s: ("/volunteers", {"json": typed(s.town)})),
    "POST /volunteers/enter": Entry(
        COORDINATORS, lambda s: ("/volunteers/enter", {"json": typed(s.town, password=None)})
    ),
    "GET /volunteers/terms": Entry(EVERYBODY, get("/volunteers/terms")),
    "GET /volunteers/me": Entry(SIGNED_IN, get("/volunteers/me")),
    "PATCH /volunteers/me": Entry(SIGNED_IN, sent("/volunteers/me", language="en")),
    "POST /volunteers/me/consents": Entry(
        SIGNED_IN, sent("/volunteers/me/consents", consent_version="1")
    ),
    "GET /volunteers/me/accesses": Entry(SIGNED_IN, get("/volunteers/me/accesses")),
    "PUT /volunteers/me/password": Entry(
        SIGNED_IN, sent("/volunteers/me/password", **NEW_PASSWORD)
    ),
    "PUT /volunteers/password": Entry(EVERYBODY, sent("/volunteers/password", **CODE)),
    "GET /volunteers": Entry(ANY_COORDINATOR, get("/volunteers?limit=200"), hides=True),
    f"GET /volunteers/{ONE}": Entry(COORDINATORS, on_person()),
    f"PATCH /volunteers/{ONE}": Entry(COORDINATORS, on_person(name="王大芳")),
    f"POST /volunteers/{ONE}/sign-in-code": Entry(COORDINATORS, on_person("/sign-in-code")),
    f"POST /volunteers/{ONE}/vouch": Entry(COORDINATORS, provisional),
    f"POST /volunteers/{ONE}/suspend": Entry(COORDINATORS, on_person("/suspend", reason="x")),
    f"POST /volunteers/{ONE}/leave": Entry(COORDINATORS, on_person("/leave", reason="x")),
    f"POST /volunteers/{ONE}/return": Entry(COORDINATORS, on_person("/return", reason="x")),
    "POST /sessions": Entry(EVERYBODY, sent("/sessions", **SIGN_IN)),
    "POST /sessions/refresh": Entry(
        EVERYBODY, lambda s: ("/sessions/refresh", {"json": s.tokens()})
    ),
    "DELETE /sessions/current": Entry(
        EVERYBODY, lambda s: ("/sessions/current", {"json": s.tokens()})
    ),
    "DELETE /sessions": Entry(SIGNED_IN, get("/sessions")),
    "GET /organisations": Entry(EVERYBODY, get("/organisations")),
    "POST /organisations": Entry(
        frozenset({"administrator"}), lambda s: ("/organisations", {"json": s.new_unit()})
    ),
    f"GET /organisations/{OFFICE}": Entry(EVERYBODY, lambda s: (f"/organisations/{s.town}", {})),
    f"PATCH /organisations/{OFFICE}": Entry(
        frozenset({"administrator"}),
        lambda s: (f"/organisations/{s.unit()}", {"json": {"status": "closed"}}),
    ),
    "GET /teams": Entry(SIGNED_IN, get("/teams")),
    "POST /teams": Entry(
        COORDINATORS,
        lambda s: ("/teams", {"json": {"name": s.person(), "organisation_id": s.town}}),
    ),
    f"GET /teams/{TEAM}": Entry(SIGNED_IN, lambda s: (f"/teams/{s.team()}", {})),
    f"PATCH /teams/{TEAM}": Entry(
        COORDINATORS, lambda s: (f"/teams/{s.team()}", {"json": {"status": "dissolved"}})
    ),
    f"PUT /teams/{TEAM}/members/{ONE}": Entry(ORGANISERS, member),
    f"DELETE /teams/{TEAM}/members/{ONE}": Entry(ORGANISERS, member),
    "GET /grants": Entry(ANY_COORDINATOR, get("/grants"), hides=True),
    "POST /grants": Entry(COORDINATORS, grant),
    f"DELETE /grants/{ONE}/<string:role>/{OFFICE}": Entry(COORDINATORS, withdraw),
    "GET /imports/volunteers/template": Entry(
        ANY_COORDINATOR, get("/imports/volunteers/template?format=csv")
    ),
    "POST /imports/volunteers": Entry(
        COORDINATORS, lambda s: ("/imports/volunteers", {"data": s.import_()})
    ),
    "GET /imports/volunteers/<job_id>": Entry(
        COORDINATORS, lambda s: (f"/imports/volunteers/{s.job()}", {})
    ),
    "POST /imports/volunteers/<job_id>/decision": Entry(
        COORDINATORS,
        lambda s: (
            f"/imports/volunteers/{s.preview()}/decision",
            {"json": {"accept_valid": True}},
        ),
    ),
    "GET /imports/volunteers/<job_id>/problems": Entry(
        COORDINATORS, lambda s: (f"/imports/volunteers/{s.job()}/problems?format=csv", {})
    ),
}
