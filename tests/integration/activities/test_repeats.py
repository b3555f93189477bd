"""Every command of the service, repeated after its process died before it could answer."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from services.activities.wsgi import create
from shared.web import idempotency
from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    PATHS,
    TOWN,
    activity_fields,
    ids,
    shift_fields,
)
from tests.integration.activities.site import CHIEF, Site, at_once
from tests.integration.shared.repeating import (
    KEY,
    commands_of,
    die_unanswered,
    must_repeat,
    state,
)

WALK_IN = "0e" * 12


@dataclass
class Call:
    """One command: who sends what where."""

    path: str
    body: Any
    by: Any
    headers: dict[str, str] | None = None


def draft(office: Office) -> Call:
    return Call("/activities", activity_fields(office), office.organiser())


def copy(office: Office) -> Call:
    return Call(f"/activities/{office.draft()['activity_id']}/copy", None, office.organiser())


def change(office: Office) -> Call:
    activity = office.published(shifts=[shift_fields(office, places=2)])
    seen = {"If-Match": f'"{activity["revision"]}"'}
    path = f"/activities/{activity['activity_id']}"
    return Call(path, {"title": "敬老服务"}, office.organiser(), seen)


def publish(office: Office) -> Call:
    return Call(f"/activities/{office.draft()['activity_id']}/publish", None, office.organiser())


def cancel(office: Office) -> Call:
    path = f"/activities/{office.published()['activity_id']}/cancel"
    return Call(path, {"reason": "台风"}, office.organiser())


def close(office: Office) -> Call:
    site = Site(office)
    site.later(hours=3)
    return Call(f"/activities/{site.activity_id}/close", None, office.organiser())


def cancel_one_shift(office: Office) -> Call:
    activity = office.published(shifts=[shift_fields(office), shift_fields(office, hours=73)])
    return Call(f"/shifts/{ids(activity)[0]}/cancel", {"reason": "台风"}, office.organiser())


def cancel_last_shift(office: Office) -> Call:
    path = f"/shifts/{ids(office.published())[0]}/cancel"
    return Call(path, {"reason": "台风"}, office.organiser())


def repeat_weekly(office: Office) -> Call:
    path = f"/activities/{office.published()['activity_id']}/repeat"
    return Call(path, {"times": 2, "publish": True}, office.organiser())


def write(office: Office) -> Call:
    site = Site(office)
    return Call(
        f"/activities/{site.activity_id}/messages", {"text": "请带雨具"}, office.organiser()
    )


def summarise(office: Office) -> Call:
    path = f"/activities/{Site(office).activity_id}/summary"
    return Call(path, {"summary": "来了三十人。"}, office.organiser())


def add_photo(office: Office) -> Call:
    return Call(f"/activities/{Site(office).activity_id}/photos", None, office.organiser())


def remove_photo(office: Office) -> Call:
    site = Site(office)
    file = {"_id": "9f" * 12, "activity_id": site.activity_id, "place": 0, "data": b"x"}
    office.store.database["photos"].insert_one(file)
    path = f"/activities/{site.activity_id}/photos/{file['_id']}"
    return Call(path, None, office.organiser())


def sign_up(office: Office) -> Call:
    return Call(f"/shifts/{ids(office.published())[0]}/sign-ups", {}, office.volunteer())


def sign_up_again(office: Office) -> Call:
    call = withdraw(office)
    assert office.ask("POST", call.path, by=call.by).status_code == 200
    return Call(f"/shifts/{office.rows()[0]['shift_id']}/sign-ups", {}, call.by)


def wait(office: Office) -> Call:
    call = sign_up(office)
    assert office.ask("POST", call.path, {}, by=office.volunteer()).status_code == 201
    return call


def signed_up(office: Office, **fields: Any) -> tuple[str, str]:
    """The id of a sign-up, and whose it is."""
    her = office.volunteer()
    answer = office.sign_up(ids(office.published(**fields))[0], her)
    return answer.json["sign_up_id"], her


def withdraw(office: Office) -> Call:
    row, her = signed_up(office)
    return Call(f"/sign-ups/{row}/withdraw", None, her)


def withdraw_while_others_wait(office: Office) -> Call:
    call = withdraw(office)
    waiting = office.sign_up(office.rows()[0]["shift_id"], office.volunteer())
    assert waiting.json["status"] == "waitlisted"
    return call


def accept(office: Office) -> Call:
    row, _ = signed_up(office, mode="organiser_chooses")
    return Call(f"/sign-ups/{row}/accept", None, office.organiser())


def decline(office: Office) -> Call:
    path = f"/sign-ups/{signed_up(office)[0]}/decline"
    return Call(path, {"reason": "名额已满"}, office.organiser())


def come(office: Office) -> Call:
    site = Site(office)
    return Call("/check-ins", {"token": site.code()["url"]}, site.people[0])


def come_by_digits(office: Office) -> Call:
    site = Site(office)
    body = {"shift_id": site.shift_id, "digits": site.code()["digits"]}
    return Call("/check-ins", body, site.people[0])


def go(office: Office) -> Call:
    site = Site(office)
    site.come(site.people[0])
    return Call("/check-outs", {"token": site.code()["url"]}, site.people[0])


def roll_call(office: Office) -> Call:
    site = Site(office, places=4)
    site.come(site.people[2])
    office.volunteer(WALK_IN)
    rows: list[dict[str, Any]] = [
        {"sign_up_id": site.sign_up_ids[0], "action": "in"},
        {"sign_up_id": site.sign_up_ids[2], "action": "out"},
        {"volunteer_id": WALK_IN, "action": "in", "walk_in": True},
    ]
    return Call(f"/shifts/{site.shift_id}/roll-call", {"rows": rows}, site.chief())


def correct(office: Office) -> Call:
    site = Site(office)
    site.come(site.people[0])
    site.later(minutes=30)
    path = f"/attendances/{site.go(site.people[0])['attendance_id']}/correct"
    return Call(path, {"void": True, "reason": "登记错误", "revision": 1}, site.chief())


def import_(office: Office) -> Call:
    return Call("/imports/activities", None, office.bearer(CHIEF, [("coordinator", PATHS[COUNTY])]))


# How each bears a repeat: by its id, made of the key; by the mark its record bears
# (shared/storage/repeats.py).
COMMANDS: dict[str, tuple[str, list[Callable[[Office], Call]]]] = {
    "POST /activities": ("id", [draft]),
    "POST /activities/<activity_id>/copy": ("id", [copy]),
    "PATCH /activities/<activity_id>": ("mark", [change]),
    "POST /activities/<activity_id>/publish": ("mark", [publish]),
    "POST /activities/<activity_id>/cancel": ("mark", [cancel]),
    "POST /activities/<activity_id>/close": ("mark", [close]),
    "POST /activities/<activity_id>/repeat": ("id", [repeat_weekly]),
    "POST /activities/<activity_id>/messages": ("id", [write]),
    "PUT /activities/<activity_id>/summary": ("mark", [summarise]),
    "POST /activities/<activity_id>/photos": ("id", [add_photo]),
    "DELETE /activities/<activity_id>/photos/<photo_id>": ("id", [remove_photo]),
    "POST /shifts/<shift_id>/cancel": ("mark", [cancel_one_shift, cancel_last_shift]),
    "POST /shifts/<shift_id>/sign-ups": ("mark", [sign_up, sign_up_again, wait]),
    "POST /sign-ups/<sign_up_id>/withdraw": ("mark", [withdraw, withdraw_while_others_wait]),
    "POST /sign-ups/<sign_up_id>/accept": ("mark", [accept]),
    "POST /sign-ups/<sign_up_id>/decline": ("mark", [decline]),
    "POST /check-ins": ("mark", [come, come_by_digits]),
    "POST /check-outs": ("mark", [go]),
    "POST /shifts/<shift_id>/roll-call": ("mark", [roll_call]),
    "POST /attendances/<attendance_id>/correct": ("mark", [correct]),
    "POST /imports/activities": ("id", [import_]),
}
CASES = [(line, make) for line, (_, makes) in COMMANDS.items() for make in makes]


@pytest.mark.parametrize(("line", "make"), CASES, ids=[make.__name__ for _, make in CASES])
def test_a_repeat_gets_the_first_answer(
    office: Office, line: str, make: Callable[[Office], Call]
) -> None:
    call, method = make(office), line.split(" ")[0]

    def send(key: dict[str, str]) -> Any:
        if make is import_:
            return office.client.post(f"/api/v1{call.path}", data=table(), headers=call.by | key)
        if make is add_photo:
            data = {"photo": (io.BytesIO(picture()), "a.png")}
            return office.client.post(f"/api/v1{call.path}", data=data, headers=call.by | key)
        headers = key | (call.headers or {})
        return office.ask(method, call.path, call.body, by=call.by, **headers)

    must_repeat(send, office.store.database, office.clock)


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(written, "PNG")
    return written.getvalue()


def table() -> dict[str, Any]:
    head = "编号,活动名称,活动类别,日期,起止时间,岗位,人数,活动地点"
    row = "1,义诊,健康,2027-03-01,09:00-12:00,引导,3,广场"
    return {"organisation_id": TOWN, "file": (io.BytesIO(f"{head}\n{row}\n".encode()), "a.csv")}


def test_each_command_says_how_it_bears_a_repeat(office: Office) -> None:
    app = create(office.settings, clock=office.clock, own=office.own)
    assert commands_of(app) == set(COMMANDS)


def test_a_repeat_checks_nobody_in_again_whom_an_organiser_has_let_go(office: Office) -> None:
    site = Site(office)
    her, body = site.people[0], {"token": site.code()["url"]}
    first = office.ask("POST", "/check-ins", body, by=her, **KEY)
    site.later(seconds=5)
    site.call({"sign_up_id": site.sign_up_ids[0], "action": "out"})
    before = state(office.store.database)
    die_unanswered(office.store.database, office.clock)
    office.clock.advance(seconds=-50)  # the code still holds
    again = office.ask("POST", "/check-ins", body, by=her, **KEY)
    assert (again.status_code, again.json) == (200, first.json)
    assert state(office.store.database) == before


def test_another_key_is_another_command(office: Office) -> None:
    call = publish(office)
    assert office.ask("POST", call.path, by=call.by, **KEY).status_code == 200
    other = {"Idempotency-Key": "another"}
    assert office.ask("POST", call.path, by=call.by, **other).status_code == 409


def test_who_has_lost_her_rights_is_told_nothing_by_her_key(office: Office) -> None:
    call = publish(office)
    assert office.ask("POST", call.path, by=call.by, **KEY).status_code == 200
    die_unanswered(office.store.database, office.clock)
    elsewhere = office.bearer("0a" * 12, [("organiser", PATHS[COUNTY] + "ff/")])
    assert office.ask("POST", call.path, by=elsewhere, **KEY).status_code == 403


def test_a_repeat_does_not_undo_what_was_corrected_since(office: Office) -> None:
    call = correct(office)
    call.body.pop("revision")
    voided = office.ask("POST", call.path, call.body, by=call.by, **KEY).json
    back = {"check_out_at": voided["check_out_at"], "reason": "核实后恢复"}
    restored = office.ask("POST", call.path, back, by=call.by).json
    before = state(office.store.database)
    die_unanswered(office.store.database, office.clock)
    again = office.ask("POST", call.path, call.body, by=call.by, **KEY)
    assert (voided["void"], restored["void"]) == (True, False)
    assert (again.status_code, again.json) == (200, restored), "the record as it stands"
    assert state(office.store.database) == before


@pytest.mark.parametrize("make", [publish, sign_up, withdraw, accept])
def test_a_first_try_that_lives_after_all_meets_its_repeats(
    office: Office, make: Callable[[Office], Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thinks that those before it have died."""
    monkeypatch.setattr(idempotency, "_GIVEN_UP_AFTER", timedelta(seconds=-1))
    call = make(office)
    office.publish_events()
    who = (office.bearer(call.by) if isinstance(call.by, str) else call.by) | KEY

    def send(_: int) -> Any:
        client = office.client.application.test_client()
        return client.post(f"/api/v1{call.path}", json=call.body, headers=who)

    answers = at_once(send, 6)
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({str(answer.json) for answer in answers}) == 1
    assert len(office.publish_events()) == 1
