"""With 10,000 sign-ups on one activity a page reads as little as with ten: no scan, by an index."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.activities.store import Store
from services.activities.store.rosters import RosterQuery
from shared.ids import id_from
from shared.storage.mongo import Document
from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import organiser
from tests.integration.activities.pages.reading import reader
from tests.integration.activities.site import Site

_MANY = 10_000
_MOST_EXAMINED = 60
_MOST_COMMANDS = 16
PAGES = (
    "/",
    "/activities",
    "/calendar",
    "/activities/{activity}",
    "/my/shifts",
    "/my/shifts?past=1",
    "/my/shifts/{sign_up}",
    "/my/shifts/calendar",
    "/c",
    "{code}",
)
ORGANISER_PAGES = (
    "/organise",
    "/organise/{activity}",
    "/organise/{activity}/close",
    "/organise/{activity}/archive",
    "/onsite/{shift}",
    "/onsite/{shift}/now",
    "/onsite/{shift}/screen",
    "/onsite/{shift}/roll",
    "/onsite/{shift}/roll?q=n77",
    "/office/rosters?show=1&activity_id={activity}",
    "/office/rosters?show=1&activity_id={activity}&shift_id={shift}",
)
_MOST_KEYS = 150
_READS = ("query", "getmore", "command")


@pytest.fixture
def crowd(office: Office) -> Site:
    """One activity with three who are known, and ten thousand more in their places and waiting."""
    site = Site(office)
    row = site.row(0)
    del row["_id"]
    made = []
    for number in range(_MANY):
        her = id_from("crowd", str(number))
        mine = {"_id": id_from(site.shift_id, her), "volunteer_id": her}
        state = {"status": "waitlisted", "queue": number + 1} if number % 2 else {}
        made.append({**row, **mine, **state, "name_key": f"n{number}", "outbox": []})
    office.store.sign_ups.rows.insert_many(made, ordered=False)
    return site


@pytest.fixture
def watched(office: Office) -> Iterator[Any]:
    """What MongoDB did since it was asked to watch; call it for the list, which starts anew."""
    database = office.store.database
    database.command("profile", 2)

    def seen() -> list[Document]:
        database.command("profile", 0)
        found = list(database["system.profile"].find({"op": {"$in": list(_READS)}}))
        database.drop_collection("system.profile")
        database.command("profile", 2)
        own = f"{database.name}.system.profile"
        return [one for one in found if one["ns"] != own and "profile" not in one["command"]]

    yield seen
    database.command("profile", 0)
    database.drop_collection("system.profile")


def test_every_page_stays_as_quick(crowd: Site, watched: Any) -> None:
    code = crowd.code()["url"].removeprefix("http://kindhours.test")
    browser = reader(crowd.office, crowd.people[0])
    for path in PAGES:
        road = path.format(activity=crowd.activity_id, sign_up=crowd.sign_up_ids[0], code=code)
        watched()
        browser.get(road)
        done = watched()
        assert 0 < len(done) <= _MOST_COMMANDS, (path, [one["command"] for one in done])
        for one in done:
            small = one["ns"].rpartition(".")[2] in ("organisations", "activities", "places")
            assert small or "COLLSCAN" not in one.get("planSummary", ""), (path, one["command"])
        assert sum(one.get("docsExamined", 0) for one in done) <= _MOST_EXAMINED, path


def test_an_organisers_page_reads_no_more_than_it_shows(crowd: Site, watched: Any) -> None:
    """Once the counts stand: the first look has made them."""
    browser = organiser(crowd.office)
    for path in ORGANISER_PAGES:
        road = path.format(activity=crowd.activity_id, shift=crowd.shift_id)
        browser.get(road)
        watched()
        browser.get(road)
        done = watched()
        assert 0 < len(done) <= _MOST_COMMANDS, (path, [one["command"] for one in done])
        if "q=" not in road:
            assert sum(one.get("docsExamined", 0) for one in done) <= _MOST_KEYS, path
            assert sum(one.get("keysExamined", 0) for one in done) <= _MOST_KEYS, path


def test_the_place_in_a_long_queue_is_counted_only_so_far(crowd: Site, watched: Any) -> None:
    last = id_from("crowd", str(_MANY - 1))
    watched()
    page = reader(crowd.office, last).get("/my/shifts")
    assert "1000 位以后" in page.text
    assert sum(one.get("docsExamined", 0) for one in watched()) <= 1100


def test_the_counts_of_many_stand_for_a_moment(crowd: Site, watched: Any) -> None:
    """However many look at them, the rows are counted once in so many seconds."""
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    store = Store(crowd.office.store.database, lambda: moment)
    whole = RosterQuery(activity_id=crowd.activity_id)
    one = RosterQuery(activity_id=crowd.activity_id, shift_id=crowd.shift_id)
    reads: list[tuple[int, Callable[[], Any]]] = [
        (2, lambda: store.on_site.counts(crowd.shift_id)),
        (2, lambda: store.rosters.counts(whole)),
        (2, lambda: store.rosters.counts(one)),
        (10, lambda: store.organised.numbers(crowd.activity_id, crowd.office.clock())),
    ]
    for seconds, read in reads:
        first = read()
        watched()
        moment += timedelta(seconds=seconds, milliseconds=-1)
        assert read() == first
        assert watched() == []
        moment += timedelta(milliseconds=1)
        assert read() == first
        assert len(watched()) == 1


def test_the_counts_of_few_are_made_each_time(office: Office, watched: Any) -> None:
    site = Site(office)
    for _ in range(2):
        watched()
        assert office.store.on_site.counts(site.shift_id)["expected"] == len(site.people)
        assert len(watched()) == 1
