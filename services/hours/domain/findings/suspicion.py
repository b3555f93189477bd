"""What a detector says: something that a coordinator should look at, with its evidence."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from services.hours.domain.findings.lines import Line, common_path, people_of

MOST_EVIDENCE = 200
MOST_PEOPLE = 200


class Suspicion(NamedTuple):
    """``about``: what it is about, in words that stay the same however often it is seen.

    ``people``: whose hours; ``recorders``: who wrote or approved them; ``evidence``: ids of
    journals, the first MOST_EVIDENCE of ``size``; ``facts``: figures for the explanation.
    """

    kind: str
    about: tuple[str, ...]
    organisation_path: str
    people: Sequence[str]
    recorders: Sequence[str]
    evidence: Sequence[str]
    size: int
    latest: datetime
    facts: dict[str, Any]


def suspicion(kind: str, about: Iterable[str], lines: Sequence[Line], **facts: Any) -> Suspicion:
    """Of these lines; it belongs to the smallest organisation that has them all."""
    ordered = sorted(lines, key=lambda line: (line.came, line.journal_id))
    return Suspicion(
        kind,
        tuple(about),
        common_path(ordered),
        people_of(ordered)[:MOST_PEOPLE],
        sorted({who for line in ordered for who in line.recorders})[:MOST_PEOPLE],
        [line.journal_id for line in ordered[:MOST_EVIDENCE]],
        len(ordered),
        max(line.came for line in ordered),
        facts,
    )
