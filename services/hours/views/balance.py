"""What somebody's hours come to."""

from datetime import date
from typing import Any

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.store import Store
from services.hours.views.stars import star_by_rules
from shared.auth import Identity


def balance_of(volunteer_id: str, today: date, *, store: Store) -> dict[str, Any]:
    """{volunteer_id, minutes, back_minutes, attendances, star, next_star, may_apply_for}.

    ``back_minutes``: of the minutes those entered afterwards; ``next_star``: {star, minutes} still
    to serve, or None at the highest; ``may_apply_for``: a star her minutes reach, where stars are
    given on application, or None.

    One round trip where all organisations have the office's stars (``stars.py``).
    Whoever has no hours yet has none: 0.
    """
    account = store.accounts.volunteer(volunteer_id) or {"minutes": 0, "attendances": 0}
    star = star_by_rules(volunteer_id, account, today, store=store)
    further = None
    if star.reached < len(star.thresholds):
        missing = star.thresholds[star.reached] - account["minutes"]
        further = {"star": star.reached + 1, "minutes": missing}
    return {
        "volunteer_id": volunteer_id,
        "minutes": account["minutes"],
        "back_minutes": account.get("back_minutes", 0),
        "attendances": account["attendances"],
        "star": star.held,
        "next_star": further,
        "may_apply_for": star.reached if star.reached > star.held else None,
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
