"""The hour bank's settings are read once, and all that is wrong is said at once."""

import base64
from dataclasses import replace

import pytest
from environs import EnvValidationError

from services.hours.domain.findings.limits import Limits
from services.hours.domain.rules import Rules
from services.hours.settings import HoursSettings, read

MASTER = "1:" + base64.b64encode(b"m" * 32).decode()


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOURS_KEYS_MASTER", MASTER)


def test_nothing_set_is_the_usual_practice() -> None:
    assert read() == HoursSettings(master_keys={1: b"m" * 32})
    assert read().rules == Rules(grace_before=15, grace_after=0, step=1, minimum_share=0)


def test_an_office_sets_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOURS_GRACE_AFTER_MINUTES", "10")
    monkeypatch.setenv("HOURS_MINIMUM_SHARE_PERCENT", "60")
    monkeypatch.setenv("HOURS_STARS_AT_HOURS", "200,50")
    monkeypatch.setenv("HOURS_RULES", '{"day_limit": 600, "weights": {"elderly": 150}}')
    rules = Rules(grace_after=10, minimum_share=60, stars=(3_000, 12_000), day_limit=600)
    assert read().rules == replace(rules, weights={"elderly": 150})
    monkeypatch.setenv("HOURS_SHELF", "b")
    assert (read().stars, read().shelf) == ((3_000, 12_000), "b")
    monkeypatch.setenv("HOURS_FINDINGS", '{"back_entries": 40, "night_until": 0}')
    assert read().limits == Limits(back_entries=40, night_until=0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOURS_GRACE_BEFORE_MINUTES", "-1"),
        ("HOURS_GRACE_AFTER_MINUTES", "soon"),
        ("HOURS_STEP_MINUTES", "0"),
        ("HOURS_MINIMUM_SHARE_PERCENT", "101"),
        ("HOURS_STARS_AT_HOURS", "100,-5"),
        ("HOURS_STARS_AT_HOURS", "100,100"),
        ("HOURS_STARS_AT_HOURS", "1.5"),
        ("HOURS_RULES", '{"day_limit": -1}'),
        ("HOURS_RULES", '{"day_limit": 7.5}'),
        ("HOURS_RULES", '{"day_limit": null}'),
        ("HOURS_RULES", '{"pay": 5}'),
        ("HOURS_RULES", "[]"),
        ("HOURS_RULES", "day_limit=5"),
        ("HOURS_FINDINGS", '{"night_from": 24}'),
        ("HOURS_FINDINGS", '{"friends": 0}'),
        ("HOURS_FINDINGS", '{"friends_share": 101}'),
        ("HOURS_FINDINGS", '{"days": true}'),
        ("HOURS_FINDINGS", '{"witches": 1}'),
        ("HOURS_FINDINGS", "[1]"),
        ("HOURS_SHELF", "Web 1"),
        ("HOURS_KEYS_MASTER", "1:short"),
        ("HOURS_KEYS_MASTER", ""),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(EnvValidationError, match=name):
        read()


def test_a_master_key_is_never_shown() -> None:
    assert "mmmm" not in repr(read())
