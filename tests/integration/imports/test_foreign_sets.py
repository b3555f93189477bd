"""Exports nobody here made, with the mapping files of docs/examples/imports.

They stand beside the repository and are no part of it: where they are not, these tests skip.
"""

from collections import Counter
from pathlib import Path

import pytest

from shared.tables import read_table
from tests.integration.imports.conftest import Office
from tests.integration.imports.lists import counts

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
MAPPINGS = ROOT / "docs" / "examples" / "imports"


def read(name: str) -> bytes:
    if not (DATA / name).exists():
        pytest.skip(f"the foreign data set is not here: {DATA / name}")
    return (DATA / name).read_bytes()


def mapping(name: str) -> str:
    return (MAPPINGS / f"{name}.toml").read_text(encoding="utf-8")


def reasons(job: dict[str, list[dict[str, str]]]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for problem in job["problems"]:
        key = (problem["column"], problem["en"].split(".")[0])
        found[key] = found.get(key, 0) + 1
    return found


def test_the_volunteers_of_teamkinetic(volunteers: Office) -> None:
    data, how = read("teamkinetic-demo/Volunteer-data.csv"), mapping("teamkinetic-volunteers")
    assert counts(volunteers.bring(data, how)) == ("refused", 377, 0, 57)
    job = volunteers.bring(data, how, accept_valid="true")
    assert counts(job) == ("done", 377, 0, 57)
    assert reasons(job) == {
        ("MOBILE", "This is no phone number"): 29,
        ("GENDER", "This is required"): 21,
        ("GENDER", "This cannot be read; expected is Female/Male"): 1,
        ("EMAIL", "This cannot be read; expected is an e-mail address"): 6,
    }
    assert counts(volunteers.bring(data, how, accept_valid="true")) == ("done", 0, 377, 57)
    people = volunteers.store.people.collection
    assert people.count_documents({"identity.kind": "unverified"}) == 377


@pytest.mark.parametrize(
    ("file", "how", "came", "refused", "skipped", "records"),
    [
        ("teamkinetic-demo/Session-data.csv", "teamkinetic-sessions", 61, 0, 8, 3),
        ("teamkinetic-demo/Opportunity-data.csv", "teamkinetic-opportunities", 3, 0, 0, 3),
        ("nyc-service-2011/opportunities.csv", "nyc-service-2011", 617, 48, 0, 617),
    ],
)
def test_activities_of_the_past_come_in_as_an_archive(
    activities: Office, file: str, how: str, came: int, refused: int, skipped: int, records: int
) -> None:
    data = read(file)
    job = activities.bring(data, mapping(how), accept_valid="true")
    assert (*counts(job), job["skipped"]) == ("done", came, 0, refused, skipped)
    rows = activities.store.activities.rows
    assert rows.count_documents({"status": "closed"}) == records == rows.count_documents({})
    assert set(reasons(job)) <= {("category_desc", "This is required")}
    again = activities.bring(data, mapping(how), accept_valid="true")
    assert counts(again) == ("done", 0, came, refused)
    assert rows.count_documents({}) == records


def test_without_the_word_archive_nothing_of_the_past_comes_in(activities: Office) -> None:
    data = read("nyc-service-2011/opportunities.csv")
    how = mapping("nyc-service-2011").replace('past = "archive"', "")
    job = activities.bring(data, how, accept_valid="true")
    assert counts(job) == ("done", 0, 0, 665)
    sheet = read_table("x", activities.get(f"{job['id']}/problems").data)
    found = Counter(row.cells["Reason"] for row in sheet.rows)
    assert sorted(found.values()) == [48, 617]
    assert "Only future activities" in found.most_common(1)[0][0]


def test_what_a_foreign_line_becomes(activities: Office) -> None:
    data = read("nyc-service-2011/opportunities.csv")
    activities.bring(data, mapping("nyc-service-2011"), accept_valid="true")
    found = activities.store.activities.rows.find_one({"imported.id": "5017"})
    assert found["address"] == "37 Avenue"
    assert [round(degrees, 2) for degrees in found["point"]["coordinates"]] == [-73.98, 40.73]
    assert found["starts_at"].isoformat() == "2011-01-22T05:00:00+00:00"  # midnight in New York
