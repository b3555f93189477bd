"""What other services tell: sign-ups follow persons and units."""

from tests.integration.activities.office import Office
from tests.integration.activities.samples import OTHER, TOWN, ids, kinds


def test_a_suspension_gives_future_places_back(office: Office) -> None:
    shift_id, _ = ids(office.published())
    one, two = office.volunteers(2)
    rows = [office.sign_up(shift_id, p).json["sign_up_id"] for p in (one, two)]
    office.publish_events()
    office.volunteer(one, status="suspended", change="suspended", revision=2)
    assert [office.row(r)["status"] for r in rows] == ["withdrawn", "accepted"]
    assert sorted(kinds(office.publish_events())) == ["sign_up_moved_up", "sign_up_withdrawn"]
    office.volunteer(one, status="active", change="returned", revision=3)
    assert office.sign_up(shift_id, one).json["status"] == "waitlisted"
    office.volunteer(one, status="suspended", change="suspended", revision=2)
    assert office.row(rows[0])["status"] == "waitlisted"


def test_rosters_follow_the_person(office: Office) -> None:
    shift_id, _ = ids(office.published())
    person = office.volunteer()
    row = office.sign_up(shift_id, person).json["sign_up_id"]
    office.volunteer(person, name="李夏荷", pinyin=["lixiahe"], phone="+8613900139000", revision=3)
    office.volunteer(person, name="旧名", pinyin=["jiuming"], revision=2)
    found = office.row(row)
    assert (found["name"], found["name_key"], found["phone"]) == (
        "李夏荷",
        "lixiahe",
        "+8613900139000",
    )


def test_a_unit_that_moves_takes_its_activities_along(office: Office) -> None:
    activity = office.published()
    row = office.sign_up(ids(activity)[0], office.volunteer()).json["sign_up_id"]
    office.organisation(TOWN, path=f"/{OTHER}/{TOWN}/", revision=2)
    assert office.row(row)["organisation_path"] == f"/{OTHER}/{TOWN}/"
    assert office.row(row)["organisation_ids"] == [OTHER, TOWN]
    listed = office.ask("GET", f"/activities?organisation_id={OTHER}").json["items"]
    assert [item["activity_id"] for item in listed] == [activity["activity_id"]]
