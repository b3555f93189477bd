"""Time currency as its owners see and give it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.hours.domain.ledger.currency import entry
from services.hours.domain.ledger.earning import capped, earned, unearned
from shared.storage.outbox import unseal
from tests.integration.hours.conftest import AT, Bank
from tests.integration.hours.ledger.office import (
    NUMBERS,
    TEAM,
    THIRD,
    fill,
    open_office,
    post,
    purses,
)
from tests.integration.hours.matrix import HER, OTHER, PATH, TOWN
from tests.unit.hours.attendances import attendance

Send = Callable[..., Any]
LI, WANG, POOL = f"volunteer:{HER}", f"volunteer:{OTHER}", f"pool:{TOWN}"


@pytest.fixture
def send(bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> Send:
    """``send("POST", "/donations", minutes=5)`` as HER, or ``who``, in ``language``."""
    open_office(bank)
    fill(bank, **{f"volunteer__{HER}": 100})

    def call(method: str, path: str, who: str = HER, language: str = "zh", **body: Any) -> Any:
        headers = bearer(who, language=language) | {"Accept-Language": language}
        return api.open(
            f"/api/v1/currency{path}", method=method, headers=headers, json=body or None
        )

    return call


def test_a_purse_says_what_it_holds_and_what_limits_it(send: Send) -> None:
    assert send("GET", "/me").get_json() == {
        "volunteer_id": HER,
        "minutes": 100,
        "earned": 100,
        "received": 0,
        "spent": 0,
        "frozen": None,
        "cap_minutes": 90_000,
        "redeem_from": 6_000,
        "teams": [
            {"team_id": TEAM, "name": "湖滨队", "leads": True, "minutes": 0, "earned": 0,
             "received": 0, "spent": 0, "frozen": None},
        ],
    }  # fmt: skip
    nobody = send("GET", "/me", who="9" * 24).get_json()
    assert (nobody["minutes"], nobody["teams"]) == (0, [])


def test_a_donation_goes_to_ones_organisation(send: Send, bank: Bank) -> None:
    answer = send("POST", "/donations", minutes=40, reason="给敬老院")
    assert answer.status_code == 201
    line = answer.get_json()
    assert (line["kind"], line["minutes"]) == ("donate", -40)
    assert line["explanation"] == "捐赠 40 分钟给“湖镇”：给敬老院"
    assert {name: purses(bank)[name] for name in (LI, POOL)} == {LI: 60, POOL: 40}
    given = send("GET", "/me").get_json()
    assert (given["earned"], given["spent"], given["minutes"]) == (100, 40, 60)


def test_a_member_gives_to_her_team_and_its_leader_donates_it(send: Send, bank: Bank) -> None:
    assert send("POST", "/donations", minutes=30, team_id=TEAM).status_code == 201
    assert send("POST", "/donations", who=OTHER, minutes=1, team_id=TEAM).status_code == 403
    assert send("GET", f"/teams/{TEAM}", who=THIRD).get_json()["minutes"] == 30
    team = f"/teams/{TEAM}/donations"
    assert send("POST", team, who=THIRD, minutes=10).status_code == 403
    assert send("POST", team, minutes=31).status_code == 409
    assert send("POST", team, minutes=10).get_json()["explanation"] == "捐赠 10 分钟给“湖镇”"
    assert purses(bank)[f"team:{TEAM}"] == 20
    lines = send("GET", f"/teams/{TEAM}/statement", who=THIRD, language="en").get_json()["items"]
    assert [one["explanation"] for one in lines] == [
        "10 minutes donated to 湖镇",
        "30 minutes donated by V000001",
    ]


def test_a_transfer_goes_by_number(send: Send, bank: Bank) -> None:
    answer = send("POST", "/transfers", number=NUMBERS[OTHER], minutes=1)
    assert answer.get_json()["explanation"] == "转给“V000002”1 分钟"
    assert {name: purses(bank)[name] for name in (LI, WANG)} == {LI: 99, WANG: 1}
    [line] = send("GET", "/me/statement", who=OTHER, language="en").get_json()["items"]
    assert line["explanation"] == "1 minute transferred by V000001"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/donations", {"minutes": 0}, 422),
        ("/donations", {"minutes": -5}, 422),
        ("/donations", {"minutes": 2.5}, 422),
        ("/donations", {"minutes": "5"}, 422),
        ("/donations", {"minutes": True}, 422),
        ("/donations", {"minutes": 10**18}, 422),
        ("/donations", {"minutes": 10**40}, 422),
        ("/donations", {}, 422),
        ("/donations", {"minutes": 5, "team_id": "f" * 24}, 404),
        ("/donations", {"minutes": 5, "team_id": {"$ne": 1}}, 422),
        ("/donations", {"minutes": 5, "reason": "x" * 201}, 422),
        ("/donations", {"minutes": 5, "into": "volunteer:me"}, 422),
        ("/donations", {"minutes": 101}, 409),
        ("/transfers", {"minutes": 5}, 422),
        ("/transfers", {"minutes": 5, "number": "V999999"}, 404),
        ("/transfers", {"minutes": 5, "number": {"$gt": ""}}, 422),
        ("/transfers", {"minutes": 5, "number": NUMBERS[HER]}, 422),
        ("/transfers", {"minutes": 101, "number": NUMBERS[OTHER]}, 409),
        (f"/teams/{'f' * 24}/donations", {"minutes": 5}, 404),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_done(
    send: Send, bank: Bank, path: str, body: dict[str, Any], status: int
) -> None:
    before = purses(bank)
    answer = send("POST", path, **body)
    assert answer.status_code == status, answer.get_data(as_text=True)[:300]
    assert purses(bank) == before


def test_a_purse_takes_up_to_its_cap(send: Send, bank: Bank) -> None:
    fill(bank, **{f"volunteer__{OTHER}": 90_000 - 20})
    refused = send("POST", "/transfers", number=NUMBERS[OTHER], minutes=21, language="en")
    assert refused.status_code == 409
    assert "takes 20 more minutes at most" in refused.get_json()["detail"]
    assert send("POST", "/transfers", number=NUMBERS[OTHER], minutes=20).status_code == 201


def test_nothing_goes_to_whoever_has_left(send: Send, bank: Bank) -> None:
    bank.database["people"].update_one({"_id": OTHER}, {"$set": {"status": "suspended"}})
    bank.database["teams"].update_one({"_id": TEAM}, {"$set": {"status": "ended"}})
    assert send("POST", "/transfers", number=NUMBERS[OTHER], minutes=5).status_code == 404
    assert send("POST", "/donations", minutes=5, team_id=TEAM).status_code == 404


def test_a_frozen_purse_gives_nothing_and_says_why(send: Send, bank: Bank) -> None:
    bank.store.transaction(
        lambda one: bank.store.purses.freeze(LI, by="x", at=AT, reason="核查中", session=one)
    )
    refused = send("POST", "/donations", minutes=5)
    assert (refused.status_code, "核查中" in refused.get_json()["detail"]) == (409, True)
    assert send("GET", "/me").get_json()["frozen"] == "核查中"


def test_whoever_is_not_known_yet_is_asked_to_come_again(send: Send) -> None:
    assert send("POST", "/donations", who="9" * 24, minutes=5).status_code == 503


def test_a_statement_tells_each_move_in_both_languages(send: Send, bank: Bank) -> None:
    bank.hear(attendance(volunteer_id=OTHER, organisation_id=TOWN, organisation_path=PATH))
    [credit] = bank.journals()
    got = earned(credit, 148, AT)
    post(bank, got, capped(got, 48, TOWN, AT), unearned(got, "不在现场", AT))
    fill(bank, **{WANG.replace(":", "__"): 200})
    shop = f"shop:{TOWN}"
    post(
        bank,
        entry("redeem:1", "redeem", {WANG: -60, shop: 60}, at=AT, reason="洗衣液"),
        entry("give_back:1", "give_back", {WANG: 60, shop: -60}, at=AT),
        entry("expire:1", "expire", {WANG: -1, f"expired:{TOWN}": 1}, at=AT, refers="2025-05"),
    )
    told = {
        language: {
            one["kind"]: one["explanation"]
            for one in send("GET", "/me/statement", OTHER, language).get_json()["items"]
            if one["refers"] != "x-000"
        }
        for language in ("zh", "en")
    }
    assert told["zh"] == {
        "earn": "2026-05-03 “敬老院陪伴”公示期满，得 148 分钟",
        "cap": "2026-05-03 “敬老院陪伴”所得超过上限，48 分钟捐入“湖镇”公益池",
        "earn_reversal": "2026-05-03 “敬老院陪伴”的计时被撤销，扣回 148 分钟：不在现场",
        "redeem": "兑换用去 60 分钟：洗衣液",
        "give_back": "兑换取消，退回 60 分钟",
        "expire": "2025-05 以前所得的 1 分钟已过期",
    }
    assert told["en"] == {
        "earn": "148 minutes earned on 2026-05-03 by “敬老院陪伴”: its public notice is over",
        "cap": "over the cap: 48 minutes of “敬老院陪伴” on 2026-05-03, given to the pool of 湖镇",
        "earn_reversal": "148 minutes taken back: “敬老院陪伴” on 2026-05-03 counts no more"
        ": 不在现场",
        "redeem": "60 minutes spent in the shop: 洗衣液",
        "give_back": "60 minutes given back by the shop",
        "expire": "expired: 1 minute that came in before 2025-05",
    }


def test_a_statement_is_read_page_by_page(send: Send, bank: Bank) -> None:
    for _ in range(4):
        fill(bank, **{f"volunteer__{HER}": 1})
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = send("GET", f"/me/statement?limit=2{cursor and '&cursor=' + cursor}").get_json()
        seen += [one["journal_id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 5
    for wrong in ("x", "W10", "WzEsMl0", "W251bGwsbnVsbF0"):
        assert send("GET", f"/me/statement?cursor={wrong}").status_code == 422


def test_the_receiver_of_a_transfer_is_told_once_and_by_number(send: Send, bank: Bank) -> None:
    assert send("POST", "/transfers", number=NUMBERS[OTHER], minutes=7, reason="谢谢")
    assert send("POST", "/transfers", number=NUMBERS[OTHER], minutes=1000).status_code == 409
    pages = bank.database["currency_journals"].find({"outbox": {"$exists": True}})
    [told] = [
        event
        for page in pages
        for event in unseal(page["outbox"])
        if event["type"] == "hours.minutes_received"
    ]
    assert told["data"].pop("number").startswith("V"), "no name, no id"
    assert told["data"] == {"volunteer_id": OTHER, "minutes": 7, "reason": "谢谢"}
    assert HER not in str(told["data"])
