"""What the phone's script sends and gets: forged, broken, another's, with a clock that is off."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.pages import cookies
from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import reader
from tests.integration.activities.samples import COUNTY, OTHER, PATHS
from tests.integration.activities.site import CHIEF, Site

JSON = {"Accept": "application/json"}


class Script:
    """The page's script: asks for the fresh mark, takes the roster along, sends taps."""

    def __init__(self, site: Site, path: str = PATHS[COUNTY], language: str = "zh") -> None:
        self.site, self.wrong = site, timedelta()
        self.browser = reader(site.office, CHIEF, [("organiser", path)], language)

    def post(self, road: str, body: Any, status: int = 200) -> Any:
        base = f"/onsite/{self.site.shift_id}"
        csrf = self.browser.get(f"{base}/fresh", headers=JSON).json["csrf"]
        answer = self.browser.post_json(
            f"{base}/{road}", body, headers=JSON | {"X-CSRF": csrf}, status=status
        )
        return answer.json

    def now(self) -> str:
        return str((self.site.office.clock.now + self.wrong).isoformat(timespec="milliseconds"))

    def prepare(self) -> dict[str, Any]:
        roster = self.post("prepare", {})
        self.prepared = {"prepared": roster["prepared"], "phone_prepared_at": self.now()}
        return dict(roster)

    def tap(self, turn: int = 1, **more: Any) -> dict[str, Any]:
        found = {"id": f"{turn:024x}", "action": "in", "at": self.now()} | more
        named = {"number", "code"} & set(more)
        return found if named else {"sign_up_id": self.site.sign_up_ids[0]} | found

    def send(self, *taps: Any, status: int = 200, **more: Any) -> Any:
        body = self.prepared | {"phone_sent_at": self.now(), "taps": list(taps)} | more
        return self.post("sync", body, status)


def test_the_roster_holds_what_is_needed_and_no_more(office: Office) -> None:
    site = Site(office, people=3)
    roster = Script(site).prepare()
    assert datetime.fromisoformat(roster["at"]) == office.clock.now
    [person, *_] = roster["people"]
    assert set(person) == {
        "id", "name", "pinyin", "number", "tail", "role", "status", "marks", "in", "out",
    }  # fmt: skip
    assert person["tail"] == "8000"
    assert "13800138000" not in str(roster)
    assert office.own.code_secret not in str(roster)
    look = office.store.database["looks"].find_one({"form": "offline"})
    assert look is not None
    assert (look["rows"], look["by"]) == (3, CHIEF)


def test_a_tap_is_told_and_told_again(office: Office) -> None:
    site = Site(office, people=2)
    phone = Script(site)
    phone.prepare()
    taps = [phone.tap(), phone.tap(2, sign_up_id=site.sign_up_ids[1])]
    site.come(site.people[1])
    first = phone.send(*taps)
    assert [one["outcome"] for one in first["taps"]] == ["done", "repeated"]
    assert first["clock"] is None
    assert "扫码" in first["taps"][1]["told"]
    site.later(minutes=1)
    assert phone.send(*taps) == first
    english = Script(site, language="en")
    english.prepared = phone.prepared
    assert "scanning" in english.send(*taps)["taps"][1]["told"]


@pytest.mark.parametrize(("hours", "word"), [(1, "快了60分钟"), (-1, "慢了60分钟")])
def test_a_clock_off_by_an_hour_is_told(office: Office, hours: int, word: str) -> None:
    site = Site(office, people=1)
    phone = Script(site)
    phone.wrong = timedelta(hours=hours)
    phone.prepare()
    told = phone.send(phone.tap())
    assert word in told["clock"]
    assert datetime.fromisoformat(told["taps"][0]["at"]) == office.clock.now


def test_a_clock_that_was_set_is_told(office: Office) -> None:
    site = Site(office, people=1)
    phone = Script(site)
    phone.prepare()
    phone.wrong = timedelta(hours=-1)
    site.later(minutes=90)
    assert "调整过" in phone.send(phone.tap())["clock"]


