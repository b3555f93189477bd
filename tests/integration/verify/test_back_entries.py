"""I1 and I3 of hours that were entered afterwards: sound ones pass, each broken one is found."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from deploy.verify import ledger, presence
from services.hours.operations.late.approve_back_entry import approve_back_entry
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.auth import Grant, Identity
from shared.ids import id_from
from shared.storage.mongo import Document
from tests.integration.verify.world import ORGANISATION, PEOPLE, START, World

FILER, APPROVER = PEOPLE[1], PEOPLE[2]
PROOF = b"%PDF-1.7 names"


@pytest.fixture
def entry(world: World) -> str:
    """The first person was at another shift, filed and proven afterwards; returns its id."""
    store, sha256 = Store(world.databases.hours), hashlib.sha256(PROOF).hexdigest()
    begin = START + timedelta(hours=4)
    facts = {"sha256": sha256, "kind": "application/pdf", "bytes": len(PROOF), "at": START}
    file_id = store.proofs.keep(PROOF, facts, START)
    store.transaction(lambda session: store.proofs.name(file_id, None, START, session))
    row: Document = {
        "_id": id_from("back entry"),
        "volunteer_id": PEOPLE[0],
        "activity_id": id_from("activity"),
        "activity_title": "环湖清洁",
        "activity_kind": "environment",
        "organisation_id": ORGANISATION,
        "organisation_path": f"/{ORGANISATION}/",
        "shift_id": id_from("late shift"),
        "role": "",
        "shift_start": begin,
        "shift_end": begin + timedelta(hours=2),
        "check_in_at": begin,
        "check_out_at": begin + timedelta(hours=1),
        "filed_by": FILER,
        "filed_number": "V1",
        "filed_at": START,
        "status": "filed",
        "standing": "x",
        "proof": {"file_id": file_id, **facts},
        "decision": None,
    }
    store.back_entries.add(row)
    approver = Identity(APPROVER, "V2", (Grant("coordinator", "/"),))
    means = {"settings": HoursSettings(), "zone": ZoneInfo("Asia/Shanghai"), "clock": lambda: START}
    approve_back_entry(row["_id"], by=approver, store=store, **means)  # type: ignore[arg-type]
    return str(row["_id"])


def found(world: World) -> list[str]:
    checks = (presence.credited, presence.attended, ledger.recounted, ledger.counted_once)
    return [str(one) for look in checks for one in look(world.databases)]


def test_an_approved_back_entry_is_sound(world: World, entry: str) -> None:
    assert world.databases.hours["journals"].count_documents({"checked_in_by": "back_entry"}) == 1
    assert found(world) == []


def _set(**fields: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.databases.hours["back_entries"].update_one({}, {"$set": fields})

    return change


def _lose_entry(world: World) -> None:
    world.databases.hours["back_entries"].delete_one({})


def _lose_file(world: World) -> None:
    world.databases.hours["proofs.files"].delete_one({})


def _cut_file(world: World) -> None:
    world.databases.hours["proofs.files"].update_one({}, {"$inc": {"length": -1}})


def _unmark(world: World) -> None:
    world.databases.hours["journals"].update_one(
        {"checked_in_by": "back_entry"}, {"$set": {"checked_in_by": "qr"}}
    )


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (_lose_entry, "no approved back-entry"),
        (_set(status="filed"), "no approved back-entry"),
        (_set(filed_by=APPROVER), "two other persons"),
        (_set(filed_by=PEOPLE[0]), "two other persons"),
        (_set(filed_by=PEOPLE[3]), "names other persons"),
        (_set(decision=None), "two other persons"),
        (_set(proof=None), "has no proof"),
        (_lose_file, "is gone"),
        (_cut_file, "not whole"),
        (_set(check_out_at=START), "check_out_at is"),
        (_unmark, "not marked"),
    ],
)
def test_what_is_not_founded_is_found(
    world: World, entry: str, break_it: Callable[[World], None], told: str
) -> None:
    break_it(world)
    assert told in " ".join(found(world))


def test_an_approved_one_without_a_journal_is_found(world: World, entry: str) -> None:
    world.databases.hours["journals"].delete_one({"checked_in_by": "back_entry"})
    assert f"I1 approved back-entry {entry} has no journal" in found(world)


def test_back_minutes_that_were_changed_are_found(world: World, entry: str) -> None:
    accounts = world.databases.hours["accounts"]
    accounts.update_one({"_id": f"volunteer:{PEOPLE[0]}"}, {"$inc": {"back_minutes": 5}})
    assert any("has 65 back_minutes, its journals 60" in one for one in found(world))
