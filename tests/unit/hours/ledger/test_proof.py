"""Pages prove their journals: each way to cheat is found and named."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.hours.domain.ledger.pages import Head, Page, digest_of, names_of, page_after, page_id
from services.hours.domain.ledger.proof import Proof, expectations

AT = datetime(2026, 5, 3, 12, 0, 0, 123_000, tzinfo=UTC)
CHAIN = "record:0"
Book = list[tuple[str, Any]]
"""(id, bytes) of a journal, (id, page) of a page, in the order they were written."""


def written(lots: Iterable[Iterable[str]], chain: str = CHAIN) -> Book:
    """A book of these journals, a page a lot."""
    book: Book = []
    head = Head()
    for number, lot in enumerate(lots):
        ids = list(lot)
        stored = [f"journal {one}".encode() for one in ids]
        page = page_after(head, chain, ids, [digest_of(one) for one in stored], AT)
        book += [*zip(ids, stored, strict=True), (page["_id"], page)]
        head = Head(number + 1, page["digest"])
    return book


def faults(book: Book, *said: tuple[str, str, int, bytes]) -> list[str]:
    proof = Proof(expectations(*said))
    found: list[str] = []
    for key, one in book:
        if isinstance(one, bytes):
            proof.journal(key, digest_of(one))
        else:
            found += proof.page(one)
    return [*found, *proof.end()]


def three() -> Book:
    return written([["a", "b"], ["c"], ["d", "e", "f"]])


def page(book: Book, number: int) -> Page:
    return next(one for key, one in book if key == page_id(CHAIN, number))


PAGE = [page_id(CHAIN, number) for number in range(5)]


def tamper(book: Book) -> None:
    book[1] = ("b", b"another")


def forge(book: Book) -> None:
    book.insert(4, ("z", b"forged"))


def rewrite(book: Book) -> None:
    """A page made anew over a changed journal: its own digest is right, the next one's is not."""
    ids, stored = ["c"], [b"another"]
    book[3] = ("c", stored[0])
    digests = [digest_of(one) for one in stored]
    before = page(book, 1)
    book[4] = (PAGE[2], page_after(Head(1, before["digest"]), CHAIN, ids, digests, AT))


def swap(book: Book) -> None:
    page(book, 3)["at"] = AT + timedelta(seconds=1)


def blur(book: Book) -> None:
    page(book, 2)["names"] = b"nothing"


@pytest.mark.parametrize(
    ("cheat", "found"),
    [
        (lambda book: None, []),
        (tamper, [f"journal b is not as it was when page {PAGE[1]} was written"]),
        (lambda book: book.pop(0), [f"journal a is missing from page {PAGE[1]}"]),
        (forge, ["journal z stands on no page"]),
        (rewrite, [f"page {PAGE[3]} does not follow {PAGE[2]}"]),
        (swap, [f"page {PAGE[3]} was changed"]),
        (lambda book: page(book, 3).update(count=2), [f"page {PAGE[3]} was changed"]),
        (lambda book: page(book, 3).update(marks=bytes(12)), [f"page {PAGE[3]} was changed"]),
        (lambda book: page(book, 3).update(previous="x"),
         [f"page {PAGE[3]} was changed: it cannot be read",
          "journal d stands on no page", "journal e stands on no page",
          "journal f stands on no page"]),
        (blur, [f"page {PAGE[2]} was changed: it cannot be read",
                f"page {PAGE[2]} is missing", "journal c stands on no page"]),
        (lambda book: book.pop(4), [f"page {PAGE[2]} is missing", "journal c stands on no page"]),
        (lambda book: page(book, 2).update(chain="record:1"),
         [f"page {PAGE[2]} calls itself number 2 of record:1", f"page {PAGE[2]} was changed",
          f"page {PAGE[2]} is missing", "page page:record:1:000000000001 is missing"]),
    ],
)  # fmt: skip
def test_each_way_to_cheat_is_named(cheat: Callable[[Book], None], found: list[str]) -> None:
    book = three()
    cheat(book)
    assert faults(book) == found


def test_a_last_page_that_is_gone_is_missed_by_its_seal() -> None:
    book = three()
    said = ("the seal of 2026-05-03", CHAIN, 3, page(book, 3)["digest"])
    assert faults(book, said) == []
    missing = [f"page {PAGE[3]} is missing: the seal of 2026-05-03 names it"]
    assert faults(book[:5], said) == missing


def test_a_chain_written_anew_from_the_start_is_not_the_one_that_was_sealed() -> None:
    said = ("the seal of 2026-05-03", CHAIN, 3, page(three(), 3)["digest"])
    assert faults(written([["a", "b"], ["c"], ["d", "e", "g"]]), said) == [
        f"page {PAGE[3]} is not the one that the seal of 2026-05-03 names"
    ]


@given(st.permutations(range(9)), st.booleans())
def test_the_order_they_are_read_in_does_not_matter(order: list[int], sound: bool) -> None:
    book = three()
    if not sound:
        tamper(book)
    mixed = [book[place] for place in order]
    assert faults(mixed) == faults(book)


def test_chains_stand_beside_each_other() -> None:
    one, other = three(), written([["x"], ["y"]], "record:web")
    mixed = [*one[:2], *other, *one[2:]]
    assert faults(mixed) == []
    assert [names_of(entry) for _, entry in mixed if isinstance(entry, dict)] == [
        ["x"], ["y"], ["a", "b"], ["c"], ["d", "e", "f"],
    ]  # fmt: skip


def test_a_page_bears_the_time_that_the_database_keeps() -> None:
    at = AT + timedelta(microseconds=789)
    assert page_after(Head(), CHAIN, ["a"], [digest_of(b"a")], at)["at"] == AT
