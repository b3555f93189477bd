"""What is kept against what was counted, both in the order of their keys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

Numbers = dict[str, int]


class Difference(NamedTuple):
    """An account or a purse that is not what its journals say."""

    key: str
    kept: dict[str, Any] | None
    """Its numbers as they are; None where it is not there at all."""
    counted: Numbers


def compare(
    kept: Iterable[tuple[str, Mapping[str, Any]]],
    counted: Iterable[tuple[str, Numbers]],
    fields: Sequence[str],
) -> Iterator[Difference]:
    """Those whose ``fields`` differ, in order. A number that is not kept is as good as 0."""
    left = ((key, 0, row) for key, row in kept)
    right = ((key, 1, numbers) for key, numbers in counted)
    nothing: Numbers = dict.fromkeys(fields, 0)
    for key, group in groupby(merge(left, right, key=itemgetter(0, 1)), itemgetter(0)):
        found = {side: numbers for _, side, numbers in group}
        row, sums = found.get(0), found.get(1, nothing)
        numbers = None if row is None else {name: row.get(name, 0) for name in fields}
        if (numbers or nothing) != {name: sums[name] for name in fields}:
            yield Difference(key, numbers, dict(sums))
