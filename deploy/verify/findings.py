"""What a check finds: nothing, or some sentences about what is wrong."""

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import islice
from typing import NamedTuple, ParamSpec

MOST = 20
_Given = ParamSpec("_Given")


class Finding(NamedTuple):
    """``invariant`` is "I1" to "I8"; ``what`` names the record and what is wrong with it."""

    invariant: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant} {self.what}"


def check(
    invariant: str,
) -> Callable[[Callable[_Given, Iterable[str]]], Callable[_Given, list[Finding]]]:
    """Make a generator of sentences a check that returns a list, empty where all holds.

    After MOST sentences it only counts: a broken ledger of millions still fits in a report.
    """

    def decorate(look: Callable[_Given, Iterable[str]]) -> Callable[_Given, list[Finding]]:
        @wraps(look)
        def checked(*args: _Given.args, **kwargs: _Given.kwargs) -> list[Finding]:
            sentences = iter(look(*args, **kwargs))
            found = [Finding(invariant, what) for what in islice(sentences, MOST)]
            if more := sum(1 for _ in sentences):
                found.append(Finding(invariant, f"and {more} more like these"))
            return found

        return checked

    return decorate
