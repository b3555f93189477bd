"""The clock of a rehearsal: all services read it from one file, so a season takes minutes."""

import json
from datetime import UTC, datetime
from pathlib import Path


class RehearsalClock:
    """Runs like a real clock, and can be put forward, never back.

    Behind the system's clock it never stands: what MongoDB deletes by age would go at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._offset = 0.0
        self._write()

    def now(self) -> datetime:
        """What the services take for now, UTC."""
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + self._offset, UTC)

    def move_to(self, moment: datetime) -> None:
        """Make it ``moment`` everywhere. A moment that has passed leaves the clock as it is."""
        ahead = (moment - self.now()).total_seconds()
        if ahead > 0:
            self._offset += ahead
            self._write()

    def _write(self) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({"offset_seconds": self._offset}))
        fresh.replace(self.path)  # a reader sees the old file or the new one, nothing between
