"""The rules of the time currency, without a database."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.hours.domain.ledger.currency import (
    KINDS,
    Unbalanced,
    entry,
)
from services.hours.domain.ledger.drawing import Moved, draw, sums
from services.hours.domain.ledger.earning import (
    capped,
    earned,
    excess,
    expired,
    overdue,
    unearned,
)
from services.hours.domain.ledger.refusals import PurseFrozen, PurseTooLow, TeamMayOnlyDonate

AT = datetime(2026, 5, 3, tzinfo=UTC)


def journal(kind: str, **lines: int) -> dict[str, Any]:
    """``li=5`` is the purse "volunteer:li"; a name with a kind is written "team__a"."""
    named = {
        name.replace("__", ":") if "__" in name else f"volunteer:{name}": minutes
        for name, minutes in lines.items()
    }
    return entry(f"{kind}:{lines}", kind, named, at=AT)


@pytest.mark.parametrize(
    "lines",
    [
        {},
        {"a": 0, "b": 0},
        {"a": 5},
        {"a": 5, "b": -4},
        {"a": 0.5, "b": -0.5},
        {"a": 5.0, "b": -5.0},
        {"a": True, "b": -1},
    ],
)
def test_a_journal_moves_whole_minutes_and_sums_to_zero(lines: dict[str, Any]) -> None:
    with pytest.raises(Unbalanced):
        entry("donate:1", "donate", lines, at=AT)


def test_a_journal_has_a_kind_of_the_eight() -> None:
    with pytest.raises(Unbalanced):
        entry("gift:1", "gift", {"a": 1, "b": -1}, at=AT)
    assert len(KINDS) == 8


def test_lines_of_nothing_are_left_out() -> None:
    made = entry("earn:1", "earn", {"a": 5, "pool": 0, "minted": -5}, at=AT)
    assert made["lines"] == [{"purse": "a", "minutes": 5}, {"purse": "minted", "minutes": -5}]


@pytest.mark.parametrize("kind", ["donate", "transfer", "redeem", "cap", "expire"])
def test_nothing_is_drawn_that_is_not_there(kind: str) -> None:
    drawn = journal(kind, li=-60, pool__a=60)
    assert draw([drawn], {"volunteer:li": {"minutes": 60}})["volunteer:li"].spent == 60
    with pytest.raises(PurseTooLow) as refused:
        draw([drawn], {"volunteer:li": {"minutes": 59}})
    assert refused.value.facts == {"minutes": 59, "asked": 60}
    with pytest.raises(PurseTooLow):
        draw([drawn], {})


def test_a_lot_is_drawn_in_its_order() -> None:
    earned, spent = journal("earn", li=60, minted__a=-60), journal("donate", li=-60, pool__a=60)
    assert draw([earned, spent], {})["volunteer:li"].minutes == 0
    with pytest.raises(PurseTooLow):
        draw([spent, earned], {})


def test_only_a_reversal_of_what_was_earned_goes_below_zero() -> None:
    back = journal("earn_reversal", li=-60, minted__a=60)
    below = draw([back], {"volunteer:li": {"minutes": 10}})["volunteer:li"]
    assert (below.minutes, below.earned, below.spent) == (-60, -60, 0)
    with pytest.raises(PurseTooLow):
        draw([journal("donate", li=-1, pool__a=1)], {"volunteer:li": {"minutes": -50}})


@pytest.mark.parametrize("kind", ["donate", "transfer", "redeem"])
def test_a_frozen_purse_gives_nothing_of_its_owners_will(kind: str) -> None:
    frozen = {"volunteer:li": {"minutes": 60, "frozen": {"reason": "核查中"}}}
    with pytest.raises(PurseFrozen) as refused:
        draw([journal(kind, li=-1, pool__a=1)], frozen)
    assert "核查中" in refused.value.text("zh")
    draw([journal("earn", li=5, minted__a=-5), journal("transfer", wang=-1, li=1)],
         {**frozen, "volunteer:wang": {"minutes": 1}})  # fmt: skip
    draw([journal("expire", li=-1, expired__a=1)], frozen)


@pytest.mark.parametrize(
    ("kind", "may"), [("donate", True), ("transfer", False), ("redeem", False)]
)
def test_a_team_only_donates(kind: str, may: bool) -> None:
    drawn = [journal(kind, team__a=-5, pool__a=5)]
    if may:
        draw(drawn, {"team:a": {"minutes": 5}})
    else:
        with pytest.raises(TeamMayOnlyDonate):
            draw(drawn, {"team:a": {"minutes": 5}})


def test_each_purse_knows_what_it_earned_received_and_spent() -> None:
    found = sums(
        [
            journal("earn", li=100, minted__a=-100),
            journal("transfer", li=-30, wang=30),
            journal("redeem", li=-40, shop__a=40),
            journal("give_back", li=40, shop__a=-40),
            journal("earn_reversal", li=-10, minted__a=10),
        ]
    )
    assert found["volunteer:li"] == Moved(60, 5, earned=90, received=0, spent=30)
    assert found["volunteer:wang"] == Moved(30, 1, received=30)
    assert found["shop:a"] == Moved(0, 2, received=0)
    assert found["minted:a"] == Moved(-90, 2, earned=-90)
    assert all(one.minutes == one.earned + one.received - one.spent for one in found.values())


@pytest.mark.parametrize(
    ("purse", "earned", "cap", "over"),
    [(0, 60, 100, 0), (40, 60, 100, 0), (50, 60, 100, 10), (500, 60, 100, 60),
     (-80, 100, 100, 0), (500, 60, 0, 0)],
)  # fmt: skip
def test_what_passes_the_cap_is_at_most_what_is_earned(
    purse: int, earned: int, cap: int, over: int
) -> None:
    assert excess(purse, earned, cap) == over


def test_the_oldest_minutes_are_spent_first() -> None:
    assert [overdue(100, spent) for spent in (0, 60, 100, 130)] == [100, 40, 0, 0]


def test_a_credit_earns_and_what_it_earned_is_taken_back() -> None:
    lines = [{"account": "volunteer:li"}, {"account": "issued:a:2026-05"}]
    credit = {"_id": "x-000", "volunteer_id": "li", "lines": lines}
    made = earned(credit, 90, AT)
    assert (made["_id"], made["refers"]) == ("earn:x-000", "x-000")
    assert sums([made])["minted:a:2026-05"].minutes == -90
    over = capped(made, 20, "a", AT)
    assert sums([made, over])["volunteer:li"].minutes == 70
    assert sums([made, over])["pool:a"].received == 20
    back = unearned(made, "不在现场", AT)
    assert back["_id"] == "earn_reversal:x-000"
    assert {name: one.minutes for name, one in sums([made, back]).items()} == {
        "volunteer:li": 0,
        "minted:a:2026-05": 0,
    }
    gone = expired("li", 5, "a", "2026-05", AT)
    assert sums([gone])["expired:a"].received == 5
