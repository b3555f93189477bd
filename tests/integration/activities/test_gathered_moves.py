"""Many phones at once: their writes go together, and each is told what became of her own."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from pymongo.database import Database
from pymongo.errors import AutoReconnect

from tests.integration.activities.office import Office
from tests.integration.activities.site import Site, at_once

PHONES = 24


def ask_all(site: Site, road: str, phones: int = PHONES) -> list[Any]:
    """The phones' answers, two phones a person, all with the code of this moment."""
    token = {"token": site.code()["url"]}
    return at_once(
        lambda at: site.office.ask("POST", f"/{road}", token, by=site.people[at // 2]), phones
    )


def test_a_crowd_comes_and_goes_once_each_whatever_stands_beside_them(office: Office) -> None:
    """In the same round: those who may, their second phones, and those who may not."""
    site = Site(office, people=PHONES // 2)
    barred = site.sign_up_ids[:3]
    office.store.sign_ups.rows.update_many({"_id": barred[0]}, {"$set": {"status": "waitlisted"}})
    office.store.sign_ups.rows.update_many({"_id": barred[1]}, {"$set": {"shows_code": True}})
    office.store.sign_ups.rows.delete_one({"_id": barred[2]})

    came = ask_all(site, "check-ins")
    told = Counter((one.status_code, one.json.get("type", "")) for one in came)
    assert told == {
        (200, ""): PHONES - 6,
        (409, "/problems/not-accepted"): 2,
        (403, "/problems/own-code"): 2,
        (409, "/problems/not-signed-up"): 2,
    }
    for one, other in zip(came[6::2], came[7::2], strict=True):
        assert one.json == other.json
        kept = office.row(one.json["sign_up_id"])
        assert kept["open"]["attendance_id"] == one.json["attendance_id"]
        assert list(kept["pairs"].values()) == [1]

    site.later(minutes=30)
    went = ask_all(site, "check-outs")
    assert [one.status_code for one in went] == [409] * 6 + [200] * 18
    for one, other in zip(went[6::2], went[7::2], strict=True):
        assert one.json == other.json
        assert len(office.row(one.json["sign_up_id"])["intervals"]) == 1
    assert len(site.recorded()) == PHONES // 2 - 3


def first_answer(monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any]) -> list[Any]:
    """Let the first answer to a move's command be changed on its way; the answers as they were."""
    whole, heard = Database.command, []

    def command(self: Any, asked: Any, *more: Any, **named: Any) -> Any:
        found = whole(self, asked, *more, **named)
        if isinstance(asked, dict) and "updates" in asked:
            heard.append(found)
            return change(found) if len(heard) == 1 else found
        return found

    monkeypatch.setattr(Database, "command", command)
    return heard


def lost(_: Any) -> Any:
    raise AutoReconnect("connection closed")


def test_a_move_whose_answer_was_lost_is_made_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(office)
    heard = first_answer(monkeypatch, lost)
    came = site.come(site.people[0])
    assert [found["n"] for found in heard] == [1, 0]
    assert site.row()["open"]["attendance_id"] == came["attendance_id"]
    assert list(site.row()["pairs"].values()) == [1]
    site.later(minutes=5)
    heard.clear()
    went = site.go(site.people[0])
    assert [found["n"] for found in heard] == [1, 0]
    assert [went["check_out_at"]] == [one["data"]["check_out_at"] for one in site.recorded()]


@pytest.mark.parametrize(
    "trouble",
    [
        {"writeConcernError": {"code": 64, "errmsg": "no majority in time"}},
        {"writeErrors": [{"index": 0, "code": 189, "errmsg": "stepped down"}]},
    ],
)
def test_a_move_that_is_not_safe_is_not_answered(
    office: Office, monkeypatch: pytest.MonkeyPatch, trouble: dict[str, Any]
) -> None:
    site = Site(office)
    first_answer(monkeypatch, lambda found: found | trouble)
    assert site.scan("check-ins", site.people[0]).status_code == 503
    assert site.come(site.people[0])["sign_up_id"] == site.sign_up_ids[0]
