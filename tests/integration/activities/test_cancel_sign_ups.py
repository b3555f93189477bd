"""What a cancellation means for everybody who signed up."""

import pytest

from shared.storage.mongo import Document
from tests.integration.activities.cutting_off import Killed, cut_off
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, kinds, shift_fields


def test_a_cancelled_activity_frees_everybody_and_says_why(office: Office, many: Document) -> None:
    answer = office.step(many, "cancel", {"reason": "台风"})
    assert (answer.json["status"], answer.json["reason"]) == ("cancelled", "台风")
    told = [e for e in office.hear() if e["type"].endswith("sign_up_cancelled")]
    assert len({e["data"]["volunteer_id"] for e in told}) == len(told) == 10
    assert {e["data"]["reason"] for e in told} == {"台风"}
    assert {row["status"] for row in office.rows()} == {"cancelled"}
    assert {len(p["busy"]) for p in office.store.people.rows.find()} == {0}
    counter = office.store.places.of_activities([many["activity_id"]])[0]
    assert (counter["taken"], counter["waiting"]) == (0, 0)


@pytest.mark.parametrize("after", [1, 2, 3])
@pytest.mark.parametrize("moment", ["free", "save_many"])
def test_a_cancellation_that_is_killed_goes_on(
    office: Office, many: Document, monkeypatch: pytest.MonkeyPatch, after: int, moment: str
) -> None:
    office.step(many, "cancel", {"reason": "台风"})
    events = office.publish_events()
    owner = type(office.store.people) if moment == "free" else type(office.store.sign_ups)
    with monkeypatch.context() as dying:
        cut_off(dying, owner, moment, after)
        with pytest.raises(Killed):
            office.hand_over(events)
    office.hand_over(events)
    office.hand_over(events)
    told = office.publish_events()
    assert kinds(told) == ["sign_up_cancelled"] * 10
    assert len({e["subject"] for e in told}) == 10
    assert {len(p["busy"]) for p in office.store.people.rows.find()} == {0}


def test_who_has_checked_in_keeps_her_row(office: Office, many: Document) -> None:
    row = office.rows()[0]
    open_ = {"attendance_id": "x", "at": office.at(), "by": "code"}
    office.store.sign_ups.rows.update_one({"_id": row["_id"]}, {"$set": {"open": open_}})
    office.step(many, "cancel", {"reason": "台风"})
    told = office.hear()
    assert kinds(told).count("sign_up_cancelled") == 9
    assert office.row(row["_id"])["status"] == "accepted"


def test_a_cancelled_shift_leaves_the_others(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office, 49, 2), shift_fields(office, 73, 2)])
    person = office.volunteer()
    rows = [office.sign_up(ids(activity, n)[0], person).json["sign_up_id"] for n in (0, 1)]
    office.publish_events()
    path = f"/shifts/{ids(activity)[0]}/cancel"
    answer = office.ask("POST", path, {"reason": "停电"}, by=office.organiser())
    assert [s["cancelled"] for s in answer.json["shifts"]] == ["停电", None]
    assert answer.json["starts_at"] == activity["shifts"][1]["start"]
    assert kinds(office.hear()) == ["activity_changed", "sign_up_cancelled"]
    assert [office.row(r)["status"] for r in rows] == ["cancelled", "accepted"]
    assert office.sign_up(ids(activity)[0], office.volunteer()).status_code == 409
    last = office.ask(
        "POST", f"/shifts/{ids(activity, 1)[0]}/cancel", {"reason": "停电"}, by=office.organiser()
    )
    assert last.json["status"] == "cancelled"
