"""Who asks in the matrix of access, and what the rows of it look like.

A subject with routes of its own has them in ``<subject>/routes.py``: ``ROUTES``, and ``prepare``,
which is called before each try and names what the paths and bodies stand for. ``test_access.py``
lists the subjects.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

HER, OTHER = "a" * 24, "b" * 24
COUNTY, TOWN, ELSEWHERE = "c" * 24, "d" * 24, "e" * 24
PATH = f"/{COUNTY}/{TOWN}/"

WHO: dict[str, tuple[str, list[tuple[str, str]]] | None] = {
    "nobody": None,
    "herself": (HER, []),
    "another volunteer": (OTHER, []),
    "organiser of the town": (OTHER, [("organiser", PATH)]),
    "organiser elsewhere": (OTHER, [("organiser", f"/{ELSEWHERE}/")]),
    "coordinator of the county": (OTHER, [("coordinator", f"/{COUNTY}/")]),
    "coordinator elsewhere": (OTHER, [("coordinator", f"/{ELSEWHERE}/")]),
    "administrator of all": (OTHER, [("administrator", "/")]),
    "herself as coordinator": (HER, [("coordinator", f"/{COUNTY}/")]),
}


class Route(NamedTuple):
    """``path`` and the texts of ``body`` may name facts: "{journal}"; ``expected``: one status for
    each of WHO."""

    method: str
    path: str
    expected: list[int]
    body: Mapping[str, Any] | None = None

    def filled(self, facts: Mapping[str, str]) -> tuple[str, dict[str, Any] | None]:
        """Path and body with the facts in them."""
        body = {
            key: value.format_map(facts) if isinstance(value, str) else value
            for key, value in (self.body or {}).items()
        }
        return self.path.format_map(facts), body or None
