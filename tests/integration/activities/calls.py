"""One call of every command of the service, with what has to be there before it."""

import io
from dataclasses import dataclass
from typing import Any

from services.activities.operations.import_activities import import_activities
from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    PATHS,
    TOWN,
    activity_fields,
    ids,
    shift_fields,
)
from tests.integration.activities.site import CHIEF, Site

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


def decide(office: Office) -> Call:
    who = office.bearer(CHIEF, [("coordinator", PATHS[COUNTY])])
    form = table() | {"preview": "true"}
    job = office.client.post("/api/v1/imports/activities", data=form, headers=who).json
    import_activities(store=office.store, clock=office.clock, settings=office.own)
    return Call(f"/imports/activities/{job['id']}/decision", {"accept_valid": True}, who)


def save_view(office: Office) -> Call:
    body = {"name": "候补", "words": {"status": "waitlisted"}}
    return Call("/rosters/views", body, office.organiser())


def delete_view(office: Office) -> Call:
    call = save_view(office)
    view = office.ask("PUT", call.path, call.body, by=call.by).json
    return Call(f"/rosters/views/{view['view_id']}", None, call.by)


def table() -> dict[str, Any]:
    head = "编号,活动名称,活动类别,日期,起止时间,岗位,人数,活动地点"
    row = "1,义诊,健康,2027-03-01,09:00-12:00,引导,3,广场"
    return {"organisation_id": TOWN, "file": (io.BytesIO(f"{head}\n{row}\n".encode()), "a.csv")}
