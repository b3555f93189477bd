"""Every route of the service against every kind of caller; a route without a line here fails.

A line says for each of CALLERS whether she is let in (o), refused for who she is (x: 403, or 404
where even the existence is none of her business) or asked to sign in (-: 401). What the command
itself then says is the business of other tests.
"""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from shared.ids import new_id
from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    ORGANISER,
    OTHER,
    PATHS,
    TOWN,
    activity_fields,
    ids,
)

# public, the volunteer it is about, another volunteer, an organiser elsewhere,
# an organiser, a coordinator and an administrator over the activity's unit
CALLERS = ("public", "self", "volunteer", "elsewhere", "organiser", "coordinator", "administrator")

TABLE = {
    "GET /activities": "ooooooo",
    "GET /activities/{published}": "ooooooo",
    "GET /activities/{draft}": "xxxxooo",
    "POST /activities": "-xxxooo",
    "PATCH /activities/{draft}": "-xxxooo",
    "POST /activities/{draft}/publish": "-xxxooo",
    "POST /activities/{published}/copy": "-xxxooo",
    "POST /activities/{published}/cancel": "-xxxooo",
    "POST /activities/{published}/close": "-xxxooo",
    "POST /shifts/{shift}/cancel": "-xxxooo",
    "POST /shifts/{shift}/sign-ups": "-oooooo",
    "GET /sign-ups/mine": "-oooooo",
    "GET /sign-ups/{sign_up}": "-oxxooo",
    "POST /sign-ups/{sign_up}/withdraw": "-oxxxxx",
    "POST /sign-ups/{sign_up}/accept": "-xxxooo",
    "POST /sign-ups/{sign_up}/decline": "-xxxooo",
    "POST /check-ins": "-oooooo",
    "POST /check-outs": "-oooooo",
    "GET /shifts/{shift}/code": "-xxxooo",
    "POST /shifts/{shift}/roll-call": "-xxxooo",
    "POST /attendances/{attendance}/correct": "-xxxooo",
    "POST /activities/{published}/messages": "-xxxooo",
    "GET /activities/{published}/messages": "-xxxooo",
    "POST /activities/{published}/repeat": "-xxxooo",
    "PUT /activities/{published}/summary": "-xxxooo",
    "POST /activities/{published}/photos": "-xxxooo",
    "GET /activities/{published}/photos": "-xxxooo",
    "GET /activities/{published}/photos/{photo}": "-xxxooo",
    "DELETE /activities/{published}/photos/{photo}": "-xxxooo",
    "GET /rosters": "-xxxooo",
    "GET /rosters/export": "-xxxooo",
    "GET /rosters/looks": "-xxoxoo",  # each sees the looks within her own subtree
    "GET /rosters/views": "-oooooo",  # each her own
    "PUT /rosters/views": "-oooooo",
    "DELETE /rosters/views/{view}": "-oooooo",
    "POST /imports/activities": "-xxxxoo",
    "GET /imports/activities/template": "-xxoxoo",
    "GET /imports/activities/{job}": "-xxxxoo",
    "GET /imports/activities/{job}/problems": "-xxxxoo",
    "POST /imports/activities/{job}/decision": "-xxxxoo",
}
QUERIES = {
    "/rosters": "?activity_id={published}",
    "/rosters/export": "?activity_id={published}&format=csv",
}


PHOTO = "9f" * 12


