"""``kindhours ledger`` on two books: names each fault, restores balances, tampers with nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deploy.cli import main
from services.hours.store.recount import recount
from shared.storage import leases
from shared.storage.mongo import Document
from tests.integration.verify.books import LI, Cheat, change, remove
from tests.integration.verify.world import ORGANISATION, PEOPLE, World

Run = Callable[..., Result]
ISSUED = f"issued:{ORGANISATION}:2026-11"
WANG = f"volunteer:{PEOPLE[1]}"


@pytest.fixture
def run(sealed: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``kindhours ledger …`` on the small world."""
    monkeypatch.setattr("deploy.commands.ledger.open_databases", lambda _: sealed.databases)
    env = {"MONGO_URI": "mongodb://given", "AMQP_URI": "amqp://given"}
    return lambda *words: CliRunner().invoke(main, ["ledger", *words], env=env)


def balances(world: World) -> dict[str, list[Document]]:
    hours = world.databases.hours
    return {name: list(hours[name].find().sort("_id")) for name in ("accounts", "purses")}


def books(world: World) -> dict[str, list[Document]]:
    hours = world.databases.hours
    names = ("journals", "currency_journals", "seals")
    return {name: list(hours[name].find().sort("_id")) for name in names}


def test_sound_books_are_said_to_be_sound(run: Run) -> None:
    found = run("verify")
    assert found.exit_code == 0, found.output
    for step in ("pages of the record", "pages of the currency", "seals", "sums", "balances"):
        assert f"{step} " in found.output
    assert "both books are sound" in found.output


def test_each_fault_is_named_and_the_exit_code_says_so(run: Run, sealed: World) -> None:
    change("purses", LI, minutes=5_000)(sealed)
    change("accounts", WANG, attendances=7)(sealed)
    remove("journals", f"{sealed.attended[0]}-000")(sealed)
    found = run("verify")
    assert found.exit_code == 1
    assert f"purse {LI} has 5000 minutes, its journals 15" in found.output
    assert f"account {WANG} has 7 attendances, its journals 2" in found.output
    assert f"journal {sealed.attended[0]}-000 is missing from page" in found.output


@pytest.mark.parametrize(
    "damage",
    [
        [change("purses", LI, minutes=5_000, spent=0)],
        [change("purses", LI, minutes="120")],
        [change("accounts", WANG, minutes=-1, journals=0, attendances=9)],
        [remove("accounts", ISSUED), remove("accounts", WANG)],
        [remove("purses", LI, f"pool:{ORGANISATION}")],
        [remove("accounts", "chain:record:0"), remove("purses", "chain:currency:0")],
        [change("purses", "chain:currency:0", number=1)],
        [lambda world: world.databases.hours["purses"].drop(),
         lambda world: world.databases.hours["accounts"].drop()],
    ],
)  # fmt: skip
def test_balances_are_restored_from_the_journals(
    run: Run, sealed: World, damage: list[Cheat]
) -> None:
    before, kept = balances(sealed), books(sealed)
    for cheat in damage:
        cheat(sealed)
    damaged = balances(sealed)
    dry = run("rebuild", "--dry-run")
    assert balances(sealed) == damaged, "a dry run corrects nothing"
    assert dry.exit_code == 0, dry.output
    assert "would be corrected" in dry.output
    assert run("rebuild").exit_code == 0
    assert balances(sealed) == before
    assert "0 corrected" in run("rebuild").output
    assert balances(sealed) == before, "two runs do the same as one"
    assert books(sealed) == kept, "the books are not touched"
    assert run("verify").exit_code == 0


def test_an_account_of_nothing_is_emptied(run: Run, sealed: World) -> None:
    ghost: dict[str, Any] = {"_id": "volunteer:ghost", "minutes": 60, "journals": 1}
    sealed.databases.hours["accounts"].insert_one(dict(ghost))
    assert "volunteer:ghost: minutes 60 → 0" in run("rebuild").output
    row = sealed.databases.hours["accounts"].find_one({"_id": "volunteer:ghost"}) or {}
    assert (row["minutes"], row["journals"]) == (0, 0)
    assert recount(sealed.databases.hours).exact


def test_what_a_purse_has_beside_its_numbers_stays(run: Run, sealed: World) -> None:
    change("purses", LI, minutes=1, frozen={"reason": "核查"})(sealed)
    assert run("rebuild").exit_code == 0
    row = sealed.databases.hours["purses"].find_one({"_id": LI}) or {}
    assert (row["minutes"], row["frozen"]) == (15, {"reason": "核查"})


def test_from_books_that_were_tampered_with_nothing_is_restored(run: Run, sealed: World) -> None:
    change("purses", LI, minutes=5_000)(sealed)
    change("journals", f"{sealed.attended[0]}-000", void=True)(sealed)
    before = balances(sealed)
    found = run("rebuild")
    assert found.exit_code == 1
    assert "balances cannot be taken from this" in found.output
    assert balances(sealed) == before


def test_one_rebuild_at_a_time(run: Run, sealed: World) -> None:
    change("purses", LI, minutes=5_000)(sealed)

    leases.hold(sealed.databases.hours, "rebuild_balances", "another", 60)
    found = run("rebuild")
    assert (found.exit_code, "being rebuilt already" in found.output) == (1, True)
    leases.release(sealed.databases.hours, "rebuild_balances", "another")
    assert run("rebuild").exit_code == 0
