"""A command of the hour bank, ready to be sent: what each subject lists in its ``COMMANDS``."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.integration.hours.conftest import Bank

COORDINATOR = "b" * 24


class Call(NamedTuple):
    """``path`` behind /api/v1; ``scope``: the path of the organisation whose coordinator, or
    what ``role`` says, asks."""

    path: str
    body: Any
    scope: str
    role: str = "coordinator"


Make = Callable[[Bank], Call]
# By route: how it bears a repeat, and commands that show it. How: "id" made of its key, "mark" in
# the record it writes (shared/storage/repeats.py), or "itself" and why it needs neither.
Commands = dict[str, tuple[str, list[Make]]]
