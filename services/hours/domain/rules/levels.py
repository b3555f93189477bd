"""Whose approval a long day needs.

Up to 8 hours of a day count at once, more than that needs the parent organisation, and more than 12
the level above as well (domain.md; both numbers are rules).
"""

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
    """What is asked for when the day of an organisation at ``path`` is over ``limit`` minutes.

    Where no organisation is above, it is the root's: then only another person is another level.
    """
    stage = PARENT if limit < day_limit_parent else ABOVE
    ids = path.strip("/").split("/")
    above = "/".join(ids[: max(1, len(ids) - stage)])
    return Need(stage, day_limit_parent if stage == PARENT else 24 * 60, f"/{above}/")


def need_of_all(needs: list[Need]) -> Need:
    """What several need together: somebody who is above them all."""
    paths = [one.path.split("/")[:-1] for one in needs]
    shared = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    path = "/".join([*shared, ""])
    return Need(max(one.stage for one in needs), min(one.ceiling for one in needs), path)
