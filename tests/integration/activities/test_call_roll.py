"""The roll call: many at once, each with her outcome, nobody twice and nobody herself."""

from typing import Any

import pytest
from pymongo import monitoring

from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, ORGANISER, TOWN, shift_fields
from tests.integration.activities.site import CHIEF, Site, at_once
from tests.integration.activities.test_check_in import problem


def rows(site: Site, action: str) -> list[dict[str, str]]:
    return [{"sign_up_id": one, "action": action} for one in site.sign_up_ids]


def words(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    found = answer.json["rows"]
    for word in ("done", "repeated", "refused"):
        assert answer.json[word] == sum(one["outcome"] == word for one in found)
    return [one["problem"] or one["outcome"] for one in found]


def test_in_out_and_each_again(office: Office) -> None:
    site = Site(office, people=5)
    first = site.call(*rows(site, "in"))
    assert words(first) == ["done"] * 5
    again = site.call(*rows(site, "in"))
    assert words(again) == ["repeated"] * 5
    assert [one["attendance"] for one in again.json["rows"]] == [
        one["attendance"] for one in first.json["rows"]
    ]
    site.later(minutes=30)
    out = site.call(*rows(site, "out"))
    assert words(out) == ["done"] * 5
    assert words(site.call(*rows(site, "out"))) == ["repeated"] * 5
    events = site.recorded()
    assert len(events) == 5
    assert {event["data"]["recorded_by"] for event in events} == {CHIEF}
    assert {event["data"]["checked_in_by"] for event in events} == {"roll_call"}


def test_500_people_take_one_write(office: Office) -> None:
    site = Site(office, people=1, places=600)
    template = office.store.sign_ups.rows.find_one({}) or {}
    copies = [
        {**template, "_id": f"{n:024x}", "volunteer_id": f"{n:024x}", "outbox": []}
        for n in range(500)
    ]
    office.store.sign_ups.rows.insert_many(copies)
    called = [{"sign_up_id": one["_id"], "action": "in"} for one in copies]

    class Writes(monitoring.CommandListener):
        seen: list[int] = []  # noqa: RUF012

        def started(self, event: monitoring.CommandStartedEvent) -> None:
            if event.command_name in ("update", "insert", "commitTransaction"):
                self.seen.append(len(event.command.get("updates", [])))

        def succeeded(self, event: Any) -> None: ...

        def failed(self, event: Any) -> None: ...

    monitoring.register(Writes())
    counted = Office(office.settings, office.clock, office.bearer)
    Writes.seen.clear()
    answer = counted.ask(
        "POST", f"/shifts/{site.shift_id}/roll-call", {"rows": called}, by=site.chief()
    )
    counted.store.database.client.close()
    assert words(answer) == ["done"] * 500
    assert Writes.seen == [500]


def test_some_are_refused_and_the_others_are_not(office: Office) -> None:
    site = Site(office, people=4)
    update = office.store.sign_ups.rows.update_one
    update({"_id": site.sign_up_ids[1]}, {"$set": {"status": "waitlisted"}})
    update({"_id": site.sign_up_ids[2]}, {"$set": {"pairs": {"2026-11-23": 3}}})
    elsewhere = Site(office, people=1, title="另一个活动", hours=60)
    office.clock.now = site.row()["start"]
    answer = site.call(
        *rows(site, "in"),
        {"sign_up_id": "0" * 24, "action": "in"},
        {"sign_up_id": elsewhere.sign_up_ids[0], "action": "in"},
        {"number": "KH-nobody", "action": "in"},
        {"sign_up_id": site.sign_up_ids[3], "action": "in"},
        {"sign_up_id": site.sign_up_ids[3], "action": "out"},
    )
    assert words(answer) == [
        "done", "not-accepted", "pairs-used", "done", "not-signed-up", "not-signed-up",
        "no-such-volunteer", "repeated", "called-twice",
    ]  # fmt: skip
    assert words(site.call({"sign_up_id": site.sign_up_ids[1], "action": "out"})) == [
        "not-checked-in"
    ]
    assert elsewhere.row()["open"] is None


def test_nobody_records_herself(office: Office) -> None:
    site = Site(office, people=2)
    her = site.people[0]
    role = office.bearer(her, [("organiser", f"/{COUNTY}/")])
    for row in (
        {"volunteer_id": her, "action": "in"},
        {"sign_up_id": site.sign_up_ids[0], "action": "in"},
    ):
        assert words(site.call(row, by=role)) == ["own-attendance"]
    assert words(site.call(*rows(site, "in"), by=role)) == ["own-attendance", "done"]
    assert words(site.call(*rows(site, "in"))) == ["done", "repeated"]
    assert words(site.call(*rows(site, "out"), by=role)) == ["own-attendance", "done"]
    walk_in = {"volunteer_id": CHIEF, "action": "in", "walk_in": True, "over_places": True}
    office.volunteer(CHIEF)
    assert words(site.call(walk_in)) == ["own-attendance"]
    assert office.store.sign_ups.rows.count_documents({"volunteer_id": CHIEF}) == 0


def test_a_walk_in_takes_a_free_place_or_one_the_organiser_adds(office: Office) -> None:
    site = Site(office, people=1, places=2)
    numbers = [office.store.people.rows.find_one({"_id": office.volunteer()})["number"]
               for _ in range(3)]  # fmt: skip
    row = {"number": numbers[0], "action": "in", "walk_in": True}
    assert words(site.call({**row, "walk_in": False})) == ["not-signed-up"]
    assert words(site.call(row)) == ["done"]
    assert words(site.call(row)) == ["repeated"]
    full = {"number": numbers[1], "action": "in", "walk_in": True}
    assert words(site.call(full)) == ["shift-full"]
    assert words(site.call({**full, "over_places": True})) == ["done"]
    entered = office.store.sign_ups.rows.find_one({"number": numbers[1]})
    assert {"walk_in", "over_places"} <= set(entered["marks"])
    assert entered["open"]["by"] == "walk_in"
    assert entered["signed_up_by"] == CHIEF


def test_who_waits_and_turns_up_is_called_as_a_walk_in(office: Office) -> None:
    site = Site(office, people=5, places=2)
    place = f"{site.shift_id}:{site.role_id}"
    first, second, third = site.people[2:]

    def counted() -> list[int]:
        found = office.store.places.get(place)
        assert found is not None
        return [found[name] for name in ("taken", "waiting")]

    def call(who: str, **more: bool) -> list[str]:
        return words(site.call({"volunteer_id": who, "action": "in", **more}))

    queue = [site.row(at)["queue"] for at in (2, 3, 4)]
    assert call(second) == ["not-accepted"]
    assert call(second, walk_in=True) == ["shift-full"]
    assert (counted(), site.row(3)["status"]) == ([2, 3], "waitlisted")
    assert call(second, walk_in=True, over_places=True) == ["done"]
    assert call(second, walk_in=True, over_places=True) == ["repeated"]
    assert counted() == [3, 2]
    assert {"walk_in", "over_places"} <= set(site.row(3)["marks"])
    assert [site.row(at)["queue"] for at in (2, 4)] == [queue[0], queue[2]]
    # A place becomes free: the organiser gives it to whom she sees, whoever else waits.
    office.store.places.rows.update_one({"_id": place}, {"$set": {"places": 4}})
    assert call(third, walk_in=True) == ["done"]
    assert (counted(), site.row(2)["status"]) == ([4, 1], "waitlisted")
    kinds = [event["type"].split(".")[1] for event in office.publish_events()]
    assert kinds == ["sign_up_accepted"] * 2
    assert first == site.row(2)["volunteer_id"]


def test_an_applicant_who_turns_up_is_called_as_a_walk_in(office: Office) -> None:
    site = Site(office, people=2, mode="organiser_chooses")
    call = {"volunteer_id": site.people[0], "action": "in", "walk_in": True}
    assert words(site.call(call)) == ["done"]
    counter = office.store.places.get(f"{site.shift_id}:{site.role_id}") or {}
    assert [counter[name] for name in ("taken", "applied")] == [1, 1]


def test_before_check_in_opens_nobody_walks_in(office: Office) -> None:
    site = Site(office, people=3, places=2)
    site.later(hours=-24)
    call = {"volunteer_id": site.people[2], "action": "in", "walk_in": True, "over_places": True}
    assert words(site.call(call)) == ["not-open"]
    assert site.row(2)["status"] == "waitlisted"


def test_a_roll_beside_the_volunteers_own_check_ins_records_everybody_once(office: Office) -> None:
    site = Site(office, people=20)
    token = site.code()["url"]
    app = office.client.application
    headers = [office.bearer(one) for one in site.people]
    chief, path = site.chief(), f"/api/v1/shifts/{site.shift_id}/roll-call"

    def one(at: int) -> int:
        client = app.test_client()
        if at % 5 == 0:
            answer = client.post(path, json={"rows": rows(site, "in")}, headers=chief)
            assert answer.json["refused"] == 0, answer.json
        else:
            answer = client.post("/api/v1/check-ins", json={"token": token}, headers=headers[at])
        return int(answer.status_code)

    assert set(at_once(one, 20)) == {200}
    assert all(sum(site.row(at)["pairs"].values()) == 1 for at in range(20))
    assert words(site.call(*rows(site, "out"))) == ["done"] * 20
    assert len(site.recorded()) == 20


def test_the_day_s_pairs_count_over_all_shifts(office: Office) -> None:
    shifts = [shift_fields(office, 49, 1, 1), shift_fields(office, 50, 1, 1)]
    site = Site(office, people=1, shifts=shifts)
    second = site.activity["shifts"][1]["shift_id"]
    row = {"volunteer_id": site.people[0]}
    for shift_id in (site.shift_id, site.shift_id, second):
        for action in ("in", "out"):
            assert words(site.call({**row, "action": action}, shift_id=shift_id)) == ["done"]
    for shift_id in (site.shift_id, second):
        assert words(site.call({**row, "action": "in"}, shift_id=shift_id)) == ["pairs-used"]


def test_for_those_who_run_the_activity(office: Office) -> None:
    site = Site(office)
    row = {"sign_up_id": site.sign_up_ids[0], "action": "in"}
    assert site.call(row, by=site.people[1]).status_code == 403
    assert site.call(row, by={"Authorization": "Bearer x"}).status_code == 401
    elsewhere = office.bearer("7" * 24, [("organiser", "/" + "c2" * 12 + "/")])
    assert problem(site.call(row, by=elsewhere)) == "out-of-scope"
    assert site.call(row, by=ORGANISER).status_code == 200
    assert site.call(row, shift_id="0" * 24).status_code == 404
    town = office.bearer("8" * 24, [("organiser", f"/{COUNTY}/{TOWN}/")])
    assert words(site.call(row, by=town)) == ["repeated"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rows": []},
        {"rows": {}},
        {"rows": [{"action": "in"}]},
        {"rows": [{"sign_up_id": "b" * 24}]},
        {"rows": [{"sign_up_id": "b" * 24, "action": "away"}]},
        {"rows": [{"sign_up_id": {"$ne": None}, "action": "in"}]},
        {"rows": [{"sign_up_id": "b" * 24, "number": "KH1", "action": "in"}]},
        {"rows": [{"sign_up_id": "b" * 24, "walk_in": True, "action": "in"}]},
        {"rows": [{"number": "KH1", "walk_in": "yes", "action": "in"}]},
        {"rows": [{"sign_up_id": "b" * 24, "action": "in", "at": "2026-11-23T01:00:00Z"}]},
        {"rows": [{"sign_up_id": f"{n:024x}", "action": "in"} for n in range(501)]},
    ],
)
def test_bad_input_is_refused_as_a_whole(office: Office, body: Any) -> None:
    answer = office.ask("POST", f"/shifts/{'b' * 24}/roll-call", body, by="1" * 24)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"]
