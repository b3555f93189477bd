"""The calendar feed: the right zone, changes and cancellations, one person's, by her key alone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from services.activities.domain.calendar_keys import NoSuchCalendar
from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import form_to, reader
from tests.integration.activities.samples import ids, kept, shift_fields


def address(office: Office, volunteer_id: str) -> str:
    """The feed's address as her page tells it."""
    page = reader(office, volunteer_id).get("/my/shifts/calendar")
    url = page.html.find("textarea").get_text().strip()
    assert page.html.find("a", href=url.replace("http:", "webcal:"))
    return str(url.removeprefix("http://kindhours.test"))


def feed(office: Office, path: str) -> Any:
    return reader(office).get(path)


def opened(office: Office, path: str) -> tuple[int, str, str]:
    """What an address gives: its status, kind and text."""
    answer = reader(office).get(path, expect_errors=True)
    return answer.status_int, answer.content_type, answer.text


def events(office: Office, path: str) -> list[Any]:
    return list(Calendar.from_ical(feed(office, path).body).walk("VEVENT"))


def test_the_feed_needs_no_sign_in_and_is_in_the_office_s_zone(office: Office) -> None:
    her, other = office.volunteer(), office.volunteer()
    activity = office.published(shifts=[shift_fields(office, places=2)])
    for one in (her, other):
        office.sign_up(ids(activity)[0], one)
    answer = feed(office, address(office, her))
    assert answer.content_type.startswith("text/calendar")
    file: Any = Calendar.from_ical(answer.body)
    assert [str(zone["TZID"]) for zone in file.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert b"TZOFFSETTO:+0800" in answer.body
    assert (file["METHOD"], file["X-WR-TIMEZONE"]) == ("PUBLISH", "Asia/Shanghai")
    [event] = file.walk("VEVENT")
    assert b"DTSTART;TZID=Asia/Shanghai:20261123T100000" in answer.body
    assert event["DTSTART"].dt == datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (event["SUMMARY"], event["LOCATION"]) == (activity["title"], activity["address"])
    assert event["STATUS"] == "CONFIRMED"
    assert other not in answer.text


def test_a_change_arrives_under_the_same_uid_with_a_higher_sequence(office: Office) -> None:
    her = office.volunteer()
    activity = office.published()
    office.sign_up(ids(activity)[0], her)
    path = address(office, her)
    [before] = events(office, path)
    shift = kept(activity["shifts"][0]) | {"end": office.at(hours=52).isoformat()}
    assert office.change(activity, shifts=[shift], address="人民公园").status_code == 200
    office.hear()
    [after] = events(office, path)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["LOCATION"] == "人民公园"
    assert after["DTEND"].dt.hour == 13


def test_what_is_cancelled_or_given_back_arrives_as_cancelled(office: Office) -> None:
    her = office.volunteer()
    shifts = [shift_fields(office, hours) for hours in (49, 52)]
    kinds = [office.published(shifts=[shift]) for shift in shifts]
    for activity in kinds:
        office.sign_up(ids(activity)[0], her)
    path = address(office, her)
    office.step(kinds[0], "cancel", {"reason": "台风"})
    office.hear()
    mine = [row for row in office.rows() if row["activity_id"] == kinds[1]["activity_id"]]
    page = reader(office, her).get(f"/my/shifts/{mine[0]['_id']}")
    form_to(page, "/withdraw").submit()
    found = events(office, path)
    assert [(one["STATUS"], int(one["SEQUENCE"])) for one in found] == [("CANCELLED", 2)] * 2
    assert "台风" in found[0]["DESCRIPTION"]


def test_who_waits_has_it_as_tentative(office: Office) -> None:
    activity = office.published()
    office.sign_up(ids(activity)[0], office.volunteer())
    her = office.volunteer()
    office.sign_up(ids(activity)[0], her)
    path = address(office, her)
    [event] = events(office, path)
    assert (event["STATUS"], event["SUMMARY"][:2]) == ("TENTATIVE", "候补")
    [english] = events(office, path + "&lang=en")
    assert english["SUMMARY"].startswith("Waitlist: ")


def test_unchanged_is_not_sent_again(office: Office) -> None:
    her = office.volunteer()
    path = address(office, her)
    first = feed(office, path)
    again = reader(office).get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_int, again.body) == (304, b"")


def test_a_renewed_address_leaves_the_old_one_dead(office: Office) -> None:
    her = office.volunteer()
    old = address(office, her)
    form_to(reader(office, her).get("/my/shifts/calendar"), "/renew").submit()
    new = address(office, her)
    assert new != old
    reader(office).get(old, status=404)
    assert feed(office, new).status_int == 200


def test_a_guessed_key_and_one_of_somebody_who_left_open_nothing(office: Office) -> None:
    her = office.volunteer()
    activity = office.published()
    office.sign_up(ids(activity)[0], her)
    path = address(office, her)
    key = path.partition("key=")[2]
    assert [event["SUMMARY"] for event in events(office, path)] == [activity["title"]]
    wrong = ("", "x", key[:-1], "A" * 48, key[:-2] + ("AA" if key[-2:] != "AA" else "BB"))
    nothing = (404, "text/plain", NoSuchCalendar().text("en"))
    for one in wrong:
        assert opened(office, f"/my/shifts/calendar.ics?key={one}") == nothing, one
    office.volunteer(her, status="left", revision=2)
    assert opened(office, path) == nothing
