"""What somebody's hours come to."""

from collections.abc import Sequence
from typing import Any

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.domain.stars import star_of
from services.hours.store import Store
from shared.auth import Identity


def balance_of(volunteer_id: str, *, store: Store, stars: Sequence[int]) -> dict[str, Any]:
    """{volunteer_id, minutes, back_minutes, attendances, star, next_star, honours}.

    ``back_minutes``: of the minutes those entered afterwards; ``next_star``: {star, minutes} still
    to serve, or None at the highest; ``honours``: those that stand. ``stars``: the thresholds in
    minutes.

    Whoever has no hours yet has none: 0.
    """
    account = store.accounts.volunteer(volunteer_id) or {"minutes": 0, "attendances": 0}
    star = star_of(account["minutes"], stars)
    further = None
    if star < len(stars):
        further = {"star": star + 1, "minutes": stars[star] - account["minutes"]}
    return {
        "volunteer_id": volunteer_id,
        "minutes": account["minutes"],
        "back_minutes": account.get("back_minutes", 0),
        "attendances": account["attendances"],
        "star": star,
        "next_star": further,
        "honours": store.honours.valid(volunteer_id),
    }


def must_reach_volunteer(volunteer_id: str, by: Identity, *, store: Store) -> None:
    """Everybody reads her own hours, a coordinator those of her people (order 67, article 17:
    nothing is disclosed without consent). Raises NoSuchVolunteer, OutOfScope."""
    if volunteer_id == by.volunteer_id:
        return
    person = store.copies.person(volunteer_id)
    if person is None:
        raise NoSuchVolunteer
    by.must_reach("coordinator", person["organisation_path"])
