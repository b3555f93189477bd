"""A small office in which everything there is a page for has happened once."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from deploy.demo.client import Client
from deploy.demo.people import identity_number
from deploy.demo.theatre import Theatre
from deploy.demo.waiting import wait_for
from deploy.verify.rest import copies_arrived

Plain = dict[str, Any]
ZONE = ZoneInfo("Asia/Shanghai")
PASSWORD = "xi-nan-2026-yun"
_ACTIVITIES = "/api/v1/activities"
_NAMES = ("王小芳", "李秀兰", "张桂英", "刘玉梅", "陈美华", "杨春燕", "赵红霞", "黄丽娟")


@dataclass(slots=True)
class Person:
    """Somebody who can sign in. ``phone`` and ``password`` are what she types."""

    name: str
    phone: str
    password: str
    volunteer_id: str
    token: str = field(repr=False)
    number: str
    organisation_id: str


class Scene:
    """The office as the API knows it; ``known`` holds the ids pages are about, by name."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.client: Client = theatre.stage.client
        self.clock = theatre.stage.clock
        self.url = theatre.stack.url
        self.known: dict[str, str] = {}
        self.people = {one.role: self._known(one.phone, one.password) for one in theatre.people}
        self._born = 0

    @property
    def organiser(self) -> Person:
        return self.people["organiser"]

    @property
    def coordinator(self) -> Person:
        return self.people["coordinator"]

    def post(self, path: str, body: Any, by: Person, *, key: str | None = None) -> Plain:
        """What a command answers; it must succeed."""
        return self.client.must("POST", f"/api/v1/{path}", body, token=by.token, key=key)

    def get(self, path: str, by: Person) -> Plain:
        return self.client.get(f"/api/v1/{path}", by.token)

    def newcomer(self) -> Person:
        """Somebody who has just registered in the organiser's unit, known to all services."""
        self._born += 1
        birth_date = date(1961, 3, 8) + timedelta(days=self._born)
        phone = f"1391575{self._born:04d}"
        number = identity_number("330603", birth_date, "female", Random(self._born))
        body = {
            "name": _NAMES[self._born % len(_NAMES)],
            "sex": "female",
            "birth_date": birth_date.isoformat(),
            "identity": {"kind": "resident_card", "number": number},
            "residence_code": "330603",
            "phone": phone,
            "password": PASSWORD,
            "organisation_id": self.organiser.organisation_id,
            "consent_version": self.client.get("/api/v1/volunteers/terms")["consent_version"],
        }
        self.client.must("POST", "/api/v1/volunteers", body, key=f"newcomer {self._born}")
        self.settle()
        return self._known(phone, PASSWORD)

    def settle(self) -> None:
        """Wait until every service knows the people and places as they are now."""
        wait_for(lambda: copies_arrived(self.theatre.stage.databases), "the copies")

    def publish(self, title: str, *, begins: timedelta, lasts: timedelta, **more: Any) -> Plain:
        """An activity with one shift, known to the hour bank too; the organiser of the first
        people is in charge."""
        start = self.clock.now() + begins
        activity_id = self.draft(title, start, start + lasts, **more)
        made = self.post(f"activities/{activity_id}/publish", None, self.organiser)
        copies = self.theatre.stage.databases.hours["activities"]
        wait_for(lambda: copies.count_documents({"_id": activity_id}) == 1, "the bank's copy")
        return made

    def draft(self, title: str, start: datetime, end: datetime, **more: Any) -> str:
        """The id of a draft."""
        body = {
            "title": title,
            "kind": "环境保护",
            "description": "沿湖捡拾垃圾，劝导游客。",
            "risks": "湖边路滑，请穿防滑鞋。",
            "bring": "手套、饮用水",
            "address": "东湖南门",
            "organisation_id": self.organiser.organisation_id,
            "withdrawal_minutes": 0,
            "shifts": [
                {
                    "start": start.isoformat(),
                    "end": end.isoformat(),
                    "roles": [{"name": "队员", "places": 20}],
                }
            ],
            **more,
        }
        made = self.client.must("POST", _ACTIVITIES, body, token=self.organiser.token)
        return str(made["activity_id"])

    def sign_up(self, activity: Plain, *people: Person) -> list[Plain]:
        """Their sign-ups for the activity's first shift."""
        path = f"shifts/{activity['shifts'][0]['shift_id']}/sign-ups"
        return [self.post(path, {}, one) for one in people]

    def call(self, activity: Plain, action: str, rows: list[Plain]) -> None:
        """The organiser calls these sign-ups in or out."""
        path = f"shifts/{activity['shifts'][0]['shift_id']}/roll-call"
        calls = [{"sign_up_id": one["sign_up_id"], "action": action} for one in rows]
        answer = self.post(path, {"rows": calls}, self.organiser)
        assert all(row["outcome"] != "refused" for row in answer["rows"]), answer

    def code(self, shift_id: str) -> Plain:
        """What the organiser's screen shows now: {url, digits, …}."""
        return self.get(f"shifts/{shift_id}/code", self.organiser)

    def begin_at(self, hour: int) -> None:
        """Put the clock forward to the next time it is this hour, local: what a scene shows must
        not hang on the hour somebody plays it."""
        now = self.clock.now().astimezone(ZONE)
        moment = now.replace(hour=hour, minute=0, second=0, microsecond=0)
        self.clock.move_to(moment if moment > now else moment + timedelta(days=1))

    def pass_by(self, **delta: float) -> None:
        """Put the clock forward."""
        self.clock.move_to(self.clock.now() + timedelta(**delta))

    def _known(self, phone: str, password: str) -> Person:
        body = {"phone": phone, "password": password}
        found = self.client.must("POST", "/api/v1/sessions", body)
        me = self.client.get("/api/v1/volunteers/me", found["access_token"])
        return Person(
            me["name"],
            phone,
            password,
            found["volunteer_id"],
            found["access_token"],
            me["number"],
            me["organisation_id"],
        )
