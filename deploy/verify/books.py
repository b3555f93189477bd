"""The two books by themselves, step by step, for whoever watches: each fault as it is found."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from deploy.verify import currency, ledger, presence
from deploy.verify.chain import proven, sealed
from deploy.verify.findings import Finding
from deploy.verify.reading import Databases
from services.hours.store.ledger.chains import CURRENCY, RECORD, Book

Tell = Callable[[int], object]


class Step(NamedTuple):
    """``total``: about how many records are read; None where that cannot be said."""

    name: str
    total: int | None
    look: Callable[[Tell], Iterable[str]]


def steps(databases: Databases) -> Iterator[Step]:
    """Chain, seals, sums, balances and evidence of both books."""
    yield from _chains(databases, heads_too=True)
    yield _checks("借贷平衡 sums", databases, ledger.balanced, currency.balanced)
    yield _checks("余额 balances", databases, ledger.recounted, currency.recounted)
    evidence = (ledger.counted_once, presence.attended, currency.earned)
    yield _checks("凭据 evidence", databases, *evidence)


def before_rebuilding(databases: Databases) -> Iterator[Step]:
    """What must hold before balances are restored from the journals: the journals themselves."""
    yield from _chains(databases, heads_too=False)


def _chains(databases: Databases, *, heads_too: bool) -> Iterator[Step]:
    def step(name: str, book: Book) -> Step:
        total = databases.hours[book.journals].estimated_document_count()
        return Step(name, total, lambda tell: proven(databases, book, tell, heads_too=heads_too))

    yield step("服务记录 pages of the record", RECORD)
    yield step("时间币 pages of the currency", CURRENCY)
    yield Step("印信 seals", None, lambda _: sealed(databases))


def _checks(name: str, databases: Databases, *checks: Callable[[Databases], list[Finding]]) -> Step:
    return Step(
        name, None, lambda _: (found.what for check in checks for found in check(databases))
    )
