"""An organiser's phone, and reading what came of its taps."""

from datetime import timedelta
from typing import Any

from services.activities.domain.roll import Outcome
from services.activities.domain.taps import Tap
from services.activities.operations.prepare_roster import prepare_roster
from services.activities.operations.sync_taps import Batch, Synced, sync_taps
from shared.auth import Grant, Identity
from tests.integration.activities.samples import COUNTY, PATHS
from tests.integration.activities.site import CHIEF, Site

BOSS = Identity(CHIEF, "KH0B", (Grant("organiser", PATHS[COUNTY]),))


class Phone:
    """An organiser's phone: it takes the roster along, keeps taps, and sends them."""

    def __init__(self, site: Site, by: Identity = BOSS, *, wrong: timedelta = timedelta()) -> None:
        self.site, self.by, self.wrong = site, by, wrong
        self.parts: dict[str, Any] = {
            "store": site.office.store,
            "clock": site.office.clock,
            "settings": site.office.own,
        }
        self.roster = prepare_roster(site.shift_id, by, **self.parts)
        self.prepared_at = self.now
        self.taps: list[Tap] = []

    @property
    def now(self) -> Any:
        return self.site.office.clock.now + self.wrong

    def tap(self, action: str, person: int | None = 0, **more: Any) -> None:
        name = {} if person is None else {"sign_up_id": self.site.sign_up_ids[person]}
        tap_id = f"{len(self.taps):024x}"
        self.taps.append(Tap(tap_id, action, self.now, **name | more))

    def send(self, *taps: Tap) -> Synced:
        batch = Batch(
            self.site.shift_id,
            self.roster["prepared"],
            self.prepared_at,
            self.now,
            taps or self.taps,
            self.by,
        )
        return sync_taps(batch, **self.parts)


def words(synced: Synced) -> list[str]:
    return [word(one.outcome) for one in synced.settled]


def word(outcome: Outcome) -> str:
    return type(outcome.refusal).__name__ if outcome.refusal else outcome.word
