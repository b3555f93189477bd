"""Whatever is done to books, pages, seals and balances behind the bank's back is found."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from deploy.verify import chain, currency, ledger
from deploy.verify.findings import Finding
from deploy.verify.reading import at_one_moment
from services.hours.domain.ledger.earning import earned
from services.hours.store import Store
from shared.storage.mongo import Document
from tests.integration.verify.books import LI, Cheat, change, give, insert, post, remove
from tests.integration.verify.world import ORGANISATION, PEOPLE, START, World

CHECKS: dict[str, Callable[[World], list[Finding]]] = {
    "chained": lambda world: chain.chained(world.databases),
    "earned": lambda world: currency.earned(world.databases),
    "balanced": lambda world: currency.balanced(world.databases),
    "recounted": lambda world: currency.recounted(world.databases),
    "record balanced": lambda world: ledger.balanced(world.databases),
    "record recounted": lambda world: ledger.recounted(world.databases),
}
FIRST = "page:currency:0:000000000001"


def found(world: World) -> dict[str, list[str]]:
    looked = {name: [one.what for one in look(world)] for name, look in CHECKS.items()}
    return {name: faults for name, faults in looked.items() if faults}


def test_sound_books_verify_also_at_one_moment(sealed: World) -> None:
    assert found(sealed) == {}
    with at_one_moment(sealed.databases) as then:
        before = chain.chained(then) + currency.recounted(then)
        sealed.databases.hours["purses"].update_one({"_id": LI}, {"$inc": {"minutes": 1}})
        assert before == currency.recounted(then) == []
    assert currency.recounted(sealed.databases) != []


def cut_off(world: World) -> None:
    """The last sealed page of the currency and what followed goes, head and purses fit again."""
    hours = world.databases.hours
    gone = {"_id": {"$in": ["donate:1", "donate:2"]}}
    hours["currency_journals"].delete_many(gone)
    hours["currency_journals"].delete_one({"_id": {"$regex": "^earn_reversal"}})
    hours["currency_journals"].delete_many({"number": {"$gt": 1}})
    page = hours["currency_journals"].find_one({"_id": FIRST}) or {}
    head = {"number": 1, "digest": page["digest"]}
    hours["purses"].update_one({"_id": "chain:currency:0"}, {"$set": head})
    hours["purses"].delete_one({"_id": f"pool:{ORGANISATION}"})
    plain = {"minutes": 120, "journals": 1, "earned": 120, "spent": 0}
    hours["purses"].update_many({"_id": {"$regex": "^volunteer"}}, {"$set": plain})
    minted = {"minutes": -480, "journals": 4, "earned": -480}
    hours["purses"].update_many({"_id": {"$regex": "^minted"}}, {"$set": minted})


def earn_twice(world: World) -> None:
    store = Store(world.databases.hours)
    again = earned(store.journals.find(f"{world.attended[0]}-000") or {}, 120, START)
    post(store, again | {"_id": "earn:again"})


def earn_from_nothing(world: World) -> None:
    credit: Document = {
        "_id": "ghost-000",
        "volunteer_id": PEOPLE[0],
        "lines": [{}, {"account": f"issued:{ORGANISATION}:2026-11"}],
    }
    post(Store(world.databases.hours), earned(credit, 120, START))


def earn_for_another(world: World) -> None:
    store = Store(world.databases.hours)
    world.databases.hours["currency_journals"].delete_many({})
    world.databases.hours["purses"].delete_many({})
    world.databases.hours["seals"].delete_many({})
    credit = store.journals.find(f"{world.attended[0]}-000") or {}
    post(store, earned({**credit, "volunteer_id": PEOPLE[1]}, 120, START))


TWICE = "does not bear the name of its credit: it may have earned twice"
DAY_1, DAY_2 = "currency:0:2026-11-21", "currency:0:2026-11-22"


@pytest.mark.parametrize(
    ("cheat", "where", "what"),
    [
        (change("currency_journals", "donate:1", by="x" * 24), {"chained"},
         "journal donate:1 is not as it was when page page:currency:0:000000000002 was written"),
        (remove("currency_journals", "donate:2"), {"chained", "recounted"},
         "journal donate:2 is missing from page page:currency:0:000000000003"),
        (insert("currency_journals", give("forged", 1)), {"chained", "recounted"},
         "journal donate:forged stands on no page"),
        (change("currency_journals", FIRST, at=START + timedelta(hours=1)), {"chained"},
         f"page {FIRST} was changed"),
        (change("purses", LI, minutes=5_000), {"balanced", "recounted"},
         f"purse {LI} has 5000 minutes, its journals 15"),
        (change("purses", LI, spent=0), {"recounted"},
         f"purse {LI} has 0 spent, its journals 105"),
        (change("purses", "chain:currency:0", number=9), {"chained"},
         "page page:currency:0:000000000009 is missing: its head names it"),
        (change("purses", "chain:currency:0", number=1), {"chained"},
         "chain currency:0 goes on to page 3, its head stands at 1"),
        (cut_off, {"chained"},
         "page page:currency:0:000000000002 is missing: the seal of 2026-11-22 names it"),
        (change("seals", DAY_1, journals=99), {"chained"}, f"seal {DAY_1} was changed"),
        (remove("seals", DAY_1), {"chained"},
         f"seal {DAY_2} does not follow the one before: one is missing, or was changed"),
        (change("seals", DAY_2, signature=bytes(64)), {"chained"},
         f"seal {DAY_2} has a false signature"),
        (change("seals", DAY_2, key_id=None), {"chained"}, f"seal {DAY_2} is not signed"),
        (change("seals", DAY_2, key_id="f" * 16), {"chained"},
         f"seal {DAY_2} is signed with a key nobody has: {'f' * 16}"),
        (earn_twice, {"earned"},
         f"currency journal earn:again {TWICE}"),
        (earn_from_nothing, {"earned"},
         "currency journal earn:ghost-000 refers to ghost-000, which is no credit"),
    ],
)  # fmt: skip
def test_what_is_done_behind_the_banks_back_is_found_and_named(
    sealed: World, cheat: Cheat, where: set[str], what: str
) -> None:
    cheat(sealed)
    faults = found(sealed)
    assert set(faults) == where
    assert what in [one for some in faults.values() for one in some]


def test_a_credit_that_earns_for_another_is_found(sealed: World) -> None:
    earn_for_another(sealed)
    [fault] = found(sealed)["earned"]
    assert "whose credit it is not" in fault


def test_a_tampered_credit_of_the_record_is_named(sealed: World) -> None:
    key = f"{sealed.attended[0]}-000"
    change("journals", key, checked_in_by="roll_call")(sealed)
    page = "page:record:0:000000000001"
    assert found(sealed) == {
        "chained": [f"journal {key} is not as it was when page {page} was written"]
    }
