"""Keep the copy of a team."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.activities.store import Store


def keep_team(states: Sequence[Mapping[str, Any]], *, store: Store) -> None:
    """``states`` are data of TeamChanged, in any order; the highest revision stays."""
    store.copies.keep("team", states)