@pytest.mark.parametrize(
    "more",
    [
        {"taps": []},
        {"taps": "all"},
        {"taps": [{"id": "1" * 24, "action": "in"}]},
        {"taps": [{}] * 201},
        {"prepared": ""},
        {"prepared": "x" * 81},
        {"phone_sent_at": "now"},
        {"phone_sent_at": None},
        {"phone_prepared_at": "2026-11-22 09:00"},
        {"secret": 1},
    ],
)
def test_bad_bodies_are_refused_whole(office: Office, more: dict[str, Any]) -> None:
    site = Site(office, people=1)
    phone = Script(site)
    phone.prepare()
    assert phone.send(phone.tap(), status=422, **more)["errors"]
    assert site.row()["open"] is None


@pytest.mark.parametrize(
    "more",
    [
        {"id": "short"},
        {"action": "undo"},
        {"at": "yesterday"},
        {"number": "KH1", "code": "KH1-x"},
        {"sign_up_id": {"$ne": None}},
        {"walk_in": "yes"},
        {"code": "K" * 81},
        {"way": "qr"},
    ],
)
def test_bad_taps_are_refused(office: Office, more: dict[str, Any]) -> None:
    site = Site(office, people=1)
    phone = Script(site)
    phone.prepare()
    assert phone.send(phone.tap(**more), status=422)["errors"]


@pytest.mark.parametrize("body", [[], "x", 3, None])
def test_what_is_no_object_is_refused(office: Office, body: Any) -> None:
    phone = Script(Site(office, people=1))
    assert phone.post("sync", body, status=400)["status"] == 400


def test_a_forged_code_or_note_is_refused(office: Office) -> None:
    site = Site(office, people=1)
    phone = Script(site)
    phone.prepare()
    told = phone.send(phone.tap(code="KH1-" + "A" * 36))
    assert told["taps"][0]["problem"] == "personal-code-not-ours"
    note = phone.prepared["prepared"]
    forged = ("A" if note[0] != "A" else "B") + note[1:]
    assert phone.send(phone.tap(), status=422, prepared=forged)["type"].endswith("no-preparation")
    assert site.row()["open"] is None


def test_another_organisations_organiser_gets_and_sends_nothing(office: Office) -> None:
    site = Site(office, people=1)
    ours = Script(site)
    ours.prepare()
    theirs = Script(site, PATHS[OTHER])
    theirs.prepared = ours.prepared
    base = f"/onsite/{site.shift_id}"
    csrf = theirs.browser.get(f"{base}/fresh", headers=JSON).json["csrf"]
    bodies: tuple[tuple[str, dict[str, Any]], ...] = (("prepare", {}), ("sync", {"taps": []}))
    for road, body in bodies:
        theirs.browser.post_json(
            f"{base}/{road}", body, headers=JSON | {"X-CSRF": csrf}, status=(403, 422)
        )
    assert theirs.send(theirs.tap(), status=403)["status"] == 403
    assert site.row()["open"] is None


def test_without_the_mark_or_the_sign_in_nothing_is_taken(office: Office) -> None:
    site = Site(office, people=1)
    phone = Script(site)
    phone.prepare()
    body = phone.prepared | {"phone_sent_at": phone.now(), "taps": [phone.tap()]}
    road = f"/onsite/{site.shift_id}/sync"
    phone.browser.post_json(road, body, headers=JSON, status=403)
    phone.browser.reset()
    assert reader(office).get(f"/onsite/{site.shift_id}/fresh", headers=JSON, status=401)
    assert site.row()["open"] is None


def test_the_kept_page_names_nobody_and_the_worker_keeps_below_onsite(office: Office) -> None:
    site = Site(office, people=2)
    phone = Script(site)
    page = phone.browser.get(f"/onsite/{site.shift_id}/kept")
    assert "李000" not in page.text
    assert page.html.find("noscript")
    worker = reader(office).get("/onsite/worker.js")
    assert worker.content_type == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert cookies.SESSION not in worker.text
