"""Ten thousand rows: every page reads its own rows by an index, the hundredth like the first."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo import monitoring

from services.activities.store import Store
from services.activities.store.rosters import MOST_COUNTED, SORTS, RosterQuery, sort_of
from shared.ids import id_from
from shared.settings import Settings
from shared.storage.mongo import connect

ROWS, LIMIT = 10_000, 100
ACTIVITY, SHIFT, COUNTY, TEAM = "a" * 24, "b" * 24, "c0" * 12, "7e" * 12
START = datetime(2026, 11, 23, 2, tzinfo=UTC)
PAGES = {
    "activity": RosterQuery(activity_id=ACTIVITY),
    "shift": RosterQuery(activity_id=ACTIVITY, shift_id=SHIFT),
}


class Finds(monitoring.CommandListener):
    """The finds and aggregates a store sends, to be explained."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name in ("find", "aggregate"):
            left_out = ("lsid", "$db", "$clusterTime", "maxTimeMS", "$readPreference")
            self.sent.append({k: v for k, v in event.command.items() if k not in left_out})

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: monitoring.CommandFailedEvent) -> None: ...


@pytest.fixture(scope="module")
def launch(mongo_uri: str) -> Iterator[tuple[Store, Finds]]:
    """A launch event with 10,000 sign-ups among 2,000 others of the county."""
    name, finds = "test_activities_roster_pages", Finds()
    settings = Settings("activities", mongo_uri, name, "", "", "http://x")
    store = Store(connect(settings))
    store.database.client.drop_database(name)
    store.prepare()
    chance = random.Random(7)
    rows = [_row(ACTIVITY, SHIFT, number, chance) for number in range(ROWS)]
    rows += [_row("e" * 24, "f" * 24, number, chance) for number in range(2000)]
    store.sign_ups.rows.insert_many(rows)
    store.database.client.close()
    monitoring.register(finds)
    store = Store(connect(settings))
    yield store, finds
    store.database.client.drop_database(name)
    store.database.client.close()


def _row(activity_id: str, shift_id: str, number: int, chance: random.Random) -> dict[str, Any]:
    came = {"first_in_at": START + timedelta(seconds=chance.randrange(900))}
    return {
        "_id": id_from(shift_id, str(number)),
        "activity_id": activity_id,
        "shift_id": shift_id,
        "organisation_ids": [COUNTY, "c1" * 12],
        "team_ids": [TEAM] if number % 10 == 0 else [],
        "volunteer_id": f"{number:024x}",
        "name_key": chance.choice(("wang", "li", "zhang")) + f"{chance.randrange(400)}",
        "start": START + timedelta(days=number % 3),
        "status": chance.choice(("accepted", "accepted", "waitlisted", "no_show")),
        "outbox": [],
        **(came if chance.random() < 0.8 else {}),
    }


def explained(store: Store, finds: Finds) -> tuple[int, int, set[str]]:
    """(index keys read, documents read, stages) of everything sent since the last time."""
    keys = documents = 0
    stages: set[str] = set()
    sent, finds.sent = finds.sent, []
    for command in sent:
        told = store.database.command("explain", command, verbosity="executionStats")
        plan = told["stages"][0]["$cursor"] if "stages" in told else told
        keys += plan["executionStats"]["totalKeysExamined"]
        documents += plan["executionStats"]["totalDocsExamined"]
        stages |= set(_stages(plan["queryPlanner"]["winningPlan"]))
    finds.sent = []
    return keys, documents, stages


def _stages(plan: dict[str, Any]) -> Iterator[str]:
    plan = plan.get("queryPlan", plan)
    yield plan["stage"]
    for inner in [plan[k] for k in ("inputStage",) if k in plan] + plan.get("inputStages", []):
        yield from _stages(inner)


