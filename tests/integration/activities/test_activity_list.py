"""The public list: filters and pages."""

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    OTHER,
    PATHS,
    activity_fields,
    ids,
    shift_fields,
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A", "B", "C"]),
        ("kind=健康", ["B"]),
        ("q=敬老", ["A"]),
        ("q=jinglao", ["A"]),
        ("q=JingLao", ["A"]),
        ("q=cyj", ["A"]),
        ("q=.*", []),
        ("q=重阳节敬老 A", ["A"]),
        ("q=义诊Ｂ", ["B"]),
        (f"organisation_id={OTHER}", ["C"]),
        (f"organisation_id={COUNTY}", ["A", "B"]),
        ("free=true", ["B", "C"]),
        ("latitude=30.25&longitude=120.16&radius=3000", ["B"]),
        ("to=2026-11-24T00:00:00Z", ["A"]),
        ("from=2026-11-24T00:00:00%2B08:00", ["B", "C"]),
        ("status=cancelled", []),
    ],
)
def test_the_public_list_finds(office: Office, query: str, expected: list[str]) -> None:
    a = office.published(title="重阳节敬老 A")
    office.published(
        title="义诊 B",
        kind="健康",
        point={"latitude": 30.2501, "longitude": 120.1602},
        shifts=[shift_fields(office, 80)],
    )
    mine = activity_fields(office, organisation_id=OTHER, title="讲座 C")
    mine["shifts"] = [shift_fields(office, 90)]
    by = office.organiser(PATHS[OTHER])
    third = office.ask("POST", "/activities", mine, by=by).json["activity_id"]
    office.ask("POST", f"/activities/{third}/publish", by=by)
    office.sign_up(ids(a)[0], office.volunteer())
    answer = office.ask("GET", f"/activities?{query}")
    assert answer.status_code == 200, answer.json
    assert [item["title"][-1] for item in answer.json["items"]] == expected


def test_the_list_goes_on_behind_its_cursor(office: Office) -> None:
    made = [office.published(title=f"活动{n}")["activity_id"] for n in range(5)]
    seen, cursor = [], ""
    while True:
        page = office.ask("GET", f"/activities?limit=2{cursor}").json
        seen += [item["activity_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == sorted(made)
    assert office.ask("GET", "/activities?cursor=xx").status_code == 422
