"""Whose approval a long day needs.

Up to 8 hours of a day count at once, more than that needs the parent organisation, and more than 12
the level above as well (domain.md; both numbers are rules).
"""

from collections.abc import Sequence
from typing import NamedTuple

PARENT, ABOVE = 1, 2


class Need(NamedTuple):
    """What the minutes over a limit wait for."""

    stage: int
    """PARENT or ABOVE."""
    ceiling: int
    """Minutes of the day up to which this approval can let it count."""
    path: str
    """Whose coordinator approves."""


def need_of(path: str, limit: int, day_limit_parent: int) -> Need:
    """What is asked for when the day of an organisation at ``path`` is over ``limit`` minutes."""
    stage = PARENT if limit < day_limit_parent else ABOVE
    ceiling = day_limit_parent if stage == PARENT else 24 * 60
    return Need(stage, ceiling, approver_path(path, stage))


def approver_path(path: str, stage: int) -> str:
    """Whose coordinator gives the approval of a stage. Where no organisation is above, it is the
    root's: then only another person is another level."""
    ids = path.strip("/").split("/")
    return f"/{'/'.join(ids[: max(1, len(ids) - stage)])}/"


def need_of_all(needs: Sequence[Need]) -> Need:
    """What several need together: somebody who is above them all."""
    ceiling = min(one.ceiling for one in needs)
    return Need(max(one.stage for one in needs), ceiling, shared_path([one.path for one in needs]))


def shared_path(paths: Sequence[str]) -> str:
    """The lowest place in the tree under which all these paths lie."""
    shared = []
    for ids in zip(*(one.split("/")[:-1] for one in paths), strict=False):
        if len(set(ids)) > 1:
            break
        shared.append(ids[0])
    return "/".join([*shared, ""])
