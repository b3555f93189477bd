"""What an office may set for activities; each has a sensible default (see domain.md's sources)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.settings import environment


@dataclass(frozen=True, slots=True)
class ActivitySettings:
    """Minutes unless the name says otherwise."""

    timezone: str = "Asia/Shanghai"
    """Where the office's days begin and end."""
    withdrawal_minutes: int = 24 * 60
    """Deadline before a shift's start to give a place back, where the activity names none."""
    youngest_age: int = 6
    """Below it nobody is signed up at all (years, on the shift's day)."""
    accompanied_below_age: int = 10
    """Rosters mark whoever is younger: she comes with a grown-up (years, on the shift's day)."""
    longest_shift_hours: int = 24
    """A longer shift is most likely a wrong date."""
    close_after_days: int = 10
    """An ended activity is closed by itself after so many days."""
    check_in_opens_minutes: int = 60
    """Check-in is possible from so long before the shift starts."""
    check_out_closes_minutes: int = 60
    """Check-out is possible until so long after the shift ends; then it counts as forgotten."""
    code_seconds: int = 30
    """How long a check-in code stands before the next one."""
    code_secret: str = ""
    """Key of the check-in codes; the same in all replicas."""
    code_tries: int = 5
    """Wrong digits a person may type for one shift within ``code_tries_minutes``."""
    code_tries_minutes: int = 10
    pairs_a_day: int = 3
    """In/out pairs one person may have in an activity on one day."""
    location_people: int = 100
    """Check-in by location alone needs an activity of at least so many places."""
    location_accuracy_metres: int = 100
    """A phone that knows its place less well than so many metres cannot check in by it."""
    messages_a_day: int = 5
    """So many messages a day may be written to those signed up for one activity."""
    photos: int = 20
    """So many photos stand in the file of one activity."""
    offline_hours: int = 24
    """Taps kept without network are taken so long after the shift; then a back-entry is due."""
    undo_minutes: int = 10
    """For so long an organiser takes a tap of the roll back."""
    export_rows: int = 10_000
    """An exported roster has at most so many rows."""

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.timezone)

    def window_of(self, shift: Mapping[str, Any]) -> tuple[datetime, datetime]:
        """Between which instants check-in and check-out of a shift are open."""
        early = timedelta(minutes=self.check_in_opens_minutes)
        late = timedelta(minutes=self.check_out_closes_minutes)
        return shift["start"] - early, shift["end"] + late

    def kept_until(self, shift: Mapping[str, Any]) -> datetime:
        """Until when taps of a shift that a phone kept are taken."""
        end: datetime = shift["end"]
        return end + timedelta(hours=self.offline_hours)


def read() -> ActivitySettings:
    """From the environment. Raises EnvValidationError that lists all that is wrong."""
    env = environment()
    usual = ActivitySettings()
    found = ActivitySettings(
        timezone=env.str("TIMEZONE", usual.timezone),
        withdrawal_minutes=env.int("WITHDRAWAL_MINUTES", usual.withdrawal_minutes),
        youngest_age=env.int("YOUNGEST_AGE", usual.youngest_age),
        accompanied_below_age=env.int("ACCOMPANIED_BELOW_AGE", usual.accompanied_below_age),
        longest_shift_hours=env.int("LONGEST_SHIFT_HOURS", usual.longest_shift_hours),
        close_after_days=env.int("CLOSE_AFTER_DAYS", usual.close_after_days),
        check_in_opens_minutes=env.int("CHECK_IN_OPENS_MINUTES", usual.check_in_opens_minutes),
        check_out_closes_minutes=env.int(
            "CHECK_OUT_CLOSES_MINUTES", usual.check_out_closes_minutes
        ),
        code_seconds=env.int("CODE_SECONDS", usual.code_seconds),
        code_secret=env.str("CODE_SECRET"),
        code_tries=env.int("CODE_TRIES", usual.code_tries),
        code_tries_minutes=env.int("CODE_TRIES_MINUTES", usual.code_tries_minutes),
        pairs_a_day=env.int("PAIRS_A_DAY", usual.pairs_a_day),
        location_people=env.int("LOCATION_PEOPLE", usual.location_people),
        location_accuracy_metres=env.int(
            "LOCATION_ACCURACY_METRES", usual.location_accuracy_metres
        ),
        messages_a_day=env.int("MESSAGES_A_DAY", usual.messages_a_day),
        photos=env.int("PHOTOS", usual.photos),
        offline_hours=env.int("OFFLINE_HOURS", usual.offline_hours),
        undo_minutes=env.int("UNDO_MINUTES", usual.undo_minutes),
        export_rows=env.int("EXPORT_ROWS", usual.export_rows),
    )
    env.seal()
    return found