class Scene:
    """One activity with a sign-up and an attendance, one draft, and the callers."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.person = office.volunteer()
        published = office.published()
        shift_id, _ = ids(published)
        self.values = {
            "published": published["activity_id"],
            "draft": office.draft()["activity_id"],
            "shift": shift_id,
            "sign_up": office.sign_up(shift_id, self.person).json["sign_up_id"],
            "attendance": self._attend(office),
            "job": self._import(office),
            "photo": PHOTO,
            "view": "9d" * 12,
        }
        file = {"_id": PHOTO, "activity_id": published["activity_id"], "place": 0, "data": b"x"}
        office.store.database["photos"].insert_one(file)

    @staticmethod
    def _import(office: Office) -> str:
        by = office.bearer(ORGANISER, [("coordinator", PATHS[COUNTY])])
        answer = office.client.post("/api/v1/imports/activities", data=table(), headers=by)
        return str(answer.json["id"])

    @staticmethod
    def _attend(office: Office) -> str:
        interval = {
            "attendance_id": new_id(),
            "check_in_at": office.at(hours=49),
            "check_out_at": office.at(hours=50),
            "checked_in_by": "code",
            "checked_out_by": "code",
            "recorded_by": None,
            "reason": None,
            "revision": 1,
            "void": False,
        }
        shift_id, _ = ids(office.published(title="去过的活动"))
        row = office.sign_up(shift_id, office.volunteer()).json["sign_up_id"]
        office.store.sign_ups.rows.update_one({"_id": row}, {"$set": {"intervals": [interval]}})
        return interval["attendance_id"]

    def headers(self, caller: str) -> dict[str, str]:
        if caller == "public":
            return {}
        person = self.person if caller == "self" else self.office.volunteer(new_id())
        if caller in ("self", "volunteer"):
            return self.office.bearer(person)
        if caller == "elsewhere":
            return self.office.bearer(person, [("administrator", PATHS[OTHER])])
        return self.office.bearer(person, [(caller, PATHS[COUNTY])])

    def ask(self, line: str, caller: str) -> int:
        method, template = line.split(" ")
        path = template.format(**self.values) + QUERIES.get(template, "").format(**self.values)
        who = self.headers(caller) | {"If-Match": '"1"'}
        if line == "POST /imports/activities":
            return self.office.client.post(f"/api/v1{path}", data=table(), headers=who).status_code
        if line.endswith("/photos") and method == "POST":
            data = {"photo": (io.BytesIO(b"x"), "a.jpg")}
            return self.office.client.post(f"/api/v1{path}", data=data, headers=who).status_code
        body = BODIES.get(line, lambda _: None)(self.office)
        return self.office.ask(method, path, body, by=who).status_code


def table() -> dict[str, Any]:
    """A list of activities that coordinators may import."""
    head = "编号,活动名称,活动类别,日期,起止时间,岗位,人数,活动地点"
    row = "1,义诊,健康,2027-03-01,09:00-12:00,引导,3,广场"
    return {"organisation_id": TOWN, "file": (io.BytesIO(f"{head}\n{row}\n".encode()), "a.csv")}


def _claim(office: Office) -> dict[str, Any]:
    return {"token": "x" * 39}


def _reason(office: Office) -> dict[str, Any]:
    return {"reason": "台风"}


BODIES: dict[str, Callable[[Office], Any]] = {
    "POST /activities": activity_fields,
    "PATCH /activities/{draft}": lambda _: {"title": "新名称"},
    "POST /activities/{published}/messages": lambda _: {"text": "请带雨具"},
    "POST /activities/{published}/repeat": lambda _: {"times": 1},
    "PUT /activities/{published}/summary": lambda _: {"summary": "顺利"},
    "POST /activities/{published}/cancel": _reason,
    "POST /shifts/{shift}/cancel": _reason,
    "POST /shifts/{shift}/sign-ups": lambda _: {},
    "POST /sign-ups/{sign_up}/decline": lambda _: {},
    "POST /check-ins": _claim,
    "POST /check-outs": _claim,
    "POST /shifts/{shift}/roll-call": lambda _: {
        "rows": [{"volunteer_id": "0" * 24, "action": "in"}]
    },
    "PUT /rosters/views": lambda _: {"name": "候补", "words": {"status": "waitlisted"}},
    "POST /imports/activities/{job}/decision": lambda _: {"accept_valid": True},
    "POST /attendances/{attendance}/correct": lambda _: {"void": True, "reason": "登记错误"},
}


@pytest.mark.parametrize("line", TABLE)
def test_each_route_lets_in_whom_it_should(office: Office, line: str) -> None:
    scene = Scene(office)
    found = "".join(outcome(scene.ask(line, caller)) for caller in CALLERS)
    assert found == TABLE[line]


def outcome(status: int) -> str:
    return {401: "-", 403: "x", 404: "x"}.get(status, "o")


def test_no_route_is_left_out_of_the_table(office: Office) -> None:
    def shape(method: str, path: str) -> str:
        return f"{method} {re.sub(r'<[^>]+>|{[^}]+}', '*', path.removeprefix('/api/v1'))}"

    routes = {
        shape(method, rule.rule)
        for rule in office.client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {shape(*line.split(" ")) for line in TABLE} == routes


def test_a_person_in_charge_without_a_role_chooses(office: Office) -> None:
    shift_id, _ = ids(office.published(mode="organiser_chooses"))
    row = office.sign_up(shift_id, office.volunteer()).json["sign_up_id"]
    assert office.ask("POST", f"/sign-ups/{row}/accept", by=ORGANISER).status_code == 200
