"""What an organisation may set, and what it is told otherwise."""

from typing import Any

import pytest

from services.hours.domain.rules.book import NAMES
from services.hours.domain.rules.keys import CHOICES, WHOLE, checked
from services.hours.domain.rules.refusals import RuleInvalid, RulesEmpty, RuleUnknown
from services.hours.domain.rules.values import Rules


def test_every_rule_can_be_set_to_its_default_and_taken_off() -> None:
    usual = {key: getattr(Rules(), key) for key in NAMES}
    assert checked(usual) == {**usual, "stars": list(usual["stars"])}
    assert checked(dict.fromkeys(NAMES)) == dict.fromkeys(NAMES)
    assert set(WHOLE) | set(CHOICES) | {"stars", "weights"} == set(NAMES)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("grace_before", -1),
        ("grace_before", 2.5),
        ("grace_before", True),
        ("grace_before", "15"),
        ("grace_after", 1441),
        ("step", 0),
        ("minimum_share", 101),
        ("day_limit", 10**30),
        ("rounding", "up"),
        ("rounding", ["down"]),
        ("stars_on_application", 1),
        ("back_entry_allowed", "yes"),
        ("stars", []),
        ("stars", [600, 600]),
        ("stars", [600, 300]),
        ("stars", [60.5]),
        ("stars", "600"),
        ("weights", {"elderly": -5}),
        ("weights", {"elderly": 1.5}),
        ("weights", {"$where": 100}),
        ("weights", {"": 100}),
        ("weights", [["elderly", 150]]),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(key: str, value: Any) -> None:
    with pytest.raises(RuleInvalid) as refused:
        checked({"notice_days": 3, key: value})
    assert refused.value.field == f"values.{key}"
    assert refused.value.text("zh").startswith("规则取值无效")


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(RuleUnknown, match="pay_per_hour"):
        checked({"pay_per_hour": 5})


def test_nothing_is_no_decision() -> None:
    with pytest.raises(RulesEmpty):
        checked({})


def test_the_parents_limit_is_not_below_the_own() -> None:
    with pytest.raises(RuleInvalid, match="day_limit or more"):
        checked({"day_limit": 600, "day_limit_parent": 540})