@pytest.mark.parametrize("scope", PAGES)
@pytest.mark.parametrize("sort", [sign + word for word in SORTS for sign in ("", "-")])
def test_each_page_reads_its_own_rows_only(
    launch: tuple[Store, Finds], scope: str, sort: str
) -> None:
    store, finds = launch
    query, after, seen, pages = PAGES[scope], None, [], 0
    while True:
        finds.sent.clear()
        rows, after = store.rosters.page(query, sort, after, LIMIT)
        seen += rows
        if pages in (0, 1, 50, 99):
            keys, documents, stages = explained(store, finds)
            assert documents <= LIMIT + 1, (pages, documents)
            assert keys <= LIMIT + 10, (pages, keys)
            assert not {"COLLSCAN", "SORT"} & stages, stages
        pages += 1
        if after is None:
            break
    assert (pages, len({row["_id"] for row in seen})) == (ROWS // LIMIT, ROWS)
    fields, direction = sort_of(sort)

    def key(row: dict[str, Any]) -> list[tuple[bool, Any]]:
        return [(field in row, row.get(field)) for field in fields]

    assert seen == sorted(seen, key=key, reverse=direction < 0)


@pytest.mark.parametrize("scope", PAGES)
def test_one_status_in_the_order_of_names(launch: tuple[Store, Finds], scope: str) -> None:
    store, finds = launch
    finds.sent.clear()
    query = replace(PAGES[scope], statuses=("no_show",))
    rows, after = store.rosters.page(query, "name", None, LIMIT)
    more, _ = store.rosters.page(query, "name", after, LIMIT)
    keys, documents, stages = explained(store, finds)
    assert documents <= 2 * (LIMIT + 1)
    assert keys <= 2 * (LIMIT + 10)
    assert not {"COLLSCAN", "SORT"} & stages
    assert len({row["_id"] for row in rows + more}) == 2 * LIMIT


@pytest.mark.parametrize(
    "query", [RosterQuery(team_id=TEAM), RosterQuery(organisation_ids=(COUNTY,))]
)
def test_teams_and_subtrees_by_start_too(launch: tuple[Store, Finds], query: RosterQuery) -> None:
    store, finds = launch
    finds.sent.clear()
    _, after = store.rosters.page(query, "start", None, LIMIT)
    store.rosters.page(query, "start", after, LIMIT)
    keys, documents, stages = explained(store, finds)
    assert documents <= 2 * (LIMIT + 1)
    assert keys <= 2 * (LIMIT + 10)
    assert not {"COLLSCAN", "SORT"} & stages


@pytest.mark.parametrize("scope", PAGES)
def test_counting_reads_the_index_alone(launch: tuple[Store, Finds], scope: str) -> None:
    store, finds = launch
    finds.sent.clear()
    counts, counted_all = store.rosters.counts(PAGES[scope])
    assert (sum(counts.values()), counted_all) == (ROWS, True)
    keys, documents, stages = explained(store, finds)
    assert documents == 0
    assert keys <= ROWS + 10
    assert "COLLSCAN" not in stages


def test_a_count_of_very_many_says_that_there_are_more(launch: tuple[Store, Finds]) -> None:
    store, _ = launch
    counts, counted_all = store.rosters.counts(RosterQuery(organisation_ids=(COUNTY,)))
    assert (sum(counts.values()), counted_all) == (MOST_COUNTED + 1, False)


def test_the_chores_read_by_their_indexes(launch: tuple[Store, Finds]) -> None:
    store, finds = launch
    late = START + timedelta(days=9)
    change = {"$set": {"closes_at": START}}
    store.sign_ups.rows.update_many({"volunteer_id": {"$lt": f"{50:024x}"}}, change)
    finds.sent.clear()
    assert store.attendance.forgotten(late, 20) == []
    assert 0 < len(store.attendance.never_came(late, 20)) <= 20
    keys, documents, stages = explained(store, finds)
    assert documents <= 20
    assert keys <= 60
    assert not {"COLLSCAN", "SORT"} & stages


def test_an_office_in_the_order_of_names_is_paged_and_counted_by_one_index(
    launch: tuple[Store, Finds],
) -> None:
    store, finds = launch
    office = RosterQuery(organisation_ids=(COUNTY,), statuses=("accepted", "no_show"))
    _, after = store.rosters.page(office, "name", None, LIMIT)
    finds.sent.clear()
    store.rosters.page(office, "name", after, LIMIT)
    keys, documents, stages = explained(store, finds)
    assert documents <= LIMIT + 1
    assert keys <= 2 * LIMIT, "others than the asked for stand between them"
    assert "SORT" not in stages
    store.rosters.counts(office)
    keys, documents, _ = explained(store, finds)
    assert keys > ROWS / 2
    assert documents == 0, "counted by reading rows"
