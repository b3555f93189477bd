"""Every command of the service, repeated after its process died before it could answer."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.integration.shared.repeating import (
    KEY,
    Send,
    commands_of,
    die_unanswered,
    state,
    two_tries,
)
from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.matrix import Scene, provisional
from tests.unit.volunteers.samples import PASSWORD, typed

NEW = "另一把好伞 for sunshine"
GUARDIAN = {"name": "王大", "relation": "father", "phone": "13911110000"}


def sending(scene: Scene, method: str, path: str, as_: str | None = None, **request: Any) -> Send:
    """The same request by one of the cast, whose sign-in is over before it begins."""
    who = scene.house.signed_in(as_)
    return lambda key: scene.house.call(method, path, headers=who | key, **request)


def register(scene: Scene) -> Send:
    return sending(scene, "POST", "/volunteers", json=typed(scene.town))


def enter(scene: Scene) -> Send:
    body = typed(scene.town, password=None)
    return sending(scene, "POST", "/volunteers/enter", "coordinator", json=body)


def change_me(scene: Scene) -> Send:
    body = {"phone": "13912341234", "skills": ["急救"], "language": "en"}
    return sending(scene, "PATCH", "/volunteers/me", "volunteer", json=body)


def renew_consent(scene: Scene) -> Send:
    person = scene.house.who("volunteer")
    older = [{**person["consents"][0], "version": "0"}]
    scene.house.store.people.change_silently(person, {"consents": older})
    body = {"consent_version": "1"}
    return sending(scene, "POST", "/volunteers/me/consents", "volunteer", json=body)


def change(scene: Scene) -> Send:
    body = {"name": "王芳", "qualifications": ["驾照"], "guardian": GUARDIAN}
    return sending(scene, "PATCH", f"/volunteers/{scene.person()}", "coordinator", json=body)


def change_password(scene: Scene) -> Send:
    body = {"old_password": PASSWORD, "new_password": NEW}
    return sending(scene, "PUT", "/volunteers/me/password", "volunteer", json=body)


def use_code(scene: Scene) -> Send:
    person = scene.house.who("volunteer")
    path = f"/volunteers/{person['_id']}/sign-in-code"
    code = scene.house.call("POST", path, "coordinator").get_json()["code"]
    body = {"number": person["number"], "code": code, "new_password": NEW}
    return sending(scene, "PUT", "/volunteers/password", json=body)


def ask_for_code(scene: Scene) -> Send:
    return sending(scene, "POST", f"/volunteers/{scene.person()}/sign-in-code", "coordinator")


def vouch(scene: Scene) -> Send:
    return sending(scene, "POST", provisional(scene)[0], "coordinator")


def suspend(scene: Scene) -> Send:
    path = f"/volunteers/{scene.person()}/suspend"
    return sending(scene, "POST", path, "coordinator", json={"reason": "查实"})


def suspend_herself(scene: Scene) -> Send:
    path = f"/volunteers/{scene.house.who('coordinator')['_id']}/suspend"
    return sending(scene, "POST", path, "coordinator", json={"reason": "休假"})


def leave(scene: Scene) -> Send:
    path = f"/volunteers/{scene.house.who('volunteer')['_id']}/leave"
    return sending(scene, "POST", path, "volunteer", json={})


def return_(scene: Scene) -> Send:
    person = scene.person()
    suspended = f"/volunteers/{person}/suspend"
    scene.house.call("POST", suspended, "coordinator", json={"reason": "查实"})
    return sending(scene, "POST", f"/volunteers/{person}/return", "coordinator", json={})


def sign_in(scene: Scene) -> Send:
    return sending(scene, "POST", "/sessions", json={"phone": "13900000004", "password": PASSWORD})


def refresh(scene: Scene) -> Send:
    return sending(scene, "POST", "/sessions/refresh", json=scene.tokens())


def sign_out(scene: Scene) -> Send:
    return sending(scene, "DELETE", "/sessions/current", json=scene.tokens())


def sign_out_everywhere(scene: Scene) -> Send:
    return sending(scene, "DELETE", "/sessions", "volunteer")


def add_organisation(scene: Scene) -> Send:
    return sending(scene, "POST", "/organisations", "administrator", json=scene.new_unit())


def move_organisation(scene: Scene) -> Send:
    body = {"name": "新名", "parent_id": scene.house.org("东区")}
    return sending(scene, "PATCH", f"/organisations/{scene.unit()}", "administrator", json=body)


def close_organisation(scene: Scene) -> Send:
    path = f"/organisations/{scene.unit()}"
    return sending(scene, "PATCH", path, "administrator", json={"status": "closed"})


def found_team(scene: Scene) -> Send:
    body = {"name": "巾帼队", "organisation_id": scene.town, "leader_ids": [scene.person()]}
    return sending(scene, "POST", "/teams", "coordinator", json=body)


def change_team(scene: Scene) -> Send:
    body = {"name": "红霞队", "leader_ids": [scene.person()]}
    return sending(scene, "PATCH", f"/teams/{scene.team()}", "coordinator", json=body)


def dissolve_team(scene: Scene) -> Send:
    body = {"status": "dissolved"}
    return sending(scene, "PATCH", f"/teams/{scene.team()}", "coordinator", json=body)


def join_team(scene: Scene) -> Send:
    return sending(scene, "PUT", f"/teams/{scene.team()}/members/{scene.person()}", "organiser")


def leave_team(scene: Scene) -> Send:
    person = scene.person()
    path = f"/teams/{scene.team(person)}/members/{person}"
    return sending(scene, "DELETE", path, "organiser")


def grant(scene: Scene) -> Send:
    given = {"volunteer_id": scene.person(), "role": "organiser", "organisation_id": scene.town}
    return sending(scene, "POST", "/grants", "coordinator", json=given)


def withdraw_role(scene: Scene) -> Send:
    path = f"/grants/{scene.organiser()}/organiser/{scene.town}"
    return sending(scene, "DELETE", path, "coordinator")


def lay_down_role(scene: Scene) -> Send:
    organiser = scene.house.who("organiser")["_id"]
    return sending(scene, "DELETE", f"/grants/{organiser}/organiser/{scene.town}", "organiser")


def import_(scene: Scene) -> Send:
    who, form = scene.house.signed_in("coordinator"), scene.import_()
    table = form.pop("file")[0].getvalue()

    def send(key: dict[str, str]) -> Any:
        sent = {**form, "file": (io.BytesIO(table), "people.csv")}
        return scene.house.call("POST", "/imports/volunteers", headers=who | key, data=sent)

    return send


def decide(scene: Scene) -> Send:
    path, body = f"/imports/volunteers/{scene.preview()}/decision", {"accept_valid": True}
    return sending(scene, "POST", path, "coordinator", json=body)


@dataclass(frozen=True)
class Bears:
    """``how`` a command bears a repeat: "id" made of its key, "mark" in its record, or "itself":
    why it needs neither. ``new`` and ``noted`` as in two_tries."""

    how: str
    makes: list[Callable[[Scene], Send]]
    new: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


THE_SAME = "itself: the same values again change nothing"
SECRET = "itself: a secret is told once and kept nowhere, so the repeat makes a new one"
LOCK = ("trees",)
SESSION = ("access_token", "expires_at", "refresh_token")

COMMANDS: dict[str, Bears] = {
    "POST /volunteers": Bears("id", [register]),
    "POST /volunteers/enter": Bears("id", [enter]),
    "PATCH /volunteers/me": Bears(THE_SAME, [change_me]),
    "POST /volunteers/me/consents": Bears(THE_SAME, [renew_consent]),
    "PATCH /volunteers/<volunteer_id>": Bears(THE_SAME, [change], noted=("accesses",)),
    "PUT /volunteers/me/password": Bears("mark", [change_password], noted=("throttles",)),
    "PUT /volunteers/password": Bears("mark", [use_code], noted=("throttles",)),
    "POST /volunteers/<volunteer_id>/sign-in-code": Bears(
        SECRET, [ask_for_code], new=("code", "expires_at"), noted=("people", "accesses")
    ),
    "POST /volunteers/<volunteer_id>/vouch": Bears("mark", [vouch], noted=("accesses",)),
    "POST /volunteers/<volunteer_id>/suspend": Bears("mark", [suspend, suspend_herself]),
    "POST /volunteers/<volunteer_id>/leave": Bears("mark", [leave]),
    "POST /volunteers/<volunteer_id>/return": Bears("mark", [return_]),
    "POST /sessions": Bears(SECRET, [sign_in], new=SESSION, noted=("sessions",)),
    "POST /sessions/refresh": Bears(
        "itself: the next token is made of the spent one and the key",
        [refresh],
        new=("access_token", "expires_at"),
    ),
    "DELETE /sessions/current": Bears("itself: what is over stays over", [sign_out]),
    "DELETE /sessions": Bears("itself: what is over stays over", [sign_out_everywhere]),
    "POST /organisations": Bears("id", [add_organisation], noted=LOCK),
    "PATCH /organisations/<organisation_id>": Bears(
        THE_SAME, [move_organisation, close_organisation], noted=LOCK
    ),
    "POST /teams": Bears("id", [found_team]),
    "PATCH /teams/<team_id>": Bears("mark", [change_team, dissolve_team]),
    "PUT /teams/<team_id>/members/<volunteer_id>": Bears(THE_SAME, [join_team]),
    "DELETE /teams/<team_id>/members/<volunteer_id>": Bears(THE_SAME, [leave_team]),
    "POST /grants": Bears("mark", [grant]),
    "DELETE /grants/<volunteer_id>/<role>/<organisation_id>": Bears(
        THE_SAME, [withdraw_role, lay_down_role]
    ),
    "POST /imports/volunteers": Bears("id", [import_]),
    "POST /imports/volunteers/<job_id>/decision": Bears("mark", [decide]),
}
CASES = [(bears, make) for bears in COMMANDS.values() for make in bears.makes]


@pytest.mark.parametrize(("bears", "make"), CASES, ids=[make.__name__ for _, make in CASES])
def test_a_repeat_gets_the_first_answer(
    house: House, bears: Bears, make: Callable[[Scene], Send]
) -> None:
    send, database = make(Scene(house)), house.store.database
    first, again = two_tries(send, database, house.clock, new=bears.new, noted=bears.noted)
    assert again == first


def test_each_command_says_how_it_bears_a_repeat(town_hall: House) -> None:
    assert commands_of(town_hall.app) == set(COMMANDS)


def test_the_same_key_with_another_password_sets_none(house: House) -> None:
    """Bodies with passwords have no fingerprint, by which the key would be refused."""
    who = house.signed_in("volunteer") | KEY
    path, body = "/volunteers/me/password", {"old_password": PASSWORD, "new_password": NEW}
    assert house.call("PUT", path, headers=who, json=body).status_code == 204
    body["new_password"] = "a third one, for snow"
    assert house.call("PUT", path, headers=who, json=body).status_code == 422
    house.sign_in("13900000004", NEW)


def test_a_refresh_is_repeated_only_until_its_answer_is_used(house: House) -> None:
    spent = Scene(house).tokens()
    send = sending(Scene(house), "POST", "/sessions/refresh", json=spent)
    first, again = two_tries(send, house.store.database, house.clock, new=SESSION[:2])
    assert again == first
    assert send({}).status_code == 401, "without the key a spent token is a stolen one"


def test_a_used_answer_ends_the_repeats_of_a_refresh(house: House) -> None:
    send = refresh(Scene(house))
    following = {"refresh_token": send(KEY).get_json()["refresh_token"]}
    assert house.call("POST", "/sessions/refresh", json=following).status_code == 200
    die_unanswered(house.store.database, house.clock)
    assert send(KEY).status_code == 401
    assert state(house.store.database)["sessions"] == []
