"""Give a volunteer's calendar feed a new address; whoever has the old one reads nothing more."""

from dataclasses import dataclass

from services.activities.operations.sign_up import PersonNotYet
from services.activities.store import Store


@dataclass(frozen=True, slots=True)
class RenewCalendar:
    volunteer_id: str


def renew_calendar(message: RenewCalendar, *, store: Store) -> None:
    """A repeat renews once more, and harms nobody: she copies the address that is shown then.

    Raises PersonNotYet.
    """
    if not store.people.renew_calendar(message.volunteer_id):
        raise PersonNotYet()
