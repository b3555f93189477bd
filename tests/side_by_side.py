"""How two processes share the tests in ``make test``.

A file of tests is one piece of work. Files that need the whole system or chromium are one piece
together, so that these start once; and so are those with a broker, which a run may be given from
outside: they empty its queues. Each process has a MongoDB of its own.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
WHOLE, BROKER = "whole", "broker"
FIXTURES = {"theatre": WHOLE, "chromium": WHOLE, "amqp_uri": BROKER}
# The longest first: what comes last is shared best when it is short.
_ORDER = (
    WHOLE,
    "tests/faults/",
    "tests/journeys/",
    BROKER,
    "tests/integration/deploy/",
    "tests/benchmarks/",
    "tests/integration/",
)
_FOLDER = "tests/browser/"  # its fixtures need the whole system


class Pieces(LoadScopeScheduling):
    """Hands out one piece after the other to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return piece_of(nodeid)


@cache
def _shared(file: str) -> str | None:
    """What the tests of a file share with other files, by the fixtures they ask for."""
    text = (ROOT / file).read_text(encoding="utf-8")
    asked = {FIXTURES[name] for name in re.findall(rf"\b({'|'.join(FIXTURES)}): ", text)}
    if file.startswith(_FOLDER) or WHOLE in asked:
        return WHOLE
    return BROKER if BROKER in asked else None


def piece_of(nodeid: str) -> str:
    """The piece of work a test belongs to: a file, or what files share."""
    file = nodeid.partition("::")[0]
    return _shared(file) or file


def place_of(nodeid: str) -> int:
    """Where its piece stands when two processes share them."""
    piece = piece_of(nodeid)
    found = (number for number, start in enumerate(_ORDER) if piece.startswith(start))
    return next(found, len(_ORDER))


def needs_whole(item: pytest.Item | None) -> bool:
    """Whether a test needs the whole system, or a browser."""
    return any(FIXTURES.get(name) == WHOLE for name in getattr(item, "fixturenames", ()))


def astray(item: pytest.Item) -> bool:
    """Whether a test asks for what is shared by a way its file does not show."""
    wanted = {FIXTURES[name] for name in getattr(item, "fixturenames", ()) if name in FIXTURES}
    return bool(wanted) and piece_of(item.nodeid) not in (WHOLE, *wanted)
