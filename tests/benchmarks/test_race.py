"""Real laps, small ones: the right ones count, the wrong are found out, the absent are said."""

from pathlib import Path

import pytest

from tests.benchmarks import race
from tests.benchmarks.contenders import bare_limit, ours
from tests.benchmarks.entrants import Missing
from tests.benchmarks.measures import ledger
from tests.benchmarks.measures.crediting import Field, _against, compete
from tests.benchmarks.parts import Parts
from tests.benchmarks.race import Inexact, Lap, best_choice, run_lap
from tests.benchmarks.screen import Screen
from tests.benchmarks.wishes import Wishes

BROKEN = "tests.benchmarks.broken."


@pytest.fixture(scope="module")
def parts(mongo_uri: str, amqp_uri: str, tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return Parts(mongo_uri, amqp_uri, tmp_path_factory.mktemp("bench") / "log")


@pytest.fixture
def wishes(parts: Parts) -> Wishes:
    return Wishes(parts, 500, 1, Screen(), frozenset())


def test_a_lap_is_timed_weighed_and_verified(parts: Parts) -> None:
    lap = run_lap(parts, "kombu_batches", {"batch": 100, "prefetch": 300}, 500)
    assert lap.faults == []
    assert lap.credits == 500
    assert min(lap.rate, lap.seconds, lap.cpu, lap.memory_mb) > 0
    assert lap.aborted == 0  # one consumer: nobody meets another
    assert not parts.children


def test_a_rival_that_is_not_there_is_said_and_gone_on_without(
    wishes: Wishes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "CHOICES", [{"batch_events": 400}])
    monkeypatch.setattr(bare_limit, "CHOICES", [{"messages": 2, "packed": True}])
    absent, fainting = BROKEN + "absent", BROKEN + "fainting"
    names = ["ours", absent, "bare_limit", fainting]
    rivals = {"A": ("≥ 0 ×", ("bare_limit", absent)), "B": ("≥ 0 ×", (fainting,))}
    against_some, against_none = compete(wishes, names, rivals)
    assert against_some.reached
    assert f"{absent} was left out" in against_some.note
    assert "a_library_nobody_has" in against_some.note
    assert against_none.value is None
    assert not against_none.wrong
    assert f"left out: {fainting}" in capsys.readouterr().out


def test_without_npm_the_ledgers_row_says_so(
    wishes: Wishes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MODULES", tmp_path / "nothing was installed")
    (found,) = ledger.measure(wishes)
    assert found.value is None
    assert not found.wrong
    assert "medici was left out" in found.note


def test_without_kindhours_there_is_no_race(wishes: Wishes) -> None:
    with pytest.raises(Missing):
        Field().leave_out("ours", "it does not start")


def test_a_wrong_ledger_fails_loudly(wishes: Wishes) -> None:
    wrong = BROKEN + "forgetful"
    lap = run_lap(wishes.parts, wrong, {"messages": 1, "packed": False}, 500)
    assert "505 of 500 attendances were credited" in lap.faults
    with pytest.raises(Inexact, match="505 of 500"):
        best_choice(wishes.parts, wrong, (500, 500), wishes.say)


def test_of_settings_that_come_close_a_whole_lap_decides(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = [{"messages": 2, "packed": True}, {"messages": 4, "packed": True}]
    monkeypatch.setattr(bare_limit, "CHOICES", settings)
    monkeypatch.setattr(race, "_CLOSE", 0)
    said: list[str] = []
    choice, tried = best_choice(parts, "bare_limit", (500, 900), said.append)
    tries = [line.partition(" messages ")[2][0] for line in said]
    assert tries[:2] == ["2", "4"]
    assert sorted(tries[2:]) == ["2", "4"]
    assert [row["choice"] for row in tried] == settings
    assert choice == max(tried, key=lambda row: row["rate"])["choice"]


def test_a_round_counts_only_if_it_was_exact() -> None:
    def lap(rate: float, *faults: str) -> Lap:
        return Lap("x", {"batch": 1}, 500, 1.0, rate, 0.1, 1.0, list(faults))

    good = Field(laps={"ours": [lap(30), lap(40)], "other": [lap(10), lap(10)]})
    assert _against("A", "≥ 3 ×", ["other"], good).value == 3.5
    bad = Field(laps={"ours": [lap(30), lap(40, "two are missing")], "other": [lap(10), lap(10)]})
    found = _against("A", "≥ 3 ×", ["other"], bad)
    assert found.value == 3
    assert found.wrong
    assert not found.reached
