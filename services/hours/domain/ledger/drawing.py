"""What journals do to purses, and when a purse says no."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.hours.domain.ledger.currency import (
    DONATE,
    EARN,
    EARN_REVERSAL,
    EXPIRE,
    GIVE_BACK,
    REDEEM,
    TRANSFER,
    CurrencyJournal,
)
from services.hours.domain.ledger.refusals import PurseFrozen, PurseTooLow, TeamMayOnlyDonate

_OF_ONE_S_OWN_WILL = {DONATE, TRANSFER, REDEEM}
_OF_A_TEAM = {DONATE, EXPIRE}


@dataclass(slots=True)
class Moved:
    """What journals add to one purse: minutes = earned + received - spent."""

    minutes: int = 0
    journals: int = 0
    earned: int = 0
    """By service, less what was taken back; below zero where minutes are minted."""
    received: int = 0
    """From other purses."""
    spent: int = 0
    """To other purses, less what was given back."""

    def add(self, kind: str, minutes: int) -> None:
        """Add one line of a journal of this kind."""
        self.minutes += minutes
        self.journals += 1
        if kind in (EARN, EARN_REVERSAL):
            self.earned += minutes
        elif (minutes > 0) is (kind != GIVE_BACK):
            self.received += minutes
        else:
            self.spent -= minutes


def sums(journals: Iterable[Mapping[str, Any]]) -> dict[str, Moved]:
    """What these journals come to, by purse."""
    found: defaultdict[str, Moved] = defaultdict(Moved)
    for journal in journals:
        for line in journal["lines"]:
            found[line["purse"]].add(journal["kind"], line["minutes"])
    return dict(found)


def draw(
    journals: Iterable[CurrencyJournal], purses: Mapping[str, Mapping[str, Any]]
) -> dict[str, Moved]:
    """What the journals, in this order, do to the purses as they are now.

    Only where minutes are minted, and where earned ones are taken back, may a purse go below
    zero; then nothing can be drawn until it is covered. Raises PurseTooLow, PurseFrozen,
    TeamMayOnlyDonate.
    """
    found: defaultdict[str, Moved] = defaultdict(Moved)
    for journal in journals:
        kind = journal["kind"]
        for line in journal["lines"]:
            name, minutes = line["purse"], line["minutes"]
            if minutes < 0:
                purse = purses.get(name, {})
                _must_allow(kind, name, purse)
                left = purse.get("minutes", 0) + found[name].minutes
                if kind != EARN_REVERSAL and not name.startswith("minted:") and left < -minutes:
                    raise PurseTooLow(minutes=left, asked=-minutes)
            found[name].add(kind, minutes)
    return dict(found)


def _must_allow(kind: str, name: str, purse: Mapping[str, Any]) -> None:
    if name.startswith("team:") and kind not in _OF_A_TEAM:
        raise TeamMayOnlyDonate
    if kind in _OF_ONE_S_OWN_WILL and (frozen := purse.get("frozen")):
        raise PurseFrozen(reason=frozen["reason"])
