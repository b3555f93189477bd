"""What stays together when two processes share the tests, as in ``make test``.

A file of tests is one piece of work. Files that need the whole system or chromium are one piece
together, so that these start once; and so are those with a broker, which a run may be given from
outside: they empty its queues. Each process has a MongoDB of its own.
"""

import os

import pytest

WHOLE, BROKER = "whole", "broker"
_SHARED = {"theatre": WHOLE, "chromium": WHOLE, "amqp_uri": BROKER}
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


def needs_whole(item: pytest.Item | None) -> bool:
    """Whether a test needs the whole system, or a browser."""
    return any(_SHARED.get(name) == WHOLE for name in getattr(item, "fixturenames", ()))


def keep_together(items: list[pytest.Item]) -> None:
    """Mark each test with its group and put groups in their order, within which nothing moves.

    One process alone has the whole system last, so that it runs beside no others.
    """
    groups: dict[str, str] = {}
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in _SHARED:
                file = _file_of(item)
                groups[file] = max(groups.get(file, ""), _SHARED[name])  # WHOLE before BROKER
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group_of(item, groups)))
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: _place(_group_of(item, groups)))
    else:
        items.sort(key=needs_whole)


def _file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _group_of(item: pytest.Item, groups: dict[str, str]) -> str:
    return groups.get(_file_of(item), _file_of(item))


def _place(group: str) -> int:
    found = (number for number, start in enumerate(_ORDER) if group.startswith(start))
    return next(found, len(_ORDER))
